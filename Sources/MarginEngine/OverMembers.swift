import MarginModel
import MarginSource

/// What looks along the members of an axis, save for folds.
extension Evaluator {
  /// A definition at the members whose places, from 1, another value gives.
  func chosen(_ definition: Int, over: AxisID, _ place: Value, _ frame: Frame) -> Value {
    guard columns.indices.contains(definition), frame.sizes.indices.contains(over) else { return .undefined }
    let source = read(definition, frame)
    let length = frame.sizes[over]
    let axes = Value.union(source.axes.filter { $0 != over }, place.axes)
    // The members of `over` run fastest in what is picked from, also where the places vary over the same axis.
    let rest = axes.filter { $0 != over || !source.axes.contains(over) }
    let numbers = source.expanded(to: rest + [over], frame)
    let places = place.expanded(to: axes, frame)
    var members = Array(repeating: 0, count: frame.sizes.count)
    let result = places.indices.map { cell -> Double in
      guard let member = exactInt(places[cell]), (1...max(1, length)).contains(member) else { return .nan }
      var left = cell
      for axis in axes.reversed() {
        members[axis] = left % frame.sizes[axis]
        left /= frame.sizes[axis]
      }
      let row = rest.reduce(0) { $0 * frame.sizes[$1] + members[$1] }
      return numbers[row * length + member - 1]
    }
    return Value(result, over: axes)
  }

  func percentile(_ definition: Int, _ share: Value, over: AxisID, _ frame: Frame) -> Value {
    guard columns.indices.contains(definition), frame.sizes.indices.contains(over) else { return .undefined }
    let source = over == 0 ? Value(columns[definition], over: layouts[definition]) : read(definition, frame)
    let sizes = over == 0 ? whole : frame
    let axes = source.axes.filter { $0 != over }
    var numbers = source.expanded(to: axes + [over], sizes)
    let length = max(1, sizes.sizes[over])
    for row in stride(from: 0, to: numbers.count, by: length) {
      let members = numbers[row..<(row + length)]
      // One undefined member makes the whole undefined: it stands first then.
      let sorted = members.contains(where: \.isNaN) ? [.nan] + members.dropFirst() : members.sorted()
      numbers.replaceSubrange(row..<(row + length), with: sorted)
    }
    let all = Value.union(axes, share.axes)
    let shares = share.expanded(to: all, frame)
    let rows = Value((0..<(numbers.count / length)).map { Double($0) }, over: axes).expanded(to: all, frame)
    let result = shares.indices.map { cell -> Double in
      guard let row = exactInt(rows[cell]) else { return .nan }
      return quantile(numbers[(row * length)..<((row + 1) * length)], shares[cell])
    }
    return Value(result, over: all)
  }

  /// Each member's place from the largest down; equal ones share it.
  func rank(_ definition: Int, over: AxisID, _ frame: Frame) -> Value {
    guard columns.indices.contains(definition), frame.sizes.indices.contains(over) else { return .undefined }
    let source = read(definition, frame)
    let axes = Value.union(source.axes, [over])
    let rest = axes.filter { $0 != over }
    let length = max(1, frame.sizes[over])
    let numbers = source.expanded(to: rest + [over], frame)
    let inner = axes.drop { $0 != over }.dropFirst().reduce(1) { $0 * frame.sizes[$1] }
    var result = Array(repeating: Double.nan, count: numbers.count)
    for (row, start) in stride(from: 0, to: numbers.count, by: length).enumerated() {
      let members = Array(numbers[start..<(start + length)])
      for (member, rank) in ranks(members).enumerated() {
        result[(row / inner * length + member) * inner + row % inner] = rank
      }
    }
    return Value(result, over: axes)
  }
}

/// The value at a share of the way from the first to the last of sorted numbers, straight between two of them, as
/// PERCENTILE.INC has it; undefined outside 0 to 1.
func quantile(_ sorted: ArraySlice<Double>, _ share: Double) -> Double {
  guard share >= 0, share <= 1, let first = sorted.first, !first.isNaN else { return .nan }
  let place = share * Double(sorted.count - 1)
  guard let below = wholeInt(place, .down) else { return .nan }
  let low = sorted[sorted.startIndex + below]
  guard below + 1 < sorted.count else { return low }
  return defined(low + (place - Double(below)) * (sorted[sorted.startIndex + below + 1] - low))
}

/// 1 and how many are larger, noise of binary fractions aside.
func ranks(_ numbers: [Double]) -> [Double] {
  guard !numbers.contains(where: \.isNaN) else { return numbers.map { _ in .nan } }
  let sorted = numbers.sorted(by: >)
  return numbers.map { number in
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] > number && !areClose(sorted[middle], number, 1e-12) { low = middle + 1 } else { high = middle }
    }
    return Double(low + 1)
  }
}

import MarginModel

/// What formulas read: leaves and the columns of other definitions.
extension Evaluator {
  /// A leaf's numbers in base units.
  func leaf(_ leaf: Int, _ frame: Frame) -> Value {
    guard model.leaves.indices.contains(leaf), leaves.indices.contains(leaf) else { return .undefined }
    let axes = model.layout(model.leaves[leaf].axes)
    guard leaves[leaf].count == model.count(axes) else { return .undefined }
    let scale = model.leaves[leaf].unit.scale
    var result = Value.shared(leaves[leaf], over: axes)
    if axes.last == 0 {
      switch frame.time {
      case .every: break
      case .at(let period): result = result.picked(0, member: period, frame)
      case .rolledUp: return .undefined
      }
    }
    result = result.picked(in: frame)
    result.map { defined($0 * scale) }
    return result
  }

  /// A definition at the same cell.
  func read(_ definition: Int, _ frame: Frame) -> Value {
    guard columns.indices.contains(definition) else { return .undefined }
    guard layouts[definition].last == 0 else {
      return Value.shared(columns[definition], over: layouts[definition]).picked(in: frame)
    }
    switch frame.time {
    case .every: return Value.shared(columns[definition], over: layouts[definition]).picked(in: frame)
    case .at(let period): return slice(definition, period, frame)
    case .rolledUp:
      guard !rollUps[definition].isEmpty else { return .undefined }
      return Value.shared(rollUps[definition], over: layouts[definition]).picked(in: frame)
    }
  }

  /// A definition at one period; itself where it does not vary in time.
  func slice(_ definition: Int, _ period: Int, _ frame: Frame) -> Value {
    guard columns.indices.contains(definition) else { return .undefined }
    let (column, axes) = (columns[definition], memberLayouts[definition])
    guard layouts[definition].last == 0 else { return Value.shared(column, over: axes).picked(in: frame) }
    guard period >= 0, period < periods else { return .undefined }
    if axes.isEmpty { return Value(column[period]) }
    return Value(stride(from: period, to: column.count, by: periods).map { column[$0] }, over: axes).picked(in: frame)
  }

  func element(_ definition: Int, _ picks: [Formula.Pick], _ frame: Frame) -> Value {
    let period = picks.first { $0.axis == 0 }?.member
    let open = frame.releasing(picks.map(\.axis))
    var result = period.map { slice(definition, $0, open) } ?? read(definition, open)
    for pick in picks where pick.axis != 0 { result = result.picked(pick.axis, member: pick.member, frame) }
    return result
  }

  func byMember(_ axis: AxisID, _ formulas: [Formula], _ frame: Frame) -> Value {
    if let member = frame.held[axis] {
      return formulas.indices.contains(member) ? value(formulas[member], frame) : .undefined
    }
    return .joined(formulas.map { value($0, frame) }, along: axis, frame)
  }

  /// A definition some members earlier along a dimension, in the order of its members.
  func earlierMember(_ definition: Int, _ axis: AxisID, _ distance: Int, _ start: Formula?, _ frame: Frame) -> Value {
    guard frame.sizes.indices.contains(axis) else { return .undefined }
    let size = frame.sizes[axis]
    if let member = frame.held[axis] {
      if member < distance { return start.map { value($0, frame) } ?? .undefined }
      guard member - distance < size else { return .undefined }
      return read(definition, frame.holding(axis, at: member - distance))
    }
    let first = start.map { value($0, frame) } ?? .undefined
    let source = read(definition, frame)
    let members = (0..<size).map { member in
      member < distance
        ? first.picked(axis, member: member, frame) : source.picked(axis, member: member - distance, frame)
    }
    return .joined(members, along: axis, frame)
  }

  func adjusted(_ formula: Formula, _ factor: Int, _ addend: Int, _ frame: Frame) -> Value {
    var product = value(formula, frame)
    // A factor of 0 replaces the formula, which may then be undefined.
    product.combine(leaf(factor, frame), frame) { $1 == 0 ? 0 : defined($0 * $1) }
    product.combine(leaf(addend, frame), frame) { defined($0 + $1) }
    return product
  }

  /// A definition over an axis: for each cell of the other axes, and of `onto` where it is given, in members' order.
  func folded(
    _ fold: Formula.Fold, _ definition: Int, over: AxisID, onto: AxisID?, _ frame: Frame
  ) -> Value {
    guard columns.indices.contains(definition), frame.sizes.indices.contains(over) else { return .undefined }
    let sizes = over == 0 ? frame.at(.every, sizes: whole.sizes) : frame.releasing([over])
    let source = read(definition, sizes)
    let length = sizes.sizes[over]
    let countsTruths = fold == .count && model.definitions[definition].type == .truth
    let axes = Value.union(source.axes.filter { $0 != over }, onto.map { [$0] } ?? [])
    let numbers = source.expanded(to: axes + [over], sizes)
    var groups = Array(repeating: 0, count: length)
    var inner = 1
    if let onto {
      guard let maps = model.axes[onto].maps, maps.axis == over, maps.members.count == length else { return .undefined }
      groups = maps.members
      inner = axes.drop { $0 != onto }.dropFirst().reduce(1) { $0 * sizes.sizes[$1] }
    }
    let groupCount = onto.map { sizes.sizes[$0] } ?? 1
    var result: [Double] = []
    result.reserveCapacity(length == 0 ? 0 : numbers.count / length)
    for cell in 0..<axes.reduce(1, { $0 * sizes.sizes[$1] }) {
      var total = Accumulator()
      for member in 0..<length where groups[member] == cell / inner % groupCount {
        total.add(numbers[cell * length + member])
      }
      result.append(total.result(fold, countsTruths: countsTruths))
    }
    return Value(result, over: axes).picked(in: frame)
  }
}

/// What a fold has seen.
private struct Accumulator {
  private var sum = 0.0
  private var low = Double.infinity
  private var high = -Double.infinity
  private var count = 0.0
  /// The place of the first number that is not 0.
  private var first = Double.nan

  mutating func add(_ number: Double) {
    sum += number
    low = number < low || number.isNaN ? number : low
    high = number > high || number.isNaN ? number : high
    count += 1
    if first.isNaN, number != 0 { first = count }
  }

  func result(_ fold: Formula.Fold, countsTruths: Bool) -> Double {
    guard !sum.isNaN else { return .nan }
    switch fold {
    case .sum: return defined(sum)
    case .mean: return defined(sum / count)
    case .min: return defined(low)
    case .max: return defined(high)
    case .count: return countsTruths ? sum : count
    case .first: return first
    }
  }
}

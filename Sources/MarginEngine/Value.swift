import MarginModel

/// How many members each axis has where a formula is evaluated, and what stands for time there.
struct Frame {
  enum Time {
    /// All periods at once.
    case every
    /// One period; nothing varies in time then.
    case at(Int)
    /// The years and the whole timeline, as in `Results.rollUps`.
    case rolledUp
  }
  let time: Time
  let sizes: [Int]
  /// The dimensions of which one member is evaluated, by axis; no value varies over them then.
  private(set) var held: [AxisID: Int] = [:]

  init(time: Time, sizes: [Int]) {
    self.time = time
    self.sizes = sizes
  }

  /// The same at one member of a dimension.
  func holding(_ axis: AxisID, at member: Int) -> Frame {
    var copy = self
    copy.held[axis] = member
    return copy
  }

  /// The same with all members of some dimensions.
  func releasing(_ axes: [AxisID]) -> Frame {
    guard !held.isEmpty else { return self }
    var copy = self
    for axis in axes { copy.held[axis] = nil }
    return copy
  }

  /// The same at another time.
  func at(_ time: Time, sizes: [Int]) -> Frame {
    var copy = Frame(time: time, sizes: sizes)
    copy.held = held
    return copy
  }
}

/// The numbers of a formula over the axes on which they vary, row-major, time last; one number where there are none.
/// Broadcasting is put off until two values over different axes meet.
struct Value {
  private(set) var axes: [AxisID]
  private(set) var numbers: [Double]
  private(set) var single: Double
  /// Whether the numbers are likely held elsewhere too, so that others are better made than theirs copied and changed.
  private var isShared = false

  init(_ single: Double) {
    axes = []
    numbers = []
    self.single = single
  }

  init(_ numbers: [Double], over axes: [AxisID]) {
    self.axes = axes
    self.numbers = axes.isEmpty ? [] : numbers
    single = axes.isEmpty ? numbers.first ?? .nan : .nan
  }

  /// Numbers that someone keeps.
  static func shared(_ numbers: [Double], over axes: [AxisID]) -> Value {
    var value = Value(numbers, over: axes)
    value.isShared = true
    return value
  }

  static let undefined = Value(.nan)

  /// So many numbers that are all yet to be given.
  private static func room(_ count: Int) -> [Double] {
    Array(unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
  }

  /// Replaces every number.
  @inline(__always)
  mutating func map(_ operation: (Double) -> Double) {
    guard !axes.isEmpty else {
      single = operation(single)
      return
    }
    guard isShared else {
      numbers.withUnsafeMutableBufferPointer { own in
        for index in own.indices { own[index] = operation(own[index]) }
      }
      return
    }
    isShared = false
    var made = Self.room(numbers.count)
    made.withUnsafeMutableBufferPointer { made in
      numbers.withUnsafeBufferPointer { own in
        for index in own.indices { made[index] = operation(own[index]) }
      }
    }
    numbers = made
  }

  /// Replaces every number by what it gives with the other value's one at the same cell.
  @inline(__always)
  mutating func combine(_ other: Value, _ frame: Frame, _ operation: (Double, Double) -> Double) {
    if other.axes.isEmpty {
      let right = other.single
      map { operation($0, right) }
      return
    }
    if axes.isEmpty {
      let left = single
      self = other
      isShared = true
      map { operation(left, $0) }
      return
    }
    var right = other.numbers
    if axes != other.axes {
      let union = Self.union(axes, other.axes)
      right = other.expanded(to: union, frame)
      self = Value(expanded(to: union, frame), over: union)
    }
    guard isShared else {
      numbers.withUnsafeMutableBufferPointer { own in
        right.withUnsafeBufferPointer { right in
          for index in 0..<min(own.count, right.count) { own[index] = operation(own[index], right[index]) }
        }
      }
      return
    }
    isShared = false
    var made = Self.room(min(numbers.count, right.count))
    made.withUnsafeMutableBufferPointer { made in
      numbers.withUnsafeBufferPointer { own in
        right.withUnsafeBufferPointer { right in
          for index in made.indices { made[index] = operation(own[index], right[index]) }
        }
      }
    }
    numbers = made
  }

  /// The numbers over other axes, repeated along those that the value lacks; of axes that the target lacks, the first
  /// member's.
  func expanded(to target: [AxisID], _ frame: Frame) -> [Double] {
    if axes == target { return axes.isEmpty ? [single] : numbers }
    let count = target.reduce(1) { $0 * frame.sizes[$1] }
    if axes.isEmpty { return Array(repeating: single, count: count) }
    guard let last = target.last else { return [numbers.first ?? .nan] }
    let steps = target.map { stride(of: $0, frame) }
    let (length, step) = (frame.sizes[last], steps[target.count - 1])
    var places = Array(repeating: 0, count: target.count)
    var offset = 0
    var result: [Double] = []
    result.reserveCapacity(count)
    while result.count < count {
      if step == 1 {
        result.append(contentsOf: numbers[offset..<(offset + length)])
      } else if step == 0 {
        result.append(contentsOf: repeatElement(numbers[offset], count: length))
      } else {
        for place in 0..<length { result.append(numbers[offset + place * step]) }
      }
      var axis = target.count - 2
      while axis >= 0 {
        places[axis] += 1
        offset += steps[axis]
        if places[axis] < frame.sizes[target[axis]] { break }
        offset -= steps[axis] * places[axis]
        places[axis] = 0
        axis -= 1
      }
    }
    return result
  }

  /// The value at one member of an axis.
  func picked(_ axis: AxisID, member: Int, _ frame: Frame) -> Value {
    guard let place = axes.firstIndex(of: axis) else { return self }
    let size = frame.sizes[axis]
    guard member >= 0, member < size else { return .undefined }
    var left = axes
    left.remove(at: place)
    let inner = stride(of: axis, frame)
    let outer = inner == 0 ? 0 : numbers.count / (size * inner)
    var result: [Double] = []
    result.reserveCapacity(outer * inner)
    for block in 0..<outer {
      let start = (block * size + member) * inner
      result.append(contentsOf: numbers[start..<(start + inner)])
    }
    return Value(result, over: left)
  }

  /// The value at the members that a frame holds.
  func picked(in frame: Frame) -> Value {
    guard !frame.held.isEmpty else { return self }
    var result = self
    for axis in axes {
      if let member = frame.held[axis] { result = result.picked(axis, member: member, frame) }
    }
    return result
  }

  /// The values of an axis' members as one.
  static func joined(_ members: [Value], along axis: AxisID, _ frame: Frame) -> Value {
    guard frame.sizes.indices.contains(axis) else { return .undefined }
    let size = frame.sizes[axis]
    let values = members.prefix(size).enumerated().map { $1.picked(axis, member: $0, frame) }
    let axes = values.reduce([axis]) { union($0, $1.axes) }
    let place = axes.firstIndex(of: axis) ?? 0
    let inner = axes[(place + 1)...].reduce(1) { $0 * frame.sizes[$1] }
    let rest = axes.filter { $0 != axis }
    var result = Array(repeating: Double.nan, count: axes.reduce(1) { $0 * frame.sizes[$1] })
    for (member, value) in values.enumerated() {
      for (index, number) in value.expanded(to: rest, frame).enumerated() {
        result[(index / inner * size + member) * inner + index % inner] = number
      }
    }
    return Value(result, over: axes)
  }

  /// The number at a cell, given by its member on every axis.
  func number(at cell: [Int], _ frame: Frame) -> Double {
    guard !axes.isEmpty else { return single }
    let index = axes.reduce(0) { $0 * frame.sizes[$1] + cell[$1] }
    return numbers.indices.contains(index) ? numbers[index] : .nan
  }

  /// How far apart neighbours on an axis are; 0 where the value does not vary on it.
  private func stride(of axis: AxisID, _ frame: Frame) -> Int {
    guard let place = axes.firstIndex(of: axis) else { return 0 }
    return axes[(place + 1)...].reduce(1) { $0 * frame.sizes[$1] }
  }

  /// Both lists' axes in the order of `Model.layout`: ascending, time last.
  static func union(_ left: [AxisID], _ right: [AxisID]) -> [AxisID] {
    if left == right || right.isEmpty { return left }
    if left.isEmpty { return right }
    let dimensions = Set(left + right).subtracting([0]).sorted()
    return dimensions + (left.contains(0) || right.contains(0) ? [0] : [])
  }
}

/// The number, or NaN where it is infinite: what overflows or divides by zero is undefined. The difference is 0 for a
/// finite number and NaN else, which needs no comparison.
@inline(__always)
func defined(_ number: Double) -> Double { number - (number - number) }

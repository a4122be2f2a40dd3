import MarginFunctions
import MarginModel
import MarginUnits

/// What looks along time.
extension Evaluator {
  func calendar(_ form: Formula.Form, _ frame: Frame) -> Value {
    let number: (Int) -> Double
    switch form {
    case .period:
      if case .rolledUp = frame.time { return .undefined }
      return Value(model.timeline.seconds(month: model.units.monthSeconds))
    case .periodIndex: number = { Double($0) }
    default:
      number = { [timeline = model.timeline] period in timeline.firstDay(period).serial }
    }
    switch frame.time {
    case .every: return Value((0..<periods).map(number), over: [0])
    case .at(let period): return Value(number(period))
    case .rolledUp: return .undefined
    }
  }

  func lag(_ definition: Int, _ distance: Int, _ start: Formula?, _ frame: Frame) -> Value {
    guard columns.indices.contains(definition) else { return .undefined }
    switch frame.time {
    case .rolledUp: return .undefined
    case .at(let period):
      if period < distance { return start.map { value($0, frame) } ?? .undefined }
      return slice(definition, period - distance, frame)
    case .every:
      let first = start.map { value($0, frame) } ?? .undefined
      let axes = Value.union(Value.union(read(definition, frame).axes, [0]), first.axes)
      let source = read(definition, frame).expanded(to: axes, frame)
      var result = first.expanded(to: axes, frame)
      for row in Swift.stride(from: 0, to: result.count, by: max(1, periods)) {
        for period in 0..<periods where period >= distance {
          result[row + period] = period - distance < periods ? source[row + period - distance] : .nan
        }
      }
      return Value(result, over: axes)
    }
  }

  /// `(1 + rate)^(elapsed · perPeriod)`, the rate per the time unit of its own definition: 0.06 for 6%/month.
  func growth(_ rate: Int, _ elapsed: Formula, _ perPeriod: Double, _ frame: Frame) -> Value {
    guard columns.indices.contains(rate) else { return .undefined }
    let scale = model.definitions[rate].unit.scale
    var result = read(rate, frame)
    result.map { defined(1 + $0 / scale) }
    result.combine(value(elapsed, frame), frame) { power($0, $1 * perPeriod) }
    return result
  }

  /// A definition over the whole timeline by its own rule.
  func rolledUp(_ definition: Int, _ frame: Frame) -> Value {
    guard columns.indices.contains(definition) else { return .undefined }
    guard layouts[definition].last == 0 else { return read(definition, frame) }
    guard !rollUps[definition].isEmpty else { return .undefined }
    let whole = Value(rollUps[definition], over: layouts[definition]).picked(0, member: years.count, rolled)
    return whole.picked(in: frame)
  }

  func total(_ definition: Int, _ range: Range<Int>, _ frame: Frame) -> Value {
    guard let (numbers, members) = runs(definition) else { return .undefined }
    let range = range.clamped(to: 0..<periods)
    let sums = Swift.stride(from: 0, to: numbers.count, by: max(1, periods)).map { row in
      summed(numbers[(row + range.lowerBound)..<(row + range.upperBound)])
    }
    return Value(sums, over: members).picked(in: frame)
  }

  func cumulative(_ definition: Int, _ frame: Frame) -> Value {
    switch frame.time {
    case .rolledUp: return .undefined
    case .at(let period): return total(definition, 0..<(period + 1), frame)
    case .every:
      guard var (numbers, members) = runs(definition) else { return .undefined }
      for row in Swift.stride(from: 0, to: numbers.count, by: max(1, periods)) {
        var sum = 0.0
        for index in row..<(row + periods) {
          sum = defined(sum + numbers[index])
          numbers[index] = sum
        }
      }
      members.append(0)
      return Value(numbers, over: members).picked(in: frame)
    }
  }

  /// The first period whose condition is not 0 decides; an undefined condition before it makes the result undefined.
  func firstWhere(_ condition: Int, _ value: Int, _ frame: Frame) -> Value {
    guard columns.indices.contains(condition), columns.indices.contains(value) else { return .undefined }
    let members = Value.union(memberLayouts[condition], memberLayouts[value])
    let conditions = Value(columns[condition], over: layouts[condition]).expanded(to: members + [0], whole)
    let values = Value(columns[value], over: layouts[value]).expanded(to: members + [0], whole)
    let found = Swift.stride(from: 0, to: conditions.count, by: max(1, periods)).map { row -> Double in
      let place = conditions[row..<(row + periods)].firstIndex { $0 != 0 }
      guard let place, !conditions[place].isNaN else { return .nan }
      return values[place]
    }
    return Value(found, over: members).picked(in: frame)
  }

  /// A function of all periods of a definition, for each member.
  func overPeriods(_ function: SeriesFunction, _ definition: Int, _ arguments: [Value]) -> Value {
    guard let (numbers, own) = runs(definition) else { return .undefined }
    let members = arguments.reduce(own) { Value.union($0, $1.axes) }
    let rows = Value(numbers, over: own + [0]).expanded(to: members + [0], whole)
    let columns = arguments.map { $0.expanded(to: members, whole) }
    let count = rows.count / max(1, periods)
    let found = (0..<count).map { member -> Double in
      let row = Array(rows[(member * periods)..<((member + 1) * periods)])
      let further = columns.map { $0[member] }
      guard !row.contains(where: \.isNaN), !further.contains(where: \.isNaN) else { return .nan }
      return defined(function.kernel(row, further))
    }
    return Value(found, over: members)
  }

  /// The numbers of a definition with a run of all periods for each member, also where it does not vary in time.
  private func runs(_ definition: Int) -> (numbers: [Double], members: [AxisID])? {
    guard columns.indices.contains(definition) else { return nil }
    let value = Value(columns[definition], over: layouts[definition])
    return (value.expanded(to: memberLayouts[definition] + [0], whole), memberLayouts[definition])
  }
}

/// The sum in order; undefined where a number is or where it overflows.
func summed(_ numbers: ArraySlice<Double>) -> Double { defined(numbers.reduce(0, +)) }

import MarginFunctions
import MarginSource
import MarginUnits

/// A value of a formula's part: one cell, or a block of them in row-major order.
struct SheetBlock {
  var rows: Int
  var columns: Int
  var values: [SheetValue]
  /// Whether it was read from cells, where functions such as SUM pass over texts.
  var isReference = false

  init(_ value: SheetValue) {
    rows = 1
    columns = 1
    values = [value]
  }

  init(rows: Int, columns: Int, values: [SheetValue], isReference: Bool = false) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.isReference = isReference
  }

  var first: SheetValue { values.first ?? .blank }

  func value(_ row: Int, _ column: Int) -> SheetValue {
    values[min(row, rows - 1) * columns + min(column, columns - 1)]
  }

  func map(_ change: (SheetValue) -> SheetValue) -> SheetBlock {
    SheetBlock(rows: rows, columns: columns, values: values.map(change))
  }

  /// Both blocks cell by cell; a single row, column or cell is repeated.
  func zip(_ other: SheetBlock, _ join: (SheetValue, SheetValue) -> SheetValue) -> SheetBlock {
    let height = max(rows, other.rows)
    let width = max(columns, other.columns)
    var result: [SheetValue] = []
    result.reserveCapacity(height * width)
    for row in 0..<height {
      for column in 0..<width { result.append(join(value(row, column), other.value(row, column))) }
    }
    return SheetBlock(rows: height, columns: width, values: result)
  }
}

extension SheetValue {
  /// As an operand of arithmetic; nil for texts that are no numbers.
  var asNumber: Double? {
    switch self {
    case .number(let number): number
    case .truth(let truth): truth ? 1 : 0
    case .blank: 0
    case .text, .error: nil
    }
  }

  var isError: Bool { if case .error = self { true } else { false } }

  var asTruth: Bool? {
    switch self {
    case .truth(let truth): truth
    case .number(let number): number != 0
    case .blank: false
    case .text, .error: nil
    }
  }

  var asText: String {
    switch self {
    case .number(let number):
      number == number.rounded() && number.magnitude < 1e15 ? String(Int64(number)) : "\(number)"
    case .text(let text), .error(let text): text
    case .truth(let truth): truth ? "TRUE" : "FALSE"
    case .blank: ""
    }
  }

  /// Numbers before texts before truths, as spreadsheets sort them.
  var rank: Int {
    switch self {
    case .number, .blank: 0
    case .text: 1
    case .truth: 2
    case .error: 3
    }
  }
}

/// What the operators and functions of the exported formulas do.
enum SheetFunctions {
  static func binary(_ sign: String, _ left: SheetValue, _ right: SheetValue) -> SheetValue {
    if left.isError { return left }
    if right.isError { return right }
    switch sign {
    case "&": return .text(left.asText + right.asText)
    case "+", "-", "*", "/", "^":
      guard let a = left.asNumber, let b = right.asNumber else { return .error("#VALUE!") }
      return arithmetic(sign, a, b)
    default: return .truth(compare(sign, left, right))
    }
  }

  private static func arithmetic(_ sign: String, _ a: Double, _ b: Double) -> SheetValue {
    switch sign {
    case "+": return finite(a + b)
    case "-": return finite(a - b)
    case "*": return finite(a * b)
    case "/": return b == 0 ? .error("#DIV/0!") : finite(a / b)
    default: return finite(raised(a, to: b))
    }
  }

  /// Spreadsheets compare about fifteen digits, so that 0.1+0.2=0.3 holds.
  private static func areOne(_ a: Double, _ b: Double) -> Bool {
    a == b || (a - b).magnitude <= max(a.magnitude, b.magnitude) * 0x1p-48
  }

  private static func compare(_ sign: String, _ left: SheetValue, _ right: SheetValue) -> Bool {
    let order: Int
    if left.rank != right.rank {
      order = left.rank < right.rank ? -1 : 1
    } else if left.rank == 0 || left.rank == 2 {
      let (a, b) = (left.asNumber ?? 0, right.asNumber ?? 0)
      order = areOne(a, b) ? 0 : a < b ? -1 : 1
    } else {
      let (a, b) = (left.asText.lowercased(), right.asText.lowercased())
      order = a < b ? -1 : a > b ? 1 : 0
    }
    switch sign {
    case "=": return order == 0
    case "<>": return order != 0
    case "<": return order < 0
    case "<=": return order <= 0
    case ">": return order > 0
    default: return order >= 0
    }
  }

  static func finite(_ value: Double) -> SheetValue { value.isFinite ? .number(value) : .error("#NUM!") }

  /// The numbers of arguments as SUM and its kin count them, or the first error.
  static func numbers(_ arguments: [SheetBlock]) -> Result<[Double], SheetFault> {
    var result: [Double] = []
    for argument in arguments {
      for value in argument.values {
        switch value {
        case .number(let number): result.append(number)
        case .error(let text): return .failure(SheetFault(text: text))
        case .truth(let truth): if !argument.isReference { result.append(truth ? 1 : 0) }
        case .text: if !argument.isReference { return .failure(SheetFault(text: "#VALUE!")) }
        case .blank: break
        }
      }
    }
    return .success(result)
  }

  struct SheetFault: Error { let text: String }

  /// A function of evaluated arguments; IF is the calculator's own.
  static func call(_ name: String, _ arguments: [SheetBlock]) -> SheetBlock {
    switch name {
    case "SUM", "MIN", "MAX", "AVERAGE", "PRODUCT": return SheetBlock(fold(name, arguments))
    case "COUNT":
      return SheetBlock(.number(Double(arguments.flatMap(\.values).filter { $0.rank == 0 && $0 != .blank }.count)))
    case "COLUMNS": return SheetBlock(.number(Double(arguments[0].columns)))
    case "ROWS": return SheetBlock(.number(Double(arguments[0].rows)))
    case "ISNUMBER": return arguments[0].map { .truth($0.rank == 0 && $0 != .blank) }
    case "ISERROR": return arguments[0].map { .truth($0.isError) }
    case "ISTEXT": return arguments[0].map { .truth($0.rank == 1) }
    case "N": return arguments[0].map { $0.isError ? $0 : .number($0.asNumber ?? 0) }
    case "AND", "OR": return SheetBlock(logical(name, arguments))
    case "NOT": return arguments[0].map { value in value.asTruth.map { .truth(!$0) } ?? .error("#VALUE!") }
    case "INDEX": return SheetBlock(index(arguments))
    case "MATCH": return SheetBlock(match(arguments))
    case "COUNTIF", "SUMIF": return SheetBlock(conditional(name, arguments))
    case "PERCENTILE": return SheetBlock(percentile(arguments))
    case "SUMPRODUCT": return SheetBlock(sumProduct(arguments))
    case "NPV", "IRR": return SheetBlock(SheetFinance.call(name, arguments))
    case "PMT", "NORM.DIST", "POISSON.DIST": return SheetBlock(SheetFinance.scalar(name, arguments))
    default: return numeric(name, arguments)
    }
  }

  private static func fold(_ name: String, _ arguments: [SheetBlock]) -> SheetValue {
    switch numbers(arguments) {
    case .failure(let fault): return .error(fault.text)
    case .success(let list):
      switch name {
      case "SUM": return finite(list.reduce(0, +))
      case "PRODUCT": return finite(list.reduce(1, *))
      case "MIN": return .number(list.min() ?? 0)
      case "MAX": return .number(list.max() ?? 0)
      default: return list.isEmpty ? .error("#DIV/0!") : finite(list.reduce(0, +) / Double(list.count))
      }
    }
  }

  private static func logical(_ name: String, _ arguments: [SheetBlock]) -> SheetValue {
    var result = name == "AND"
    for argument in arguments {
      for value in argument.values {
        if value.isError { return value }
        guard let truth = value.asTruth else {
          if argument.isReference { continue }
          return .error("#VALUE!")
        }
        result = name == "AND" ? result && truth : result || truth
      }
    }
    return .truth(result)
  }

  private static func index(_ arguments: [SheetBlock]) -> SheetValue {
    let block = arguments[0]
    let places = arguments.dropFirst().compactMap { $0.first.asNumber }
    guard places.count == arguments.count - 1, places.allSatisfy({ $0 >= 1 && $0 < 1e6 }) else {
      return .error("#VALUE!")
    }
    var row = Int(places[0]) - 1
    var column = places.count > 1 ? Int(places[1]) - 1 : 0
    if places.count == 1 && block.rows == 1 { (row, column) = (0, row) }
    guard row < block.rows, column < block.columns else { return .error("#REF!") }
    let value = block.value(row, column)
    return value == .blank ? .number(0) : value
  }

  private static func match(_ arguments: [SheetBlock]) -> SheetValue {
    let wanted = arguments[0].first
    if wanted.isError { return wanted }
    let place = arguments[1].values.firstIndex { $0.rank == wanted.rank && compare("=", $0, wanted) }
    return place.map { .number(Double($0 + 1)) } ?? .error("#N/A")
  }

  private static func conditional(_ name: String, _ arguments: [SheetBlock]) -> SheetValue {
    let wanted = arguments[1].first
    var total = 0.0
    for (place, value) in arguments[0].values.enumerated()
    where value.rank == wanted.rank && compare("=", value, wanted) {
      if name == "COUNTIF" {
        total += 1
      } else {
        let values = (arguments.count > 2 ? arguments[2] : arguments[0]).values
        if place < values.count, case .number(let number) = values[place] { total += number }
      }
    }
    return .number(total)
  }

  private static func percentile(_ arguments: [SheetBlock]) -> SheetValue {
    guard arguments.count == 2, let share = arguments[1].first.asNumber, share >= 0, share <= 1,
      case .success(let found) = numbers([arguments[0]]), !found.isEmpty
    else { return .error("#NUM!") }
    let sorted = found.sorted()
    let place = share * Double(sorted.count - 1)
    guard let below = wholeInt(place, .down), below + 1 < sorted.count else { return .number(sorted[sorted.count - 1]) }
    return finite(sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below]))
  }

  private static func sumProduct(_ arguments: [SheetBlock]) -> SheetValue {
    var total = 0.0
    for place in arguments[0].values.indices {
      var product = 1.0
      for argument in arguments {
        let value = argument.values[min(place, argument.values.count - 1)]
        if value.isError { return value }
        if case .number(let number) = value { product *= number } else { product = 0 }
      }
      total += product
    }
    return finite(total)
  }

  private static func numeric(_ name: String, _ arguments: [SheetBlock]) -> SheetBlock {
    if let fault = arguments.flatMap(\.values).first(where: \.isError) { return SheetBlock(fault) }
    let list = arguments.map { $0.first.asNumber }
    guard let x = list.first ?? nil, !list.contains(where: { $0 == nil }) else { return SheetBlock(.error("#VALUE!")) }
    let y = list.count > 1 ? list[1] ?? 0 : 0
    return SheetBlock(scalar(name, x, y, list.compactMap { $0 }))
  }

  private static func scalar(_ name: String, _ x: Double, _ y: Double, _ list: [Double]) -> SheetValue {
    switch name {
    case "ABS": return .number(x.magnitude)
    case "SQRT": return x < 0 ? .error("#NUM!") : .number(x.squareRoot())
    case "INT": return .number(x.rounded(.down))
    case "ROUND": return finite(rounded(x, y))
    case "EDATE": return .number(monthsLater(x, y))
    case "YEAR": return .number(Double(CalendarDay(serial: x).year))
    case "MOD": return y == 0 ? .error("#DIV/0!") : .number(x - y * (x / y).rounded(.down))
    case "SIGN": return .number(x > 0 ? 1 : x < 0 ? -1 : 0)
    case "EXP", "LN", "LOG10":
      guard let function = builtinFunction(name.lowercased()) else { return .error("#NAME?") }
      return finite(function.kernel([x]))
    default: return .error("#NAME?")
    }
  }

  private static func rounded(_ x: Double, _ digits: Double) -> Double {
    let factor = raised(10, to: digits)
    guard x.magnitude * factor < 9e15 else { return x }
    return (x * factor).rounded(.toNearestOrAwayFromZero) / factor
  }

  /// The same day of a later month, as EDATE gives it for first days.
  private static func monthsLater(_ day: Double, _ months: Double) -> Double {
    let date = CalendarDay(serial: day)
    let total = date.year * 12 + date.month - 1 + (clampedInt(months, to: -1_000_000...1_000_000, .towardZero) ?? 0)
    return serialDay(year: total / 12, month: total % 12 + 1, day: date.day)
  }
}

/// A spreadsheet formula, read from its text.
indirect enum SheetFormula: Sendable {
  case value(SheetValue)
  case range(SheetRange)
  case negative(SheetFormula)
  case binary(String, SheetFormula, SheetFormula)
  case call(String, [SheetFormula])

  /// The blocks of cells that the formula reads.
  var ranges: [SheetRange] {
    switch self {
    case .value: []
    case .range(let range): [range]
    case .negative(let operand): operand.ranges
    case .binary(_, let left, let right): left.ranges + right.ranges
    case .call(_, let arguments): arguments.flatMap(\.ranges)
    }
  }
}

/// What a cell holds once it is calculated.
enum SheetValue: Sendable, Equatable {
  case number(Double)
  case text(String)
  case truth(Bool)
  case error(String)
  case blank
}

/// A block of cells of one sheet, by the sheet's index; both corners included.
struct SheetRange: Sendable, Hashable {
  let sheet: Int
  let first: CellAddress
  let last: CellAddress

  var rows: Int { last.row - first.row + 1 }
  var columns: Int { last.column - first.column + 1 }
}

/// Reads formulas as spreadsheets do: comparison, `&`, sums, products, powers, then the sign.
struct SheetFormulaParser {
  /// Sheet by name, and the range of each defined name.
  let sheets: [String: Int]
  let names: [String: SheetRange]

  /// The formula of a text without its `=`; nil where it cannot be read.
  func parse(_ text: String, sheet: Int) -> SheetFormula? {
    var reader = Reader(characters: Array(text.utf8), sheet: sheet, context: self)
    guard let formula = reader.comparison(), reader.isAtEnd else { return nil }
    return formula
  }

  private struct Reader {
    let characters: [UInt8]
    let sheet: Int
    let context: SheetFormulaParser
    var place = 0

    var isAtEnd: Bool { place >= characters.count }
    var next: UInt8? { isAtEnd ? nil : characters[place] }

    mutating func take(_ text: String) -> Bool {
      let bytes = Array(text.utf8)
      guard place + bytes.count <= characters.count, Array(characters[place..<place + bytes.count]) == bytes else {
        return false
      }
      place += bytes.count
      return true
    }

    mutating func comparison() -> SheetFormula? {
      guard var left = joined() else { return nil }
      scan: while true {
        for sign in ["<>", "<=", ">=", "<", ">", "="] where take(sign) {
          guard let right = joined() else { return nil }
          left = .binary(sign, left, right)
          continue scan
        }
        return left
      }
    }

    mutating func joined() -> SheetFormula? { chain(["&"]) { $0.sum() } }
    mutating func sum() -> SheetFormula? { chain(["+", "-"]) { $0.product() } }
    mutating func product() -> SheetFormula? { chain(["*", "/"]) { $0.power() } }
    mutating func power() -> SheetFormula? { chain(["^"]) { $0.signed() } }

    mutating func chain(_ signs: [String], _ part: (inout Reader) -> SheetFormula?) -> SheetFormula? {
      guard var left = part(&self) else { return nil }
      scan: while true {
        for sign in signs where take(sign) {
          guard let right = part(&self) else { return nil }
          left = .binary(sign, left, right)
          continue scan
        }
        return left
      }
    }

    mutating func signed() -> SheetFormula? {
      if take("-") { return signed().map { .negative($0) } }
      if take("+") { return signed() }
      return atom()
    }

    mutating func atom() -> SheetFormula? {
      guard let byte = next else { return nil }
      if take("(") {
        guard let inner = comparison(), take(")") else { return nil }
        return inner
      }
      if byte == UInt8(ascii: "\"") { return quoted().map { .value(.text($0)) } }
      if isDigit(byte) || byte == UInt8(ascii: ".") { return number() }
      return word()
    }

    mutating func quoted() -> String? {
      var bytes: [UInt8] = []
      place += 1
      while let byte = next {
        place += 1
        if byte == UInt8(ascii: "\"") {
          guard next == UInt8(ascii: "\"") else { return String(decoding: bytes, as: UTF8.self) }
          place += 1
        }
        bytes.append(byte)
      }
      return nil
    }

    mutating func number() -> SheetFormula? {
      let start = place
      while let byte = next, isDigit(byte) || byte == UInt8(ascii: ".") { place += 1 }
      if next == UInt8(ascii: "E") {
        place += 1
        if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { place += 1 }
        while let byte = next, isDigit(byte) { place += 1 }
      }
      return Double(String(decoding: characters[start..<place], as: UTF8.self)).map { .value(.number($0)) }
    }

    mutating func word() -> SheetFormula? {
      var target = sheet
      let start = place
      if next == UInt8(ascii: "'") {
        guard let name = sheetName(), take("!"), let index = context.sheets[name] else { return nil }
        target = index
        return reference(identifier(), target)
      }
      let name = identifier()
      guard place > start else { return nil }
      if take("(") { return call(name) }
      if take("!") {
        guard let index = context.sheets[name] else { return nil }
        return reference(identifier(), index)
      }
      if name == "TRUE" { return .value(.truth(true)) }
      if name == "FALSE" { return .value(.truth(false)) }
      if let range = context.names[name] { return .range(range) }
      return reference(name, target)
    }

    mutating func sheetName() -> String? {
      var bytes: [UInt8] = []
      place += 1
      while let byte = next {
        place += 1
        if byte == UInt8(ascii: "'") {
          guard next == UInt8(ascii: "'") else { return String(decoding: bytes, as: UTF8.self) }
          place += 1
        }
        bytes.append(byte)
      }
      return nil
    }

    mutating func identifier() -> String {
      let start = place
      while let byte = next, isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: "$") || byte == UInt8(ascii: ".") {
        place += 1
      }
      return String(decoding: characters[start..<place], as: UTF8.self)
    }

    mutating func call(_ name: String) -> SheetFormula? {
      var arguments: [SheetFormula] = []
      if take(")") { return .call(name, []) }
      repeat {
        guard let argument = comparison() else { return nil }
        arguments.append(argument)
      } while take(",")
      return take(")") ? .call(name, arguments) : nil
    }

    mutating func reference(_ text: String, _ sheet: Int) -> SheetFormula? {
      guard let first = CellAddress(text: text) else { return nil }
      guard take(":") else { return .range(SheetRange(sheet: sheet, first: first, last: first)) }
      guard let last = CellAddress(text: identifier()) else { return nil }
      return .range(SheetRange(sheet: sheet, first: first, last: last))
    }

    func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    func isLetter(_ byte: UInt8) -> Bool { (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 95 }
  }
}

extension CellAddress {
  /// `$AH$123` or any of its forms without the dollars.
  package init?(text: String) {
    var column = 0
    var row = 0
    var seenDigit = false
    for byte in text.utf8 where byte != UInt8(ascii: "$") {
      if byte >= 65 && byte <= 90 && !seenDigit {
        column = column * 26 + Int(byte) - 64
      } else if byte >= 48 && byte <= 57 {
        seenDigit = true
        row = row * 10 + Int(byte) - 48
      } else {
        return nil
      }
      guard column <= 16_384, row <= 1_048_576 else { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    self.init(row: row - 1, column: column - 1)
  }
}

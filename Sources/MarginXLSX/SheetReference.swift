import MarginReports

/// A block on a named sheet, read from text such as `'Bob''s sheet'!$K$5:$AH$5`.
struct SheetReference: Equatable {
  let sheet: String
  let range: CellRange

  /// Nil where the text is anything else than a sheet, `!` and one cell or block inside the grid.
  init?(_ text: String) {
    guard let (sheet, rest) = Self.sheetAndRest(of: text) else { return nil }
    let corners = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard let first = corners.first.flatMap(Self.address), let last = corners.last.flatMap(Self.address),
      corners.count <= 2, first.row <= last.row, first.column <= last.column
    else { return nil }
    self.sheet = sheet
    range = CellRange(first, last)
  }

  private static func sheetAndRest(of text: String) -> (String, Substring)? {
    guard text.first == "'" else {
      guard let mark = text.firstIndex(of: "!"), mark > text.startIndex else { return nil }
      return (String(text[..<mark]), text[text.index(after: mark)...])
    }
    var name = ""
    var rest = text.dropFirst()
    while let character = rest.popFirst() {
      if character != "'" {
        name.append(character)
      } else if rest.first == "'" {
        name.append("'")
        rest.removeFirst()
      } else {
        return rest.first == "!" && !name.isEmpty ? (name, rest.dropFirst()) : nil
      }
    }
    return nil
  }

  private static func address(_ text: Substring) -> CellAddress? {
    var column = 0
    var row = 0
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "$") { rest.removeFirst() }
    while let byte = rest.first, byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z"), column <= Grid.columns {
      column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      rest.removeFirst()
    }
    if rest.first == UInt8(ascii: "$") { rest.removeFirst() }
    guard column > 0, let digit = rest.first, digit != UInt8(ascii: "0") else { return nil }
    while let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), row <= Grid.rows {
      row = row * 10 + Int(byte - UInt8(ascii: "0"))
      rest.removeFirst()
    }
    let address = CellAddress(row: row - 1, column: column - 1)
    return rest.isEmpty && Grid.holds(address) ? address : nil
  }
}

/// The cells that a sheet has.
enum Grid {
  static let rows = 1_048_576
  static let columns = 16_384

  static func holds(_ address: CellAddress) -> Bool {
    (0..<rows).contains(address.row) && (0..<columns).contains(address.column)
  }

  /// Both corners lie on the sheet, in order.
  static func holds(_ range: CellRange) -> Bool {
    holds(range.first) && holds(range.last) && range.first.row <= range.last.row
      && range.first.column <= range.last.column
  }
}

/// A place as a user knows it: `'Support email'!C8`.
func place(_ sheet: Sheet, _ address: CellAddress) -> String { "'\(sheet.name)'!\(address.text)" }

/// A block as a user knows it: `'Support email'!C8:G12`.
func place(_ sheet: Sheet, _ range: CellRange) -> String { "'\(sheet.name)'!\(range.text)" }

extension CellRange {
  func overlaps(_ other: CellRange) -> Bool {
    first.row <= other.last.row && other.first.row <= last.row && first.column <= other.last.column
      && other.first.column <= last.column
  }
}

/// The house style of the workbook: one dark band, one accent, inputs blue on pale yellow.
enum Style {
  static let navy = 0x1B2A41
  static let accent = 0x0F766E
  static let ink = 0x1F2937
  static let grey = 0x56616F
  static let pale = 0xF3F6FA
  static let line = 0xCBD5E1
  static let inputBlue = 0x0000FF
  static let inputFill = 0xFFF8DC
  static let linkGreen = 0x11633F
  static let good = 0x166534
  static let goodFill = 0xDCFCE7
  static let bad = 0x991B1B
  static let badFill = 0xFEE2E2
  /// Colours of series and of the cards' edges, in order.
  static let series = [0x0F766E, 0x2563EB, 0xB45309, 0xBE185D, 0x4338CA, 0x15803D, 0x7C2D12, 0x475569]

  static let text = CellStyle()
  static let label = CellStyle().with {
    $0.indent = 1; $0.bottom = .hair
  }
  static let note = CellStyle().with {
    $0.color = grey; $0.italic = true; $0.size = 9
  }
  static let source = CellStyle().with {
    $0.color = grey; $0.size = 8.5; $0.indent = 1; $0.bottom = .hair
  }
  static let small = CellStyle().with {
    $0.color = grey; $0.size = 9; $0.bottom = .hair
  }
  static let unit = CellStyle().with {
    $0.color = grey; $0.size = 9; $0.alignment = .center; $0.bottom = .hair
  }
  static let band = CellStyle().with {
    $0.fill = navy; $0.color = 0xFFFFFF
  }
  static let title = CellStyle().with {
    $0.fill = navy; $0.color = 0xFFFFFF; $0.bold = true; $0.size = 16; $0.indent = 1; $0.middle = true
  }
  static let subtitle = CellStyle().with {
    $0.fill = navy; $0.color = 0xC9D8F0; $0.size = 9; $0.indent = 1; $0.middle = true
  }
  static let head = CellStyle().with {
    $0.fill = navy; $0.color = 0xFFFFFF; $0.bold = true; $0.size = 9; $0.alignment = .right
  }
  static let headLeft = head.with {
    $0.alignment = .left; $0.indent = 1
  }
  static let headCenter = head.with { $0.alignment = .center }
  static let section = CellStyle().with {
    $0.bold = true; $0.size = 11; $0.color = navy; $0.bottom = .medium; $0.borderColor = navy
  }
  static let status = CellStyle().with {
    $0.bold = true; $0.alignment = .center; $0.bottom = .hair
  }

  /// A calculated number.
  static func number(_ format: String) -> CellStyle {
    CellStyle().with {
      $0.numberFormat = format; $0.alignment = .right; $0.bottom = .hair
    }
  }
  /// A number or text that people change.
  static func input(_ format: String) -> CellStyle {
    CellStyle().with {
      $0.numberFormat = format
      $0.alignment = .right
      $0.color = inputBlue
      $0.fill = inputFill
      $0.unlocked = true
      $0.bottom = .hair
    }
  }
  /// A number that comes from another sheet.
  static func link(_ format: String) -> CellStyle { number(format).with { $0.color = linkGreen } }
  /// A part of a longer formula.
  static func part(_ format: String) -> CellStyle {
    number(format).with {
      $0.color = grey; $0.italic = true
    }
  }
  /// The result of a block.
  static func result(_ format: String) -> CellStyle {
    number(format).with {
      $0.bold = true; $0.top = .thin; $0.fill = pale; $0.borderColor = navy
    }
  }
}

extension Sheet {
  mutating func put(_ content: CellContent, _ row: Int, _ column: Int, _ style: CellStyle) {
    cells[CellAddress(row: row, column: column)] = Cell(content, style)
  }

  mutating func text(_ text: String, _ row: Int, _ column: Int, _ style: CellStyle = Style.text) {
    put(.text(text), row, column, style)
  }

  mutating func number(_ number: Double, _ row: Int, _ column: Int, _ style: CellStyle) {
    put(number.isFinite ? .number(number) : .text("n/a"), row, column, style)
  }

  /// A formula; its value is calculated with the whole book.
  mutating func formula(_ text: String, _ row: Int, _ column: Int, _ style: CellStyle) {
    put(.formula(text, cached: .number(0)), row, column, style)
  }

  /// The dark band with the sheet's title that every sheet begins with.
  mutating func band(_ title: String, _ subtitle: String, columns: Int) {
    rowHeights[0] = 6
    rowHeights[1] = 27
    rowHeights[2] = 17
    for column in 1...max(1, columns) {
      put(.blank, 1, column, Style.band)
      put(.blank, 2, column, Style.band)
    }
    text(title, 1, 1, Style.title)
    text(subtitle, 2, 1, Style.subtitle)
    columnWidths[0] = 1.5
  }

  /// A heading with a line across the columns.
  mutating func section(_ title: String, _ row: Int, columns: ClosedRange<Int>) {
    for column in columns { put(.blank, row, column, Style.section) }
    text(title, row, columns.lowerBound, Style.section)
  }

  /// The block from the first cell to the last used row and column.
  var usedArea: CellRange {
    let last = CellAddress(row: cells.keys.map(\.row).max() ?? 0, column: cells.keys.map(\.column).max() ?? 0)
    return CellRange(CellAddress(row: 0, column: 0), last)
  }

  /// Makes columns as wide as their numbers need.
  mutating func fitColumns(_ columns: Range<Int>, least: Double, most: Double, skipping rows: Range<Int> = 0..<0) {
    for column in columns {
      var width = least
      for (address, cell) in cells where address.column == column && !rows.contains(address.row) {
        width = max(width, cell.shownLength + 1.5)
      }
      columnWidths[column] = min(width, most)
    }
  }
}

extension Cell {
  /// About how many characters a number takes as it is formatted.
  var shownLength: Double {
    let value: Double
    switch content {
    case .number(let number): value = number
    case .formula(_, cached: .number(let number)): value = number
    default: return 0
    }
    return Double(NumberFormat.shownLength(value, style.numberFormat)) * style.size / 10 * (style.bold ? 1.08 : 1)
  }
}

/// A workbook that no file format owns: sheets of cells with formulas, cached values and styles.
package struct Workbook: Sendable, Equatable {
  package var title: String
  package var author: String
  package var subject: String
  package var company: String
  /// The creation date, `YYYY-MM-DD`, fixed by the model so that the same model gives the same bytes.
  package var created: String
  package var sheets: [Sheet] = []
  package var names: [DefinedName] = []
  /// The index of the sheet that is shown when the book opens.
  package var activeSheet = 0

  package init(title: String, author: String, subject: String, company: String, created: String) {
    self.title = title
    self.author = author
    self.subject = subject
    self.company = company
    self.created = created
  }

  /// A name for a cell or range, such as `Case` for `Inputs!$D$5`.
  package struct DefinedName: Sendable, Equatable {
    package let name: String
    /// Without the leading `=`.
    package let formula: String
    package init(name: String, formula: String) {
      self.name = name
      self.formula = formula
    }
  }
}

/// A cell address; row and column from 0.
package struct CellAddress: Sendable, Hashable, Comparable {
  package var row: Int
  package var column: Int
  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
  package static func < (left: Self, right: Self) -> Bool { (left.row, left.column) < (right.row, right.column) }

  /// `C8`
  package var text: String { Self.letters(column) + String(row + 1) }
  /// `$C$8`
  package var absolute: String { "$" + Self.letters(column) + "$" + String(row + 1) }

  /// The letters of a column: 0 is A, 26 is AA.
  package static func letters(_ column: Int) -> String {
    var text = ""
    var rest = column
    repeat {
      text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
      rest = rest / 26 - 1
    } while rest >= 0
    return text
  }
}

/// A block of cells, both corners included.
package struct CellRange: Sendable, Hashable {
  package var first: CellAddress
  package var last: CellAddress
  package init(_ first: CellAddress, _ last: CellAddress) {
    self.first = first
    self.last = last
  }
  /// `C8:G12`
  package var text: String { first.text + ":" + last.text }
  package var absolute: String { first.absolute + ":" + last.absolute }
}

/// What a cell shows.
package enum CellContent: Sendable, Equatable {
  case text(String)
  case number(Double)
  /// Without the leading `=`, in English with commas; `cached` is what it gives.
  case formula(String, cached: CachedValue)
  /// A link inside the book; `target` such as `'Support email'!A1`.
  case link(target: String, text: String)
  /// A formatted cell without content.
  case blank
}

package enum CachedValue: Sendable, Equatable {
  case number(Double)
  case text(String)
  case truth(Bool)
}

package struct Cell: Sendable, Equatable {
  package var content: CellContent
  package var style: CellStyle
  package init(_ content: CellContent, _ style: CellStyle) {
    self.content = content
    self.style = style
  }
}

/// How a cell looks; equal styles share one format in the file.
package struct CellStyle: Sendable, Hashable {
  package enum Alignment: Sendable, Hashable { case general, left, center, right }
  package enum Border: Sendable, Hashable { case none, hair, thin, medium }

  package var font = "Calibri"
  package var size = 10.0
  package var bold = false
  package var italic = false
  package var underlined = false
  /// 0xRRGGBB
  package var color = 0x1F2937
  package var fill: Int?
  package var numberFormat = "General"
  package var alignment = Alignment.general
  package var indent = 0
  package var wraps = false
  /// Centred vertically where set, else at the bottom.
  package var middle = false
  package var top = Border.none
  package var bottom = Border.none
  package var borderColor = 0xCBD5E1
  /// Input cells are unlocked, so that protection can be switched on.
  package var unlocked = false

  package init() {}

  /// The same style with some changes.
  package func with(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var copy = self
    change(&copy)
    return copy
  }
}

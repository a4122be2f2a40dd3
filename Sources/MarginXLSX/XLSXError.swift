/// Why a workbook was not written. The file that was there is as it was.
package enum XLSXError: Error, Sendable, Equatable {
  /// A number, width or height is NaN or infinite.
  case notFinite(place: String, what: String)
  /// A text is too long, or there are too many of something.
  case overLimit(place: String, Limit, size: Int)
  /// A number is outside what the format can hold.
  case outOfRange(place: String, what: String, value: String, allowed: String)
  /// A text holds a character that XML cannot hold.
  case forbiddenCharacter(place: String, what: String, scalar: UInt32)
  /// A name breaks one of Excel's rules for names.
  case misnamed(place: String, name: String, rule: String)
  /// Two things have one name; Excel does not tell capital and small letters apart.
  case duplicate(place: String, name: String)
  /// Two blocks of cells share a cell.
  case overlap(place: String, first: String, second: String)
  /// A reference cannot be read, or leads to nothing in this workbook.
  case badReference(place: String, what: String, reference: String)
  /// Something is missing or empty.
  case missing(place: String, what: String)
  /// A cell inside a what-if table or a merged block holds what it must not.
  case misplaced(place: String, rule: String)
  /// The folder, the file or the disk refused.
  case cannotWrite(path: String, doing: String, reason: String)
  /// The library refused what passed the checks: a fault of Margin.
  case refused(place: String, doing: String, reason: String)

  /// The limits of the format that a workbook can pass.
  package enum Limit: Sendable, Equatable {
    case text, formula, sheetName, definedName, numberFormat, fontName, headerOrFooter, listItems, messageTitle, message
    case title, alternativeText, property, reference, links, formats, seriesOfChart

    /// The most that Excel takes, in UTF-16 units; or that the library keeps whole, in bytes.
    package var most: Int {
      switch self {
      case .text: 32_767
      case .formula: 8_192
      case .sheetName, .fontName: 31
      case .definedName, .headerOrFooter, .listItems, .message, .title, .property, .seriesOfChart: 255
      case .messageTitle: 32
      case .numberFormat: 127
      case .alternativeText: 2_000
      case .reference: 2_079
      case .links: 65_530
      case .formats: 64_000
      }
    }

    var words: String {
      switch self {
      case .text: "a cell's text"
      case .formula: "a formula"
      case .sheetName: "a sheet's name"
      case .definedName: "a defined name"
      case .numberFormat: "a number format"
      case .fontName: "a font's name"
      case .headerOrFooter: "a header or footer"
      case .listItems: "the items of a list together"
      case .messageTitle: "the title of an input message"
      case .message: "an input message"
      case .title: "the title of a chart or series"
      case .alternativeText: "a chart's alternative text"
      case .property: "a property of the file"
      case .reference: "a reference"
      case .links: "the links of a sheet"
      case .formats: "the different cell formats"
      case .seriesOfChart: "the series of a chart"
      }
    }

    /// The size of a text that the limit is about.
    func size(of text: String) -> Int { inBytes ? text.utf8.count : text.utf16.count }

    var inBytes: Bool { self == .numberFormat || self == .alternativeText }

    var unit: String { inBytes ? "bytes" : "characters" }

    /// Whether it is about how many there are, not about how long one is.
    var counts: Bool {
      switch self {
      case .links, .formats, .seriesOfChart: true
      default: false
      }
    }
  }
}

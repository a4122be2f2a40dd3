import MarginReports
import MarginSource

/// Reads the cells of one sheet's part.
struct SheetReader {
  let part: String
  let texts: [String]
  /// How many cells there may be.
  let limit: Int
  private var cells: [CellAddress: ReadBook.Cell] = [:]
  private var row = -1
  private var column = -1
  /// By number, a formula that several cells share, and where it stands.
  private var shared: [String: (formula: String, place: CellAddress)] = [:]

  init(part: String, texts: [String], limit: Int) {
    self.part = part
    self.texts = texts
    self.limit = limit
  }

  mutating func cells(_ bytes: [UInt8]) throws(BookReadError) -> [CellAddress: ReadBook.Cell] {
    var xml = XMLPull(bytes)
    while true {
      switch try asPart(part, { () throws(XMLPull.Fault) in try xml.next() }) {
      case .start("row", let attributes):
        row = attributes.value("r").flatMap(Int.init).map { $0 - 1 } ?? row + 1
        column = -1
      case .start("c", let attributes): try cell(attributes, &xml)
      case .done: return cells
      default: continue
      }
    }
  }

  private mutating func cell(_ attributes: [XMLPull.Attribute], _ xml: inout XMLPull) throws(BookReadError) {
    let address: CellAddress
    if let text = attributes.value("r") {
      guard let found = CellAddress(text: text) else { throw damaged("a cell at \(text.prefix(20))") }
      address = found
    } else {
      address = CellAddress(row: row, column: column + 1)
    }
    guard Grid.holds(address) else { throw damaged("a cell outside of the sheet") }
    column = address.column
    guard cells.count < limit else {
      throw .tooLarge(part: part, reason: "the book has more cells than are read")
    }
    var (value, inline, formula) = ("", "", "")
    var formulaAttributes: [XMLPull.Attribute]?
    var inside: String?
    while true {
      switch try asPart(part, { () throws(XMLPull.Fault) in try xml.next() }) {
      case .start("f", let attributes):
        formulaAttributes = attributes
        inside = "f"
      case .start(let name, _): inside = name
      case .text(let text):
        switch inside {
        case "v": value += text
        case "f": formula += text
        case "t": inline += text
        default: continue
        }
      case .end("c"):
        let type = attributes.value("t") ?? "n"
        let content = try self.content(type, value, inline, address)
        var written: String?
        if let found = formulaAttributes { written = try self.formula(found, formula, address) }
        if content != .blank || written != nil {
          cells[address] = ReadBook.Cell(value: content, formula: written)
        }
        return
      case .end: inside = nil
      case .done: throw damaged("it ends within a cell")
      }
    }
  }

  private func content(
    _ type: String, _ value: String, _ inline: String, _ address: CellAddress
  ) throws(BookReadError) -> ReadBook.Cell.Value {
    switch type {
    case "s":
      guard let index = Int(value), texts.indices.contains(index) else {
        throw damaged("\(address.text) refers to a text that is not there")
      }
      return .text(texts[index])
    case "inlineStr": return .text(inline)
    case "str": return .text(value)
    case "b": return .truth(value == "1")
    case "e": return .error(value)
    case "d": return .text(value)
    default:
      if value.isEmpty { return .blank }
      guard let number = Double(value), number.isFinite else {
        throw damaged("\(address.text) holds no number")
      }
      return .number(number)
    }
  }

  /// The formula of a cell; a what-if table is none, since programs keep it in different ways.
  private mutating func formula(
    _ attributes: [XMLPull.Attribute], _ text: String, _ address: CellAddress
  ) throws(BookReadError) -> String? {
    switch attributes.value("t") {
    case "dataTable": return nil
    case "shared":
      let number = attributes.value("si") ?? ""
      if !text.isEmpty {
        shared[number] = (text, address)
        return text
      }
      guard let origin = shared[number] else { throw damaged("\(address.text) shares a formula that is not there") }
      return FormulaText.moved(
        origin.formula, rows: address.row - origin.place.row, columns: address.column - origin.place.column)
    default: return text.isEmpty ? nil : text
    }
  }

  private func damaged(_ words: String) -> BookReadError { .damaged(part: part, reason: words) }
}

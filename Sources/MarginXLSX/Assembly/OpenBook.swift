import CXLSXWriter
import MarginReports

/// A workbook that the library is building in memory. Closing writes it; going out of scope without closing frees it
/// and writes nothing.
struct OpenBook: ~Copyable {
  let book: UnsafeMutablePointer<lxw_workbook>
  private let path: String
  private var isOpen = true

  init(path: String) throws(XLSXError) {
    var options = lxw_workbook_options()
    guard let book = workbook_new_opt(path, &options) else {
      throw .refused(place: path, doing: "making a workbook", reason: "there is not enough memory")
    }
    self.book = book
    self.path = path
  }

  deinit {
    if isOpen { lxw_workbook_free(book) }
  }

  /// Writes the file and frees the workbook, also where writing fails.
  consuming func close() throws(XLSXError) {
    isOpen = false
    let code = workbook_close(book)
    guard code == LXW_NO_ERROR else {
      throw .cannotWrite(path: path, doing: "writing the workbook", reason: reason(of: code))
    }
  }

  func setProperties(of workbook: Workbook) throws(XLSXError) {
    let texts = CTexts()
    var properties = lxw_doc_properties()
    properties.title = try texts.keep(workbook.title)
    properties.author = try texts.keep(workbook.author)
    properties.subject = try texts.keep(workbook.subject)
    properties.company = try texts.keep(workbook.company)
    properties.created = time_t(try secondsSince1970(workbook.created))
    try require(workbook_set_properties(book, &properties), "setting the properties", at: path)
  }

  func addSheet(_ name: String) throws(XLSXError) -> UnsafeMutablePointer<lxw_worksheet> {
    guard let sheet = workbook_add_worksheet(book, name) else {
      throw .refused(place: "sheet \"\(name)\"", doing: "adding the sheet", reason: "the library took it not")
    }
    return sheet
  }
}

/// Fails with the library's words unless the code says that all went well.
func require(
  _ code: lxw_error, _ doing: String, at place: @autoclosure () -> String
) throws(XLSXError) {
  guard code == LXW_NO_ERROR else { throw .refused(place: place(), doing: doing, reason: reason(of: code)) }
}

private func reason(of code: lxw_error) -> String {
  lxw_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
}

/// Texts that stay in memory for C as long as this lives.
final class CTexts {
  private var kept: [UnsafeMutablePointer<CChar>] = []

  deinit {
    for text in kept { free(text) }
  }

  func keep(_ text: String) throws(XLSXError) -> UnsafeMutablePointer<CChar> {
    guard let copy = strdup(text) else {
      throw .refused(place: text, doing: "copying a text", reason: "there is not enough memory")
    }
    kept.append(copy)
    return copy
  }
}

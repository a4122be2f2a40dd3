/// Reads a written workbook back: the directory of the zip, every checksum, every sheet, and that each part ends with
/// the end of its root element. (The library does not look whether its own temporary files took all it wrote.)
func checkArchive(_ path: String, sheets: Int) throws(XLSXError) {
  func incomplete(_ what: String) -> XLSXError {
    .cannotWrite(path: path, doing: "reading back the file", reason: "\(what) is not complete")
  }
  let reader = try ArchiveReader(path)
  var names = Set<String>()
  var first = true
  while let part = try reader.part(first: first) {
    first = false
    var ends = PartEnds()
    try reader.readCurrent { bytes throws(XLSXError) in ends.take(bytes) }
    guard ends.fit else { throw incomplete("the part \(part.name)") }
    names.insert(part.name)
  }
  let needed =
    ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"] + (1...sheets).map { "xl/worksheets/sheet\($0).xml" }
  for name in needed where !names.contains(name) { throw incomplete("the part \(name)") }
}

/// The beginning and the end of an XML part.
struct PartEnds {
  private var head: [UInt8] = []
  private var tail: [UInt8] = []

  mutating func take(_ bytes: ArraySlice<UInt8>) {
    if head.count < 512 { head += bytes.prefix(512 - head.count) }
    tail = Array((tail + bytes.suffix(64)).suffix(64))
  }

  /// Whether the part ends with `</root>`, or is one element that ends with `/>`.
  var fit: Bool {
    let text = String(decoding: head, as: UTF8.self)
    guard let root = text.split(separator: "<").first(where: { $0.first != "?" && !$0.allSatisfy(\.isWhitespace) })
    else { return false }
    let end = String(decoding: tail, as: UTF8.self)
    let name = root.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
    let trimmed = end.reversed().drop { $0.isWhitespace }.reversed()
    return String(trimmed).hasSuffix("</\(name)>") || (text.split(separator: "<").count == 2 && end.hasSuffix("/>"))
  }
}

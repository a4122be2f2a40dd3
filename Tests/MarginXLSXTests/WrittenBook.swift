import CMinizip
import Foundation
import MarginReports

@testable import MarginXLSX

/// A folder for one test, removed with all that is in it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("margin-xlsx-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

func bytes(of path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

/// The parts of a written workbook.
struct WrittenBook {
  private(set) var parts: [String: String] = [:]
  private(set) var dates = Set<UInt>()
  let bytes: [UInt8]

  struct Damaged: Error {}

  /// Writes the workbook and reads it back.
  init(_ workbook: Workbook) throws {
    let folder = try TemporaryFolder()
    try writeXLSX(workbook, to: folder.file("book.xlsx"))
    try self.init(at: folder.file("book.xlsx"))
  }

  init(at path: String) throws {
    bytes = try MarginXLSXTests.bytes(of: path)
    guard let zip = unzOpen64(path) else { throw Damaged() }
    defer { unzClose(zip) }
    var code = unzGoToFirstFile(zip)
    while code == UNZ_OK {
      var info = unz_file_info64()
      var name = [CChar](repeating: 0, count: 512)
      guard unzGetCurrentFileInfo64(zip, &info, &name, 511, nil, 0, nil, 0) == UNZ_OK, unzOpenCurrentFile(zip) == UNZ_OK
      else { throw Damaged() }
      var content = [UInt8](repeating: 0, count: Int(info.uncompressed_size))
      let read = unzReadCurrentFile(zip, &content, UInt32(content.count))
      guard read == Int32(content.count), unzCloseCurrentFile(zip) == UNZ_OK else { throw Damaged() }
      let key = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      parts[key] = String(decoding: content, as: UTF8.self)
      dates.insert(UInt(info.dosDate))
      code = unzGoToNextFile(zip)
    }
    guard code == UNZ_END_OF_LIST_OF_FILE else { throw Damaged() }
  }

  func part(_ name: String) -> String { parts[name] ?? "" }
  func sheet(_ number: Int) -> String { part("xl/worksheets/sheet\(number).xml") }
  var styles: String { part("xl/styles.xml") }
  var book: String { part("xl/workbook.xml") }

  /// The element of a cell: `<c r="B2" …>…</c>` or `<c r="B2" …/>`.
  func cell(_ address: String, on number: Int = 1) -> String {
    let xml = sheet(number)
    guard let start = xml.range(of: "<c r=\"\(address)\"") else { return "" }
    let rest = xml[start.lowerBound...]
    guard let bracket = rest.range(of: ">") else { return "" }
    if rest[..<bracket.lowerBound].hasSuffix("/") { return String(rest[..<bracket.upperBound]) }
    guard let end = rest.range(of: "</c>") else { return "" }
    return String(rest[..<end.upperBound])
  }

  /// The shared texts as a reader gives them back: entities and `_x0001_` resolved.
  var sharedTexts: [String] {
    part("xl/sharedStrings.xml").components(separatedBy: "<si>").dropFirst().map { item in
      let body = item.components(separatedBy: "</t>").first ?? ""
      let text = body.range(of: ">").map { String(body[$0.upperBound...]) } ?? ""
      return unescaped(text)
    }
  }

  /// The text of a cell that holds a shared text; nil for any other cell.
  func text(_ address: String) -> String? {
    let element = cell(address)
    guard element.contains(" t=\"s\""), !element.contains("<f"),
      let value = element.components(separatedBy: "<v>").last?.components(separatedBy: "</v>").first,
      let index = Int(value), sharedTexts.indices.contains(index)
    else { return nil }
    return sharedTexts[index]
  }
}

private func unescaped(_ text: String) -> String {
  let plain = text.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
    .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
  let scalars = Array(plain.unicodeScalars)
  var result = String.UnicodeScalarView()
  var index = 0
  while index < scalars.count {
    let seven = scalars[index..<min(index + 7, scalars.count)].map(Character.init).map(String.init).joined()
    if seven.count == 7, seven.hasPrefix("_x"), seven.hasSuffix("_"),
      let code = UInt32(seven.dropFirst(2).dropLast(), radix: 16), let scalar = Unicode.Scalar(code)
    {
      result.append(scalar)
      index += 7
    } else {
      result.append(scalars[index])
      index += 1
    }
  }
  return String(result)
}

import Foundation

/// One LibreOffice for all tests, behind Tests/Oracle/libreoffice.py: it opens books, sets cells, recalculates and
/// reads numbers in full.
final class LibreOffice: Sendable {
  /// Started by the first request; it ends with the test process.
  static let shared = LibreOffice()

  /// Why parity cannot be tested here; nil where it can, and under `CI=true`, where it must.
  static let absence: String? = {
    guard ProcessInfo.processInfo.environment["CI"] != "true" else { return nil }
    let hasOffice = ["/usr/bin/soffice", "/usr/local/bin/soffice"].contains(where: FileManager.default.isExecutableFile)
    return hasOffice && hasBridge() ? nil : "LibreOffice is missing: apt-get install libreoffice-calc python3-uno"
  }()

  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  /// A cell as LibreOffice has it after a recalculation.
  enum Cell: Decodable, Equatable {
    case number(Double)
    case text(String)
    case error(String)

    init(from decoder: any Decoder) throws {
      if let number = try? decoder.singleValueContainer().decode(Double.self) {
        self = .number(number)
      } else if let text = try? decoder.singleValueContainer().decode(String.self) {
        self = .text(text)
      } else {
        self = .error(try decoder.singleValueContainer().decode([String: String].self)["error"] ?? "")
      }
    }
  }

  struct Range: Encodable {
    let sheet: String
    let range: String
  }

  struct Change: Encodable {
    let sheet: String
    let cell: String
    let value: Content
  }

  /// What a cell is set to.
  enum Content: Encodable {
    case number(Double)
    case text(String)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number): try container.encode(number)
      case .text(let text): try container.encode(text)
      }
    }
  }

  /// An open book; closed by `close`.
  struct Book {
    fileprivate let number: Int
  }

  private struct Request: Encodable {
    let `do`: String
    var book: Int?
    var path: String?
    var garbage: Bool?
    var cells: [Change]?
    var ranges: [Range]?
  }

  private struct Reply: Decodable {
    let fault: String?
    let book: Int?
    let values: [[Cell]]?
  }

  private let server = LineServer(
    program: "/usr/bin/python3", arguments: [Repository.root.appending("/Tests/Oracle/libreoffice.py")])

  /// Opens a copy of a workbook in which every formula's cached result is wrong.
  func open(_ path: String) async throws -> Book {
    guard let number = try await ask(Request(do: "open", path: path, garbage: true)).book else {
      throw Fault(description: "LibreOffice gave no book for \(path)")
    }
    return Book(number: number)
  }

  /// Sets cells and recalculates everything.
  func change(_ changes: [Change], in book: Book) async throws {
    _ = try await ask(Request(do: "set", book: book.number, cells: changes))
    _ = try await ask(Request(do: "recalculate", book: book.number))
  }

  /// The cells of each range, row by row.
  func cells(of ranges: [Range], in book: Book) async throws -> [[Cell]] {
    try await ask(Request(do: "get", book: book.number, ranges: ranges)).values ?? []
  }

  /// Saves a copy as .xlsx, as LibreOffice writes it.
  func save(_ book: Book, to path: String) async throws {
    _ = try await ask(Request(do: "save", book: book.number, path: path))
  }

  func close(_ book: Book) async throws {
    _ = try await ask(Request(do: "close", book: book.number))
  }

  private func ask(_ request: Request) async throws -> Reply {
    let line = try await server.ask(JSONEncoder().encode(request), seconds: 180)
    let reply = try JSONDecoder().decode(Reply.self, from: line)
    if let fault = reply.fault { throw Fault(description: "LibreOffice: \(fault)") }
    return reply
  }

  private static func hasBridge() -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", "import uno"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

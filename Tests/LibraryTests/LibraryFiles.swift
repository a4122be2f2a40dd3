import Foundation

/// The files of the library, by paths from the repository's root, in order.
enum LibraryFiles {
  static let root: String = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// What a model can import: `inference`, `prices/openai`.
  static let importable = names(in: "templates").filter { !$0.hasPrefix("tests/") && !$0.hasPrefix("starters/") }

  static let starters = files(in: "templates/starters")

  /// The models that make an instance of each template.
  static let tests = files(in: "templates/tests")

  static let models = files(in: "models")

  /// The test of a file: its own, or that of its folder.
  static func test(of name: String) -> String {
    let own = "templates/tests/\(name).margin"
    guard !tests.contains(own), let slash = name.firstIndex(of: "/") else { return own }
    return "templates/tests/\(name[..<slash]).margin"
  }

  static func text(_ path: String) -> String {
    (try? String(contentsOfFile: root + "/" + path, encoding: .utf8)) ?? ""
  }

  private static func files(in folder: String) -> [String] { names(in: folder).map { "\(folder)/\($0).margin" } }

  /// The models below a folder, without their ending; the case files of others are left out.
  private static func names(in folder: String) -> [String] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)) ?? []
    return paths.filter { $0.hasSuffix(".margin") && !$0.hasSuffix(".case.margin") }
      .map { String($0.dropLast(".margin".count)) }.sorted()
  }
}

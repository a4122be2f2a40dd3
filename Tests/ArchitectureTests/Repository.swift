import Foundation

/// The repository as the rules see it: its folders and texts, by paths from the root.
enum Repository {
  static let root: String = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// The files below a folder (or the file itself) whose names end so, in order; `.build` and `.git` are left out.
  static func files(in folder: String, ending: String = "") -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root + "/" + folder, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else { return folder.hasSuffix(ending) ? [folder] : [] }
    return names(in: folder).flatMap { files(in: folder + "/" + $0, ending: ending) }
  }

  /// What lies in a folder, in order, without what a build makes.
  static func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
    return names.filter { !$0.hasPrefix(".build") && $0 != ".git" && $0 != "__pycache__" }.sorted()
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root + "/" + path) }

  /// The text of a file; empty for what is no text.
  static func text(_ path: String) -> String {
    (try? String(contentsOfFile: root + "/" + path, encoding: .utf8)) ?? ""
  }

  /// The lines of a text, each with its number.
  static func numberedLines(_ text: String) -> [(number: Int, line: Substring)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { ($0.offset + 1, $0.element) }
  }

  /// The Swift files of the product.
  static let sources = files(in: "Sources", ending: ".swift")

  /// The pages for people.
  static let pages =
    names(in: ".").filter { $0.hasSuffix(".md") } + files(in: "docs", ending: ".md")
}

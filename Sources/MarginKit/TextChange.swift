import MarginSource

/// A file of a model with what it is to hold from now on.
struct TextChange: Sendable {
  let path: String
  /// The path as it is shown.
  let name: String
  let old: [UInt8]
  let new: [UInt8]

  /// The files of a workspace for which there is another text, by resolved path; in the order of the files.
  static func all(_ workspace: Workspace, _ drafts: [String: [UInt8]]) -> [TextChange] {
    workspace.sources.files.enumerated().compactMap { index, file in
      guard let place = workspace.place(of: index), let draft = drafts[place], draft != file.bytes else { return nil }
      return TextChange(path: place, name: file.name, old: file.bytes, new: draft)
    }
  }

  var difference: String { UnifiedDiff.text(name, from: old, to: new) }

  /// Replaces each file as a whole and gives the names of those replaced. Where one cannot be written, those before it
  /// get their old text back.
  static func write(_ changes: [TextChange]) throws(Failure) -> [String] {
    for (index, change) in changes.enumerated() {
      do {
        try FileWriting.replace(change.path, with: change.new)
      } catch {
        for done in changes[..<index] { try? FileWriting.replace(done.path, with: done.old) }
        throw Failure.unwritable(change.name, error)
      }
    }
    return changes.map(\.name)
  }
}

extension Workspace {
  /// Where a file of the user lies, a text or a data file; nil for what no file of the user holds.
  func place(of file: Int) -> String? {
    places.indices.contains(file) ? places[file] ?? dataPlaces[file] : dataPlaces[file]
  }
}

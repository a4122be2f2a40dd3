import MarginSource

/// Where a model is read: a file, or a file as a revision of a git repository has it.
public struct ModelPlace: Sendable, Equatable {
  /// Of the file. In a revision from the top of the repository, with a `.` at its start from where the question is asked.
  public let path: String
  /// Such as `HEAD~1`; nil for a file on disk.
  public let revision: String?
  /// The folder whose repository has the revision.
  private let folder: String

  /// Reads `models/a.margin` or `HEAD~1:models/a.margin`. A file whose name has a colon is a file.
  public init(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let isRevision = parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty && FileReading.kind(text) == .missing
    (path, revision, folder) = isRevision ? (parts[1], parts[0], ".") : (text, nil, ".")
  }

  /// The file at a path as a revision of its own repository has it.
  public init(_ path: String, since revision: String) {
    // The repository is that of the file, wherever the program runs.
    self.path = "./" + PathText.name(path)
    self.revision = revision
    folder = PathText.folder(path)
  }

  /// What the place is called beside another one.
  public var name: String { revision.map { $0 + ":" + path } ?? path }

  /// Reads the model with all that it imports from there, and checks it. What is wrong is told by `findings`.
  public func load(caseName: String? = nil) -> Workspace {
    guard let revision else { return Workspace.load(path, caseName: caseName) }
    do throws(LoadFault) {
      let files = try Revision(revision, in: folder)
      let isHere = path.hasPrefix("./") || path.hasPrefix("../")
      let place = isHere ? files.path(path) : PathText.shown("/", path)
      return Workspace.load(place, caseName: caseName, files: .revision(files), drafts: [:])
    } catch {
      let loaded = Loaded(program: nil, sources: SourceSet(), diagnostics: [error.diagnostic(at: nil)])
      return Workspace.make(loaded, path, caseName)
    }
  }
}

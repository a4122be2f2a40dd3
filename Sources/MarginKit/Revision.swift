import MarginSource

/// The files of a git repository as a revision has them, read with the user's own `git`. Nothing is checked out, and
/// nothing in the repository or its index changes. Paths begin with `/`, which is the top of the repository.
final class Revision {
  /// As it was asked for: `HEAD~1`.
  let name: String
  /// Where the question was asked, from the top: `/models`.
  let folder: String
  private let place: String
  private let commit: String
  /// By folder what lies in it, read once; nil where there is no such folder.
  private var folders: [String: [Entry]?] = [:]

  private struct Entry {
    let name: String
    let mode: String
    let object: String
    let size: Int

    static let folder = "040000"
    static let link = "120000"
    /// A commit of another repository, of which nothing is here.
    static let module = "160000"
  }

  /// Finds a revision in the repository that a folder on disk lies in.
  init(_ name: String, in place: String) throws(LoadFault) {
    self.name = name
    self.place = place
    let prefix = try Self.git(["rev-parse", "--show-prefix"], in: place)
    guard prefix.code == 0 else { throw .noRepository(place, Self.words(prefix)) }
    let path = String(decoding: prefix.output.filter { $0 != 0x0A }, as: UTF8.self)
    folder = path.isEmpty ? "/" : "/" + path.dropLast()
    // What begins with a dash would be an option.
    guard !name.isEmpty, !name.hasPrefix("-"), !name.utf8.contains(0) else { throw .noRevision(name, "") }
    let found = try Self.git(["rev-parse", "--verify", "--quiet", name + "^{commit}"], in: place)
    commit = String(decoding: found.output.filter { $0 != 0x0A }, as: UTF8.self)
    guard found.code == 0, !commit.isEmpty, commit.utf8.allSatisfy({ $0 != 0x20 }) else {
      throw .noRevision(name, Self.words(found))
    }
  }

  /// The path from the top of what is named from the place of the question.
  func path(_ relative: String) -> String { PathText.shown(folder, relative) }

  /// What stands at a path, symbolic links followed.
  func kind(_ path: String) -> FileReading.Kind {
    if path == "/" { return .folder }
    guard let entry = resolved(path).flatMap(entry) else { return .missing }
    return entry.mode == Entry.folder ? .folder : .file(size: entry.size)
  }

  func bytes(_ path: String, limit: Int) -> Result<[UInt8], FileFault> {
    guard let entry = resolved(path).flatMap(entry) else { return .failure(FileFault("no such file or folder")) }
    return content(entry, limit: limit)
  }

  /// The path with symbolic links to files followed; nil where it does not exist.
  func resolved(_ path: String) -> String? {
    var path = PathText.shown("/", path)
    for _ in 0..<16 {
      if path == "/" { return path }
      guard let entry = entry(path), entry.mode != Entry.module else { return nil }
      guard entry.mode == Entry.link else { return path }
      guard case .success(let bytes) = content(entry, limit: 4096) else { return nil }
      let target = String(decoding: bytes, as: UTF8.self)
      guard !target.hasPrefix("/") else { return nil }
      path = PathText.shown(PathText.folder(path), target)
    }
    return nil
  }

  /// The names in a folder, sorted.
  func names(in folder: String) -> [String] { entries(of: folder).map(\.name).sorted() }

  private func content(_ entry: Entry, limit: Int) -> Result<[UInt8], FileFault> {
    do throws(LoadFault) {
      let read = try Self.git(["cat-file", "blob", entry.object], in: place, limit: limit)
      return read.code == 0 ? .success(read.output) : .failure(FileFault(Self.words(read)))
    } catch { return .failure(FileFault(error.message)) }
  }

  private func entry(_ path: String) -> Entry? {
    entries(of: PathText.folder(path)).first { $0.name == PathText.name(path) }
  }

  private func entries(of folder: String) -> [Entry] {
    if let known = folders[folder] { return known ?? [] }
    let tree = commit + ":" + folder.drop { $0 == "/" }
    let listed = try? Self.git(["ls-tree", "--full-tree", "-z", "-l", tree], in: place, limit: 1 << 26)
    let found = listed.flatMap { $0.code == 0 ? $0.output : nil }.map { output in
      output.split(separator: 0).compactMap { Self.entry(String(decoding: $0, as: UTF8.self)) }
    }
    folders[folder] = .some(found)
    return found ?? []
  }

  /// `100644 blob 1f3c…      842	email.margin`
  private static func entry(_ line: String) -> Entry? {
    guard let tab = line.firstIndex(of: "\t") else { return nil }
    let words = line[..<tab].split(separator: " ")
    guard words.count == 4 else { return nil }
    return Entry(
      name: String(line[line.index(after: tab)...]), mode: String(words[0]), object: String(words[2]),
      size: Int(words[3]) ?? 0)
  }

  private static func git(
    _ arguments: [String], in place: String, limit: Int = 1 << 20
  ) throws(LoadFault) -> ChildProcess {
    // It neither asks nor fetches nor writes.
    let settings = [
      "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C",
    ]
    do throws(ChildProcess.Fault) {
      return try ChildProcess.run("git", ["-C", place] + arguments, settings: settings, limit: limit)
    } catch {
      switch error {
      case .missing: throw .noGit
      case .tooMuch: throw .gitFailed("it gives more than \(limit >> 20) MiB")
      case .failed(let reason): throw .gitFailed(reason)
      }
    }
  }

  private static func words(_ run: ChildProcess) -> String {
    let line = run.messages.split(separator: 0x0A).first.map { String(decoding: $0, as: UTF8.self) } ?? ""
    return line.hasPrefix("fatal: ") ? String(line.dropFirst(7)) : line
  }
}

extension LoadFault {
  static var noGit: LoadFault {
    LoadFault(
      code: "L350", message: "a revision is read with `git`, and there is none on the PATH",
      fixes: ["install git", "or save the older model as a file and name both files"])
  }

  static func gitFailed(_ reason: String) -> LoadFault {
    LoadFault(code: "L350", message: "`git` does not run: \(reason)")
  }

  static func noRepository(_ place: String, _ words: String) -> LoadFault {
    let reason = words.isEmpty || words.hasPrefix("not a git repository") ? "it is in no git repository" : words
    return LoadFault(
      code: "L351", message: "`\(place)` has no revisions: \(reason)",
      fixes: ["name two files instead: `margin diff OLD NEW`"])
  }

  static func noRevision(_ name: String, _ words: String) -> LoadFault {
    LoadFault(
      code: "L351", message: "the repository has no revision `\(name)`" + (words.isEmpty ? "" : ": \(words)"),
      fixes: [
        "a branch, a tag or a commit is one, such as `main` or `HEAD~1`; a shallow clone lacks the older ones: "
          + "`git fetch --unshallow`"
      ])
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is replaced as a whole or stays as it is.
///
/// New content goes to temporary files beside the target, called `.NAME.margin-….tmp`. Each is locked as long as its
/// writer lives; those that a killed writer of the same target left behind are removed at the start, and all of this
/// one's when it goes out of scope.
struct TargetFile: ~Copyable {
  /// The path as it was given, for messages.
  private let asked: String
  private let path: String
  private let folder: String
  private let prefix: String
  /// Owner, group and rights of the file that is replaced.
  private let old: stat?
  private var temporaries: [(path: String, descriptor: Int32)] = []

  /// Fails where the target cannot be replaced: a folder, a device, a file or folder without the right to write.
  init(_ asked: String) throws(XLSXError) {
    guard !asked.isEmpty, !asked.utf8.contains(0) else {
      throw .cannotWrite(path: asked, doing: "opening the file", reason: "this is no path of a file")
    }
    let old = try Self.existing(asked)
    let path = old == nil ? asked : Self.resolved(asked)
    let (folder, name) = Self.split(path)
    guard !name.isEmpty else {
      throw .cannotWrite(path: asked, doing: "opening the file", reason: "this is a folder's path, not a file's")
    }
    self.asked = asked
    self.path = path
    self.folder = folder
    self.old = old
    // File names have at most 255 bytes; a long one is cut so that the temporary name fits too.
    prefix = "." + String(decoding: name.utf8.prefix(200), as: UTF8.self) + ".margin-"
    removeStale()
  }

  deinit {
    for temporary in temporaries {
      _ = unlink(temporary.path)
      _ = close(temporary.descriptor)
    }
  }

  /// Makes an empty, locked file beside the target and gives its path.
  mutating func newTemporary() throws(XLSXError) -> String {
    for _ in 0..<100 {
      let digits = String(UInt64.random(in: .min ... .max), radix: 16)
      let temporary = folder + "/" + prefix + digits + Self.suffix
      let descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor < 0 {
        if errno == EEXIST { continue }
        throw failure("making a temporary file beside it")
      }
      _ = flock(descriptor, LOCK_EX | LOCK_NB)
      temporaries.append((temporary, descriptor))
      return temporary
    }
    throw .cannotWrite(path: asked, doing: "making a temporary file beside it", reason: "every name is taken")
  }

  /// Puts a finished temporary file in the target's place, on disk before and after.
  consuming func replace(with temporary: String) throws(XLSXError) {
    guard let descriptor = temporaries.first(where: { $0.path == temporary })?.descriptor else {
      throw .cannotWrite(path: asked, doing: "replacing the file", reason: "its temporary file is not known")
    }
    if let old {
      // Only root may give a file away; for others the file becomes theirs, as with any editor that renames.
      _ = fchown(descriptor, old.st_uid, old.st_gid)
      guard fchmod(descriptor, old.st_mode & 0o7777) == 0 else { throw failure("keeping the file's rights") }
    }
    guard fsync(descriptor) == 0 else { throw failure("writing the file to disk") }
    guard rename(temporary, path) == 0 else { throw failure("putting the new file in place") }
    let directory = open(folder, O_RDONLY | O_CLOEXEC)
    guard directory >= 0 else { return }
    defer { _ = close(directory) }
    // Some file systems cannot sync a folder and say EINVAL.
    guard fsync(directory) == 0 || errno == EINVAL else { throw failure("writing the folder to disk") }
  }

  private static let suffix = ".tmp"

  private func failure(_ doing: String) -> XLSXError {
    .cannotWrite(path: asked, doing: doing, reason: reasonFromErrno())
  }

  /// What is at a path, following links; nil where there is nothing yet.
  private static func existing(_ path: String) throws(XLSXError) -> stat? {
    func refuse(_ reason: String) -> XLSXError {
      .cannotWrite(path: path, doing: "replacing the file", reason: reason)
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw refuse(reasonFromErrno())
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw refuse("it is a folder")
    default: throw refuse("it is not a regular file")
    }
    guard access(path, W_OK) == 0 else { throw refuse(reasonFromErrno()) }
    return status
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  /// The file that a link leads to, so that the link stays.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Removes the temporary files of this target that no living writer has locked.
  private borrowing func removeStale() {
    guard let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
          String(cString: $0)
        }
      }
      guard name.hasPrefix(prefix), name.hasSuffix(Self.suffix) else { continue }
      let stale = folder + "/" + name
      let descriptor = open(stale, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { _ = unlink(stale) }
      _ = close(descriptor)
    }
  }
}

/// The system's words for what just failed.
func reasonFromErrno() -> String { String(cString: strerror(errno)) }

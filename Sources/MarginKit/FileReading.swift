#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the loader asks of the disk. Paths are plain strings; a path with a zero byte in it names nothing.
enum FileReading {
  /// What stands at a path, symbolic links followed.
  enum Kind: Equatable {
    case missing
    case file(size: Int)
    case folder
    /// A device, a pipe or a socket: reading it might never end.
    case special
    /// It cannot be asked, for the reason given.
    case closed(String)
  }

  static func kind(_ path: String) -> Kind {
    guard !path.isEmpty, !path.utf8.contains(0) else { return .missing }
    var status = stat()
    guard stat(path, &status) == 0 else {
      return errno == ENOENT || errno == ENOTDIR ? .missing : .closed(reason())
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int(status.st_size))
    case S_IFDIR: return .folder
    default: return .special
    }
  }

  /// Whether a symbolic link stands at a path.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The bytes of a file, at most `limit` and one more, which tells that there are too many.
  static func bytes(_ path: String, limit: Int) -> Result<[UInt8], FileFault> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(FileFault(reason())) }
    defer { close(descriptor) }
    return bytes(of: descriptor, limit: limit)
  }

  /// What standard input holds.
  static func standardInput(limit: Int) -> Result<[UInt8], FileFault> { bytes(of: STDIN_FILENO, limit: limit) }

  private static func bytes(of descriptor: Int32, limit: Int) -> Result<[UInt8], FileFault> {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while result.count <= limit {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return .failure(FileFault(reason())) }
      if count == 0 { break }
      result += buffer.prefix(count)
    }
    return .success(result)
  }

  /// The path with every symbolic link followed, absolute; nil where it does not exist.
  static func resolved(_ path: String) -> String? {
    guard !path.isEmpty, !path.utf8.contains(0), let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The names in a folder, sorted, without `.` and `..`.
  static func names(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// What the system says of the last failure: `permission denied`.
  static func reason() -> String {
    let code = errno
    switch code {
    case EACCES, EPERM: return "permission denied"
    case ENOENT: return "no such file or folder"
    case ENOTDIR: return "a part of the path is not a folder"
    case EISDIR: return "it is a folder"
    case ENOSPC: return "the disk is full"
    case EFBIG: return "the file would be too large"
    case EROFS: return "the disk is read-only"
    case ENAMETOOLONG: return "the name is too long"
    case ELOOP: return "too many symbolic links"
    default: return "error \(code) of the system"
    }
  }
}

/// Why a file could not be read or written, in the system's words.
struct FileFault: Error {
  let words: String
  init(_ words: String) { self.words = words }
}

/// Paths as texts.
enum PathText {
  /// `models` for `models/a.margin`, `.` for `a.margin`.
  static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// `support-email` for `models/support-email.margin`.
  static func stem(_ path: String) -> String {
    let name = name(path)
    return name.hasSuffix(".margin") && name.count > 7 ? String(name.dropLast(7)) : name
  }

  static func joined(_ folder: String, _ name: String) -> String {
    if folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// A relative path from a folder, with `.` and `..` taken away where that is plain: `a/../b` is `b`.
  static func shown(_ folder: String, _ relative: String) -> String {
    var parts: [Substring] = []
    let joined = joined(folder, relative)
    for part in joined.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (joined.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// Whether a resolved path lies below a resolved folder.
  static func lies(_ path: String, below folder: String) -> Bool {
    path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes texts so that a file is always either the old one or the new one, whole.
enum FileWriting {
  /// Writes a temporary file beside the target, syncs it, renames it onto the target and syncs the folder. On failure
  /// the target is as it was and the temporary file is gone. A device or a pipe is written to as it is. `mode` is what
  /// a file may be used for; nil is what the old one may be, or what the user's files may.
  static func replace(_ path: String, with bytes: [UInt8], mode: mode_t? = nil) throws {
    switch FileReading.kind(path) {
    case .folder: throw FileFault("it is a folder")
    case .closed(let reason): throw FileFault(reason)
    case .special: try writeThrough(path, bytes)
    case .file: try writeBeside(FileReading.resolved(path) ?? path, bytes, keepingOld: false, mode: mode)
    case .missing: try writeBeside(path, bytes, keepingOld: false, mode: mode)
    }
  }

  /// Writes a file that must not exist yet.
  static func create(_ path: String, with bytes: [UInt8]) throws {
    guard FileReading.kind(path) == .missing else { throw FileFault("it exists already") }
    try writeBeside(path, bytes, keepingOld: true)
  }

  private static func writeBeside(_ path: String, _ bytes: [UInt8], keepingOld: Bool, mode wanted: mode_t? = nil) throws
  {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw FileFault("it is no name of a file") }
    let folder = PathText.folder(path)
    let prefix = "." + PathText.name(path) + ".margin-"
    removeStale(prefix, in: folder)
    let temporary = PathText.joined(folder, prefix + "\(getpid()).tmp")
    var mode: mode_t = 0o666
    var status = stat()
    if stat(path, &status) == 0 { mode = status.st_mode & 0o777 }
    mode = wanted ?? mode
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileFault(FileReading.reason()) }
    do {
      try write(bytes, to: descriptor)
      guard fsync(descriptor) == 0 else { throw FileFault(FileReading.reason()) }
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    guard close(descriptor) == 0, move(temporary, to: path, keepingOld: keepingOld) else {
      let fault = FileFault(FileReading.reason())
      unlink(temporary)
      throw fault
    }
    syncFolder(folder)
  }

  /// A hard link fails where the target has come into being meanwhile; a rename would overwrite it.
  private static func move(_ temporary: String, to path: String, keepingOld: Bool) -> Bool {
    guard keepingOld else { return rename(temporary, path) == 0 }
    guard link(temporary, path) == 0 else { return false }
    unlink(temporary)
    return true
  }

  private static func writeThrough(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault(FileReading.reason()) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
  }

  /// Writes all bytes, however many turns that takes.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        #else
          Darwin.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileFault(FileReading.reason()) }
      done += count
    }
  }

  /// Makes a folder and those above it where they are missing.
  static func makeFolder(_ path: String) throws {
    switch FileReading.kind(path) {
    case .folder: return
    case .missing: break
    default: throw FileFault("it is not a folder")
    }
    let above = PathText.folder(path)
    if above != path { try makeFolder(above) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileFault(FileReading.reason()) }
  }

  /// Removes a file; that there is none is well.
  static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw FileFault(FileReading.reason()) }
  }

  /// Removes a folder that is empty; any other stays.
  static func removeFolder(_ path: String) { rmdir(path) }

  private static func syncFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Removes what a killed run of this program has left beside the target.
  private static func removeStale(_ prefix: String, in folder: String) {
    for name in FileReading.names(in: folder) where name.hasPrefix(prefix) && name.hasSuffix(".tmp") {
      guard let process = pid_t(name.dropFirst(prefix.count).dropLast(4)), process > 0 else { continue }
      let isOver = process == getpid() || (kill(process, 0) != 0 && errno == ESRCH)
      if isOver { unlink(PathText.joined(folder, name)) }
    }
  }
}

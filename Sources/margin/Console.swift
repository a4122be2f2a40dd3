import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard output and standard error.
enum Console {
  /// Whether messages may be coloured: a terminal that can, and nobody who has said no.
  static var isColored: Bool {
    guard isatty(STDERR_FILENO) == 1 else { return false }
    if let wish = getenv("NO_COLOR"), wish.pointee != 0 { return false }
    guard let terminal = getenv("TERM") else { return false }
    return String(cString: terminal) != "dumb"
  }

  /// A reader that has gone away is an error of the write then, not a signal that ends the program.
  /// So is a limit on the size of files.
  static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Gives a result on standard output. A reader that has gone away has read enough.
  static func give(_ text: String) throws {
    guard let reason = write(text, to: STDOUT_FILENO), reason != EPIPE else { return }
    say("error: standard output cannot be written (error \(reason) of the system)\n")
    throw ExitCode(2)
  }

  /// Says something that is not a result.
  static func say(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  static func leave(_ code: Int32) -> Never { exit(code) }

  /// The number of the error that stopped the writing; nil where all was written.
  private static func write(_ text: String, to descriptor: Int32) -> Int32? {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        #else
          Darwin.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        #endif
      }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that is run to its end, and what it wrote.
struct ChildProcess {
  let code: Int32
  let output: [UInt8]
  let messages: [UInt8]

  enum Fault: Error {
    /// There is no such program on the PATH.
    case missing
    /// It wrote more than was asked for.
    case tooMuch
    case failed(String)
  }

  /// Runs a program of the PATH without a shell. `settings` are added to the environment; at most `limit` bytes of
  /// output are taken.
  static func run(
    _ program: String, _ arguments: [String], settings: [String: String] = [:], limit: Int
  ) throws(Fault) -> ChildProcess {
    let environment = ProcessInfo.processInfo.environment.merging(settings) { $1 }
    guard let output = Pipe(), let messages = Pipe() else { throw .failed(FileReading.reason()) }
    defer { for end in [output.reading, messages.reading] { close(end) } }
    let child: pid_t
    do {
      defer { for end in [output.writing, messages.writing] { close(end) } }
      child = try spawn(
        program, [program] + arguments, environment.map { $0.key + "=" + $0.value }.sorted(), output, messages)
    }
    let read = collected([output.reading, messages.reading], limit: limit)
    if read == nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard let read else { throw .tooMuch }
    guard status & 0x7F == 0 else { throw .failed("signal \(status & 0x7F) ended it") }
    return ChildProcess(code: (status >> 8) & 0xFF, output: read[0], messages: read[1])
  }

  private struct Pipe {
    let reading: Int32
    let writing: Int32

    /// Nil where the system has no more of them. No other child inherits its ends.
    init?() {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      (reading, writing) = (ends[0], ends[1])
    }
  }

  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String], _ output: Pipe, _ messages: Pipe
  ) throws(Fault) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    guard posix_spawn_file_actions_init(&actions) == 0 else { throw .failed(FileReading.reason()) }
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, messages.writing, STDERR_FILENO)
    var words = arguments.map { strdup($0) } + [nil]
    var settings = environment.map { strdup($0) } + [nil]
    defer { for text in words + settings { free(text) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, program, &actions, nil, &words, &settings)
    if code == ENOENT { throw .missing }
    guard code == 0 else {
      errno = code
      throw .failed(FileReading.reason())
    }
    return child
  }

  /// Reads all ends until each is closed, whichever has something; nil where it is too much.
  private static func collected(_ ends: [Int32], limit: Int) -> [[UInt8]]? {
    var found: [[UInt8]] = ends.map { _ in [] }
    var isOpen = ends.map { _ in true }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while isOpen.contains(true) {
      var waiting = ends.indices.map { pollfd(fd: isOpen[$0] ? ends[$0] : -1, events: Int16(POLLIN), revents: 0) }
      if poll(&waiting, nfds_t(waiting.count), -1) < 0 {
        if errno == EINTR { continue }
        return nil
      }
      for place in ends.indices where isOpen[place] && waiting[place].revents != 0 {
        let count = read(ends[place], &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { isOpen[place] = false } else { found[place] += buffer.prefix(count) }
        if found[place].count > limit { return nil }
      }
    }
    return found
  }
}

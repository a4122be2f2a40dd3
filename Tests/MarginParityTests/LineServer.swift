import Foundation

/// A child process that answers each line with a line. Started by the first request; one request at a time; a child
/// that ends or keeps silent too long is killed and its reason told.
final class LineServer: Sendable {
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private struct Child {
    let process: Process
    let input: FileHandle
    let output: FileHandle
  }

  private let program: String
  private let arguments: [String]
  // Requests wait here and not on the threads that run tests; only its blocks touch the child.
  private let queue = DispatchQueue(label: "line server")
  private nonisolated(unsafe) var child: Child?

  init(program: String, arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// The line that answers `line`, without its end.
  func ask(_ line: Data, seconds: Double) async throws -> Data {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try self.exchange(line, seconds: seconds) }) }
    }
  }

  private func exchange(_ line: Data, seconds: Double) throws -> Data {
    let child = try child ?? start()
    self.child = child
    do {
      try child.input.write(contentsOf: line + [UInt8(ascii: "\n")])
      return try readLine(from: child, until: Date(timeIntervalSinceNow: seconds))
    } catch {
      kill(child.process.processIdentifier, SIGKILL)
      self.child = nil
      throw error
    }
  }

  private func start() throws -> Child {
    // A child that has ended is an error of the write, not the end of the tests.
    signal(SIGPIPE, SIG_IGN)
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    return Child(process: process, input: input.fileHandleForWriting, output: output.fileHandleForReading)
  }

  private func readLine(from child: Child, until deadline: Date) throws -> Data {
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      var waiting = pollfd(fd: child.output.fileDescriptor, events: Int16(POLLIN), revents: 0)
      let rest = max(0, deadline.timeIntervalSinceNow)
      guard poll(&waiting, 1, Int32(min(rest, 3600) * 1000)) > 0 else {
        throw Fault(description: "\(program) has not answered in time")
      }
      let piece = child.output.availableData
      guard !piece.isEmpty else { throw Fault(description: "\(program) ended without an answer") }
      line += piece
    }
    return line.dropLast()
  }
}

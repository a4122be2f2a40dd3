import Foundation

/// Where the tests find the repository's files and the program that was built beside them.
enum Repository {
  /// The repository's root, without a slash at its end.
  static let root: String = {
    let folders = #filePath.split(separator: "/").dropLast(3)
    return "/" + folders.joined(separator: "/")
  }()

  /// The program of the same build as this test.
  static let program: String = {
    let itself = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let test = itself ?? CommandLine.arguments[0]
    return URL(filePath: test).deletingLastPathComponent().appending(path: "margin").path
  }()

  /// The worked models and those of these tests, as paths from the root, in order.
  static let models: [String] = ["models", "Tests/MarginParityTests/Models"].flatMap { folder in
    let files = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
    return files.filter { $0.hasSuffix(".margin") && !$0.hasSuffix(".case.margin") }.sorted().map { folder + "/" + $0 }
  }

  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  /// The standard output of `margin ARGUMENTS`, run at the root; any exit but 0 and those given is an error.
  static func margin(_ arguments: [String], exits: Set<Int32> = [0]) async throws -> Data {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: root)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try folder.handle("output")
    process.standardError = try folder.handle("errors")
    // The status is taken where the process ends; until then no thread of the tests waits.
    let status = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    guard exits.contains(status) else {
      let words = String(decoding: try folder.data("errors").prefix(2_000), as: UTF8.self)
      throw Fault(description: "margin \(arguments.joined(separator: " ")) ended with \(status): \(words)")
    }
    return try folder.data("output")
  }
}

/// A folder that is removed after use.
struct TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "margin-parity-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// A new file, open for writing.
  func handle(_ name: String) throws -> FileHandle {
    try Data().write(to: URL(filePath: file(name)))
    return try FileHandle(forWritingTo: URL(filePath: file(name)))
  }

  func data(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

import Foundation
import Testing

/// The built executable, run as a program of its own in a folder of its own.
struct Program {
  /// What a run left behind.
  struct Outcome {
    let code: Int32
    let output: String
    let messages: String
  }

  /// The folder in which the program runs; it is removed by `remove`.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("margin-test-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  func write(_ name: String, _ data: Data) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }

  /// All files below the folder, sorted.
  func files() -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return all.sorted()
  }

  func run(_ arguments: String..., input: String? = nil) throws -> Outcome { try run(arguments, input: input) }

  func run(_ arguments: [String], input: String? = nil) throws -> Outcome {
    try run(Self.executable, arguments, input: input)
  }

  /// A line of bash in which `$0` is the program.
  func shell(_ line: String) throws -> Outcome {
    try run(URL(fileURLWithPath: "/bin/bash"), ["-c", line, Self.executable.path], input: nil)
  }

  private func run(_ executable: URL, _ arguments: [String], input: String?) throws -> Outcome {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Files, not pipes: nothing can block on a full one.
    let (output, messages) = (folder.path + ".out", folder.path + ".err")
    defer { for path in [output, messages, folder.path + ".in"] { try? FileManager.default.removeItem(atPath: path) } }
    for path in [output, messages] { try Data().write(to: URL(fileURLWithPath: path)) }
    try Data((input ?? "").utf8).write(to: URL(fileURLWithPath: folder.path + ".in"))
    process.standardInput = FileHandle(forReadingAtPath: folder.path + ".in")
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: messages)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "margin \(arguments) ended by a signal")
    let read = { (path: String) in String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
    return Outcome(code: process.terminationStatus, output: read(output), messages: read(messages))
  }

  /// `margin` beside the test bundle.
  private static var executable: URL {
    let bundles = Bundle.allBundles.map(\.bundleURL) + [URL(fileURLWithPath: CommandLine.arguments[0])]
    let folders = bundles.map { $0.deletingLastPathComponent() }
    let found = folders.map { $0.appendingPathComponent("margin") }.first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
    return found ?? folders[0].appendingPathComponent("margin")
  }
}

/// Runs a body with a fresh folder and removes it afterwards.
func withProgram(_ body: (Program) throws -> Void) throws {
  let program = try Program()
  defer { program.remove() }
  try body(program)
}

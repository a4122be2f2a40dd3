import Foundation

/// A folder as the reader of a page has it: the repository's models, the program as `margin` and as `./bin/margin`, and
/// the files that the page lets them write.
struct Folder {
  let path: String

  init() throws {
    let files = FileManager.default
    path = NSTemporaryDirectory() + "margin-manual-" + UUID().uuidString
    try files.createDirectory(atPath: path + "/bin", withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: path + "/bin/margin", withDestinationPath: Self.program)
    try files.copyItem(atPath: Page.root + "/models", toPath: path + "/models")
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
  }

  /// What a command prints, results and messages together, line by line.
  func run(_ command: String) throws -> [String] {
    // A file and not a pipe: nothing can block on a full one.
    let output = path + ".out"
    try Data().write(to: URL(fileURLWithPath: output))
    defer { try? FileManager.default.removeItem(atPath: output) }
    let handle = FileHandle(forWritingAtPath: output)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = path + "/bin:" + (environment["PATH"] ?? "/usr/bin:/bin")
    // What is installed goes below the folder, and the advice is that for one shell.
    environment["HOME"] = path
    environment["SHELL"] = "/bin/bash"
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.withoutTrailingBlanks }
      .withoutTrailingBlankLines
  }

  /// `margin` beside the test bundle.
  private static var program: String {
    let bundles = Bundle.allBundles.map(\.bundleURL) + [URL(fileURLWithPath: CommandLine.arguments[0])]
    let places = bundles.map { $0.deletingLastPathComponent().appendingPathComponent("margin").path }
    return places.first { FileManager.default.isExecutableFile(atPath: $0) } ?? places[0]
  }
}

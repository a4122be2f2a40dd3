import ArgumentParser
import MarginKit

/// `margin test PATH…`: do the models still give the numbers that they state?
struct TestVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the `test` blocks of models.",
    discussion: """
        margin test models
        margin test models/support-email.margin

      Exit code 0: every test passes; 1: one fails or a model has an error; 2: a file could not be read.
      """)

  @Argument(help: "Models, or folders with models.", completion: .file(extensions: ["margin"]))
  var paths: [String]

  func run() throws {
    var (passed, failed, unsound, unread) = (0, 0, 0, 0)
    let models = try ModelFolder.models(at: paths)
    for model in models {
      let workspace = Workspace.load(model)
      Console.say(workspace.messages(color: Console.isColored, withNotes: false))
      guard workspace.isSound else {
        if workspace.isRead { unsound += 1 } else { unread += 1 }
        try Console.give(model + ": could not be tested\n")
        continue
      }
      let results = try workspace.runTests()
      passed += results.filter(\.hasPassed).count
      failed += results.filter { !$0.hasPassed }.count
      try Console.give(Self.report(model, results))
    }
    try Console.give("\(passed) passed, \(failed) failed, in \(Self.counted(models.count, "model"))\n")
    if unread > 0 { throw ExitCode(2) }
    if failed + unsound > 0 { throw ExitCode(1) }
  }

  private static func report(_ model: String, _ results: [TestResult]) -> String {
    let failures = results.filter { !$0.hasPassed }
    let count = counted(results.count, "test")
    var text = model + ": "
    if results.isEmpty {
      text += "no tests\n"
    } else {
      text += failures.isEmpty ? "\(count) passed\n" : "\(failures.count) of \(count) failed\n"
    }
    for failure in failures {
      text += "  failed: \(failure.label) (\(failure.place))\n"
      for line in failure.findings.flatMap({ $0.split(separator: "\n") }) { text += "    \(line)\n" }
    }
    return text
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)" + (count == 1 ? "" : "s") }
}

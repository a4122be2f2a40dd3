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
      Console.say(workspace.messages(color: Console.isColored))
      guard workspace.isSound else {
        if workspace.isRead { unsound += 1 } else { unread += 1 }
        try Console.give(model + ": could not be tested\n", to: nil)
        continue
      }
      let outcomes = try workspace.runTests()
      passed += outcomes.filter(\.hasPassed).count
      failed += outcomes.filter { !$0.hasPassed }.count
      try Console.give(Self.report(model, outcomes), to: nil)
    }
    try Console.give("\(passed) passed, \(failed) failed, in \(Self.counted(models.count, "model"))\n", to: nil)
    if unread > 0 { throw ExitCode(2) }
    if failed + unsound > 0 { throw ExitCode(1) }
  }

  private static func report(_ model: String, _ outcomes: [TestOutcome]) -> String {
    let failures = outcomes.filter { !$0.hasPassed }
    let state = failures.isEmpty ? counted(outcomes.count, "test") + " passed" : "\(failures.count) of \(counted(outcomes.count, "test")) failed"
    let lines = failures.flatMap { failure in
      ["  failed: " + failure.label + " (" + failure.place + ")\n"] + failure.findings.map { "    " + $0 + "\n" }
    }
    return model + ": " + (outcomes.isEmpty ? "no tests" : state) + "\n" + lines.joined()
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)" + (count == 1 ? "" : "s") }
}

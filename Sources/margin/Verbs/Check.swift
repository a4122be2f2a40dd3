import ArgumentParser
import MarginKit

/// `margin check MODEL`: is the model sound?
struct CheckVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell what is wrong with a model, without evaluating it.",
    discussion: """
        margin check models/support-email.margin
        margin check models/support-email.margin --case worst --set email.hit_rate=20%
        margin check models/support-email.margin --format json
        margin check draft.margin --fix --diff
        margin check draft.margin --fix

      --fix makes every change that a message offers for the machine, in the model and the files beside it, and checks
      again; with --diff it only shows what it would change.
      Exit code 0: no error (with --fix: none is left); 1: the model has one; 2: it could not be read.
      """)

  @OptionGroup var options: ModelOptions
  @OptionGroup var output: OutputOptions

  @Flag(help: "Make the changes that messages offer, then tell what is left.")
  var fix = false

  @Flag(help: "With --fix: change nothing, and show what would change as a diff.")
  var diff = false

  func validate() throws {
    guard fix || !diff else { throw ValidationError("`--diff` shows what `--fix` would change: give both.") }
    guard !diff || output.format == .table else { throw ValidationError("`--diff` has a format of its own.") }
    guard [.table, .json].contains(output.format) else {
      throw ValidationError("`check` prints as table or json.")
    }
  }

  func run() throws {
    let workspace = try fix ? mended() : load()
    if output.format == .json {
      try output.give(workspace.messagesAsJSON(), of: workspace)
    } else {
      Console.say(workspace.messages(color: Console.isColored))
      if workspace.isSound, !diff { try output.give(workspace.summary + "\n", of: workspace) }
    }
    try ModelOptions.stop(at: workspace)
  }

  private func load() -> Workspace {
    Workspace.load(options.model, caseName: options.caseName, settings: options.settings)
  }

  private func mended() throws -> Workspace {
    let mending = Mending.of(options.model, caseName: options.caseName, settings: options.settings)
    if diff {
      try output.give(mending.difference, of: mending.workspace)
    } else {
      _ = try mending.write()
      for line in mending.made { Console.say("fixed " + line + "\n") }
    }
    return mending.workspace
  }
}

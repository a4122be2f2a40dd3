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

      Exit code 0: no error; 1: the model has one; 2: it could not be read.
      """)

  @OptionGroup var options: ModelOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard [.table, .json].contains(output.format) else {
      throw ValidationError("`check` prints as table or json.")
    }
  }

  func run() throws {
    let workspace = Workspace.load(options.model, caseName: options.caseName, settings: options.settings)
    if output.format == .json {
      try output.give(workspace.messagesAsJSON(), of: workspace)
    } else {
      Console.say(workspace.messages(color: Console.isColored))
      if workspace.isSound { try output.give(workspace.summary + "\n", of: workspace) }
    }
    try ModelOptions.stop(at: workspace)
  }
}

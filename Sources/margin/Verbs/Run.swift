import ArgumentParser
import MarginKit

/// `margin run MODEL [PATH…]`: what does it come to?
struct RunVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Evaluate a model and print its reports, checks and bands, or the values named.",
    discussion: """
        margin run models/support-email.margin
        margin run models/support-email.margin --case cold_cache
        margin run models/support-email.margin --set email.hit_rate=20% --set email.retry_rate=9%
        margin run models/support-email.margin email.cost_per_outcome email.cost
        margin run models/support-email.margin --format json -o figures.json

      Exit code 0: every check holds; 1: a check fails, a loop does not converge or the model has an error; 2: it could not run.
      """)

  @OptionGroup var options: ModelOptions

  @Argument(
    help: ArgumentHelp("Names whose values to print over time; of an instance, all of its names.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup var output: OutputOptions

  func run() throws {
    let workspace = try options.load()
    let evaluation = try workspace.evaluate()
    try output.give(evaluation.text(output.format, paths: paths), of: workspace)
    let messages = evaluation.messages(color: Console.isColored)
    if !messages.isEmpty { Console.say(messages) }
    guard evaluation.failedChecks > 0 else {
      if !messages.isEmpty { throw ExitCode(1) }
      return
    }
    if !paths.isEmpty {
      Console.say("\(evaluation.failedChecks) of the model's checks do not hold; without names, run shows them\n")
    }
    throw ExitCode(1)
  }
}

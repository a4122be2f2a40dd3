import ArgumentParser
import MarginKit

/// `margin optimise MODEL`: which value of an input is best?
struct OptimiseVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimise",
    abstract: "Find the value of an input at which a result is lowest or highest.",
    discussion: """
        margin optimise models/speculative-decoding.margin
        margin optimise models/speculative-decoding.margin depth --set spec.acceptance=70%
        margin optimise models/owned-share.margin "owned in 0 to 40 step 1 for lowest daily_cost where wait < 2 s"

      Without words it answers the `optimise` statements of the model, with names or titles those. With a step every value
      is tried; without one the interval is scanned and the best places refined.

      Exit code 0: each has a best value; 1: one has none, or the model has an error; 2: it could not run.
      """,
    aliases: ["optimize"])

  @OptionGroup var options: ModelOptions

  @Argument(help: ArgumentHelp("Names of statements, or the words of one.", valueName: "what"))
  var words: [String] = []

  @OptionGroup var output: OutputOptions

  func run() throws {
    let (workspace, asked) = try options.load(asking: words, names: \.optimisationNames) { _ in statement }
    let answers = try workspace.optimise(asked)
    try output.give(answers.text(output.format), of: workspace)
    if answers.answers.contains(where: { $0.best == nil }) { throw ExitCode(1) }
  }

  private var statement: String? {
    let text = words.joined(separator: " ")
    guard [" in ", " for ", "lowest", "highest"].contains(where: text.contains) else { return nil }
    return AskedStatement.named(text, verb: "optimise", name: "best")
  }
}

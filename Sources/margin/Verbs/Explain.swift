import ArgumentParser
import MarginKit

/// `margin explain MODEL VALUE`: where does this number come from?
struct ExplainVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how a value came about, down to the inputs and their sources, and what moves it.",
    discussion: """
        margin explain models/support-email.margin email.cost_per_outcome at 2026-12
        margin explain models/support-email.margin "price.input[small]"
        margin explain models/support-email.margin "total(saving)" --depth 5
        margin explain models/support-email.margin saving --case cold_cache
        margin explain models/support-email.margin saving --drivers --format csv

      A value is a name with its member and date, or a formula of names, as in a report. What varies in time and has no
      date is taken over the whole timeline: a flow is summed, a stock closes, a ratio is made of the totals.
      With --drivers every input that reaches the value is listed by how much it moves it, and the tree is one level
      deep unless --depth says otherwise.
      Exit code 0: explained; 1: the model has an error; 2: it has no such value, or could not be read.
      """)

  @OptionGroup var options: ModelOptions

  @Argument(help: ArgumentHelp("The value, such as `cost at 2026-12` or `price[small]`.", valueName: "value"))
  var words: [String]

  @Option(help: ArgumentHelp("How many levels to show below the value.", valueName: "levels"))
  var depth: Int?

  @Flag(help: "Also tell which inputs move the value most.")
  var drivers = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !words.isEmpty else { throw ValidationError("Which value? Give one, such as `cost at 2026-12`.") }
    guard depth.map({ $0 >= 0 }) ?? true else { throw ValidationError("`--depth` is a number of levels.") }
  }

  func run() throws {
    let workspace = try options.load(asking: Workspace.question(explaining: words.joined(separator: " ")))
    let evaluation = try workspace.evaluate()
    let text = try evaluation.explanation(output.format, depth: depth ?? (drivers ? 1 : 3), drivers: drivers)
    try output.give(text, of: workspace)
    Console.say(evaluation.messages(color: Console.isColored))
  }
}

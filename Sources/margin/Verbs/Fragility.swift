import ArgumentParser
import MarginKit

/// `margin fragility MODEL [TITLE…]`: does the result hold when an input grows?
struct FragilityVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fragility",
    abstract: "Take an input to multiples of itself and tell whether a result improves, stays flat or collapses.",
    discussion: """
        margin fragility models/support-email.margin
        margin fragility models/support-email.margin "email.cost_per_outcome over email.volume at 2x, 5x, 10x"
        margin fragility models/support-email.margin "total(saving) over email.acceptance at 70%, 50% { higher is better }"

      Without more words it answers the model's own statements, with titles those.
      Exit code 0: answered; 1: the model has an error; 2: it could not run.
      """)

  @OptionGroup var options: ModelOptions

  @Argument(
    help: ArgumentHelp(
      "Titles of the model's statements, or a statement: RESULT over INPUT at POINTS.", valueName: "title"))
  var words: [String] = []

  @OptionGroup var output: OutputOptions

  func run() throws {
    let (workspace, asked) = try options.load(asking: words, names: \.fragilityTitles) { _ in
      // One without `at` is a statement too, which is told what it lacks.
      WordedQuestion.statement("fragility", words) { $0.contains("over") || $0.contains("at") }
    }
    try output.give(workspace.fragilityText(asked, output.format), of: workspace)
  }
}

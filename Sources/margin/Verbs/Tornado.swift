import ArgumentParser
import MarginKit

/// `margin tornado MODEL [NAME…]`: which input moves the result most?
struct TornadoVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tornado",
    abstract: "Move each input alone to both sides and rank what that does to a result.",
    discussion: """
        margin tornado models/support-email.margin
        margin tornado models/support-email.margin "What moves the saving" --format markdown
        margin tornado models/support-email.margin of "total(saving)" --by 20% --top 10
        margin tornado models/support-email.margin of "total(saving), email.cost at 2026-12" --from "p10 to p90"
        margin tornado models/support-email.margin of "total(saving)" --input "email.hit_rate 50% to 90%"

      Without more words it answers the model's own tornados, with titles those.
      Exit code 0: answered; 1: the model has an error; 2: it could not run.
      """)

  @OptionGroup var options: ModelOptions

  @Argument(
    help: ArgumentHelp("Titles of the model's tornados, or `of` and the results to ask for.", valueName: "title"))
  var words: [String] = []

  @Option(help: ArgumentHelp("With `of`: how far every input moves, of its own size.", valueName: "share"))
  var by: String?

  @Option(
    help: ArgumentHelp("With `of`: between which quantiles of its shape every input moves.", valueName: "quantiles"))
  var from: String?

  @Option(
    name: .customLong("input"),
    help: ArgumentHelp(
      "With `of`: an input and its ends, `email.hit_rate 50% to 90%`, or its share, `email.volume by 30%`; may be given several times.",
      valueName: "move"))
  var inputs: [String] = []

  @Option(help: ArgumentHelp("With `of`: how many inputs are shown.", valueName: "count"))
  var top: String?

  @OptionGroup var output: OutputOptions

  /// Words that ask nothing are told here, where the usage of this verb stands below.
  func validate() throws { _ = try question() }

  func run() throws {
    let question = try question()
    let workspace = try options.load(asking: question)
    let asked: Asked = question != nil ? .question : words.isEmpty ? .all : .named(words)
    try output.give(workspace.tornadoText(asked, output.format), of: workspace)
  }

  /// The statement that the words make; nil where they are titles.
  private func question() throws -> String? {
    let isAsked = [by, from, top].contains { $0 != nil } || !inputs.isEmpty
    guard let statement = WordedQuestion.statement("tornado", words, isAsked: { $0.first == "of" }) else {
      if isAsked {
        throw ValidationError(
          "--by, --from, --input and --top go with results: margin tornado MODEL of \"total(saving)\" --by 20%")
      }
      return nil
    }
    guard words.count > 1 || statement.contains("{") else {
      throw ValidationError("which result is missing: margin tornado MODEL of \"total(saving)\"")
    }
    if statement.contains("{") {
      if isAsked {
        throw ValidationError("a whole statement says in its braces what moves, and takes no --by or --top")
      }
      return statement
    }
    var clauses: [String] = []
    if let by { clauses.append("every input by \(by)") }
    if let from { clauses.append("every input from \(from)") }
    if by != nil && from != nil { throw ValidationError("inputs move --by a share or --from one quantile to another") }
    if by == nil && from == nil && inputs.isEmpty { clauses.append("every input by 20%") }
    clauses += inputs
    if let top { clauses.append("top \(top)") }
    return statement + " { " + clauses.joined(separator: "; ") + " }"
  }
}

/// What the words behind a verb are: titles of statements, or a statement of its own.
enum WordedQuestion {
  /// The statement that words make, beginning with the verb; nil where they are titles or there are none.
  static func statement(_ verb: String, _ words: [String], isAsked: ([String]) -> Bool) -> String? {
    guard let first = words.first else { return nil }
    let text = words.joined(separator: " ")
    if first == verb || first.hasPrefix(verb + " ") { return text }
    return isAsked(words) || isAsked(text.split(separator: " ").map(String.init)) || text.contains("{")
      ? verb + " " + text : nil
  }
}

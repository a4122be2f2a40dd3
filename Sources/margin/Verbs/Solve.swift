import ArgumentParser
import MarginKit

/// `margin solve MODEL`: at which value of an input are two sides equal?
struct SolveVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "Find every value of an input at which two results are equal.",
    discussion: """
        margin solve models/support-email.margin
        margin solve models/support-email.margin needed_acceptance --case worst
        margin solve models/support-email.margin "email.acceptance in 10% to 100% so that total(saving) = 0"
        margin solve models/support-email.margin "email.volume so that payback_time = 12 months" --format json

      Without words it answers the `solve` statements of the model, with names or titles those. Without bounds it looks
      in the input's range, else among all shares, else between a thousandth and a thousand times the input's value.

      Exit code 0: each has a solution; 1: one has none, or the model has an error; 2: it could not run.
      """)

  @OptionGroup var options: ModelOptions

  @Argument(help: ArgumentHelp("Names of statements, or the words of one.", valueName: "what"))
  var words: [String] = []

  @OptionGroup var output: OutputOptions

  func run() throws {
    let (workspace, asked) = try options.load(asking: words, names: \.solveNames) { _ in statement }
    let answers = try workspace.solve(asked)
    try output.give(answers.text(output.format), of: workspace)
    if answers.answers.contains(where: { $0.solutions.isEmpty }) { throw ExitCode(1) }
  }

  private var statement: String? {
    let text = words.joined(separator: " ")
    guard text.contains("so that") || text.contains("=") || text.contains(" in ") else { return nil }
    return AskedStatement.named(text, verb: "solve", name: "solution")
  }
}

/// Statements that give their result a name.
enum AskedStatement {
  /// The whole statement, with the name that it goes without on the command line.
  static func named(_ text: String, verb: String, name: String) -> String {
    let own = text.hasPrefix(verb + " ") ? String(text.dropFirst(verb.count + 1)) : text
    let hasName = own.prefixMatch(of: /\s*[A-Za-z_][A-Za-z_0-9]*\s*("[^"]*"\s*)?:/) != nil
    return verb + " " + (hasName ? own : name + ": " + own)
  }
}

import ArgumentParser
import MarginKit

/// `margin compare MODEL`: which input moved the result, by how much?
struct CompareVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Split what changes between two cases among the inputs that differ.",
    discussion: """
        margin compare models/support-email.margin
        margin compare models/support-email.margin base cold_cache of "total(email.cost)"
        margin compare models/support-email.margin worst of "total(saving), email.cost_per_outcome at 2026-12"
        margin compare models/support-email.margin of "total(saving)" --set email.hit_rate=60%
        margin compare models/support-email.margin --case worst --format markdown

      Without words it answers the `compare` statements of the model. With `--set` the case with what is set is compared
      with the one without, with `--case` alone that case with the base. The parts are Shapley values for up to 12
      inputs; of more inputs, each is changed after the other in the order of the text.

      Exit code 0: the parts are there; 1: a result is undefined on the way, or the model has an error; 2: it could not
      run.
      """)

  @OptionGroup var options: ModelOptions

  @Argument(
    help: ArgumentHelp(
      "Titles of statements, or cases and results: `base cold_cache of total(cost)`.", valueName: "what"))
  var words: [String] = []

  @OptionGroup var output: OutputOptions

  func run() throws {
    let (workspace, asked) = try options.load(asking: words, names: \.comparisonNames) { try statement($0) }
    let answers = try workspace.compare(asked)
    try output.give(answers.text(output.format), of: workspace)
    if answers.answers.contains(where: { $0.method == "none" }) { throw ExitCode(1) }
  }

  /// The cases that are named, else those that the options make, and the results, else those of the model's statements.
  private func statement(_ workspace: Workspace) throws -> String? {
    var parts = words.joined(separator: " ").split(separator: " ").map(String.init)
    if parts.first == "compare" { parts.removeFirst() }
    let results = parts.firstIndex(of: "of").map { parts[($0 + 1)...].joined(separator: " ") }
    let named = Array(parts.prefix { $0 != "of" })
    var cases = named.filter { $0 != "to" }
    guard results != nil || cases.allSatisfy(workspace.caseNames.contains) else { return nil }
    // A title, or something that only the parser can judge.
    guard cases.count <= 2, !named.contains(where: { $0.hasPrefix("\"") }) else {
      return "compare " + parts.joined(separator: " ")
    }
    let own = workspace.settingsCaseName
    if cases.count < 2 { cases = [cases.first ?? options.caseName ?? "base", own ?? ""] }
    if cases[1].isEmpty { cases = cases[0] == "base" ? cases : ["base", cases[0]] }
    if cases[1].isEmpty { cases = ["base", options.caseName ?? ""] }
    guard !cases[1].isEmpty else {
      throw ValidationError(
        "Two cases are compared: name another than the base (\(workspace.caseNames.dropFirst().joined(separator: ", "))), "
          + "or set something with `--set`.")
    }
    let values = results ?? workspace.comparedResults.joined(separator: ", ")
    return results == nil && values.isEmpty ? nil : "compare \(cases[0]) to \(cases[1]) of \(values)"
  }
}

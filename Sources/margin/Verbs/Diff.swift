import ArgumentParser
import MarginKit

/// `margin diff A B`: what differs between two models, and what it does to the results.
struct DiffVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what differs between two models, revisions or cases, and what it moved.",
    discussion: """
        margin diff old.margin new.margin
        margin diff models/support-email.margin --since HEAD~1
        margin diff main:models/support-email.margin models/support-email.margin
        margin diff models/support-email.margin --case base --case cold_cache
        margin diff models/support-email.margin --since main --format markdown -o comment.md
        margin diff old.margin new.margin --format html -o difference.html

      It compares assumptions with what is said of them, formulas, cases, and the results, checks, bands and decisions
      of the model, and splits the change of each result among what changed. Comments, layout, charts and tests are not
      compared.

      A revision is what git calls one; REVISION:PATH names a file from the top of the repository, and from the present
      folder where it begins with a dot. `git` reads it, imports included, and nothing is checked out. Two cases are
      two of one model, or with two models one of each; one case of one model is compared with its base.

      Exit code 0: nothing differs; 1: something does; 2: a model cannot be read or has an error.
      """)

  @Argument(
    help: ArgumentHelp("The older model and the newer one, or one model.", valueName: "model"),
    completion: .file(extensions: ["margin"]))
  var models: [String]

  @Option(help: ArgumentHelp("Compare the model with itself as git has it there.", valueName: "revision"))
  var since: String?

  @Option(
    name: .customLong("case"), help: ArgumentHelp("A case instead of the base; twice for two.", valueName: "name"))
  var caseNames: [String] = []

  @Option(help: ArgumentHelp("How to print.", valueName: "format"))
  var format: DifferenceFormat = .table

  @Option(name: .shortAndLong, help: "The file to write instead of standard output.", completion: .file())
  var output: String?

  func validate() throws {
    guard (1...2).contains(models.count) else {
      throw ValidationError("Two models are compared, and here are \(models.count).")
    }
    guard caseNames.count <= 2 else {
      throw ValidationError(
        "Two cases are compared, and here are \(caseNames.count): \(caseNames.joined(separator: ", ")).")
    }
    if models.count == 2, since != nil {
      throw ValidationError("`--since` compares one model with itself. Write `REVISION:PATH` for the older one.")
    }
    if models.count == 1, since == nil, caseNames.isEmpty {
      throw ValidationError("With what? Name a second model, a revision with `--since`, or two cases with `--case`.")
    }
  }

  func run() throws {
    let (workspace, found) = try differences()
    let text = found.text(format)
    if let output { try workspace.write(text, to: output) } else { try Console.give(text) }
    if !found.isSame { throw ExitCode(1) }
  }

  private func differences() throws -> (Workspace, ModelDifferences) {
    if models.count == 1, since == nil {
      let workspace = try loaded(ModelPlace(models[0]), nil)
      let (old, new) = caseNames.count == 1 ? ("base", caseNames[0]) : (caseNames[0], caseNames[1])
      return (workspace, try workspace.difference(fromCase: old, toCase: new))
    }
    let places = [
      since.map { ModelPlace(models[0], since: $0) } ?? ModelPlace(models[0]), ModelPlace(models[models.count - 1]),
    ]
    let old = try loaded(places[0], caseNames.first)
    let new = try loaded(places[1], caseNames.last)
    func name(_ place: Int) -> String {
      let name = since.map { place == 0 ? $0 : "the working copy" } ?? places[place].name
      return place < caseNames.count || caseNames.count == 1
        ? name + ", case " + caseNames[min(place, caseNames.count - 1)] : name
    }
    return (new, try new.difference(from: old, names: (name(0), name(1))))
  }

  /// A model that cannot be compared ends the verb with 2, as it does with other tools of that name: 1 is a difference.
  private func loaded(_ place: ModelPlace, _ caseName: String?) throws -> Workspace {
    let workspace = place.load(caseName: caseName)
    Console.say(workspace.messages(color: Console.isColored, withNotes: false))
    guard workspace.isSound else { throw ExitCode(2) }
    return workspace
  }
}

extension DifferenceFormat: ExpressibleByArgument {}

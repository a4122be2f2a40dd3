import ArgumentParser
import MarginKit

/// What the verbs that take one model share.
struct ModelOptions: ParsableArguments {
  @Argument(help: "The model's file.", completion: .file(extensions: ["margin"]))
  var model: String

  @Option(name: .customLong("case"), help: ArgumentHelp("The case to take instead of the base.", valueName: "name"))
  var caseNames: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      """
      Sets an input on top of the case; may be given several times. A value without a unit is in the input's own (money \
      names its currency).
      """,
      valueName: "path=value"))
  var settings: [String] = []

  var caseName: String? { caseNames.first }

  func validate() throws {
    guard caseNames.count < 2 else {
      throw ValidationError(
        "One case is taken, and here are \(caseNames.count): \(caseNames.joined(separator: ", ")). "
          + "`margin compare` sets two beside each other.")
    }
  }

  /// Loads and checks the model, with a statement asked besides, and says what was found. A model with errors ends the verb with exit code 1, one that
  /// cannot be read, or that is asked for a case or setting that it does not have, with 2.
  func load(asking question: String? = nil) throws -> Workspace {
    let workspace = Workspace.load(model, caseName: caseName, settings: settings, asking: question)
    Console.say(workspace.messages(color: Console.isColored))
    try Self.stop(at: workspace)
    return workspace
  }

  static func stop(at workspace: Workspace) throws {
    guard !workspace.isSound else { return }
    throw ExitCode(workspace.isRead && !workspace.isMisasked ? 1 : 2)
  }
}

/// How and where a result is given.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How to print.", valueName: "format"))
  var format: OutputFormat = .table

  @Option(name: .shortAndLong, help: "The file to write instead of standard output.", completion: .file())
  var output: String?

  /// Gives a result of a model where it was asked for.
  func give(_ text: String, of workspace: Workspace) throws {
    if let output { try workspace.write(text, to: output) } else { try Console.give(text) }
  }
}

extension OutputFormat: ExpressibleByArgument {}

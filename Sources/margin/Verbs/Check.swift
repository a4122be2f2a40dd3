import ArgumentParser
import MarginKit

#if canImport(FoundationEssentials)
  // Without the tables of languages that all of Foundation carries: the program holds what it needs of it.
  import FoundationEssentials
#else
  import Foundation
#endif

/// `margin check MODEL…`: are the models sound?
struct CheckVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell what is wrong with a model, without evaluating it.",
    discussion: """
        margin check models/support-email.margin
        margin check models --strict
        margin check models/support-email.margin --case worst --set email.hit_rate=20%
        margin check models/support-email.margin --format json
        margin check models/support-email.margin --strict --as-of today
        margin check draft.margin --fix --diff
        margin check draft.margin --fix

      With --strict it also tells of the field's mistakes in a sound model, such as an input without a source or a
      retry rate that is counted twice; `# allow W901` at the end of a line, or on the line before, lets one pass.

      --fix makes every change that an error's message offers for the machine, in the model and the files beside it, and
      checks again; with --diff it only shows what it would change.

      Exit code 0: no error, or none is left; 1: the model has one, or --strict found something; 2: it could not be read.
      """)

  @OptionGroup var options: ModelOptions

  @Argument(help: "More models. A folder stands for the models in it.", completion: .file(extensions: ["margin"]))
  var others: [String] = []

  @OptionGroup var output: OutputOptions

  @Flag(help: "Also tell of the field's mistakes; every finding is a failure.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "With --strict, the day at which the age of sources is judged, a date or `today`; else the timeline's start.",
      valueName: "date"))
  var asOf: String?

  @Option(help: ArgumentHelp("With --strict, how old a source may be.", valueName: "months"))
  var maxAge = 12

  @Flag(help: "Make the changes that messages offer, then tell what is left.")
  var fix = false

  @Flag(help: "With --fix: change nothing, and show what would change as a diff.")
  var diff = false

  func validate() throws {
    guard fix || !diff else { throw ValidationError("`--diff` shows what `--fix` would change: give both.") }
    guard !diff || output.format == .table else { throw ValidationError("`--diff` has a format of its own.") }
    guard strict || asOf == nil else { throw ValidationError("`--as-of` needs `--strict`.") }
    guard maxAge >= 0 else { throw ValidationError("`--max-age` is a number of months.") }
    guard [.table, .json].contains(output.format) else {
      throw ValidationError("`check` prints as table or json.")
    }
  }

  func run() throws {
    let models = try ModelFolder.models(at: [options.model] + others)
    guard models.count > 1 else { return try check(models.first ?? options.model) }
    guard output.format == .table, output.output == nil else {
      throw ValidationError("`--format json` and `--output` take one model.")
    }
    var codes: [Int32] = []
    for model in models {
      do {
        try check(model, among: true)
        codes.append(0)
      } catch let code as ExitCode {
        codes.append(code.rawValue)
        try Console.give(model + (code.rawValue == 2 ? ": could not be read\n" : ": not sound\n"))
      }
    }
    try Console.give("\(codes.count { $0 == 0 }) of \(models.count) models are sound\n")
    if let worst = codes.max(), worst > 0 { throw ExitCode(worst) }
  }

  /// Checks one model and says what was found; `among` others its result bears its name.
  private func check(_ model: String, among: Bool = false) throws {
    let workspace = try workspace(model)
    let isStopped = strict && workspace.findings.contains { $0.severity == .warning }
    if output.format == .json {
      try output.give(workspace.messagesAsJSON(), of: workspace)
    } else {
      Console.say(workspace.messages(color: Console.isColored))
      if workspace.isSound, !diff, !(among && isStopped) {
        try output.give((among ? model + ": " : "") + workspace.summary + "\n", of: workspace)
      }
    }
    try ModelOptions.stop(at: workspace)
    if isStopped { throw ExitCode(1) }
  }

  /// The model as it is, or as its mends leave it.
  private func workspace(_ model: String) throws -> Workspace {
    let habits = strict ? Habits(asOf: try JudgedDay.of(asOf), maxAge: maxAge) : nil
    if fix {
      let mending = Mending.of(model, caseName: options.caseName, settings: options.settings)
      guard !diff else {
        try output.give(mending.difference, of: mending.workspace)
        return mending.workspace
      }
      try mending.write()
      for line in mending.made { Console.say("fixed " + line + "\n") }
    }
    return Workspace.load(model, caseName: options.caseName, settings: options.settings, habits: habits)
  }
}

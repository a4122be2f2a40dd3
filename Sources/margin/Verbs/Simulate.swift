import ArgumentParser
import MarginKit

/// `margin simulate MODEL [NAME…]`: how sure are we?
struct SimulateVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Draw the uncertain inputs many times and show the distribution of the results.",
    discussion: """
        margin simulate models/support-email.margin
        margin simulate models/support-email.margin --draws 1M --threads 4
        margin simulate models/support-email.margin of "total(saving), email.cost_per_outcome at 2026-12"
        margin simulate models/support-email.margin of "payback_time < 12 months" --draws 50k --seed 3
        margin simulate models/support-email.margin --sampling sobol --indices --format json

      Without more words it answers the model's own simulations, with titles those. Options take the place of what a
      statement says. The same seed gives the same results on any number of threads; Ctrl-C prints what is done.
      Exit code 0: answered; 1: the model has an error; 2: it could not run.
      """)

  @OptionGroup var options: ModelOptions

  @Argument(
    help: ArgumentHelp("Titles of the model's simulations, or `of` and the results to ask for.", valueName: "title"))
  var words: [String] = []

  @Option(help: ArgumentHelp("How many times the inputs are drawn, such as 100k.", valueName: "count"))
  var draws: String?

  @Option(help: ArgumentHelp("Which draws: another seed gives others.", valueName: "number"))
  var seed: Int?

  @Option(help: ArgumentHelp("How to draw: plain, latin or sobol.", valueName: "way"))
  var sampling: String?

  @Option(help: ArgumentHelp("How many threads; all that the machine has where it is left out.", valueName: "count"))
  var threads: Int?

  @Flag(help: "Also find each input's share of the variance (Sobol indices), by another run.")
  var indices = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let draws, Self.count(draws) == nil {
      throw ValidationError("--draws takes a whole number from 2 to 1bn, such as 100k or 1M, and not `\(draws)`")
    }
    if let seed, seed < 1 { throw ValidationError("--seed takes a whole number above 0") }
    if let threads, threads < 1 || threads > 1024 { throw ValidationError("--threads takes 1 to 1024") }
    if let sampling, !["plain", "latin", "sobol"].contains(sampling) {
      throw ValidationError("--sampling takes plain, latin or sobol, and not `\(sampling)`")
    }
  }

  func run() throws {
    let question = try question()
    let workspace = try options.load(asking: question)
    let asked: Asked = question != nil ? .question : words.isEmpty ? .all : .named(words)
    var settings = SimulationSettings()
    settings.draws = draws.flatMap(Self.count)
    settings.seed = seed
    settings.sampling = sampling
    settings.threads = threads
    settings.indices = indices
    let line = ProgressLine()
    settings.progress = { line.show($0, of: $1, "draws") }
    settings.shouldStop = Interrupt.watch()
    let text = try workspace.simulationText(asked, output.format, settings)
    line.clear()
    try output.give(text, of: workspace)
  }

  /// The statement that the words make; nil where they are titles.
  private func question() throws -> String? {
    guard let statement = WordedQuestion.statement("simulate", words, isAsked: { $0.first == "of" }) else { return nil }
    if statement.contains("{") { return statement }
    let prefix = "simulate of "
    guard statement.hasPrefix(prefix), statement.count > prefix.count else {
      throw ValidationError("which result is missing: margin simulate MODEL of \"total(saving)\"")
    }
    return "simulate { " + statement.dropFirst(prefix.count) + " }"
  }

  /// 100,000 of `100k`.
  static func count(_ text: String) -> Int? {
    let scales = [("bn", 1_000_000_000), ("k", 1_000), ("M", 1_000_000)]
    let scale = scales.first { text.hasSuffix($0.0) }
    let digits = text.dropLast(scale?.0.count ?? 0).filter { $0 != "_" }
    guard let number = Double(digits), number.isFinite, number > 0, number <= 1e9 else { return nil }
    let scaled = number * Double(scale?.1 ?? 1)
    guard scaled >= 2, scaled <= 1e9, scaled == scaled.rounded() else { return nil }
    return Int(exactly: scaled)
  }
}

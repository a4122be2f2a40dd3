import ArgumentParser
import MarginKit

/// `margin sensitivity MODEL [TITLE…]`: what does the result come to at each point of one or two inputs?
struct SensitivityVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Compute results over the points of one or two inputs.",
    discussion: """
        margin sensitivity models/support-email.margin
        margin sensitivity models/support-email.margin "Cache against retries" --case cold_cache
        margin sensitivity models/support-email.margin of "total(saving), email.cost_per_outcome" --rows "email.acceptance 60% to 95% step 5%"
        margin sensitivity models/support-email.margin of "total(saving)" --rows "email.hit_rate 0% to 100% step 0.1%" \\
          --columns "email.retry_rate 0% to 20% step 0.02%" --format csv -o grid.csv

      Without more words it answers the model's own sensitivities, with titles those. What is asked here may have up to
      5 million numbers; a table of the workbook has at most 200 points an axis.
      Exit code 0: answered; 1: the model has an error; 2: it could not run.
      """)

  @OptionGroup var options: ModelOptions

  @Argument(
    help: ArgumentHelp("Titles of the model's sensitivities, or `of` and the results to ask for.", valueName: "title"))
  var words: [String] = []

  @Option(help: ArgumentHelp("With `of`: an input and its points, down.", valueName: "axis"))
  var rows: String?

  @Option(help: ArgumentHelp("With `of`: an input and its points, across.", valueName: "axis"))
  var columns: String?

  @Option(help: ArgumentHelp("How many threads compute; without it as many as the machine has.", valueName: "count"))
  var threads: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads is a number from 1 to 1024") }
    // Words that ask nothing are told here, where the usage of this verb stands below.
    _ = try question()
  }

  func run() throws {
    let question = try question()
    let workspace = try options.load(asking: question)
    let asked: Asked = question != nil ? .question : words.isEmpty ? .all : .named(words)
    try output.give(workspace.sensitivityText(asked, output.format, threads: threads), of: workspace)
  }

  /// The statement that the words make; nil where they are titles.
  private func question() throws -> String? {
    guard let statement = WordedQuestion.statement("sensitivity", words, isAsked: { $0.first == "of" }) else {
      if rows != nil || columns != nil {
        throw ValidationError(
          "--rows and --columns go with results: margin sensitivity MODEL of \"total(saving)\" --rows \"email.hit_rate 0% to 100% step 10%\""
        )
      }
      return nil
    }
    if statement.contains("{") {
      if rows != nil || columns != nil {
        throw ValidationError("a whole statement says in its braces what moves, and takes no --rows or --columns")
      }
      return statement
    }
    guard words.count > 1 else {
      throw ValidationError("which result is missing: margin sensitivity MODEL of \"total(saving)\" --rows …")
    }
    let axes = [rows.map { "rows " + $0 }, columns.map { "columns " + $0 }].compactMap { $0 }
    guard !axes.isEmpty else {
      throw ValidationError("what moves is missing, such as --rows \"email.hit_rate 0% to 100% step 10%\"")
    }
    return statement + " { " + axes.joined(separator: "; ") + " }"
  }
}

import ArgumentParser
import MarginKit

/// `margin export MODEL -o FILE.xlsx`: the model as a live workbook.
struct ExportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a model as a live Excel workbook.",
    discussion: """
        margin export models/support-email.margin
        margin export models/support-email.margin -o board.xlsx
        margin export models/support-email.margin --case cold_cache --map board.map.json

      Without -o the workbook is exports/NAME.xlsx of the model's project. The summary goes to standard output.
      Exit code 0: written; 1: a check fails (the workbook is written all the same) or the model has an error
      (nothing is written); 2: it could not run.
      """)

  @OptionGroup var options: ModelOptions

  @Option(name: .shortAndLong, help: "The workbook to write.", completion: .file(extensions: ["xlsx"]))
  var output: String?

  @Option(
    help: ArgumentHelp("Also write which cell holds which value, as JSON.", valueName: "file"), completion: .file())
  var map: String?

  @Option(help: ArgumentHelp("The day on which the age of sources is counted.", valueName: "date"))
  var asOf: String?

  @Option(help: ArgumentHelp("How to print the summary.", valueName: "format"))
  var format: OutputFormat = .table

  func validate() throws {
    guard asOf.map(Day.exists) ?? true else { throw ValidationError("`--as-of` takes a day such as 2026-10-31.") }
  }

  func run() throws {
    let workspace = try options.load()
    let evaluation = try workspace.evaluate()
    for path in try evaluation.export(to: output, map: map, asOf: asOf) { Console.say("wrote " + path + "\n") }
    try Console.give(evaluation.text(format))
    if evaluation.failedChecks > 0 { throw ExitCode(1) }
  }
}

import ArgumentParser
import MarginKit

/// `margin export MODEL -o FILE`: the model as a live workbook, or as a page, a table or data.
struct ExportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a model as a live Excel workbook, or as html, csv, markdown or json.",
    discussion: """
        margin export models/support-email.margin
        margin export models/support-email.margin -o board.xlsx
        margin export models/support-email.margin --case cold_cache --map board.map.json
        margin export models/support-email.margin -o board.html
        margin export models/support-email.margin --format csv

      The ending of the file tells the format: .xlsx, .html (one page with its charts, for a browser or a mail), .csv,
      .md or .json. Without -o the file is exports/NAME.xlsx of the model's project, or with the ending of --format.
      The summary goes to standard output.
      Exit code 0: written; 1: a check fails (the file is written all the same) or the model has an error (nothing is
      written); 2: it could not run.
      """)

  @OptionGroup var options: ModelOptions

  @Option(
    name: .shortAndLong, help: "The file to write.",
    completion: .file(extensions: ["xlsx", "html", "csv", "md", "json"]))
  var output: String?

  @Option(
    help: ArgumentHelp("Also write which cell of the workbook holds which value, as JSON.", valueName: "file"),
    completion: .file())
  var map: String?

  @Option(help: ArgumentHelp("The day on which the age of sources is counted.", valueName: "date"))
  var asOf: String?

  @Option(help: ArgumentHelp("What to write, whatever the file's ending.", valueName: "format"))
  var format: ExportFormat?

  func validate() throws {
    guard asOf.map(Day.exists) ?? true else { throw ValidationError("`--as-of` takes a day such as 2026-10-31.") }
    guard map == nil || (format ?? .xlsx) == .xlsx else { throw ValidationError("`--map` goes with a workbook.") }
  }

  func run() throws {
    let workspace = try options.load()
    let evaluation = try workspace.evaluate()
    for path in try evaluation.export(to: output, format: format, map: map, asOf: asOf) {
      Console.say("wrote " + path + "\n")
    }
    try Console.give(evaluation.text(.table))
    if evaluation.failedChecks > 0 { throw ExitCode(1) }
  }
}

extension ExportFormat: ExpressibleByArgument {}

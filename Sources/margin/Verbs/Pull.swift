import ArgumentParser
import MarginKit

/// `margin pull MODEL BOOK.xlsx`: what was changed in a workbook, as edits of the text.
struct PullVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Bring what someone changed in an exported workbook back into the model's text.",
    discussion: """
        margin pull desk.margin desk.xlsx
        margin pull desk.margin desk.xlsx --format table
        margin pull desk.margin desk.xlsx --apply

      It reads the inputs and the columns of cases that were changed in Excel or LibreOffice, and proposes the edits of
      the text as a diff. A value comes back in the notation that stands there: percent stays percent, 120k becomes
      150k; notes, shapes and comments stay. What the text says otherwise since the export is a conflict, and told with
      the value of the export, the book and the text. A changed formula, a lost row or sheet, and what no edit can say
      are told with their place and left.
      Exit code 0: all of it can be brought back; 1: not all, or the model has an error; 2: it could not be read.
      """)

  @Argument(help: "The model's file.", completion: .file(extensions: ["margin"]))
  var model: String

  @Argument(help: "The workbook.", completion: .file(extensions: ["xlsx"]))
  var book: String

  @Flag(help: "Write the edits into the text.")
  var apply = false

  @Option(help: ArgumentHelp("How to print: diff, table or json.", valueName: "format"))
  var format: PullFormat = .diff

  func run() throws {
    let workspace = Workspace.load(model)
    guard workspace.isSound else {
      Console.say(workspace.messages(color: Console.isColored, withNotes: false))
      throw ExitCode(workspace.isRead ? 1 : 2)
    }
    let pull = try Pull.of(model, book: book)
    if apply { try pull.write() }
    try Console.give(pull.text(format))
    Console.say(pull.messages(color: Console.isColored))
    if !pull.isWhole { throw ExitCode(1) }
  }
}

extension PullFormat: ExpressibleByArgument {}

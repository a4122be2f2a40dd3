import ArgumentParser
import MarginKit

/// `margin set MODEL PATH=VALUE…`: writes a value into the text.
struct SetVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Write new values of inputs into a model's text, and change nothing else.",
    discussion: """
        margin set desk.margin volume=150k email.hit_rate=36%
        margin set desk.margin "price.input[small]=0.20"
        margin set desk.margin email.hit_rate=36% --diff

      A value is held to the same rules as with --set; notes, sources, shapes and comments around it stay. An input that
      a scenario leaves at its template's value gets a line there. A formula is never overwritten.
      Exit code 0: written; 1: the model has an error, or a case of it is stale now; 2: it could not be set.
      """)

  @Argument(help: "The model's file.", completion: .file(extensions: ["margin"]))
  var model: String

  @Argument(help: ArgumentHelp("The inputs with their new values.", valueName: "path=value"))
  var settings: [String]

  @Flag(help: "Change nothing, and show what would change as a diff.")
  var diff = false

  func run() throws {
    let workspace = Workspace.load(model)
    guard workspace.isSound else {
      Console.say(workspace.messages(color: Console.isColored, withNotes: false))
      throw ExitCode(workspace.isRead ? 1 : 2)
    }
    let edit = try ValueEdit.of(model, settings)
    if diff {
      try Console.give(edit.difference)
    } else {
      try edit.write()
      try Console.give(edit.made.map { $0 + "\n" }.joined())
    }
    Console.say(edit.messages(color: Console.isColored))
    guard edit.workspace.isSound else { throw ExitCode(1) }
  }
}

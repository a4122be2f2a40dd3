import ArgumentParser
import MarginKit

/// `margin new NAME [PLACE]`: a model that works, to start from.
struct NewVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "List the models to start from by what they answer, or copy one.",
    discussion: """
        margin new
        margin new "own gpu"
        margin new support
        margin new support desk.margin
        margin new support models

      Words that are no name find the models that answer something like it. A copy is a whole model that checks, runs and
      exports as it is; the numbers that only you can know are named after it is written. Nothing is asked, and nothing is
      overwritten.

      Exit code 0: listed or copied; 2: it could not run.
      """)

  @Argument(
    help: "The model to start from, or words of the question; without it all are listed.",
    completion: .list(Starter.names))
  var name: String?

  @Argument(help: "The file to make, or the folder to make it in.", completion: .file(extensions: ["margin"]))
  var place: String?

  @Option(help: ArgumentHelp("How to print the list: table or json.", valueName: "format"))
  var format: OutputFormat = .table

  func validate() throws {
    guard [.table, .json].contains(format) else { throw ValidationError("`new` lists as table or json.") }
  }

  func run() throws {
    guard let name else { return try Console.give(format == .json ? Starter.listAsJSON : Starter.list) }
    if place == nil, !Starter.names.contains(name) {
      let found = try format == .json ? Starter.matchesAsJSON(name) : Starter.matches(name)
      try Console.give(found)
      return Console.say("nothing is written yet: `margin new NAME [FILE]` copies one of these\n")
    }
    Console.say(try Starter.copy(name, to: place).words)
  }
}

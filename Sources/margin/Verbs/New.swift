import ArgumentParser
import MarginKit

/// `margin new NAME [PLACE]`: a model that works, to start from.
struct NewVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "List the models to start from, or copy one.",
    discussion: """
        margin new
        margin new support
        margin new support desk.margin
        margin new support models

      Nothing is overwritten. Exit code 0: copied; 2: it could not run.
      """)

  @Argument(help: "The model to start from; without it they are listed.")
  var name: String?

  @Argument(help: "The file to make, or the folder to make it in.", completion: .file(extensions: ["margin"]))
  var place: String?

  func run() throws {
    guard let name else { return try Console.give(Starter.list) }
    let path = try Starter.copy(name, to: place)
    Console.say("wrote " + path + "; try: margin run " + path + "\n")
  }
}

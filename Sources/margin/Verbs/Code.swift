import ArgumentParser
import MarginKit

/// `margin code U201`: what a message means.
struct CodeVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "Tell more about the code of a message, or list all codes.",
    discussion: """
        margin code
        margin code U201

      Exit code 0: told; 2: there is no such code.
      """)

  @Argument(help: "A code such as U201; without it all are listed.")
  var code: String?

  func run() throws {
    try Console.give(code.map { try CodeReference.page($0) } ?? CodeReference.list)
  }
}

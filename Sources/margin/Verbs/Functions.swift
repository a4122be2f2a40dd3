import ArgumentParser
import MarginKit

/// `margin functions payback`: what a function of the language does.
struct FunctionsVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "functions",
    abstract: "Tell what a function of the language does, with a worked example, or list them all.",
    discussion: """
        margin functions
        margin functions payback

      Exit code 0: told; 2: there is no such function.
      """)

  @Argument(help: "A function such as payback; without it all are listed.")
  var name: String?

  func run() throws {
    try Console.give(name.map { try FunctionReference.section($0) } ?? FunctionReference.list)
  }
}

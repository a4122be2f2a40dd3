import ArgumentParser
import MarginKit

/// `margin library inference`: what a template takes and gives.
struct LibraryVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "library",
    abstract: "Tell what a file of the library takes and gives, or list them all.",
    discussion: """
        margin library
        margin library inference
        margin library human_baseline

      The name is of a file, as `import "margin/NAME"` takes it, or of a template in one.

      Exit code 0: told; 2: there is no such file or template.
      """)

  @Argument(help: "A file or template such as inference; without it all files are listed.")
  var name: String?

  func run() throws {
    try Console.give(name.map { try LibraryReference.section($0) } ?? LibraryReference.list)
  }
}

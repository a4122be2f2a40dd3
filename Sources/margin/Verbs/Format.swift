import ArgumentParser
import MarginKit

/// `margin format MODEL…`: sets indentation and spaces, and nothing else.
struct FormatVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format",
    abstract: "Lay models out as the manual does, in place.",
    discussion: """
        margin format models/support-email.margin
        margin format models --check
        margin format - < draft.margin > tidy.margin

      A file with a syntax error stays as it is. Exit code 0: done, or nothing to do; 1: with --check, a file is not
      laid out so, or a file has a syntax error; 2: it could not run.
      """)

  @Argument(help: "Models, folders with models, or `-` for standard input.", completion: .file(extensions: ["margin"]))
  var paths: [String]

  @Flag(help: "Change nothing; name the files that would change.")
  var check = false

  func run() throws {
    guard paths != ["-"] else { return try formatInput() }
    guard !paths.contains("-") else { throw ValidationError("`-` stands alone.") }
    var findings = false
    for path in try ModelFolder.models(at: paths, withLibraries: true) {
      let layout = try Layout.file(path)
      Console.say(layout.messages(color: Console.isColored))
      if !layout.isSound {
        findings = true
      } else if layout.changes {
        findings = findings || check
        if check {
          try Console.give(path + "\n")
        } else {
          try TextFile.write(layout.text, to: path)
          Console.say("formatted " + path + "\n")
        }
      }
    }
    if findings { throw ExitCode(1) }
  }

  private func formatInput() throws {
    let layout = try Layout.standardInput()
    Console.say(layout.messages(color: Console.isColored))
    guard layout.isSound else { throw ExitCode(1) }
    if check {
      if layout.changes { throw ExitCode(1) }
    } else {
      try Console.give(layout.text)
    }
  }
}

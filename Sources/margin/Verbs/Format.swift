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
        margin format models --diff
        margin format - < draft.margin > tidy.margin

      Comments and blank lines stay, and a file with a syntax error stays as it is. Exit code 0: done, or nothing to do;
      1: with --check or --diff, a file is not laid out so, or a file has a syntax error; 2: it could not run.
      """)

  @Argument(help: "Models, folders with models, or `-` for standard input.", completion: .file(extensions: ["margin"]))
  var paths: [String]

  @Flag(help: "Change nothing; name the files that would change.")
  var check = false

  @Flag(help: "Change nothing; show what would change.")
  var diff = false

  func validate() throws {
    guard !(check && diff) else { throw ValidationError("`--check` names files, `--diff` shows changes: give one.") }
  }

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
        findings = findings || check || diff
        if check {
          try Console.give(path + "\n")
        } else if diff {
          try Console.give(layout.difference)
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
    if diff { try Console.give(layout.difference) }
    if check || diff {
      if layout.changes { throw ExitCode(1) }
    } else {
      try Console.give(layout.text)
    }
  }
}

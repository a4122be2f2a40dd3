import ArgumentParser
import MarginKit

/// The command line. Results go to standard output and everything else to standard error; the exit code is 0 when all
/// is well, 1 when the model has an error or a check or test of it fails, and 2 when the command could not run.
struct Margin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "margin",
    abstract: "The economics of AI products, from text to a live workbook.",
    discussion: """
      Start with a model that works, and change it:

        margin new support desk.margin
        margin run desk.margin
        margin export desk.margin -o desk.xlsx

      `margin help VERB` shows a verb's options with examples.
      """,
    version: MarginVersion.text,
    subcommands: [
      CheckVerb.self, RunVerb.self, DiagnoseVerb.self, ExplainVerb.self, TestVerb.self, ExportVerb.self, NewVerb.self,
      SetVerb.self, PullVerb.self,
      SensitivityVerb.self, TornadoVerb.self, SimulateVerb.self, SolveVerb.self, OptimiseVerb.self, CompareVerb.self,
      DiffVerb.self, FragilityVerb.self, FormatVerb.self, CodeVerb.self, FunctionsVerb.self,
      LibraryVerb.self, InstallVerb.self,
    ])
}

/// Starts the program and turns whatever happens into an exit code.
@main
enum Main {
  static func main() {
    Console.ignoreBrokenPipes()
    do {
      var command = try Margin.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Console.say(failure.text(color: Console.isColored))
      Console.leave(failure.isOfModel ? 1 : 2)
    } catch let code as ExitCode {
      Console.leave(code.rawValue)
    } catch {
      leave(with: error)
    }
    Console.leave(0)
  }

  /// Help and version are answers; what ArgumentParser calls a usage error is a command that could not run.
  private static func leave(with error: Error) -> Never {
    let message = Margin.fullMessage(for: error)
    guard Margin.exitCode(for: error).isSuccess else {
      Console.say(message + "\n")
      Console.leave(2)
    }
    try? Console.give(message.hasSuffix("\n") ? message : message + "\n")
    Console.leave(0)
  }
}

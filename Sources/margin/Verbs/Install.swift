import ArgumentParser
import MarginKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `margin install`: the program on the PATH.
struct InstallVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Put this program on the PATH, with completions for the shell.",
    discussion: """
        ./bin/margin install
        ./bin/margin install --prefix /usr/local
        margin install --uninstall

      Copies the program to bin/margin below the prefix, and completions for bash, zsh and fish to share/. The library of
      templates is in the program, so it runs from every folder without the repository. Installing again replaces what
      is there; --uninstall removes what was installed, and nothing else.

      Exit code 0: done; 2: it could not be.
      """)

  @Option(help: ArgumentHelp("The folder that holds bin; ~/.local unless given.", valueName: "folder"))
  var prefix: String?

  @Flag(help: "Remove what was installed.")
  var uninstall = false

  func run() throws {
    guard prefix?.isEmpty != true else { throw ValidationError("`--prefix` is empty: name a folder.") }
    guard prefix != nil || home != nil else { throw ValidationError("`HOME` is not set: give a `--prefix`.") }
    let installation = Installation(prefix: prefix, home: home)
    guard !uninstall else { return Console.say(try installation.uninstall()) }
    let completions = Installation.shells.compactMap { shell in
      CompletionShell(rawValue: shell.name).map { (shell.name, Margin.completionScript(for: $0)) }
    }
    Console.say(try installation.install(from: executable, completions: completions))
    Console.say(installation.advice(searchPath: variable("PATH") ?? "", shell: variable("SHELL") ?? ""))
  }

  private var home: String? { variable("HOME").flatMap { $0.isEmpty ? nil : $0 } }

  /// The file of the running program. Linux tells it, and elsewhere it is what was called.
  private var executable: String { access("/proc/self/exe", R_OK) == 0 ? "/proc/self/exe" : CommandLine.arguments[0] }

  private func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

import Foundation
import Testing

@testable import MarginKit

@Suite("The program on the PATH")
struct InstallationTests {
  private let completions = [(shell: "bash", text: "b"), (shell: "zsh", text: "z"), (shell: "fish", text: "f")]

  private func files(_ folder: Folder) -> [String] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path("local"))) ?? []
    return paths.filter { if case .file = FileReading.kind(folder.path("local/" + $0)) { true } else { false } }
      .sorted()
  }

  @Test("Program and completions are written, again over what was installed, and all of it is removed")
  func wholeLife() throws {
    try Folder.with { folder in
      let installation = Installation(prefix: "~/local/", home: folder.path)
      for text in ["first", "second"] {
        try folder.write("program", text)
        let said = try installation.install(from: folder.path("program"), completions: completions)
        #expect(said.contains("as ~/local/bin/margin,"))
        #expect(folder.text("local/bin/margin") == text)
        #expect(FileManager.default.isExecutableFile(atPath: folder.path("local/bin/margin")))
      }
      #expect(
        files(folder) == [
          "bin/margin", "share/bash-completion/completions/margin", "share/fish/vendor_completions.d/margin.fish",
          "share/margin/installed", "share/zsh/site-functions/_margin",
        ])
      try folder.write("local/bin/other", "stays")
      #expect(try installation.uninstall().contains("removed ~/local/bin/margin"))
      #expect(files(folder) == ["bin/other"])
      let again = #expect(throws: Failure.self) { try installation.uninstall() }
      #expect(again?.findings.first?.code == "L341")
    }
  }

  @Test("What somebody else has put there stays, a link to elsewhere too")
  func others() throws {
    try Folder.with { folder in
      try folder.write("program", "ours")
      try folder.write("local/bin/margin", "theirs")
      let installation = Installation(prefix: folder.path("local"), home: nil)
      let failure = #expect(throws: Failure.self) {
        try installation.install(from: folder.path("program"), completions: completions)
      }
      #expect(failure?.findings.first?.code == "L340")
      #expect(folder.text("local/bin/margin") == "theirs")
      try FileManager.default.removeItem(atPath: folder.path("local/bin/margin"))
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("local/bin/margin"), withDestinationPath: folder.path("missing"))
      #expect(throws: Failure.self) {
        try installation.install(from: folder.path("program"), completions: completions)
      }
      #expect(files(folder).isEmpty)
      try FileManager.default.removeItem(atPath: folder.path("local/bin/margin"))
      try folder.write("local/share/zsh/site-functions/_margin", "theirs")
      let completed = #expect(throws: Failure.self) {
        try installation.install(from: folder.path("program"), completions: completions)
      }
      #expect(completed?.findings.first?.message.contains("_margin") == true)
      #expect(files(folder) == ["share/zsh/site-functions/_margin"])
    }
  }

  @Test(
    "Where the folder is not on the PATH it says what to do in the user's shell",
    arguments: [("/bin/bash", ">> ~/.bashrc"), ("/usr/bin/zsh", ">> ~/.zshrc"), ("/usr/bin/fish", "fish_add_path")])
  func advice(shell: String, command: String) {
    let installation = Installation(prefix: nil, home: "/users/ada")
    #expect(installation.prefix == "/users/ada/.local")
    #expect(installation.advice(searchPath: "/bin:/usr/bin", shell: shell).contains(command))
    #expect(installation.advice(searchPath: "/bin:/users/ada/.local/bin", shell: shell) == "")
  }
}

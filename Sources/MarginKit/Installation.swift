/// The program on the PATH: itself, and what completes its words in a shell, below one folder such as `~/.local`.
public struct Installation: Sendable {
  /// The folder that holds `bin`.
  public let prefix: String
  private let home: String?

  /// `~` at the beginning of the prefix is the user's home; nil is `~/.local`.
  public init(prefix: String?, home: String?) {
    self.home = home
    let wanted = prefix ?? "~/.local"
    let isOfHome = wanted == "~" || wanted.hasPrefix("~/")
    var path = isOfHome ? (home ?? "") + wanted.dropFirst() : wanted
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.prefix = path
  }

  /// The shells whose completions are installed, and where each of them looks for them.
  public static let shells = [
    (name: "bash", file: "share/bash-completion/completions/margin"),
    (name: "zsh", file: "share/zsh/site-functions/_margin"),
    (name: "fish", file: "share/fish/vendor_completions.d/margin.fish"),
  ]

  /// What is made, from the prefix on. The last one tells that the program there was put there by this.
  private static let marker = "share/margin/installed"
  private static let program = "bin/margin"

  /// Copies the running program and writes the completions, by shell. Each file is the old one or the new one, whole.
  /// What somebody else has put where the program goes is left alone. Gives what to say.
  public func install(from executable: String, completions: [(shell: String, text: String)]) throws(Failure) -> String {
    let target = path(Self.program)
    for file in [target] + Self.shells.map({ path($0.file) }) where !isOurs {
      guard FileReading.kind(file) == .missing, !FileReading.isLink(file) else {
        throw Failure(
          "L340", "`\(shown(file))` is there already, and not by `margin install`",
          fixes: ["move it away, or choose another folder by --prefix"])
      }
    }
    let bytes: [UInt8]
    switch FileReading.bytes(executable, limit: 1 << 30) {
    case .success(let read): bytes = read
    case .failure(let fault): throw Failure("L303", "`\(executable)` cannot be read: \(fault.words)")
    }
    let texts = Self.shells.compactMap { shell in
      completions.first { $0.shell == shell.name }.map { (shell.file, Array($0.text.utf8)) }
    }
    try write(Self.marker, Array((MarginVersion.text + "\n").utf8))
    for (file, text) in texts { try write(file, text) }
    try write(Self.program, bytes, mode: 0o755)
    return "installed margin \(MarginVersion.text) as \(shown(target)), with completions for bash, zsh and fish\n"
  }

  /// Removes what `install` has made, and nothing else. Gives what to say.
  public func uninstall() throws(Failure) -> String {
    guard isOurs else {
      throw Failure(
        "L341", "`\(shown(prefix))` has no margin that `margin install` has put there",
        fixes: ["name the folder that it was installed to by --prefix"])
    }
    for file in [Self.program] + Self.shells.map(\.file) + [Self.marker] where FileReading.kind(path(file)) != .missing
    {
      do { try FileWriting.remove(path(file)) } catch { throw Failure.unwritable(path(file), error) }
    }
    FileWriting.removeFolder(PathText.folder(path(Self.marker)))
    return "removed \(shown(path(Self.program))) and its completions\n"
  }

  /// What to do where the shell does not find the program yet; empty where it does.
  public func advice(searchPath: String, shell: String) -> String {
    let folder = path("bin")
    guard !searchPath.split(separator: ":").contains(where: { $0 == folder }) else { return "" }
    let place = shown(folder).replacing(/^~/, with: "$HOME")
    let command: String
    if shell.hasSuffix("fish") {
      command = "fish_add_path \(shown(folder))"
    } else {
      let file = shell.hasSuffix("zsh") ? "~/.zshrc" : "~/.bashrc"
      command = "echo 'export PATH=\"\(place):$PATH\"' >> \(file)"
    }
    return "\(shown(folder)) is not on the PATH. Run this once and open a new terminal:\n  \(command)\n"
  }

  private var isOurs: Bool {
    let isMarked = if case .file = FileReading.kind(path(Self.marker)) { true } else { false }
    return isMarked && !FileReading.isLink(path(Self.program))
  }

  private func write(_ file: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws(Failure) {
    let target = path(file)
    do {
      try FileWriting.makeFolder(PathText.folder(target))
      try FileWriting.replace(target, with: bytes, mode: mode)
    } catch {
      throw Failure.unwritable(target, error)
    }
  }

  private func path(_ file: String) -> String { PathText.joined(prefix, file) }

  /// A path as people write it, with `~` for the home.
  private func shown(_ path: String) -> String {
    guard let home, home.count > 1, path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }
}

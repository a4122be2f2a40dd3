import MarginSource
import MarginSyntax

/// A text and how it is laid out.
public struct Layout: Sendable {
  /// Whether the text has no syntax error; one that has stays as it is.
  public let isSound: Bool
  /// Whether the layout differs from the text.
  public let changes: Bool
  /// The text, laid out.
  public let text: String

  /// What would change, as `diff -u` shows it; empty where nothing would.
  public var difference: String {
    sources.files.first.map { UnifiedDiff.text($0.name, from: $0.bytes, to: Array(text.utf8)) } ?? ""
  }

  private let diagnostics: [Diagnostic]
  private let sources: SourceSet

  /// Lays a file out, without writing it.
  public static func file(_ path: String) throws(Failure) -> Layout {
    do {
      return Layout(name: path, bytes: try Loader.read(path))
    } catch {
      throw Failure(error.diagnostic(at: nil))
    }
  }

  /// Lays out what standard input holds.
  public static func standardInput() throws(Failure) -> Layout {
    let limit = LoadLimits().bytesOfFile
    let shown = "standard input"
    let read = FileReading.standardInput(limit: limit)
      .mapError { LoadFault.unreadable(shown, $0.words) }
      .flatMap { LoadFault.text($0, shown: shown, limit: limit, .model) }
    switch read {
    case .failure(let fault): throw Failure(fault.diagnostic(at: nil))
    case .success(let bytes): return Layout(name: shown, bytes: bytes)
    }
  }

  init(name: String, bytes: [UInt8]) {
    var sources = SourceSet()
    let source = SourceFile(name: name, bytes: bytes)
    let file = sources.add(source)
    let (tree, found) = parse(source, file: file)
    self.sources = sources
    diagnostics = found
    isSound = !found.contains { $0.severity == .error }
    text = isSound ? format(tree) : String(decoding: bytes, as: UTF8.self)
    changes = Array(text.utf8) != bytes
  }

  /// The syntax errors as people read them.
  public func messages(color: Bool = false) -> String { Messages.text(diagnostics, sources, color: color, limit: 100) }
}

import MarginReports
import MarginSource

/// Something found in a model: its code, its words and its place.
public struct Finding: Sendable, Equatable {
  /// How bad it is; only an error keeps a model from being evaluated.
  public enum Severity: String, Sendable {
    /// The model cannot be evaluated.
    case error
    /// It can, and is probably not what was meant.
    case warning
    /// Worth knowing.
    case note
  }

  /// A stable code such as `U201`; `CodeReference.page` tells more.
  public let code: String
  /// How bad it is.
  public let severity: Severity
  /// What is wrong, in one line.
  public let message: String
  /// Where it stands; nil where it has no place, such as a missing file.
  public let place: Place?

  /// A place in a file.
  public struct Place: Sendable, Equatable {
    /// As it is shown; `margin/NAME` for the library, `--set` for the command line.
    public let file: String
    /// From 1.
    public let line: Int
    /// In characters, from 1.
    public let column: Int
  }

  init(_ diagnostic: Diagnostic, _ sources: SourceSet) {
    code = diagnostic.code
    severity =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .note: .note
      }
    message = diagnostic.message
    place = diagnostic.primary.map { mark in
      let file = sources.files[mark.span.file]
      let position = file.position(mark.span.start)
      return Place(file: file.name, line: position.line, column: position.column)
    }
  }
}

/// Why something could not be done, with coded findings.
public struct Failure: Error, Sendable {
  /// What was found, the reason first.
  public var findings: [Finding] { diagnostics.map { Finding($0, sources) } }

  let diagnostics: [Diagnostic]
  let sources: SourceSet

  init(_ diagnostics: [Diagnostic], _ sources: SourceSet) {
    self.diagnostics = diagnostics
    self.sources = sources
  }

  init(_ diagnostic: Diagnostic, _ sources: SourceSet = SourceSet()) { self.init([diagnostic], sources) }

  init(_ code: String, _ message: String, fixes: [String] = []) {
    self.init(Diagnostic(code, message, at: nil, fixes: fixes.map { Diagnostic.Fix($0) }))
  }

  /// As people read it.
  public func text(color: Bool = false) -> String { Messages.text(diagnostics, sources, color: color, limit: 100) }
}

extension Failure {
  /// Whether the model itself is at fault, a loop of it that does not converge, and not what it was asked for.
  public var isOfModel: Bool {
    !findings.isEmpty && findings.allSatisfy { $0.code == "X110" || $0.code == "X111" }
  }
}

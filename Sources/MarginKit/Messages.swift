import MarginSource

/// Diagnostics as text, the number of them kept in bounds: one mistake can have thousands of consequences.
enum Messages {
  static func text(_ diagnostics: [Diagnostic], _ sources: SourceSet, color: Bool, limit: Int) -> String {
    terminalText(shown(diagnostics, limit), sources, color: color) + rest(diagnostics, limit)
  }

  static func json(_ diagnostics: [Diagnostic], _ sources: SourceSet, limit: Int) -> String {
    jsonText(shown(diagnostics, limit), sources)
  }

  /// Errors are kept before warnings and notes, and before all what says that the rest was not read; what is kept stays
  /// in its order.
  private static func shown(_ diagnostics: [Diagnostic], _ limit: Int) -> [Diagnostic] {
    guard diagnostics.count > limit else { return diagnostics }
    let errors = diagnostics.filter { $0.severity == .error }
    let stops = errors.filter { $0.code == "P184" }
    let others = errors.filter { $0.code != "P184" } + diagnostics.filter { $0.severity != .error }
    return Array((stops + others).prefix(limit))
  }

  private static func rest(_ diagnostics: [Diagnostic], _ limit: Int) -> String {
    diagnostics.count > limit ? "and \(diagnostics.count - limit) more\n" : ""
  }
}

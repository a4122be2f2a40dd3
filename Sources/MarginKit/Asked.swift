import MarginSource

/// Which statements of its kind a verb answers.
public enum Asked: Sendable, Equatable {
  /// All of the model.
  case all
  /// Those of these names or titles.
  case named([String])
  /// The one that the command line asks.
  case question
}

extension Workspace {
  /// The statements of a kind that are asked for, in the order of the text. `words` are the name and title of one.
  /// Fails where there is none (L322).
  func picked<Statement>(
    _ asked: Asked, of all: [Statement], called kind: String, span: (Statement) -> Span,
    words: (Statement) -> [String]
  ) throws(Failure) -> [Statement] {
    switch asked {
    case .question: return all.filter { span($0).file == program?.question }
    case .all:
      if !all.isEmpty { return all }
      throw Failure(
        "L322", "the model has no \(kind)", fixes: ["ask on the command line: `margin help` and the verb show how"])
    case .named(let names):
      var found: [Statement] = []
      for name in names {
        let same = all.filter { words($0).contains(name) }
        guard !same.isEmpty else {
          let near = Suggestion.names(like: name, among: all.flatMap(words))
          throw Failure("L322", "the model has no \(kind) `\(name)`", fixes: near.map { "did you mean `\($0)`?" })
        }
        found += same
      }
      return found
    }
  }
}

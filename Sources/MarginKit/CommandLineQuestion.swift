import MarginModel
import MarginSource
import MarginSyntax

/// A statement that a verb asks of a model besides those of its text: `tornado of total(saving) { every input by 20% }`.
enum CommandLineQuestion {
  /// The name under which messages show it.
  static let file = "the question"

  /// Adds it to a program, and gives what is wrong with it as far as the parser sees.
  static func add(_ text: String, to program: inout Program) -> [Diagnostic] {
    let source = SourceFile(name: file, text: text + "\n")
    let index = program.sources.add(source)
    let (tree, found) = parse(source, file: index)
    guard found.contains(where: { $0.severity == .error }) || isQuestion(tree) else {
      return [
        Diagnostic(
          "L321", "this is not one question", at: .init(Span(file: index, start: 0, end: text.utf8.count)),
          fixes: [.init("ask it as a line of the model would: `margin help` and the verb show examples")])
      ]
    }
    program.trees.append(tree)
    program.imports.append([])
    program.question = index
    return found
  }

  /// Whether a text is one statement that asks and changes nothing.
  private static func isQuestion(_ tree: SyntaxTree) -> Bool {
    guard tree.statements.count == 1, let statement = tree.statements.first else { return false }
    switch statement.form {
    case .report, .sensitivity, .tornado, .simulation, .solve, .comparison, .fragility, .optimisation: return true
    default: return false
    }
  }
}

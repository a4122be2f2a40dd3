import MarginSource
import MarginSyntax
import MarginUnits

/// What the loader found: every file of a model, parsed, with its imports resolved.
package struct Program: Sendable {
  /// All files; the model's own is the first.
  package var sources: SourceSet
  /// By file index.
  package var trees: [SyntaxTree]
  /// Per file, for its import statements in order, the file that each resolved to; nil where that failed.
  package var imports: [[Int?]]
  /// The file that holds what the command line sets, as a case of the model's.
  package var settings: Int?

  package init(sources: SourceSet, trees: [SyntaxTree], imports: [[Int?]], settings: Int? = nil) {
    self.sources = sources
    self.trees = trees
    self.imports = imports
    self.settings = settings
  }
}

/// Resolves names, expands templates, infers and checks units and axes, applies the cases: trees to a typed graph.
/// The model is nil where there is an error; every fault found is among the diagnostics.
package func check(_ program: Program) -> (model: Model?, diagnostics: [Diagnostic]) {
  let checker = Checker(program)
  checker.readHeader()
  checker.declare()
  checker.scanChanges()
  checker.declareConverging()
  checker.define()
  checker.checkCycles()
  checker.applyCases()
  checker.answerQuestions()
  checker.requireAll()
  let failed = checker.isSilenced || checker.diagnostics.contains { $0.severity == .error }
  return (failed ? nil : checker.model(), checker.diagnostics)
}

import MarginSource
import MarginSyntax
import MarginUnits

/// What the loader found: every file of a model, parsed, with its imports resolved.
package struct Program: Sendable {
  /// All files; the model's own is the first, data files are the last.
  package var sources: SourceSet
  /// By file index; data files have none.
  package var trees: [SyntaxTree]
  /// Per file, for its import statements in order, the file that each resolved to; nil where that failed.
  package var imports: [[Int?]]
  /// The file that holds what the command line sets, as a case of the model's.
  package var settings: Int?
  /// The file that holds what the command line asks besides.
  package var question: Int?
  /// The index of each data file by the place where it is named; those that could not be read are not in it.
  package var data: [Span: Int] = [:]

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
  let checker = defined(program)
  checker.applyCases()
  checker.answerQuestions()
  checker.checkLabels()
  checker.requireAll()
  checker.suggestMends()
  checker.dropConsequences()
  let failed = checker.isSilenced || checker.diagnostics.contains { $0.severity == .error }
  return (failed ? nil : checker.model(), checker.diagnostics)
}

/// How often a model is read again.
private let roundLimit = 12

/// A checker that has read all definitions. A loop along a dimension is met before it is known whether its values vary
/// in time too; where they do, the model is read again with that knowledge.
private func defined(_ program: Program) -> Checker {
  var knownAxes: [String: [AxisID]] = [:]
  var round = 1
  while true {
    let checker = Checker(program, knownAxes: knownAxes)
    checker.readHeader()
    checker.declare()
    checker.scanChanges()
    checker.declareConverging()
    checker.define()
    checker.checkCycles()
    if checker.foundAxes.isEmpty { return checker }
    guard round < roundLimit else {
      checker.askForAxes()
      return checker
    }
    round += 1
    // A model that is read again knows more than before, so this comes to an end.
    knownAxes.merge(checker.foundAxes) { Array(Set($0 + $1)).sorted() }
  }
}

import MarginEngine
import MarginModel
import MarginReports

/// What the `optimise` statements of a model come to in its case.
public struct OptimumAnswers: Sendable {
  /// One of them.
  public struct Answer: Sendable {
    /// As the statement calls it.
    public let name: String
    /// The input that is moved, as the model names it.
    public let input: String
    /// Such as `USD/request`; empty for a plain number and for a share, which is a fraction.
    public let unit: String
    /// The input's best value, in that unit; nil where the conditions leave none.
    public let best: Double?
    /// What the result comes to there, in its own unit.
    public let result: Double?
    /// Others that are as good.
    public let ties: [Double]
  }

  /// In the order of the text.
  public let answers: [Answer]
  private let report: OptimumReport

  init(_ outcomes: [OptimumOutcome], _ model: Model, caseLabel: String) {
    report = OptimumReport(model, outcomes, caseLabel: caseLabel)
    answers = outcomes.map { outcome in
      let asked = outcome.optimisation
      let scale = model.definitions[asked.value.definition].unit.scale
      return Answer(
        name: asked.name, input: model.definitions[asked.input.definition].path,
        unit: NumberText.unit(model.leaves[asked.input.leaf].unit), best: outcome.best?.x,
        result: outcome.best.map { $0.value / scale }, ties: outcome.ties.map(\.x))
    }
  }

  /// The answers in a format.
  public func text(_ format: OutputFormat) -> String { report.text(format) }
}

extension Workspace {
  /// Finds the best values that `optimise` statements ask for, in the case of the workspace. Fails where the model is not
  /// sound or has none of those asked for.
  public func optimise(_ asked: Asked = .all) throws(Failure) -> OptimumAnswers {
    let model = try soundModel()
    let found = try picked(asked, of: model.optimisations, called: "optimise", span: \.span) { [$0.name, $0.label] }
    let outcomes = found.map { MarginEngine.optimise($0, model, caseIndex: caseIndex) }
    return OptimumAnswers(outcomes, model, caseLabel: caseLabel)
  }

  /// The names and titles of the model's `optimise` statements.
  public var optimisationNames: [String] { model?.optimisations.flatMap { [$0.name, $0.label] } ?? [] }
}

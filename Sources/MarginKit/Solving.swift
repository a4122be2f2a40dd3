import MarginEngine
import MarginModel
import MarginReports

/// What the `solve` statements of a model come to in its case.
public struct SolveAnswers: Sendable {
  /// One of them.
  public struct Answer: Sendable {
    /// As the statement calls it.
    public let name: String
    /// The input that is moved, as the model names it.
    public let input: String
    /// Such as `USD/request`; empty for a plain number and for a share, which is a fraction.
    public let unit: String
    /// Where it was looked for, in that unit.
    public let bounds: ClosedRange<Double>
    /// Rising; empty where no value makes both sides equal.
    public let solutions: [Solution]
  }

  /// A value of the input at which both sides are equal.
  public struct Solution: Sendable, Equatable {
    /// In the input's unit.
    public let value: Double
    /// What is left of left less right, in the left side's unit.
    public let residual: Double
    /// `rises` or `falls`, as the left side does against the right one, `touchesFromAbove` or `touchesFromBelow`; of a
    /// stretch on which both sides are equal, whose first value this is, `rests`.
    public let movement: String
  }

  /// In the order of the text.
  public let answers: [Answer]
  private let report: SolveReport

  init(_ outcomes: [SolveOutcome], _ model: Model, caseLabel: String) {
    report = SolveReport(model, outcomes, caseLabel: caseLabel)
    answers = outcomes.map { outcome in
      let scale = model.definitions[outcome.solve.left.definition].unit.scale
      let solutions = outcome.roots.findings.compactMap { finding -> Solution? in
        switch finding {
        case .root(let sample, let movement):
          return Solution(value: sample.x, residual: sample.gap / scale, movement: movement.rawValue)
        case .stretch(let from, _): return Solution(value: from.x, residual: from.gap / scale, movement: "rests")
        case .jump: return nil
        }
      }
      return Answer(
        name: outcome.solve.name, input: model.definitions[outcome.solve.input.definition].path,
        unit: NumberText.unit(model.leaves[outcome.solve.input.leaf].unit), bounds: outcome.bounds,
        solutions: solutions)
    }
  }

  /// The answers in a format.
  public func text(_ format: OutputFormat) -> String { report.text(format) }
}

extension Workspace {
  /// Finds the values that `solve` statements ask for, in the case of the workspace. Fails where the model is not sound
  /// or has none of those asked for.
  public func solve(_ asked: Asked = .all) throws(Failure) -> SolveAnswers {
    let model = try soundModel()
    let solves = try picked(asked, of: model.solves, called: "solve", span: \.span) { [$0.name, $0.label] }
    let outcomes = solves.map { MarginEngine.solve($0, model, caseIndex: caseIndex) }
    return SolveAnswers(outcomes, model, caseLabel: caseLabel)
  }

  /// The names and titles of the model's `solve` statements.
  public var solveNames: [String] { model?.solves.flatMap { [$0.name, $0.label] } ?? [] }

  /// The model, or why there is none.
  func soundModel() throws(Failure) -> Model {
    guard let model else { throw Failure(diagnostics, sources) }
    return model
  }

  /// As results name the case: `base`, or `cold_cache with email.retry_rate = 9%`.
  var caseLabel: String {
    (caseName ?? "base")
      + (settings.isEmpty ? "" : " with " + settings.map(CommandLineCase.shown).joined(separator: ", "))
  }
}

extension AnswerReport {
  func text(_ format: OutputFormat) -> String {
    switch format {
    case .table: text
    case .json: json
    case .csv: csv
    case .markdown: markdown
    }
  }
}

import MarginEngine
import MarginModel
import MarginReports

/// What leads from one case to another, for each result of some `compare` statements.
public struct BridgeAnswers: Sendable {
  /// The way of one result.
  public struct Answer: Sendable {
    /// The case before, by name.
    public let from: String
    /// The case after.
    public let to: String
    /// As the model's text names it.
    public let result: String
    /// Such as `USD`; empty for a plain number and for a share.
    public let unit: String
    /// In that unit; nil where undefined.
    public let start: Double?
    /// In the second case.
    public let end: Double?
    /// By changed input what it adds, in the order of the text; empty where a state on the way is undefined.
    public let parts: [Part]
    /// `shapley`, `ordered` or `none`.
    public let method: String
  }

  /// What one input carries.
  public struct Part: Sendable, Equatable {
    /// As the model names it.
    public let input: String
    /// In the result's unit.
    public let amount: Double
  }

  /// In the order of the text.
  public let answers: [Answer]
  private let report: BridgeReport

  init(_ outcomes: [BridgeOutcome], _ model: Model, caseLabel: @escaping @Sendable (Int) -> String) {
    report = BridgeReport(model, outcomes, caseLabel: caseLabel)
    answers = outcomes.flatMap { outcome in
      outcome.bridges.map { bridge in
        let unit = model.definitions[bridge.reading.definition].unit
        func shown(_ value: Double) -> Double? { value.isFinite ? value / unit.scale : nil }
        let parts = zip(outcome.inputs, bridge.parts).map { input, part in
          Part(input: model.definitions[input.definition].path, amount: part / unit.scale)
        }
        let method =
          switch bridge.method {
          case .shapley: "shapley"
          case .ordered: "ordered"
          case .none: "none"
          }
        return Answer(
          from: model.cases[outcome.comparison.from].name, to: model.cases[outcome.comparison.to].name,
          result: bridge.reading.label, unit: NumberText.unit(unit), start: shown(bridge.start), end: shown(bridge.end),
          parts: parts, method: method)
      }
    }
  }

  /// The answers in a format.
  public func text(_ format: OutputFormat) -> String { report.text(format) }
}

extension Workspace {
  /// Splits what changes between the cases of `compare` statements among the inputs that differ. Where the workspace has
  /// settings, the case with them is compared with the one without; where it only names a case, that one with the base.
  /// Fails where the model is not sound or has none of the statements asked for.
  public func compare(_ asked: Asked = .all) throws(Failure) -> BridgeAnswers {
    let model = try soundModel()
    let found = try picked(asked, of: model.comparisons, called: "compare", span: \.span) { [$0.label] }
    let from = settings.isEmpty ? 0 : model.cases.firstIndex { $0.name == caseName } ?? 0
    let outcomes = found.map { comparison in
      let isOwn = caseIndex != 0 && asked != .question
      return MarginEngine.compare(
        isOwn ? comparison.between(from, caseIndex, label: comparison.label) : comparison, model)
    }
    let (own, label) = (model.settingsCase, caseLabel)
    let labels = model.cases.map(\.label)
    return BridgeAnswers(outcomes, model) { $0 == own ? label : labels[$0] }
  }

  /// The titles of the model's `compare` statements.
  public var comparisonNames: [String] { model?.comparisons.map(\.label) ?? [] }

  /// The names of the model's cases, `base` first, without those that stand for steps of roadmaps.
  public var caseNames: [String] { model?.cases.filter { !$0.isStep }.map(\.name) ?? [] }

  /// The name of the case that the settings make; nil where there are none.
  public var settingsCaseName: String? { model.flatMap { model in model.settingsCase.map { model.cases[$0].name } } }

  /// The results that `compare` statements of the model ask for, as its text names them, each once.
  public var comparedResults: [String] {
    guard let model else { return [] }
    var found: [String] = []
    for reading in model.comparisons.flatMap(\.values) {
      let text = model.sources.text(reading.span)
      if !found.contains(text) { found.append(text) }
    }
    return found
  }
}

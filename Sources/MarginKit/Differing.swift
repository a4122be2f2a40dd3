import MarginEngine
import MarginModel
import MarginReports

/// The formats in which a difference is given.
public enum DifferenceFormat: String, CaseIterable, Sendable {
  /// For people, in a terminal.
  case table
  /// Everything, in full precision.
  case json
  /// One row for each thing that differs, and for each part of a result's change.
  case csv
  /// For a pull request: the results first, the rest folded.
  case markdown
  /// One page that loads nothing.
  case html
}

/// What differs between two models, or between two cases of one.
public struct ModelDifferences: Sendable {
  /// A result of the reports that changed.
  public struct Result: Sendable {
    /// As the report names it, with its member and period.
    public let label: String
    /// Such as `USD`; empty for a plain number and for a share.
    public let unit: String
    /// In that unit; nil where undefined, or where the model has no such result.
    public let before: Double?
    /// The same of the new model or case.
    public let after: Double?
    /// By changed assumption or formula what it adds; empty where there are no parts.
    public let parts: [BridgeAnswers.Part]
    /// What is left to changes of the structure that have no part of their own; nil where there are none.
    public let structure: Double?
  }

  /// Whether nothing differs.
  public let isSame: Bool
  /// The changed assumptions by name, in the order of the text.
  public let assumptions: [String]
  /// The changed results, in the order of the reports.
  public let results: [Result]
  private let report: DifferenceReport

  init(_ difference: ModelDifference, _ report: DifferenceReport) {
    self.report = report
    isSame = report.isEmpty
    let (old, new) = (difference.pairing.old, difference.pairing.new)
    func name(_ change: AssumptionChange) -> String {
      change.new.map { new.definitions[$0].path } ?? change.old.map { old.definitions[$0].path } ?? ""
    }
    assumptions = difference.assumptions.map(name)
    let words = DifferenceWords(report)
    results = difference.results.filter(\.isChanged).map { result in
      let reading = result.new.map { (new, $0) } ?? result.old.map { (old, $0) }
      let unit = reading.map { $0.definitions[$1.definition].unit } ?? .plain
      func shown(_ value: Double) -> Double? { value.isFinite ? value / unit.scale : nil }
      let parts = (result.bridge?.parts ?? []).map { part in
        BridgeAnswers.Part(input: words.name(part.change), amount: part.amount / unit.scale)
      }
      return Result(
        label: (reading?.1.label ?? "") + (result.place.isEmpty ? "" : " [\(result.place)]"),
        unit: NumberText.unit(unit), before: shown(result.before), after: shown(result.after), parts: parts,
        structure: result.bridge?.rest.map { $0 / unit.scale })
    }
  }

  /// The difference in a format.
  public func text(_ format: DifferenceFormat) -> String {
    switch format {
    case .table: report.text
    case .json: report.json
    case .csv: report.csv
    case .markdown: report.markdown
    case .html: report.html
    }
  }
}

extension Workspace {
  /// What differs from an older model, each in its workspace's case. `names` is what the two are called. Fails where one
  /// is not sound.
  public func difference(
    from old: Workspace, names: (old: String, new: String)
  ) throws(Failure) -> ModelDifferences {
    let (before, after) = (try old.soundModel(), try soundModel())
    let difference = MarginEngine.difference(from: before, old.caseIndex, to: after, caseIndex)
    let report = DifferenceReport(
      difference, oldName: names.old, newName: names.new, oldCase: before.cases[old.caseIndex].name,
      newCase: after.cases[caseIndex].name)
    return ModelDifferences(difference, report)
  }

  /// What differs between two cases of the model. Fails where it is not sound or has no such case.
  public func difference(fromCase old: String, toCase new: String) throws(Failure) -> ModelDifferences {
    let model = try soundModel()
    let (from, to) = (try place(of: old, model), try place(of: new, model))
    let difference = MarginEngine.difference(model, from: from, to: to)
    let report = DifferenceReport(difference, oldName: old, newName: new, oldCase: old, newCase: new)
    return ModelDifferences(difference, report)
  }

  private func place(of name: String, _ model: Model) throws(Failure) -> Int {
    if let place = model.cases.firstIndex(where: { $0.name == name && !$0.isStep }) { return place }
    throw Failure(CommandLineCase.unknown(name, caseNames.filter { $0 != "base" }), sources)
  }
}

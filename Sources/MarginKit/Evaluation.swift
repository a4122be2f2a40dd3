import MarginEngine
import MarginModel
import MarginReports
import MarginSource

/// The numbers of a model in one case.
public struct Evaluation: Sendable {
  let workspace: Workspace
  let model: Model
  let results: Results

  /// As results name the case: `base`, or `cold_cache with email.retry_rate = 9%`.
  public var caseLabel: String { figures([]).caseLabel }

  /// How many checks do not hold, the undefined ones among them.
  public var failedChecks: Int { figures([]).checks.filter { $0.state != .passed }.count }

  /// Loops of the model that do not converge in its case, as people read it; empty where there are none. What depends on
  /// such a loop is undefined.
  public func messages(color: Bool = false) -> String {
    Messages.text(unsettledLoops(model, results), model.sources, color: color, limit: 100)
  }

  /// The values of a name over its axes, in its own unit. Fails where the model has no such name.
  public func values(of path: String) throws(Failure) -> Answer {
    let found = try definitions(named: path)
    guard found.count == 1, let id = found.first else {
      throw Failure("L314", "`\(path)` names \(found.count) values; ask for one")
    }
    return Answer(figures([id]), model.definitions[id])
  }

  /// The results in a format. With `paths`, the values of those names over time; of an instance, all of its names.
  public func text(_ format: OutputFormat, paths: [String] = []) throws(Failure) -> String {
    var asked: [Int] = []
    for path in paths {
      for id in try definitions(named: path) where !asked.contains(id) { asked.append(id) }
    }
    return format.exporter.text(figures(asked))
  }

  func figures(_ asked: [Int]) -> Figures {
    Figures(
      model: model, results: results, caseName: workspace.caseName ?? "base",
      settings: workspace.settings.map(CommandLineCase.shown), asked: asked)
  }

  /// The definition of a path, or all of an instance or table.
  private func definitions(named path: String) throws(Failure) -> [Int] {
    if let id = model.paths[path], model.definitions[id].purpose == .named { return [id] }
    let named = model.definitions.filter { $0.purpose == .named }
    let below = named.filter { $0.path.hasPrefix(path + ".") }
    guard below.isEmpty else { return below.map(\.id) }
    throw Failure(Self.unknown(path, named.map(\.path)), workspace.sources)
  }

  private static func unknown(_ path: String, _ known: [String]) -> Diagnostic {
    var near = Suggestion.names(like: path, among: known)
    if near.isEmpty { near = known.filter { $0.hasSuffix("." + path) } }
    var fixes = near.prefix(3).map { Diagnostic.Fix("did you mean `\($0)`?") }
    let isName = path.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    if !isName { fixes.append(.init("`margin explain` and the analyses take expressions")) }
    return Diagnostic("L314", "the model has no `\(path)`", at: nil, fixes: fixes)
  }
}

/// The values of one name.
public struct Answer: Sendable, Equatable {
  /// As the model names it.
  public let path: String
  /// Such as `USD/outcome`; empty for a plain number and for a share, which is a fraction.
  public let unit: String
  /// The names of the axes in the order of the values: dimensions first, time last.
  public let axes: [String]
  /// The members of each axis.
  public let labels: [[String]]
  /// Row-major over the axes; nil where undefined. A truth is 1 or 0, a member its place among the members, from 1.
  public let values: [Double?]

  init(_ figures: Figures, _ definition: Definition) {
    let model = figures.model
    let layout = model.layout(definition.axes)
    path = definition.path
    unit = NumberText.unit(definition.unit)
    axes = layout.map { model.axes[$0].name }
    labels = layout.map { $0 == 0 ? model.timeline.labels : model.axes[$0].members.map(\.name) }
    values = figures.values(definition).map { $0.isFinite ? $0 : nil }
  }
}

/// The formats in which results are given.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// For people, in a terminal.
  case table
  /// Everything, in full precision.
  case json
  /// One row for each number.
  case csv
  /// For a pull request.
  case markdown

  var exporter: any Exporter.Type {
    switch self {
    case .table: TextExporter.self
    case .json: JSONExporter.self
    case .csv: CSVExporter.self
    case .markdown: MarkdownExporter.self
    }
  }
}

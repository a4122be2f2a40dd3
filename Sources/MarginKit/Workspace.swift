import MarginEngine
import MarginModel
import MarginReports
import MarginSource
import MarginSyntax
import MarginXLSX

/// A model with its imports, read and checked: where every use of Margin begins.
///
///     let workspace = Workspace.load("models/support-email.margin", caseName: "cold_cache")
///     guard workspace.isSound else { print(workspace.messages()); return }
///     let evaluation = try workspace.evaluate()
///     print(try evaluation.values(of: "email.cost_per_outcome"))
///     try evaluation.export(to: "support-email.xlsx")
public struct Workspace: Sendable {
  /// The path of the model, as given.
  public let path: String
  /// The case that is evaluated; nil is the base.
  public let caseName: String?
  /// Settings `PATH=VALUE` on top of the case.
  public let settings: [String]
  /// Everything found wrong or worth saying, in the order of the text.
  public var findings: [Finding] { diagnostics.map { Finding($0, sources) } }
  /// Whether the model's own file could be read.
  public let isRead: Bool
  /// Whether the model has no error, so that it can be evaluated.
  public var isSound: Bool { model != nil }

  let model: Model?
  let caseIndex: Int
  let sources: SourceSet
  /// By file index, where the file lies; nil for what no file of the user holds.
  let places: [String?]
  /// By file index, where a data file lies.
  let dataPlaces: [Int: String]
  /// What was read; nil where the model's own file could not be.
  let program: Program?
  let diagnostics: [Diagnostic]

  /// Reads the model at a path with all that it imports, and checks it. `settings` are texts `PATH=VALUE`, set on top of
  /// the case, and `question` is a statement that is asked besides those of the text, such as
  /// `fragility email.cost_per_outcome over email.volume at 2x, 5x`. What is wrong is told by `findings`, never thrown;
  /// with `habits` also the field's mistakes, as warnings.
  public static func load(
    _ path: String, caseName: String? = nil, settings: [String] = [], habits: Habits? = nil,
    asking question: String? = nil
  ) -> Workspace {
    load(path, caseName: caseName, settings: settings, habits: habits, asking: question, drafts: [:])
  }

  /// As `load`, with texts by resolved path that are taken instead of what is on disk.
  static func load(
    _ path: String, caseName: String? = nil, settings: [String] = [], habits: Habits? = nil,
    asking question: String? = nil, files: ModelFiles = .disk, drafts: [String: [UInt8]]
  ) -> Workspace {
    let loaded = Loader.load(
      path, caseName: caseName, settings: settings, question: question, files: files, drafts: drafts)
    return make(loaded, path, caseName, settings, habits)
  }

  /// What was loaded, checked.
  static func make(
    _ loaded: Loaded, _ path: String, _ caseName: String?, _ settings: [String] = [], _ habits: Habits? = nil
  ) -> Workspace {
    let (model, found) = Self.checked(loaded)
    let habitual = model.flatMap { model in
      habits.map { MarginModel.lint(model, asOf: $0.asOf, maxAge: $0.maxAge) }
    }
    return Workspace(
      path: path, caseName: caseName, settings: settings, isRead: loaded.program != nil, model: model,
      caseIndex: model.map { CommandLineCase.index(in: $0, caseName: caseName) } ?? 0, sources: loaded.sources,
      places: loaded.places, dataPlaces: loaded.dataPlaces, program: loaded.program,
      diagnostics: found + (habitual ?? []))
  }

  /// Whether the fault lies in what the command line asks for, an unknown case or a setting that does not fit, and not
  /// in the model's text.
  public var isMisasked: Bool {
    diagnostics.contains { fault in
      guard fault.severity == .error else { return false }
      guard let span = fault.primary?.span else { return ["L312", "L313"].contains(fault.code) }
      return [CommandLineCase.file, CommandLineQuestion.file].contains(sources.files[span.file].name)
    }
  }

  /// The whole way of a model, from its text to a live workbook on disk; each step is a target of its own.
  public static func export(_ path: String, to target: String) throws(Failure) {
    let loaded = Loader.load(path)
    let (model, diagnostics) = checked(loaded)
    guard let model else { throw Failure(diagnostics, loaded.sources) }
    let results = model.cases.indices.map { MarginEngine.evaluate(model, caseIndex: $0) }
    let unsettled = results.flatMap { unsettledLoops(model, $0) }
    guard unsettled.isEmpty else { throw Failure(unsettled, loaded.sources) }
    let info = BookOrigin.info(model, path: path)
    let (workbook, _, faults) = present(
      model, results, selectedCase: 0, info: info,
      simulations: model.simulations.map { MarginEngine.simulate(model, $0, SimulationOptions()) })
    guard faults.isEmpty else { throw Failure(faults, loaded.sources) }
    do throws(XLSXError) { try writeXLSX(workbook, to: target) } catch { throw Failure(error) }
  }

  /// The numbers of the model in its case. Fails where the model is not sound.
  public func evaluate() throws(Failure) -> Evaluation {
    let model = try soundModel()
    return Evaluation(
      workspace: self, model: model, results: MarginEngine.evaluate(model, caseIndex: caseIndex))
  }

  /// What the model's `test` blocks come to, in the order of the text. Fails where the model is not sound.
  public func runTests() throws(Failure) -> [TestResult] {
    let model = try soundModel()
    return testOutcomes(model).map { TestResult($0, model) }
  }

  /// `Support email drafting: no errors; 84 names, 5 cases, 8 checks, 6 tests`, for a model without errors.
  public var summary: String {
    guard let model else { return path + ": has errors" }
    let named = model.definitions.filter { $0.purpose == .named }.count
    let counts = [
      (named, "name"), (model.cases.count { !$0.isStep } - (model.settingsCase == nil ? 0 : 1), "case"),
      (model.checks.count, "check"),
      (model.tests.count, "test"),
    ]
    let words = counts.map { "\($0) \($1)" + ($0 == 1 ? "" : "s") }
    let warnings = diagnostics.count { $0.severity == .warning }
    let found = warnings == 0 ? "no errors" : warnings == 1 ? "no errors, 1 warning" : "no errors, \(warnings) warnings"
    return model.title + ": \(found); " + words.joined(separator: ", ")
  }

  /// The findings as people read them, at most `limit` of them and then a count; `withNotes` tells whether also those
  /// that are neither error nor warning.
  public func messages(color: Bool = false, withNotes: Bool = true, limit: Int = 100) -> String {
    let told = withNotes ? diagnostics : diagnostics.filter { $0.severity != .note }
    return Messages.text(told, sources, color: color, limit: limit)
  }

  /// The findings for tools, as a JSON document.
  public func messagesAsJSON(limit: Int = 100) -> String { Messages.json(diagnostics, sources, limit: limit) }

  /// The model of what was loaded, nil where anything in it is an error, with all that was found on the way.
  private static func checked(_ loaded: Loaded) -> (model: Model?, diagnostics: [Diagnostic]) {
    guard let program = loaded.program else { return (nil, loaded.diagnostics) }
    let (model, diagnostics) = check(program)
    let found = loaded.diagnostics + diagnostics
    guard let model, !found.contains(where: { $0.severity == .error }) else { return (nil, found) }
    let stale = staleGuards(model)
    return (stale.isEmpty ? model : nil, found + stale)
  }
}

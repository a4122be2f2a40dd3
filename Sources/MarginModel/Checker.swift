import MarginSource
import MarginSyntax
import MarginUnits

/// The state of one check. Its stages are extensions, one file each, in the order in which `check` calls them.
final class Checker {
  let program: Program
  var diagnostics: [Diagnostic] = []

  // readHeader
  var title = ""
  var header: ModelHeader?
  var units = UnitTable() { didSet { knownUnits = [:] } }
  /// Written units with what they mean, by the name of their first factor.
  var knownUnits: [String: [(written: UnitExpression, unit: Unit)]] = [:]
  var timeline = Timeline.single
  var currency = "USD"

  // declare
  var axes: [Model.Axis] = []
  var axisByName: [String: AxisID] = [:]
  /// The dimensions that are part of others.
  var subsets: [(axis: AxisID, declaration: DimensionDeclaration)] = []
  var instances: [Model.Instance] = []
  var templates: [Int: [String: TemplateEntry]] = [:]
  /// Per file, what its text can name: a name to the path of a definition, record or instance.
  var visible: [[String: String]] = []
  /// Per file, the names that its own text defines at the top.
  lazy var ownHeads = program.trees.indices.map { ownNames($0) }
  var drafts: [Draft] = []
  var draftByPath: [String: Int] = [:]
  /// Fields of tables and record inputs by path.
  var records: [String: [String]] = [:]
  var instanceByPath: [String: Int] = [:]
  /// Data files that were read, by file index, and the tables made of them, by the place of their clause.
  var dataFiles: [Int: CommaSeparated?] = [:]
  var dataTables: [Span: DataTable?] = [:]
  /// The file and column that gave a dimension its members, line by line.
  var dataAxes: [AxisID: DataColumn] = [:]
  /// The index of each member, for dimensions that were looked at by name.
  var memberIndexes: [AxisID: [String: Int]] = [:]
  /// The names of the members of all dimensions; they are known once everything is declared.
  lazy var memberNames = Set(axes.dropFirst().flatMap { $0.members.map(\.name) })
  var statementsOfTemplates: [(statement: Statement, scope: Scope)] = []
  var instanceCount = 0
  /// By the currency whose worth it tells.
  var rates: [String: ExchangeRate] = [:]
  /// Currencies whose rate could not be read: what lacks it is not said again.
  var unreadRates: Set<String> = []

  /// Paths that have a `.growth`, `.date` or `.timing`.
  var pathsWithCompanions: Set<String> = []
  /// Per file, the drafts that its plain names mean; nil for what is no definition.
  var knownDrafts: [[String: Int?]] = []
  /// Per file, for the byte at which a plain name begins, 1 and the draft that it was found to mean; 0 where none was.
  var draftsByPlace: [[Int32]] = []

  // scanChanges
  /// Inputs that some case changes from a date on, and all that a case, test or sensitivity touches.
  var datedPaths: Set<String> = []
  var touchedPaths: Set<String> = []

  // define
  var definitions: [Definition?] = []
  var leaves: [LeafDraft] = []
  /// The first of `leaves` by their definition.
  var leavesByDefinition: [Int: [Int]] = [:]
  var indexedLeaves = 0
  var stack: [Frame] = []
  /// Unit and axes that a definition was taken to have where a loop through time met it before it was checked.
  var provisional: [Int: (unit: Unit, axes: [AxisID])] = [:]
  /// Those that such a loop did meet, and that are held to it.
  var metInLoop: Set<Int> = []
  /// By path, the axes that loops were found to have when the model was checked before; and those found now to be more.
  let knownAxes: [String: [AxisID]]
  var foundAxes: [String: [AxisID]] = [:]
  var reportedCycles: Set<[Int]> = []
  /// By draft, the statement that makes it converge.
  var converging: [Int: Converging] = [:]
  /// By draft, the drafts that it forms a loop with by their text, where one of them converges.
  var loopOf: [Int: [Int]] = [:]
  var helperCount = 0
  var lowerDepth = 0
  /// What helpers outside any definition are for.
  var questionPurpose = Definition.Purpose.question

  // applyCases
  var cases: [Model.Case] = []
  /// By case, then by leaf.
  var caseNumbers: [[[Double]]] = []
  /// By case, then by leaf, from what each cell is drawn; empty for a leaf that is certain.
  var caseShapes: [[[InputShape?]]] = []
  var guards: [Model.Guard] = []
  /// By leaf of an `every`, how many periods the case at hand has moved it so far.
  var shifted: [Int: Int] = [:]

  // answerQuestions
  var reports: [Model.Report] = []
  var charts: [Model.Chart] = []
  var sensitivities: [Model.Sensitivity] = []
  var checks: [Model.Check] = []
  var bands: [Model.Band] = []
  var tests: [Model.Test] = []
  var decisions: [Model.Decision] = []
  var roadmaps: [Model.Roadmap] = []
  var correlations: [Model.Correlation] = []
  var tornados: [Model.Tornado] = []
  var simulations: [Model.Simulation] = []
  var solves: [Model.Solve] = []
  var comparisons: [Model.CaseComparison] = []
  var fragilities: [Model.Fragility] = []
  var optimisations: [Model.Optimisation] = []

  /// Faults of units that still lack the name of what would mend them.
  var openMends: [OpenMend] = []
  /// A `converge` names nothing that there is.
  var hasLostConverging = false
  /// Numbers of all definitions so far.
  var cellCount = 0
  /// Words of the text that could not be read, and names that were refused: what they lead to is not said again.
  lazy var unreadNames = program.unreadNames()
  var reported: Set<Reported> = []
  /// Lines and statements in which the parser found a fault: what else is wrong there may follow from it.
  lazy var brokenPlaces = program.trees.map(\.brokenPlaces)
  /// How many names have been compared with misspelt ones.
  var comparedNames = 0
  /// Names that an import brings in and the importing file defines too.
  var clashes: Set<String> = []
  var reportedCaseLoops: Set<String> = []
  /// True where a fault was left unsaid because it follows from one that the parser has told.
  var isSilenced = false

  init(_ program: Program, knownAxes: [String: [AxisID]] = [:]) {
    self.program = program
    self.knownAxes = knownAxes
  }

  /// Adds a fault, once however often the text at fault is looked at: a template's in each of its instances.
  func report(_ diagnostic: Diagnostic) {
    guard let span = diagnostic.primary?.span else { return diagnostics.append(diagnostic) }
    guard !isBroken(span) else { return isSilenced = true }
    if reported.insert(Reported(code: diagnostic.code, span: span)).inserted { diagnostics.append(diagnostic) }
  }

  struct Reported: Hashable {
    let code: String
    let span: Span
  }

  func error(
    _ code: String, _ message: String, _ span: Span, _ words: String = "", secondary: [Diagnostic.Mark] = [],
    notes: [(String, String)] = [], fixes: [Diagnostic.Fix] = []
  ) {
    report(
      Diagnostic(
        code, message, at: Diagnostic.Mark(span, words), secondary: secondary,
        notes: notes.map { Diagnostic.Note($0.0, $0.1) }, fixes: fixes))
  }

  /// A definition whose formula is being checked, and the axes along which what is read now lies earlier.
  struct Frame {
    let draft: Int
    var earlier: Set<AxisID> = []
  }

  /// Nothing may be left out in silence: a definition that came to nothing without a message gets one.
  func requireAll() {
    guard !isSilenced, !diagnostics.contains(where: { $0.severity == .error }) else { return }
    guard let lost = definitions.firstIndex(where: { $0 == nil }), lost < drafts.count else { return }
    error(
      "N443", "`\(drafts[lost].path)` cannot be computed as it is written", drafts[lost].span, "say it in simpler parts"
    )
  }

  /// The finished model; call only when there is no error.
  func model() -> Model {
    Model(
      title: title, name: title, currency: currency, owner: header?.owner?.value,
      texts: (header?.texts ?? []).map { ($0.name.text, $0.value.value) }, timeline: timeline, units: units,
      sources: program.sources, axes: axes, instances: instances, definitions: definitions.compactMap { $0 },
      paths: namedPaths(),
      leaves: finishedLeaves(), cases: cases, reports: reports, charts: charts, sensitivities: sensitivities,
      checks: checks, bands: bands, tests: tests, decisions: decisions, roadmaps: roadmaps, correlations: correlations,
      tornados: tornados, simulations: simulations, solves: solves, comparisons: comparisons, fragilities: fragilities,
      optimisations: optimisations, guards: guards, settingsCase: settingsCase)
  }
}

extension Checker {
  /// The drafts that names mean, without those that others have replaced.
  private func namedPaths() -> [String: Int] {
    guard drafts.contains(where: \.isInheritedPart) else { return draftByPath }
    return Dictionary(
      drafts.enumerated().filter { !$0.element.isInheritedPart }.map { ($0.element.path, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }
}

/// Where names are looked up: a file, and inside an instance also the instance's own names.
struct Scope {
  let file: Int
  /// `email.` inside the body of that instance's template; empty at the top of a file.
  var prefix = ""
  var instance: Int?
}

extension Checker {
  /// The case that the command line makes, the last one.
  fileprivate var settingsCase: Int? { program.settings == nil ? nil : cases.count - 1 }
}

extension Checker {
  /// Whether near names are still looked for.
  var looksForNear: Bool { comparedNames < 500_000 && diagnostics.count <= 100 }

  /// The name most like a misspelt one. After many comparisons none is looked for: that would take longer than all else.
  func likely(_ name: String, among names: @autoclosure () -> [String]) -> String? {
    guard looksForNear else { return nil }
    let known = names()
    comparedNames += known.count
    return nearest(name, among: known)
  }
}

/// A template with the file it stands in.
struct TemplateEntry {
  let declaration: TemplateDeclaration
  let file: Int
}

/// A definition before it is checked. A class: it is large and read from all sides.
final class Draft {
  indirect enum Origin {
    /// A written definition. `value` may come from a binding with a scope of its own.
    case written(DefinitionDeclaration, value: ValueClause?, clauses: [DefinitionDeclaration.Clause], valueScope: Scope)
    /// One column of a table.
    case column(TableDeclaration, Int)
    /// A table over two dimensions, which is one value.
    case grid(TableDeclaration)
    /// One column of a table that is read from a file; nil for a table over two dimensions.
    case data(DataTable, column: Int?)
    /// The rate of a `growing` input, or the date of a `once`.
    case rate(of: Int, Expression, Scope)
    case date(of: Int, Expression, Scope)
    /// The 0/1 row of `every 6 months`.
    case timing(of: Int, interval: Expression, from: Expression?, Scope)
    /// An input that has no value; the message has been given.
    case missing
  }
  let path: String
  let label: String
  var note: String?
  let kind: Definition.Kind
  let isInput: Bool
  let origin: Origin
  /// Where the definition's own text stands.
  let scope: Scope
  /// The field, for one of the definitions of a record input.
  var field: String?
  /// What `inherited` means in the formula: the draft that this one replaces.
  var inherited: Int?
  var isInheritedPart = false
  /// Its name.
  let span: Span
  /// The whole statement that gives its value.
  var place: Span
  var state = State.waiting
  enum State { case waiting, working, done, failed }

  init(path: String, label: String, kind: Definition.Kind, isInput: Bool, origin: Origin, scope: Scope, span: Span) {
    self.path = path
    self.label = label
    self.kind = kind
    self.isInput = isInput
    self.origin = origin
    self.scope = scope
    self.span = span
    place = span
  }
}

/// A leaf while the check goes on; `values` are in `unit`, over the dimensions and, where `hasTime`, the periods.
struct LeafDraft {
  let definition: Int
  let role: Leaf.Role
  let dimensions: [AxisID]
  let unit: Unit
  let hasTime: Bool
  var values: [Double]
  var lines: Leaf.DataLines?
  /// From what each cell is drawn; empty where all are certain.
  var shapes: [InputShape?] = []
}

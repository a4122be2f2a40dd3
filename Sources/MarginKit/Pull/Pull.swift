import MarginEngine
import MarginModel
import MarginReports
import MarginSource
import MarginXLSX

/// What someone changed in a workbook, as edits of the model's text. Nothing is written before `write()`.
///
/// Three things are held beside each other: what the workbook held when it was exported, which it carries itself, what
/// it holds now, and what the text says now. Only a number that the book alone has changed becomes an edit.
public struct Pull: Sendable {
  /// What becomes of a changed cell.
  public enum Outcome: String, Sendable {
    /// An edit brings it into the text.
    case proposed
    /// The text says so already.
    case present
    /// The book and the text both changed, each in its own way.
    case conflict
    /// The text cannot be made to say it by an edit.
    case left
  }

  /// A changed cell of an assumption.
  public struct Change: Sendable {
    /// `email.hit_rate`, `mix[small]`
    public let name: String
    /// The case whose column or row it is in.
    public let caseName: String
    /// The first day or month of the period; nil where the assumption does not vary in time.
    public let period: String?
    /// `Inputs!G14`
    public let place: String
    /// What it was when it was exported, in the notation of the assumption's unit.
    public let exported: String
    /// What the book holds now.
    public let book: String
    /// What the text says now.
    public let text: String
    /// The number of `exported`, in `unit`; NaN where it was undefined.
    public let exportedValue: Double
    /// The number of `book`.
    public let bookValue: Double
    /// The number of `text`.
    public let textValue: Double
    /// As it stands in the column Unit.
    public let unit: String
    /// What becomes of it.
    public let outcome: Outcome
    /// `72% -> 60%`, or why there is no edit.
    public let words: String
  }

  /// Every changed cell, in the order of the sheet.
  public let changes: [Change]
  /// The model with the proposed edits.
  public let workspace: Workspace
  let problems: [Diagnostic]
  private let texts: [TextChange]

  /// Whether everything that was changed can be brought back, or stands in the text already.
  public var isWhole: Bool {
    !problems.contains { $0.severity == .error }
      && changes.allSatisfy { $0.outcome == .proposed || $0.outcome == .present }
  }

  /// The proposal, as `diff -u` shows it.
  public var difference: String { texts.map(\.difference).joined() }

  /// What nobody can bring back by machine, and what is to be known besides.
  public func messages(color: Bool = false) -> String {
    Messages.text(problems, workspace.sources, color: color, limit: 100)
  }

  /// Writes every file that changes, each as a whole; gives their names.
  @discardableResult
  public func write() throws(Failure) -> [String] { try TextChange.write(texts) }

  /// Holds a workbook against the model that it was exported from. Fails where the file cannot be read as a workbook of
  /// that model, or the model is not sound.
  public static func of(_ path: String, book bookPath: String) throws(Failure) -> Pull {
    let workspace = Workspace.load(path)
    let model = try workspace.soundModel()
    let book = try read(bookPath)
    guard let record = BookChanges.record(of: book) else {
      throw Failure(
        "X205", "`\(bookPath)` does not say what it held when it was exported",
        fixes: ["pull takes workbooks that `margin export` wrote, with the end of their sheet Documentation as it was"])
    }
    var found = BookChanges(book, record)
    var problems = try origin(record, workspace, model, bookPath)
    if problems.isEmpty {
      problems += changedFormulas(book, found, workspace, model)
    } else {
      problems += sheetsWithOtherFormulas(book, found)
    }
    let (wants, changes) = judged(&found, workspace, model)
    let places = TextPlaces(workspace: workspace, model: model)
    let proposals = PullEdits(places, wants).proposals(wants)
    var trial = PullTrial(workspace: workspace, found: found)
    trial.run(proposals)
    let all = (changes + trial.outcomes(model)).sorted { $0.order < $1.order }.map(\.change)
    return Pull(
      changes: all, workspace: trial.workspace, problems: problems + found.problems + trial.notes(all),
      texts: TextChange.all(workspace, trial.drafts))
  }

  private static func read(_ path: String) throws(Failure) -> ReadBook {
    switch FileReading.kind(path) {
    case .missing: throw Failure("L301", "`\(path)` does not exist")
    case .folder, .special: throw Failure("L302", "`\(path)` is not a file")
    case .closed(let reason): throw Failure("L303", "`\(path)` cannot be read: \(reason)")
    case .file(let size):
      guard size <= 512 << 20 else { throw Failure("X203", "`\(path)` has more than 512 MiB") }
    }
    do throws(BookReadError) { return try readXLSX(path) } catch {
      let code =
        switch error {
        case .notWorkbook: "X201"
        case .damaged: "X202"
        case .tooLarge: "X203"
        case .hostile: "X204"
        }
      throw Failure(code, "`\(path)` cannot be read as a workbook: \(error.words)")
    }
  }

  /// What is to be said of where a book comes from: nothing where the text is the one that it was exported from.
  private static func origin(
    _ record: ExportRecord, _ workspace: Workspace, _ model: Model, _ path: String
  ) throws(Failure) -> [Diagnostic] {
    let info = BookOrigin.info(model, path: workspace.path)
    if record.fact("digest") == info.digest { return [] }
    let names = Set(record.lines.filter { $0.role != "cell" }.map(\.name))
    let known = names.count { name in model.paths[String(name.prefix { $0 != "[" })] != nil }
    let isSame =
      record.fact("title") == model.title.singleLine
      || record.fact("model") == info.modelFile && known * 2 >= names.count
    guard isSame else {
      throw Failure(
        "X206",
        "`\(path)` is a workbook of another model: \(record.fact("title") ?? "without a title"), \(record.fact("model") ?? "")",
        fixes: ["name the model that it was exported from"])
    }
    return [
      Diagnostic(
        "X207", "the model's text has changed since this workbook was exported", at: nil, severity: .warning,
        notes: [
          .init("exported", String((record.fact("digest") ?? "").prefix(16))),
          .init("now", String(info.digest.prefix(16))),
        ],
        fixes: [.init("what only the book changed is proposed all the same; what both changed is a conflict")])
    ]
  }
}

extension Pull {
  /// A change with its place in the order of the sheet.
  struct Placed {
    let order: Int
    let change: Change
  }

  /// Holds each changed cell against the text: what is wanted of the text, and what is settled already.
  private static func judged(
    _ found: inout BookChanges, _ workspace: Workspace, _ model: Model
  ) -> (wants: [PullEdits.Want], settled: [Placed]) {
    let leaves = LeafNames(model)
    var wants: [PullEdits.Want] = []
    var settled: [Placed] = []
    for (order, cell) in found.cells.enumerated() {
      guard let (leaf, member) = leaves.find(cell.line),
        let caseIndex = model.cases.firstIndex(where: { $0.name == cell.caseName }),
        cell.period ?? 0 < model.timeline.count, (cell.period != nil) == leaf.axes.contains(0)
      else {
        let isGone = leaves.find(cell.line) == nil
        settled.append(
          Placed(
            order: order,
            change: change(
              cell, nil, model, .nan, .left,
              isGone ? "the model has no such assumption now" : "the model has no such case or period now")))
        continue
      }
      let place = leaf.axes.contains(0) ? member * model.timeline.count + (cell.period ?? 0) : member
      let now = leaf.cases[caseIndex][place]
      if cell.line.unit != leaf.unit.text {
        settled.append(
          Placed(
            order: order,
            change: change(
              cell, leaf, model, now, .conflict, "its unit was \(cell.line.unit) and is \(leaf.unit.text) now")))
      } else if now.isAlmost(cell.book) {
        settled.append(
          Placed(order: order, change: change(cell, leaf, model, now, .present, "the text says so already")))
      } else if !now.isAlmost(cell.export) {
        settled.append(
          Placed(
            order: order,
            change: change(cell, leaf, model, now, .conflict, "the book and the text changed it, each in its own way")))
      } else {
        wants.append(.init(cell: cell, leaf: leaf, member: member, caseIndex: caseIndex, current: now))
      }
    }
    return (wants, settled)
  }

  static func change(
    _ cell: BookChanges.Cell, _ leaf: Leaf?, _ model: Model, _ now: Double, _ outcome: Outcome, _ words: String
  ) -> Change {
    let isDate = leaf.map { model.definitions[$0.definition].type == .date } ?? false
    func shown(_ value: Double) -> String {
      guard value.isFinite else { return "n/a" }
      return leaf.map { NumberNotation.text(value, in: $0.unit, isDate: isDate) } ?? exactText(value)
    }
    let role = cell.line.role == "value" || cell.line.role == "level" ? "" : ", " + cell.line.role
    return Change(
      name: cell.line.name + role, caseName: cell.caseName,
      period: cell.period.map { $0 < model.timeline.count ? model.timeline.label($0) : "period \($0 + 1)" },
      place: cell.place, exported: shown(cell.export), book: shown(cell.book), text: shown(now),
      exportedValue: cell.export, bookValue: cell.book, textValue: now, unit: cell.line.unit, outcome: outcome,
      words: words)
  }
}

/// The leaves of a model by the names that Inputs has.
struct LeafNames {
  private var places: [String: (leaf: Leaf, member: Int)] = [:]

  init(_ model: Model) {
    for leaf in model.leaves {
      let axes = model.layout(leaf.axes).filter { $0 != 0 }
      for member in 0..<model.count(axes) {
        var rest = member
        var names: [String] = []
        for axis in axes.reversed() {
          let members = model.axes[axis].members
          names.insert(members[rest % max(1, members.count)].name, at: 0)
          rest /= max(1, members.count)
        }
        let name = model.definitions[leaf.definition].path
        places[leaf.role.word + " " + name + (names.isEmpty ? "" : "[" + names.joined(separator: ", ") + "]")] = (
          leaf, member
        )
      }
    }
  }

  func find(_ line: ExportRecord.Line) -> (leaf: Leaf, member: Int)? { places[line.role + " " + line.name] }
}

import MarginModel
import MarginSource
import MarginSyntax

/// Tries proposals out in memory: only those are kept after which the model is sound and has the numbers of the book.
struct PullTrial {
  /// The model with what was kept.
  private(set) var workspace: Workspace
  /// By resolved path.
  private(set) var drafts: [String: [UInt8]] = [:]

  private let first: Workspace
  private let found: BookChanges
  private var kept: [PullEdits.Proposal] = []
  private var refused: [PullEdits.Proposal] = []

  init(workspace: Workspace, found: BookChanges) {
    self.workspace = workspace
    first = workspace
    self.found = found
  }

  mutating func run(_ proposals: [PullEdits.Proposal]) {
    refused = proposals.filter { $0.reason != nil }
    take(proposals.filter { $0.reason == nil })
  }

  /// All at once where that goes, else by halves, so that one that does not fit is found in few trials.
  private mutating func take(_ proposals: [PullEdits.Proposal]) {
    var waiting = [proposals]
    while let next = waiting.popLast() {
      guard !next.isEmpty else { continue }
      guard let fault = fault(of: next) else { continue }
      if next.count == 1 {
        refused.append(.refused(next[0].wants, fault))
      } else {
        let half = next.count / 2
        waiting.append(Array(next[half...]))
        waiting.append(Array(next[..<half]))
      }
    }
  }

  /// Keeps proposals where they fit; else why they do not.
  private mutating func fault(of proposals: [PullEdits.Proposal]) -> String? {
    guard let model = first.model else { return "the model is not sound" }
    var edits: [Int: [Diagnostic.Edit]] = [:]
    for edit in Self.edits(kept + proposals, TextPlaces(workspace: first, model: model))
    where !(edits[edit.span.file] ?? []).contains(edit) {
      edits[edit.span.file, default: []].append(edit)
    }
    var drafts: [String: [UInt8]] = [:]
    for (file, edits) in edits.sorted(by: { $0.key < $1.key }) {
      guard let place = first.place(of: file), let bytes = applying(edits, to: first.sources.files[file].bytes) else {
        return "another change of the book edits the same words"
      }
      drafts[place] = bytes
    }
    let next = Workspace.load(first.path, drafts: drafts)
    if let error = next.errors.first { return "\(error.code): \(error.message)" }
    guard let after = next.model else { return "the model would not be sound" }
    let leaves = LeafNames(after)
    for want in proposals.flatMap(\.wants) {
      let value = Self.value(want.cell, leaves, after)
      guard value.isAlmost(want.value) else {
        return "the text would come to \(value) instead"
      }
    }
    (workspace, self.drafts) = (next, drafts)
    kept += proposals
    return nil
  }

  /// All edits; what several proposals add to one case is one.
  private static func edits(_ proposals: [PullEdits.Proposal], _ places: TextPlaces) -> [Diagnostic.Edit] {
    var edits = proposals.flatMap(\.edits)
    var names: [String] = []
    var added: [String: (target: TextPlaces.WrittenCase, changes: [String])] = [:]
    for case let (target, changes)? in proposals.map(\.added) {
      let name = target.declaration.name.text
      if added[name] == nil { names.append(name) }
      added[name, default: (target, [])].changes += changes
    }
    for name in names { if let (target, changes) = added[name] { edits.append(places.adding(changes, to: target)) } }
    return edits
  }

  /// What a model has for a cell of the book; NaN where it has no such number.
  private static func value(_ cell: BookChanges.Cell, _ leaves: LeafNames, _ model: Model) -> Double {
    guard let (leaf, member) = leaves.find(cell.line),
      let caseIndex = model.cases.firstIndex(where: { $0.name == cell.caseName })
    else { return .nan }
    let place = leaf.axes.contains(0) ? member * model.timeline.count + (cell.period ?? 0) : member
    return leaf.cases[caseIndex].indices.contains(place) ? leaf.cases[caseIndex][place] : .nan
  }

  func outcomes(_ model: Model) -> [Pull.Placed] {
    let order = Dictionary(
      found.cells.enumerated().map { ($1.place, $0) }, uniquingKeysWith: { first, _ in first })
    func placed(_ proposal: PullEdits.Proposal, _ outcome: Pull.Outcome) -> [Pull.Placed] {
      proposal.wants.map { want in
        Pull.Placed(
          order: order[want.cell.place] ?? 0,
          change: Pull.change(
            want.cell, want.leaf, model, want.current, outcome, proposal.reason ?? proposal.words))
      }
    }
    return kept.flatMap { placed($0, .proposed) } + refused.flatMap { placed($0, .left) }
  }

  /// Conflicts and what was left, each with its numbers; and cells that the text will have otherwise than the book,
  /// although nobody changed them there.
  func notes(_ changes: [Pull.Change]) -> [Diagnostic] {
    let told = changes.compactMap { change -> Diagnostic? in
      let name = "`\(change.name)`" + (change.caseName == "base" ? "" : " in case \(change.caseName)")
      let place = "\(name)\(change.period.map { " in \($0)" } ?? "") (\(change.place))"
      switch change.outcome {
      case .proposed, .present: return nil
      case .conflict:
        return Diagnostic(
          "X210", "\(place) is in conflict: \(change.words)", at: nil,
          notes: [
            .init("exported", change.exported), .init("book", change.book), .init("text", change.text),
          ], fixes: [.init("decide which holds, and write it with `margin set` or in the text")])
      case .left:
        return Diagnostic(
          "X211", "\(place) cannot be written into the text: \(change.words)", at: nil,
          notes: [.init("book", change.book), .init("text", change.text)])
      }
    }
    return told + followers()
  }

  private func followers() -> [Diagnostic] {
    guard let model = workspace.model, let old = first.model, !kept.isEmpty else { return [] }
    let (leaves, before) = (LeafNames(model), LeafNames(old))
    let changed = Set(found.cells.map(\.place))
    var seen: Set<String> = []
    var result: [Diagnostic] = []
    for cell in found.numbers
    where !changed.contains(cell.place) && cell.line.role != "elapsed" && cell.line.role != "cell" {
      guard !cell.book.isNaN else { continue }
      let (was, now) = (Self.value(cell, before, old), Self.value(cell, leaves, model))
      guard !was.isAlmost(now), !now.isAlmost(cell.book), seen.insert(cell.line.name + " " + cell.caseName).inserted,
        let leaf = leaves.find(cell.line)?.leaf, result.count < 20
      else { continue }
      result.append(
        Diagnostic(
          "X212",
          "`\(cell.line.name)` in case \(cell.caseName) moves along, since the case changes it from the base or is made of another one",
          at: nil, severity: .note,
          notes: [
            .init("book", NumberNotation.text(cell.book, in: leaf.unit)),
            .init("text", NumberNotation.text(now, in: leaf.unit)),
          ]))
    }
    return result
  }
}

import MarginModel
import MarginReports
import MarginSource
import MarginSyntax

extension PullEdits {
  /// How many lines a row over time may add to a case.
  private static let lineLimit = 12

  /// The edits of a case for one member of a leaf.
  func ofCase(_ leaf: Leaf, _ caseIndex: Int, _ wants: [Want]) -> Proposal {
    let item = model.cases[caseIndex]
    guard !item.isStep else { return .refused(wants, "its column stands for the steps of a roadmap") }
    guard let written = places.caseNamed(item.name) else {
      return .refused(wants, "the case `\(item.name)` does not stand in a text beside the model")
    }
    guard leaf.role != .elapsed else {
      return .refused(wants, "the text says from when it grows, not for how long it has grown")
    }
    return leaf.axes.contains(0)
      ? row(leaf, caseIndex, wants, written) : scalar(leaf, caseIndex, wants, written)
  }

  /// The changes of a case that reach a member, each with its first period and the one after its last.
  private func own(_ leaf: Leaf, _ names: [String], _ written: TextPlaces.WrittenCase) -> [(
    change: CaseDeclaration.Change, periods: Range<Int>
  )] {
    places.changes(path(leaf), in: written).compactMap { change in
      var periods = 0..<model.timeline.count
      for index in change.index {
        if let period = places.period(index) {
          periods = max(0, period)..<max(0, period) + 1
          continue
        }
        guard case .path(let path) = index.form, names.contains(path.text) else {
          if case .number(let number) = index.form, names.contains(exactText(number.value)) { continue }
          return nil
        }
      }
      if let from = change.from {
        guard let first = places.period(from), first < model.timeline.count else { return nil }
        periods = max(0, first)..<model.timeline.count
      }
      return (change, periods)
    }
  }

  private func scalar(_ leaf: Leaf, _ caseIndex: Int, _ wants: [Want], _ written: TextPlaces.WrittenCase) -> Proposal {
    guard let want = wants.first else { return .refused(wants, "nothing is wanted") }
    let names = names(leaf, want.member)
    let last = own(leaf, names, written).last?.change
    if let last, let edit = edit(last, want, names, written) { return edit }
    if last == nil, leaf.role == .value || leaf.role == .level, want.value.isAlmost(newBase(leaf, want.member, 0)) {
      return Proposal(wants: wants, words: "it follows the base")
    }
    let whole = path(leaf) + index(names)
    switch leaf.role {
    case .factor where last == nil:
      return added(wants, "scale \(whole) by \(NumberNotation.text(want.value, in: .plain))", written)
    case .addend where last == nil:
      return added(wants, "add \(whole) by \(shown(want.value, leaf))", written)
    case .factor, .addend: return .refused(wants, "the case changes what is bound to a formula in another way")
    case .value, .level, .elapsed: return added(wants, setting(leaf, want.member, want, 0, names, written), written)
    }
  }

  /// The edit of the value that a change sets or scales by; nil where it does neither by a written number.
  private func edit(
    _ change: CaseDeclaration.Change, _ want: Want, _ names: [String], _ written: TextPlaces.WrittenCase
  ) -> Proposal? {
    let old: Expression?
    switch change.form {
    case .set(_, let value):
      guard want.leaf.role != .factor, case .expression(let expression) = value.form else { return nil }
      old = expression.value(ofMember: names.first)
    case .scale(let factor): old = want.leaf.role == .factor ? factor : nil
    case .add, .shift: old = nil
    }
    guard let old, old.isSingleLiteral,
      let new = NumberNotation.text(want.value, current: want.current, replacing: old, in: written.tree)
    else { return nil }
    return Proposal(
      wants: [want], edits: [Diagnostic.Edit(old.span, new)], words: written.tree.source.text(old.span) + " -> " + new)
  }

  private func added(_ wants: [Want], _ change: String, _ written: TextPlaces.WrittenCase) -> Proposal {
    added(wants, [change], written)
  }

  private func added(_ wants: [Want], _ changes: [String], _ written: TextPlaces.WrittenCase) -> Proposal {
    Proposal(wants: wants, added: (written, changes), words: "added: " + changes.joined(separator: "; "))
  }

  /// `email.hit_rate 72% -> 20% from 2026-06`
  private func setting(
    _ leaf: Leaf, _ member: Int, _ want: Want, _ period: Int, _ names: [String], _ written: TextPlaces.WrittenCase,
    picks: Bool = false
  ) -> String {
    let base = newBase(leaf, member, period)
    let date = model.timeline.label(period)
    let place = names + (picks ? [date] : [])
    let local = places.workspace.local(path(leaf), in: written.file) ?? path(leaf)
    let name = written.file == 0 ? path(leaf) : local
    // What has grown since is not what the text says, and an undefined base says nothing.
    let old = base.isFinite && (leaf.role == .value || period == 0) && leaf.role != .addend
    let from = picks || !leaf.axes.contains(0) || period == 0 ? "" : " from \(date)"
    let before = old ? " " + likeBase(base, leaf, member) : ""
    return name + index(place) + before + " -> " + likeBase(want.value, leaf, member) + from
  }

  /// In the notation that the base has in the text, where it has one.
  private func likeBase(_ value: Double, _ leaf: Leaf, _ member: Int) -> String {
    let plain = shown(value, leaf)
    let current = leaf.cases[0][leaf.axes.contains(0) ? member * model.timeline.count : member]
    let found = places.value(path(leaf) + index(names(leaf, member))) ?? places.value(path(leaf))
    guard let (tree, old) = found, old.isSingleLiteral, old.hasUnit || plain.allSatisfy({ $0.isNumber || $0 == "." })
    else { return plain }
    return NumberNotation.text(value, current: current, replacing: old, in: tree) ?? plain
  }

  private func row(_ leaf: Leaf, _ caseIndex: Int, _ wants: [Want], _ written: TextPlaces.WrittenCase) -> Proposal {
    guard let first = wants.first else { return .refused(wants, "nothing is wanted") }
    let names = names(leaf, first.member)
    let own = own(leaf, names, written)
    var edits: [Diagnostic.Edit] = []
    var words: [String] = []
    var lines: [String] = []
    for run in runs(wants) {
      let (start, end) = (run[0].cell.period ?? 0, (run.last?.cell.period ?? 0) + 1)
      let match = own.enumerated().last { place, item in
        item.periods.lowerBound == start
          && min(item.periods.upperBound, own.dropFirst(place + 1).map(\.periods.lowerBound).min() ?? Int.max) == end
      }
      if let match, let edit = edit(match.element.change, run[0], names, written) {
        edits += edit.edits
        words.append(edit.words)
        continue
      }
      guard leaf.role == .value else {
        return .refused(wants, "a new value begins the growth anew at its date; change the dates in the text")
      }
      if end == model.timeline.count {
        lines.append(setting(leaf, first.member, run[0], start, names, written))
      } else {
        lines += run.map { setting(leaf, first.member, $0, $0.cell.period ?? 0, names, written, picks: true) }
      }
    }
    guard lines.count <= Self.lineLimit else {
      return .refused(wants, "it would take \(lines.count) lines in the case, one for each period")
    }
    guard !lines.isEmpty else {
      return Proposal(wants: wants, edits: edits, words: words.joined(separator: "; "))
    }
    var proposal = added(wants, lines, written)
    proposal.edits = edits
    proposal.words = (words + [proposal.words]).joined(separator: "; ")
    return proposal
  }

  /// Neighbouring periods of one number.
  func runs(_ wants: [Want]) -> [[Want]] {
    var result: [[Want]] = []
    for want in wants.sorted(by: { ($0.cell.period ?? 0) < ($1.cell.period ?? 0) }) {
      if let last = result.last?.last, (last.cell.period ?? 0) + 1 == want.cell.period, last.value.isAlmost(want.value)
      {
        result[result.count - 1].append(want)
      } else {
        result.append([want])
      }
    }
    return result
  }
}

extension Expression {
  /// Whether a number carries what it counts or its sign, so that another one like it reads the same anywhere.
  fileprivate var hasUnit: Bool {
    switch form {
    case .number(let number): number.unit != nil || number.style != .plain
    case .negative(let inner): inner.hasUnit
    default: true
    }
  }
}

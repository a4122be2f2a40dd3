import MarginModel
import MarginSource
import MarginSyntax

extension PullEdits {
  /// A written value of a row over time with the period from which it holds, and where another may follow it.
  private struct Point {
    let period: Int
    let value: Expression
    let end: Int
  }

  /// What a row over time is made of in the text.
  private struct Row {
    let tree: SyntaxTree
    var points: [Point]
    var isLinear = false
    /// What stands before a further point: `, ` in a series, `; from ` in braces, ` { from ` where there are none yet.
    var before: String
    var after = ""
    /// Before the first date in braces, behind its `from`: dates take hold in the order in which they stand.
    var leading: Int?
    /// Where a point goes that follows the value itself.
    var firstPlace: Int
  }

  /// The edits of the base for a row over time.
  func baseRow(_ leaf: Leaf, _ wants: [Want]) -> Proposal {
    guard let first = wants.first else { return .refused(wants, "nothing is wanted") }
    guard let row = writtenRow(path(leaf)) else {
      return .refused(wants, "its values do not stand in one place of a text beside the model")
    }
    let member = first.member
    let names = names(leaf, member)
    let count = model.timeline.count
    let new = (0..<count).map { newBase(leaf, member, $0) }
    let now = (0..<count).map { leaf.cases[0][member * count + $0] }
    var edits: [Diagnostic.Edit] = []
    var words: [String] = []
    func change(_ point: Point, to value: Double) -> String? {
      guard let old = point.value.value(ofMember: names.first) else {
        return "`\(row.tree.source.text(point.value.span))` is not a written number"
      }
      if old === point.value, !names.isEmpty, hasOthers(leaf, wants) {
        return "it stands once in the text for all members"
      }
      let current = now[max(0, min(count - 1, point.period))]
      guard let text = NumberNotation.text(value, current: current, replacing: old, in: row.tree) else {
        return "its text `\(row.tree.source.text(old.span))` has no place for the number"
      }
      edits.append(Diagnostic.Edit(old.span, text))
      words.append(row.tree.source.text(old.span) + " -> " + text)
      return nil
    }
    if row.isLinear { return linear(leaf, wants, row, new, now) }
    var starts = row.points.map { max(0, $0.period) }
    starts.append(count)
    for (place, point) in row.points.enumerated() where starts[place] < starts[place + 1] {
      let segment = starts[place]..<starts[place + 1]
      if !new[segment.lowerBound].isAlmost(now[segment.lowerBound]),
        let reason = change(point, to: new[segment.lowerBound])
      {
        return .refused(wants, reason)
      }
      for period in segment.dropFirst() where !new[period].isAlmost(new[period - 1]) {
        guard leaf.role == .value else {
          return .refused(wants, "a value from a date on begins the growth anew; change the dates in the text")
        }
        guard names.isEmpty, let old = point.value.value(ofMember: nil),
          let text = NumberNotation.text(new[period], current: now[segment.lowerBound], replacing: old, in: row.tree)
        else { return .refused(wants, "a new date would change all members") }
        edits.append(insertion(row, point, period, text, isFirst: place == 0))
        words.append("added: \(model.timeline.label(period)): \(text)")
      }
    }
    guard edits.count <= 2 * count else { return .refused(wants, "it would take a value for each period") }
    return Proposal(wants: wants, edits: joined(edits, row) + guards(leaf, wants), words: words.joined(separator: "; "))
  }

  /// Whether other members of the leaf stay as they are.
  private func hasOthers(_ leaf: Leaf, _ wants: [Want]) -> Bool {
    let count = model.timeline.count
    let rows = (0..<model.count(leaf.axes.filter { $0 != 0 })).map { member in
      (0..<count).map { newBase(leaf, member, $0) }
    }
    return Set(rows).count > 1
  }

  /// Points of a line are changed, and added where a period leaves the line between two.
  private func linear(_ leaf: Leaf, _ wants: [Want], _ row: Row, _ new: [Double], _ now: [Double]) -> Proposal {
    guard leaf.axes == [0] else { return .refused(wants, "it stands once in the text for all members") }
    var edits: [Diagnostic.Edit] = []
    var words: [String] = []
    for (place, point) in row.points.enumerated() {
      let start = max(0, point.period)
      guard start < new.count else { continue }
      func text(_ value: Double) -> String? {
        NumberNotation.text(value, current: now[start], replacing: point.value, in: row.tree)
      }
      if !new[start].isAlmost(now[start]), let text = text(new[start]) {
        edits.append(Diagnostic.Edit(point.value.span, text))
        words.append(row.tree.source.text(point.value.span) + " -> " + text)
      }
      let next = place + 1 < row.points.count ? min(row.points[place + 1].period, new.count - 1) : new.count - 1
      var last = start
      for period in (start + 1)..<max(start + 1, next) where start + 1 < next {
        let end = place + 1 < row.points.count ? new[next] : new[last]
        let share = Double(period - last) / Double(next - last)
        let line = place + 1 < row.points.count ? new[last] + share * (end - new[last]) : new[last]
        guard (line - new[period]).magnitude > 1e-12 * max(line.magnitude, new[period].magnitude),
          let text = text(new[period])
        else { continue }
        edits.append(insertion(row, point, period, text, isFirst: false))
        words.append("added: \(model.timeline.label(period)): \(text)")
        last = period
      }
    }
    return Proposal(wants: wants, edits: edits + guards(leaf, wants), words: words.joined(separator: "; "))
  }

  private func insertion(_ row: Row, _ point: Point, _ period: Int, _ text: String, isFirst: Bool) -> Diagnostic.Edit {
    let label = model.timeline.label(period)
    if isFirst, let leading = row.leading {
      return Diagnostic.Edit(Span(file: row.tree.file, start: leading, end: leading), "\(label): \(text); from ")
    }
    let place = isFirst ? row.firstPlace : point.end
    return Diagnostic.Edit(
      Span(file: row.tree.file, start: place, end: place), row.before + label + ": " + text)
  }

  /// New braces around all that is added where there were none.
  private func joined(_ edits: [Diagnostic.Edit], _ row: Row) -> [Diagnostic.Edit] {
    guard !row.after.isEmpty else { return edits }
    let added = edits.filter { $0.span.start == $0.span.end }
    guard let first = added.first else { return edits }
    let texts = added.map { $0.replacement.dropFirst(row.before.count) }
    return edits.filter { $0.span.start != $0.span.end } + [
      Diagnostic.Edit(first.span, row.before + texts.joined(separator: "; from ") + row.after)
    ]
  }

  private func writtenRow(_ path: String) -> Row? {
    if let (tree, rates) = places.rates(path) {
      let points = rates.points.map {
        Point(period: places.period($0.date), value: $0.value, end: $0.value.span.end)
      }
      return Row(tree: tree, points: points, before: "; ", firstPlace: points.first?.end ?? 0)
    }
    guard let (tree, definition) = places.definition(path), let value = definition.value else { return nil }
    switch value.form {
    case .series(let points, let linear):
      let points = points.map { Point(period: places.period($0.date), value: $0.value, end: $0.value.span.end) }
      return Row(tree: tree, points: points, isLinear: linear, before: ", ", firstPlace: points.first?.end ?? 0)
    case .expression(let base), .growing(let base, _), .once(_, let base), .every(_, _, let base):
      return dated(tree, definition, base)
    }
  }

  /// A value with `{ from DATE: … }`.
  private func dated(_ tree: SyntaxTree, _ definition: DefinitionDeclaration, _ base: Expression) -> Row? {
    var points = [Point(period: 0, value: base, end: 0)]
    var last = 0
    var leading: Int?
    for clause in definition.clauses {
      switch clause {
      case .change(let from, let value, let note):
        guard let period = places.period(from), case .expression(let expression) = value.form else { return nil }
        last = max(last, note?.span.end ?? value.span.end)
        leading = leading ?? from.span.start
        points.append(Point(period: period, value: expression, end: note?.span.end ?? value.span.end))
      case .source(let source): last = max(last, source.span.end)
      case .range(_, let high): last = max(last, high.span.end)
      case .text(_, let text): last = max(last, text.span.end)
      case .open, .add, .less: continue
      }
    }
    guard zip(points, points.dropFirst()).allSatisfy({ $0.period < $1.period }) else { return nil }
    guard last > 0 else {
      return Row(
        tree: tree, points: points, before: " { from ", after: " }", firstPlace: definition.span.end)
    }
    return Row(tree: tree, points: points, before: "; from ", leading: leading, firstPlace: last)
  }
}

import MarginSyntax

extension Checker {
  /// The definitions so that each comes after those that its text names, as far as there is no loop: checking them in
  /// this order goes from one straight to the next, however long the chain.
  func readingOrder() -> [Int] {
    let names = namedByDrafts()
    var order: [Int] = []
    order.reserveCapacity(drafts.count)
    var seen = Array(repeating: false, count: drafts.count)
    // What each still leads to, by places among all names.
    var path: [(draft: Int, next: Int, end: Int)] = []
    func enter(_ draft: Int) {
      seen[draft] = true
      let places = names.places(of: draft)
      path.append((draft, places.lowerBound, places.upperBound))
    }
    for start in drafts.indices where !seen[start] {
      enter(start)
      while let last = path.last {
        if last.next < last.end {
          path[path.count - 1].next += 1
          let following = names.number(at: last.next)
          if !seen[following] { enter(following) }
        } else {
          order.append(last.draft)
          path.removeLast()
        }
      }
    }
    return order
  }

  /// By draft, those that its text names.
  func namedByDrafts() -> Lists { Lists(count: drafts.count) { draft, found in addNamed(by: draft, to: &found) } }

  /// The drafts that the text of one names.
  func named(by id: Int) -> [Int] {
    var found: [Int] = []
    addNamed(by: id, to: &found)
    return found
  }

  private func addNamed(by id: Int, to found: inout [Int]) {
    let draft = drafts[id]
    switch draft.origin {
    case .written(_, let value, let clauses, let scope):
      if let value { addTargets(of: value, scope, draft.field, to: &found) }
      for clause in clauses {
        switch clause {
        case .change(let from, let value, _):
          addTargets(of: value, scope, draft.field, to: &found)
          addTargets(of: from, scope, draft.field, to: &found)
        case .open(let inner), .add(let inner), .less(let inner):
          addTargets(of: inner, scope, draft.field, to: &found)
        case .source, .range, .text: continue
        }
      }
      if !pathsWithCompanions.isEmpty, pathsWithCompanions.contains(draft.path) {
        for suffix in ["growth", "date", "timing"] {
          if let companion = draftByPath[draft.path + "." + suffix] { found.append(companion) }
        }
      }
    case .rate(_, let expression, let scope), .date(_, let expression, let scope):
      addTargets(of: expression, scope, nil, to: &found)
    case .column(let table, let index):
      for row in table.rows where index < row.cells.count {
        if let cell = row.cells[index] { addTargets(of: cell, draft.scope, nil, to: &found) }
      }
    case .grid(let table):
      for case let cell? in table.rows.lazy.flatMap(\.cells) { addTargets(of: cell, draft.scope, nil, to: &found) }
    case .timing, .missing, .data: break
    }
  }

  private func addTargets(of value: ValueClause, _ scope: Scope, _ field: String?, to found: inout [Int]) {
    switch value.form {
    case .expression(let inner), .growing(let inner, _), .every(_, _, let inner):
      addTargets(of: inner, scope, field, to: &found)
    case .once(let date, let inner):
      addTargets(of: date, scope, field, to: &found)
      addTargets(of: inner, scope, field, to: &found)
    case .series(let points, _): for point in points { addTargets(of: point.value, scope, field, to: &found) }
    }
  }

  private func addTargets(of expression: Expression, _ scope: Scope, _ field: String?, to found: inout [Int]) {
    expression.forEachPath { path in
      if field == nil, let draft = draft(of: path, scope) {
        found.append(draft)
      } else {
        found += drafts(of: path, scope, field)
      }
    }
  }

  private func drafts(of path: Path, _ scope: Scope, _ field: String?) -> [Int] {
    if path.parts.first?.text == "scenario", path.parts.count > 1 {
      let rest = path.parts.dropFirst().map(\.text).joined(separator: ".")
      return instances.filter(\.isScenario).compactMap { draftByPath[$0.name + "." + rest] }
    }
    guard let global = resolve(path, scope) else { return [] }
    return [draftByPath[global], field.flatMap { draftByPath[global + "." + $0] }].compactMap { $0 }
  }
}

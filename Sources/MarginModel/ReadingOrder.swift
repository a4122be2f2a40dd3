import MarginSyntax

extension Checker {
  /// The definitions so that each comes after those that its text names, as far as there is no loop: checking them in
  /// this order goes from one straight to the next, however long the chain.
  func readingOrder() -> [Int] {
    let names = drafts.indices.map { named(by: $0) }
    var order: [Int] = []
    var seen = Array(repeating: false, count: drafts.count)
    for start in drafts.indices where !seen[start] {
      seen[start] = true
      var path = [(draft: start, next: 0)]
      while let last = path.last {
        if last.next < names[last.draft].count {
          path[path.count - 1].next += 1
          let following = names[last.draft][last.next]
          guard !seen[following] else { continue }
          seen[following] = true
          path.append((following, 0))
        } else {
          order.append(last.draft)
          path.removeLast()
        }
      }
    }
    return order
  }

  /// The drafts that the text of one names.
  func named(by id: Int) -> [Int] {
    let draft = drafts[id]
    switch draft.origin {
    case .written(_, let value, let clauses, let scope):
      var found: [Int] = []
      if case .expression(let inner) = value?.form {
        found = targets(inner, scope, draft.field)
      } else if let value {
        found = expressions(value).flatMap { targets($0, scope, draft.field) }
      }
      for clause in clauses {
        switch clause {
        case .change(let from, let value, _):
          found += (expressions(value) + [from]).flatMap { targets($0, scope, draft.field) }
        case .open(let inner), .add(let inner), .less(let inner): found += targets(inner, scope, draft.field)
        case .source, .range, .text: continue
        }
      }
      for suffix in pathsWithCompanions.contains(draft.path) ? ["growth", "date", "timing"] : [] {
        if let companion = draftByPath[draft.path + "." + suffix] { found.append(companion) }
      }
      return found
    case .rate(_, let expression, let scope), .date(_, let expression, let scope):
      return targets(expression, scope, nil)
    case .column(let table, let index):
      return table.rows.flatMap { row in
        index < row.cells.count ? row.cells[index].map { targets($0, draft.scope, nil) } ?? [] : []
      }
    case .grid(let table):
      return table.rows.flatMap { row in row.cells.flatMap { $0.map { targets($0, draft.scope, nil) } ?? [] } }
    case .timing, .missing, .data: return []
    }
  }

  private func expressions(_ value: ValueClause) -> [Expression] {
    switch value.form {
    case .expression(let inner), .growing(let inner, _), .every(_, _, let inner): [inner]
    case .once(let date, let inner): [date, inner]
    case .series(let points, _): points.map(\.value)
    }
  }

  private func targets(_ expression: Expression, _ scope: Scope, _ field: String?) -> [Int] {
    var found: [Int] = []
    for path in expression.paths {
      if field == nil, let draft = draft(of: path, scope) {
        found.append(draft)
      } else {
        found += drafts(of: path, scope, field)
      }
    }
    return found
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

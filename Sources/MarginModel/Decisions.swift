import MarginSource
import MarginSyntax
import MarginUnits

extension Checker {
  /// `decision "…" { options engine; show cost, pass_rate; choose lowest cost where pass_rate > 95% }`
  func answer(_ decision: Decision, _ scope: Scope, _ prefix: String, _ span: Span) {
    guard let options = decision.options else {
      return error("Q842", "a decision has options", span, "write `options` and a dimension into its braces")
    }
    guard let criterion = decision.criterion else {
      return error("Q843", "a decision chooses something", span, "write `choose lowest …` into its braces")
    }
    guard let axis = axisByName[options.text], axis != 0 else { return unknownDimension(options) }
    var shown: [Model.Reading] = []
    for item in decision.shown {
      guard let reading = option(item.value, scope, item.label?.value, axis) else { return }
      shown.append(reading)
    }
    guard let value = option(criterion.value, scope, nil, axis) else { return }
    let place = shown.firstIndex { $0.definition == value.definition && $0.time == value.time }
    if place == nil { shown.append(value) }
    if case .quantity? = definitions[value.definition]?.type {
    } else {
      return error("Q843", "the lowest or highest of numbers is chosen", criterion.value.span, "this is no number")
    }
    var condition: (Model.Reading, String)?
    if let written = criterion.condition {
      guard let formula = truth(lower(written, Context(scope: scope))) else { return }
      let text = program.sources.text(written.span)
      guard let truth = reading(formula, at: nil, label: text, need: .one, written.span),
        isOption(truth, axis, written.span)
      else { return }
      condition = (truth, text)
    }
    decisions.append(
      Model.Decision(
        label: prefix + (decision.label?.value ?? "Decision"), options: axis, shown: shown,
        criterion: place ?? shown.count - 1, isLowest: criterion.isLowest, condition: condition,
        texts: decision.texts.map { ($0.name.text, $0.value.value) }, span: span))
  }

  /// One number for each option.
  private func option(_ value: Expression, _ scope: Scope, _ label: String?, _ axis: AxisID) -> Model.Reading? {
    guard let reading = reading(value, scope, label: label, need: .one), isOption(reading, axis, value.span) else {
      return nil
    }
    return reading
  }

  private func isOption(_ reading: Model.Reading, _ axis: AxisID, _ span: Span) -> Bool {
    let others = (definitions[reading.definition]?.axes ?? []).filter { $0 != 0 && $0 != axis }
    guard !others.isEmpty else { return true }
    let names = others.map { "`\(axes[$0].name)`" }.joined(separator: ", ")
    error(
      "Q841", "a decision compares one number for each option", span, "this has one for each member of \(names) too",
      fixes: [.init("fold it away, such as `sum(x over \(axes[others[0]].name))`, or pick a member")])
    return false
  }

  /// `roadmap "…" of total(cost) { case a; case b }`
  func answer(_ roadmap: Roadmap, _ scope: Scope, _ span: Span) {
    guard !roadmap.cases.isEmpty else {
      return error("Q844", "a roadmap has steps", span, "write `case NAME` into its braces, one a line")
    }
    guard let value = reading(roadmap.value, scope, label: nil, need: .one) else { return }
    guard definitions[value.definition]?.axes.allSatisfy({ $0 == 0 }) ?? false,
      case .quantity? = definitions[value.definition]?.type
    else {
      return error(
        "Q840", "a roadmap leads from one number to another", roadmap.value.span, "this has one for each member",
        fixes: [.init("fold it, such as `sum(x)`, or pick a member")])
    }
    var steps: [(own: Int, together: Int)] = []
    for (place, name) in roadmap.cases.enumerated() {
      let together = roadmap.cases.prefix(place + 1).map(\.text).joined(separator: " + ")
      guard let own = cases.firstIndex(where: { $0.name == name.text }),
        let all = cases.firstIndex(where: { $0.name == together })
      else { return unknownCase(name, among: cases.map(\.name).filter { !$0.contains(" ") }) }
      steps.append((own, all))
    }
    roadmaps.append(
      Model.Roadmap(label: roadmap.label?.value ?? "Roadmap of \(value.label)", value: value, steps: steps, span: span))
  }

  /// The cases that roadmaps lay on each other, as composed cases: `a + b`, `a + b + c`.
  func stepsOfRoadmaps() -> [CaseDeclaration] {
    var found: [CaseDeclaration] = []
    for tree in program.trees {
      for statement in tree.statements {
        guard case .roadmap(let roadmap) = statement.form else { continue }
        for count in 2...max(2, roadmap.cases.count) where count <= roadmap.cases.count {
          let parts = Array(roadmap.cases.prefix(count))
          let name = parts.map(\.text).joined(separator: " + ")
          guard !found.contains(where: { $0.name.text == name }), let last = parts.last else { continue }
          found.append(
            CaseDeclaration(name: Name(name, last.span), label: Text(name, last.span), parts: parts, changes: []))
        }
      }
    }
    return found
  }
}

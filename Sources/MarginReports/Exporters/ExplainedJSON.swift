import MarginEngine
import MarginModel

/// A derivation for a program, in full precision:
///
///     {"schema": 1, "model": "…", "case": "base", "values": [{"title": "Scenario cost at 2026-12", "roots": [
///       {"name": "email.cost", "role": "value", "at": "2026-12", "value": 3381.25, "unit": "USD", "formula": "…",
///         "parts": [{"name": "email.volume", …, "source": {"text": "…", "date": "…"}}]}],
///      "drivers": [[{"path": "email.volume", "effect": 0.0098, "per": "1%", …}]]}]}
///
/// A value has a root and a list of drivers for each of its members; an effect is a share of the value. `at` is a period, or `total` for the whole timeline; `end` says why nothing stands below a number that reads others.
enum ExplainedJSON {
  static func text(_ explained: Explained) -> String {
    let figures = explained.figures
    var fields: [(String, JSONText)] = [
      ("schema", .number(1)), ("model", .text(figures.model.name)), ("case", .text(figures.caseName)),
    ]
    if !figures.settings.isEmpty { fields.append(("settings", .list(figures.settings.map { .text($0) }))) }
    if explained.hasDrivers { fields.append(("step", .number(Driver.step))) }
    let values = explained.values.map { value in
      JSONText.object(
        [
          ("title", .text(explained.title(value))), ("roots", .lines(value.roots.map { node($0, nil, explained) })),
        ]
          + (value.omitted > 0 ? [("omitted", .number(Double(value.omitted)))] : [])
          + (explained.hasDrivers
            ? [("drivers", .lines(value.drivers.map { .lines($0.map { driver($0, explained) }) }))] : []))
    }
    fields.append(("values", .lines(values)))
    return JSONText.object(fields).document
  }

  private static func node(_ derivation: Derivation, _ whole: Derivation?, _ explained: Explained) -> JSONText {
    let words = DerivationWords(explained: explained, derivation: derivation, whole: whole)
    var fields: [(String, JSONText)] = [("name", .text(words.definition?.path ?? words.name))]
    fields.append(("role", .text(whole == nil ? "value" : derivation.role.word)))
    if let definition = words.definition {
      fields += [("label", .text(definition.label)), ("kind", .text(definition.kind.rawValue))]
    }
    if !derivation.members.isEmpty { fields.append(("members", .list(derivation.members.map { .text($0) }))) }
    switch derivation.time {
    case .constant: break
    case .period(let period): fields.append(("at", .text(explained.model.timeline.label(period))))
    case .total: fields.append(("at", .text("total")))
    }
    if derivation.end != .untaken {
      fields.append(("value", explained.json(derivation.value, derivation.type, derivation.unit)))
      fields.append(("unit", .text(NumberText.unit(derivation.unit))))
    }
    if !words.formula.isEmpty { fields.append(("formula", .text(words.formula))) }
    fields += origin(words, explained)
    if let undefined = derivation.undefined {
      fields.append(("undefined", .record([("cause", .text(undefined.cause)), ("place", .text(undefined.place))])))
    }
    if let mark = derivation.mark { fields.append(("mark", .text(mark == .largest ? "largest" : "lowest"))) }
    if derivation.end != .complete { fields.append(("end", .text(derivation.end.word))) }
    if let rest = derivation.rest {
      let sum = rest.sum.map { explained.json($0, derivation.type, derivation.unit) }
      fields.append(("rest", .record([("count", .number(Double(rest.count)))] + (sum.map { [("sum", $0)] } ?? []))))
    }
    if !derivation.parts.isEmpty {
      fields.append(("parts", .lines(derivation.parts.map { node($0, derivation, explained) })))
    }
    return .record(fields)
  }

  /// Where an input comes from, what it may be, and what the case makes of it.
  private static func origin(_ words: DerivationWords, _ explained: Explained) -> [(String, JSONText)] {
    guard let definition = words.definition else { return [] }
    var fields: [(String, JSONText)] = []
    if let source = definition.source {
      fields.append(
        ("source", .record([("text", .text(source.text)), ("date", source.date.map { .text($0) } ?? .null)])))
    }
    if let note = definition.note { fields.append(("note", .text(note))) }
    if let range = definition.range {
      fields.append(("range", .list([.number(range.lowerBound), .number(range.upperBound)])))
    }
    if let shape = definition.shape { fields.append(("shape", .text(shape))) }
    if let change = words.derivation.change {
      let because: [(String, JSONText)] = change.because.map { [("because", .text($0))] } ?? []
      let old = explained.json(change.old, definition.type, definition.unit)
      fields.append(("change", .record([("base", old)] + because)))
    }
    return fields
  }

  private static func driver(_ driver: Driver, _ explained: Explained) -> JSONText {
    let definition = explained.model.definitions[driver.definition]
    func number(_ value: Double) -> JSONText {
      if case .quantity = definition.type { return .number(value) }
      return explained.json(value, definition.type, driver.unit)
    }
    var fields: [(String, JSONText)] = [
      ("path", .text(definition.path)),
      ("low", number(driver.low)), ("high", number(driver.high)), ("unit", .text(NumberText.unit(driver.unit))),
      ("per", .text("1%")),
      ("effect", driver.effect.map { .number($0) } ?? .null),
      ("point_effect", driver.pointEffect.map { .number($0) } ?? .null),
    ]
    if let reason = driver.reason { fields.append(("reason", .text(reason))) }
    if let source = definition.source {
      fields.append(
        ("source", .record([("text", .text(source.text)), ("date", source.date.map { .text($0) } ?? .null)])))
    }
    return .record(fields)
  }
}

extension Derivation.Role {
  /// The word for a program.
  var word: String {
    switch self {
    case .operand: "operand"
    case .condition: "condition"
    case .taken(let isThen), .untaken(let isThen): isThen ? "then" : "else"
    case .changed: "from"
    case .opening: "open"
    case .before: "before"
    case .added: "add"
    case .removed: "less"
    case .period: "period"
    case .member: "member"
    }
  }
}

extension Derivation.End {
  /// The word for a program.
  var word: String {
    switch self {
    case .complete: "complete"
    case .above: "above"
    case .repeated: "earlier"
    case .cut: "depth"
    case .alike: "alike"
    case .untaken: "not taken"
    }
  }
}

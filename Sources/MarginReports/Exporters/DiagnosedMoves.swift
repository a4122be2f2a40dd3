import MarginEngine
import MarginModel
import MarginUnits

/// What moves a band or a check of a diagnosis and what would bring it back, ready to be printed in any format.
struct DiagnosedMoves {
  let moves: FoundMoves
  let figures: Figures
  /// When the age of sources is judged.
  let day: String?
  let command: DiagnosisReport.Command
  /// What the levels are called that levers reach.
  let levels: [String]

  /// How many drivers and levers are told of to people.
  private static let shown = 3

  private var model: Model { figures.model }

  static let heads = ["What moves it", "Value", "+1% gives", "+1 point", "Source", "Age", "Where"]
  /// The places of the numbers among them.
  static let right = [2, 3]

  var drivers: [ExplainedDrivers.Row] {
    ExplainedDrivers(Explained(figures, [], depth: 0, withDrivers: false), moves.drivers).rows
  }

  var rows: [[String]] {
    zip(drivers, moves.drivers).prefix(Self.shown).map { driver, found in
      [
        driver.path, NumberText.with(driver.value, unit: driver.unit), driver.effect, driver.pointEffect, driver.source,
        age(found), place(found),
      ]
    }
  }

  var more: [String] {
    let others = moves.drivers.count - Self.shown
    let idle = moves.inputs - moves.moved
    return (others > 0 ? ["\(others) more " + (others == 1 ? "input moves it" : "inputs move it")] : [])
      + (idle > 0 ? ["the model is large: \(idle) of \(counted(moves.inputs, "input", "inputs")) were not moved"] : [])
  }

  /// What each lever reaches, or what was tried without finding one.
  var words: [String] {
    guard moves.levers.isEmpty else { return moves.levers.prefix(Self.shown).map(words) }
    guard moves.inputs > 0 else { return ["no input is behind it"] }
    let all = moves.tried == moves.inputs
    let tried =
      all ? counted(moves.inputs, "input", "inputs") : "\(moves.tried) of \(counted(moves.inputs, "input", "inputs"))"
    return [
      "no one input was found that alone brings it to \(levels.count > 2 ? "a better level" : levels[0]): tried "
        + tried + ", each in its range or from a tenth to ten times what it is"
    ]
  }

  /// What to try next.
  var commands: [String] {
    moves.levers.prefix(Self.shown).filter { $0.move.manner != .scale }.map { lever in
      "margin diagnose \(command.model)" + command.suffix + " --set "
        + Shell.quoted(lever.move.path + "=" + Self.literal(lever.value, unit(lever)))
    }
  }

  private func unit(_ lever: Lever) -> Unit { model.leaves[lever.input.leaf].unit }

  /// `healthy with retry_rate below 5%, now 18%; Cost goes from 124,000 to 130,000 USD`
  private func words(_ lever: Lever) -> String {
    let (unit, move) = (unit(lever), lever.move)
    let ends = [move.low, move.high].map { AnswerText.closeWithUnit($0, unit) }
    let now = ", now " + (move.low == move.high ? ends[0] : AnswerText.close(move.low, unit) + " to " + ends[1])
    let side = lever.isAbove ? " above " : " below "
    let start = levels[lever.level] + " with "
    let effect = effect(lever) + broken(lever)
    switch move.manner {
    case .scale:
      return start + "all of " + move.path + " scaled by a factor" + side + AnswerText.close(lever.threshold, .plain)
        + now
        + effect
    case .value, .member:
      let throughout = move.low == move.high ? "" : " throughout"
      return start + move.path + side + AnswerText.closeWithUnit(lever.threshold, unit) + throughout + now + effect
    }
  }

  private func effect(_ lever: Lever) -> String {
    guard let effect = lever.effect else { return "" }
    let (reading, unit) = (effect.reading, model.definitions[effect.reading.definition].unit)
    let (old, new) = (
      AnswerText.value(effect.before, reading, model), AnswerText.value(effect.after, reading, model)
    )
    let name = NumberText.unit(unit)
    return "; " + flat(reading.label) + " goes from " + old + " to "
      + (new == "n/a" ? new : NumberText.with(new, unit: name))
      + (effect.isWorse ? ", for the worse" : "")
  }

  private func broken(_ lever: Lever) -> String {
    lever.broken.map { "; `" + flat(model.checks[$0].label) + "` no longer holds then" }.joined()
  }

  /// A value of an input as the language writes it.
  static func literal(_ value: Double, _ unit: Unit) -> String {
    guard let digits = DecimalDigits(value) else { return "" }
    let places = unit.style == .percent || unit.style == .points ? 2 : unit.style == .basisPoints ? 4 : 0
    return unit.literal(digits.shifted(places).text().replacing(",", with: "_"))
  }

  private func age(_ driver: Driver) -> String {
    guard let day, let age = model.definitions[driver.definition].source?.age(at: day), age >= 0 else { return "" }
    return age == 1 ? "1 month" : "\(age) months"
  }

  private func place(_ driver: Driver) -> String {
    DiagnosisReport.place(model.definitions[driver.definition].span, model)
  }

  /// For programs.
  var records: [(String, JSONText)] {
    [
      ("drivers", .lines(zip(drivers, moves.drivers).map(record))), ("levers", .lines(moves.levers.map(record))),
      ("inputs", .number(Double(moves.inputs))), ("tried", .number(Double(moves.tried))),
    ]
  }

  private func record(_ row: ExplainedDrivers.Row, _ driver: Driver) -> JSONText {
    let source = model.definitions[driver.definition].source
    return .record([
      ("input", .text(row.path)), ("low", .number(driver.low)), ("high", .number(driver.high)),
      ("unit", .text(row.unit)),
      ("effect", driver.effect.map { .number($0) } ?? .null),
      ("point_effect", driver.pointEffect.map { .number($0) } ?? .null),
      ("source", source.map { .text($0.text) } ?? .null), ("source_date", source?.date.map { .text($0) } ?? .null),
      ("source_months", day.flatMap { source?.age(at: $0) }.map { .number(Double($0)) } ?? .null),
      ("where", .text(place(driver))),
    ])
  }

  private func record(_ lever: Lever) -> JSONText {
    let effect: JSONText =
      lever.effect.map { effect in
        let scale = model.definitions[effect.reading.definition].unit.scale
        return .record([
          ("label", .text(effect.reading.label)), ("before", .number(effect.before / scale)),
          ("after", .number(effect.after / scale)), ("is_worse", .truth(effect.isWorse)),
        ])
      } ?? .null
    return .record([
      ("input", .text(lever.move.path)), ("manner", .text(lever.move.manner.rawValue)), ("now", .number(lever.now)),
      ("threshold", .number(lever.threshold)), ("value", .number(lever.value)),
      ("unit", .text(NumberText.unit(unit(lever)))), ("level", .text(levels[lever.level])), ("effect", effect),
      ("breaks", .list(lever.broken.map { .text(model.checks[$0].label) })),
    ])
  }
}

/// A text on one line, as a cell of a table needs it.
func flat(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

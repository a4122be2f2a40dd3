import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

extension DifferenceWords {
  /// What moved a result; nil where nothing is to be split.
  func bridge(_ result: ResultChange) -> DifferencePage.Bridge? {
    guard let steps = result.bridge, let reading = result.new else { return nil }
    let pairing = report.difference.pairing
    let unit = pairing.new.definitions[reading.definition].unit
    let gap = result.after - result.before
    let pair = NumberPair(result, pairing)
    let ends = [pair.old, pair.new].map { $0 == "n/a" ? $0 : NumberText.with($0, unit: pair.unit) }
    var table = DifferencePage.Table(
      heads: ["", "change", AnswerText.head("part", unit), "of the change"], right: [2, 3])
    var lines = rows(steps)
    var bridge = DifferencePage.Bridge(
      title: label(result), summary: ends.joined(separator: " to ") + (pair.change.isEmpty ? "" : " (\(pair.change))"),
      table: table)
    if steps.method == .none {
      bridge.notes = notes(steps)
      return bridge
    }
    if steps.method == .shapley { lines = sorted(lines) }
    let amounts = lines.map(\.amount) + [gap]
    let widest = lines.map(\.amount.magnitude).max() ?? 0
    func share(_ amount: Double) -> String { gap == 0 ? "" : NumberText.value(amount / gap, .percent) }
    for line in lines {
      table.rows.append([
        line.name, line.change, PartText.signed(line.amount, among: amounts, unit), share(line.amount),
      ])
      bridge.bars.append(widest > 0 ? line.amount / widest : 0)
    }
    table.rows.append(["in all", "", PartText.signed(gap, among: amounts, unit), share(gap)])
    bridge.bars.append(nil)
    bridge.table = table
    bridge.notes = notes(steps)
    return bridge
  }

  private struct Line {
    let name: String
    let change: String
    let amount: Double
  }

  private func rows(_ steps: ResultChange.Steps) -> [Line] {
    let difference = report.difference
    let moved = steps.parts.map { part -> Line in
      guard case .assumption(let place) = part.change else {
        return Line(name: name(part.change), change: "", amount: part.amount)
      }
      let (name, change) = words(difference.assumptions[place])
      return Line(name: name, change: change, amount: part.amount)
    }
    guard let rest = steps.rest else { return moved }
    let line = Line(name: structure(steps, most: 3), change: "", amount: rest)
    return steps.isStructureFirst ? [line] + moved : moved + [line]
  }

  /// `price[small]` and `72% -> 20% from 2026-06`
  private func words(_ change: AssumptionChange) -> (name: String, change: String) {
    let member = change.values.count == 1 ? change.values.first?.member ?? "" : ""
    let model = report.difference.pairing.new
    guard let value = change.values.first, let definition = change.new.map({ model.definitions[$0] }) else {
      return (name(change), change.isAlike ? "" : "another formula")
    }
    guard change.isAlike else { return (name(change), "another formula") }
    let pair = NumberPair(value, definition, model)
    let place = when(value)
    let more = change.values.count > 1 ? " and \(change.values.count - 1) more" : ""
    let numbers = NumberText.with(pair.old + " -> " + pair.new, unit: pair.unit)
    return (name(change, member: member), numbers + (place.isEmpty ? "" : " " + place) + more)
  }

  /// The largest first.
  private func sorted(_ lines: [Line]) -> [Line] {
    lines.enumerated().sorted { first, second in
      let (left, right) = (first.element.amount.magnitude, second.element.amount.magnitude)
      return left == right ? first.offset < second.offset : left > right
    }.map(\.element)
  }

  private func notes(_ steps: ResultChange.Steps) -> [String] {
    var notes: [String] = []
    switch steps.method {
    case .shapley where steps.parts.count > 1:
      notes.append("a part is the mean over all orders in which the changes can be made (Shapley value)")
    case .shapley: break
    case .ordered(let isUndefined):
      notes.append(
        "a part is what the change adds to those above it"
          + (isUndefined ? "" : ": too many differ for all orders"))
    case .none: notes.append("no parts: a state on the way is not defined" + hole(steps))
    }
    if steps.rest != nil {
      notes.append(
        steps.isStructureFirst
          ? "the structure is changed first, with all else as it was"
          : "the structure is changed last, with all else as it is now")
    }
    return notes
  }

  private func hole(_ steps: ResultChange.Steps) -> String {
    guard let hole = steps.undefined else { return "" }
    let pairing = report.difference.pairing
    let cause = AnswerText.cause(hole.cause)
    switch hole.state {
    case .start: return "; " + report.oldName + (steps.isInNew ? " in the new structure" : "") + ": " + cause
    case .end:
      let isMixed = !steps.isInNew && !pairing.isOneModel
      return "; " + report.newName + (isMixed ? " in the old structure" : "") + ": " + cause
    case .mixed(let moved):
      let model = steps.isInNew ? pairing.new : pairing.old
      return "; only " + moved.map { model.definitions[$0].path }.joined(separator: ", ") + ": " + cause
    }
  }
}

/// Parts and their sum with the same number of places, so that they can be added up.
enum PartText {
  static func signed(_ value: Double, among all: [Double], _ unit: Unit) -> String {
    let factor = unit.style == .percent || unit.style == .points ? 2 : unit.style == .basisPoints ? 4 : 0
    guard let largest = DecimalDigits(all.map { ($0 / unit.scale).magnitude }.max() ?? 0),
      let digits = DecimalDigits(value / unit.scale)
    else { return "n/a" }
    let isMoney = unit.factors.contains { $0.dimension.exponents.keys.contains(where: UnitTable.isCurrency) }
    let least = isMoney && largest.magnitude < 6 ? 2 : 0
    let places = max(least, 3 - largest.shifted(factor).magnitude)
    let rounded = digits.shifted(factor).rounded(places: places)
    let text = rounded.magnitude < -12 && !rounded.isZero ? rounded.scientific : rounded.text(places: places)
    let sign = factor == 2 ? "pp" : factor == 4 ? "bp" : ""
    return (value > 0 && !rounded.isZero ? "+" : "") + text + sign
  }
}

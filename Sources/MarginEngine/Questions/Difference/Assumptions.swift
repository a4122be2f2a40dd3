import MarginModel
import MarginSource
import MarginUnits

/// Finds the inputs that differ between two cases of two models.
struct AssumptionFinder {
  let pairing: ModelPairing
  let oldCase: Int
  let newCase: Int
  let oldResults: Results
  let newResults: Results
  private let likeness: FormulaLikeness
  private let oldLeaves: [Int: [Leaf]]
  private let newLeaves: [Int: [Leaf]]

  init(_ pairing: ModelPairing, _ oldCase: Int, _ newCase: Int, _ oldResults: Results, _ newResults: Results) {
    (self.pairing, self.oldCase, self.newCase) = (pairing, oldCase, newCase)
    (self.oldResults, self.newResults) = (oldResults, newResults)
    likeness = FormulaLikeness(pairing)
    oldLeaves = Dictionary(grouping: pairing.old.leaves, by: \.definition)
    newLeaves = Dictionary(grouping: pairing.new.leaves, by: \.definition)
  }

  private var old: Model { pairing.old }
  private var new: Model { pairing.new }

  func changes() -> [AssumptionChange] {
    let present = new.definitions.compactMap { fresh -> AssumptionChange? in
      guard fresh.purpose == .named, fresh.isInput else { return nil }
      guard let counterpart = pairing.oldOf[fresh.id] else { return change(nil, fresh) }
      return old.definitions[counterpart].isInput ? change(old.definitions[counterpart], fresh) : nil
    }
    return present + pairing.removed.filter(\.isInput).compactMap { change($0, nil) }
  }

  private func change(_ before: Definition?, _ after: Definition?) -> AssumptionChange? {
    guard let before, let after else {
      let words: [(aspect: String, old: String?, new: String?)] = [("text", before?.flatText, after?.flatText)]
      return AssumptionChange(old: before?.id, new: after?.id, values: [], words: words, because: nil, isAlike: false)
    }
    let isAlike = pairing.isOneModel || likeness.areAlike(before, after)
    let values = isAlike && !leavesDiffer(before, after) ? [] : valueChanges(before, after)
    let words = self.words(before, after, isAlike: isAlike)
    guard !values.isEmpty || !words.isEmpty || before.path != after.path && !isInRenamed(before) else { return nil }
    let reason = pairing.isOneModel ? because(before.id, values.first?.member ?? "", [newCase, oldCase], new) : nil
    return AssumptionChange(
      old: before.id, new: after.id, values: values, words: words, because: reason, isAlike: isAlike)
  }

  private func isInRenamed(_ definition: Definition) -> Bool {
    pairing.instances.contains { definition.path.hasPrefix($0.old + ".") }
  }

  // MARK: numbers

  private func leavesDiffer(_ before: Definition, _ after: Definition) -> Bool {
    let carrier = LeafCarrier(pairing, isToNew: true, oldCase, newCase)
    let own = newLeaves[after.id] ?? []
    guard let carried = carrier.carried(from: oldLeaves[before.id] ?? [], onto: own) else { return true }
    return zip(own, carried).contains { leaf, numbers in
      zip(numbers, leaf.cases[newCase]).contains { !isSame($0, $1) }
    }
  }

  private func valueChanges(_ before: Definition, _ after: Definition) -> [ValueChange] {
    let written = writtenLeaf(oldLeaves[before.id]).flatMap { one in
      writtenLeaf(newLeaves[after.id]).map { other in
        compared(
          one.cases[oldCase], one.axes, one.unit, other.cases[newCase], other.axes, other.unit)
      }
    }
    if let written, !written.isEmpty { return written }
    // An input that is bound to a formula, or whose form changed, is told by what it comes to.
    func shown(_ numbers: [Double], _ unit: Unit) -> [Double] { numbers.map { $0 / unit.scale } }
    return compared(
      shown(oldResults.columns[before.id], before.unit), before.axes, before.unit,
      shown(newResults.columns[after.id], after.unit), after.axes, after.unit)
  }

  /// The leaf that holds the numbers of the text.
  private func writtenLeaf(_ leaves: [Leaf]?) -> Leaf? { leaves?.first { [.value, .level].contains($0.role) } }

  /// The numbers of both sides, each in its unit, member by member over the larger one's axes.
  private func compared(
    _ before: [Double], _ oldAxes: [AxisID], _ oldUnit: Unit, _ after: [Double], _ newAxes: [AxisID], _ newUnit: Unit
  ) -> [ValueChange] {
    let forward = CellMap(from: old, to: new, isOneModel: pairing.isOneModel)
    let backward = CellMap(from: new, to: old, isOneModel: pairing.isOneModel)
    let model: Model
    let axes: [AxisID]
    let cells: [(Double?, Double?)]
    if newAxes.count >= oldAxes.count, let carried = forward.carried(before, over: oldAxes, onto: newAxes) {
      (model, axes) = (new, newAxes)
      cells = Array(zip(carried, after.map { $0 }))
    } else if let carried = backward.carried(after, over: newAxes, onto: oldAxes) {
      (model, axes) = (old, oldAxes)
      cells = Array(zip(before.map { $0 }, carried))
    } else {
      return []
    }
    let layout = model.layout(axes)
    let periods = layout.last == 0 ? model.timeline.count : 1
    return stride(from: 0, to: cells.count, by: max(1, periods)).compactMap { start -> ValueChange? in
      let row = start..<min(start + periods, cells.count)
      // A period that only one model has is no change of an input; a member is.
      let isWhole = row.allSatisfy { cells[$0].0 == nil } || row.allSatisfy { cells[$0].1 == nil }
      let differing = row.filter { differ(cells[$0], oldUnit, newUnit, ifMissing: isWhole) }
      guard let first = differing.first, let last = differing.last else { return nil }
      let members = cellMembers(first, layout, model)
      let names = layout.filter { $0 != 0 }.map { model.axes[$0].members[members[$0]].name }
      func place(_ cell: Int, but edge: Int) -> Int? {
        let period = cell - start
        return period == edge || periods == 1 ? nil : newPeriod(period, of: model)
      }
      return ValueChange(
        member: names.joined(separator: ", "), from: place(first, but: 0), to: place(last, but: periods - 1),
        old: cells[first].0, new: cells[first].1, oldUnit: oldUnit, newUnit: newUnit)
    }
  }

  private func newPeriod(_ period: Int, of model: Model) -> Int? {
    new.timeline.period(model.timeline.firstDay(period))
  }

  private func differ(
    _ cell: (Double?, Double?), _ oldUnit: Unit, _ newUnit: Unit, ifMissing: Bool
  ) -> Bool {
    guard let one = cell.0, let other = cell.1 else { return ifMissing }
    if oldUnit.dimension != newUnit.dimension { return true }
    if oldUnit.scale == newUnit.scale { return !isSame(one, other) }
    return !isSame(one * oldUnit.scale, other * newUnit.scale)
  }

  private func isSame(_ one: Double, _ other: Double) -> Bool {
    areClose(one, other, 1e-13) || one.isNaN && other.isNaN
  }

  // MARK: words

  private func words(_ before: Definition, _ after: Definition, isAlike: Bool) -> [(
    aspect: String, old: String?, new: String?
  )] {
    let shapes = [(oldLeaves[before.id], oldCase), (newLeaves[after.id], newCase)].map { leaves, item in
      Self.shapes(leaves ?? [], item)
    }
    func range(_ definition: Definition) -> String? {
      definition.range.map { UnitText.range($0, definition.unit) }
    }
    let all: [(aspect: String, old: String?, new: String?)] = [
      ("name", before.path, isInRenamed(before) ? before.path : after.path),
      ("formula", isAlike ? nil : written(before, after, old), isAlike ? nil : written(after, before, new)),
      ("unit", before.unit.text, after.unit.text), ("shape", shapes[0], shapes[1]),
      ("range", range(before), range(after)),
      ("source", before.source?.text, after.source?.text), ("dated", before.source?.date, after.source?.date),
      ("label", before.label, before.path == after.path ? after.label : before.label),
      ("note", before.note, after.note),
    ]
    return all.filter { $0.old != $0.new }
  }

  /// What stands right of the sign of equality; where that is the same, the whole statement.
  private func written(_ definition: Definition, _ other: Definition, _ model: Model) -> String {
    if definition.flatText != other.flatText { return definition.flatText }
    return model.sources.text(definition.span).split { $0.isWhitespace }.joined(separator: " ")
  }

  /// What the cells of an input are drawn from in a case; nil where they are certain.
  private static func shapes(_ leaves: [Leaf], _ item: Int) -> String? {
    var texts: [String] = []
    for shape in leaves.flatMap({ $0.shapes(in: item) }) {
      let text = "~ " + shape.shape.text
      if !texts.contains(text) { texts.append(text) }
    }
    return texts.isEmpty ? nil : texts.joined(separator: ", ")
  }
}

/// Numbers with their unit as a text writes them.
enum UnitText {
  static func range(_ range: ClosedRange<Double>, _ unit: Unit) -> String {
    func text(_ value: Double) -> String {
      let shown = unit.style == .percent ? value * 100 : value
      let rounded = (shown * 1e9).rounded() / 1e9
      return unit.literal(exactInt(rounded).map(String.init) ?? "\(rounded)")
    }
    return text(range.lowerBound) + " to " + text(range.upperBound)
  }
}

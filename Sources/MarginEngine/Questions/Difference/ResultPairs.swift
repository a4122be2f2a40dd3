import MarginModel

/// One number of a report in both models.
struct ResultPair {
  let old: Model.Reading?
  let new: Model.Reading?
  let place: String
  /// The number's place among those of each reading.
  let oldCell: Int
  let newCell: Int
  let before: Double
  let after: Double

  /// Rounding of sums is no change.
  var isChanged: Bool {
    old == nil || new == nil || !(areClose(before, after, 1e-11) || before.isNaN && after.isNaN)
  }
}

/// Finds the numbers of two models' reports that belong together.
struct ResultPairing {
  private let pairing: ModelPairing
  private let oldResults: Results
  private let newResults: Results

  init(_ pairing: ModelPairing, _ oldResults: Results, _ newResults: Results) {
    (self.pairing, self.oldResults, self.newResults) = (pairing, oldResults, newResults)
  }

  private var old: Model { pairing.old }
  private var new: Model { pairing.new }

  /// In the order of the new reports, then what only the old ones have; each once.
  func pairs() -> [ResultPair] {
    let before = readings(old)
    var isTaken = before.map { _ in false }
    var found: [ResultPair] = []
    for fresh in readings(new) {
      let place = before.indices.first { !isTaken[$0] && isSame(before[$0], fresh) }
      if let place { isTaken[place] = true }
      found += pairs(place.map { before[$0] }, fresh)
    }
    for (place, reading) in before.enumerated() where !isTaken[place] { found += pairs(reading, nil) }
    return found
  }

  /// What the reports show, or without one what nothing else reads.
  private func readings(_ model: Model) -> [Model.Reading] {
    var found: [Model.Reading] = []
    for reading in model.reports.flatMap(\.items)
    where !found.contains(where: { $0.definition == reading.definition && $0.time == reading.time }) {
      found.append(reading)
    }
    if !model.reports.isEmpty { return found }
    let read = Set(
      model.definitions.filter { $0.purpose != .question && $0.purpose != .test }.flatMap {
        dependencies(of: $0).all
      })
    return model.definitions.filter { $0.purpose == .named && !$0.isInput && !read.contains($0.id) }.map { definition in
      let time: Model.Reading.Time =
        !definition.variesInTime ? .constant : definition.rollUp == .none ? .all : .rolledUp
      return Model.Reading(definition: definition.id, time: time, label: definition.label, span: definition.span)
    }
  }

  private func isSame(_ before: Model.Reading, _ after: Model.Reading) -> Bool {
    if pairing.isOneModel { return before.definition == after.definition && before.time == after.time }
    let (one, other) = (old.definitions[before.definition], new.definitions[after.definition])
    if one.purpose == .named || other.purpose == .named {
      guard pairing.newOf[one.id] == other.id else { return false }
    } else if text(before, old) != text(after, new) {
      guard FormulaLikeness(pairing).areAlike(one, other) else { return false }
    }
    switch (before.time, after.time) {
    case (.period(let at), .period(let otherAt)): return old.timeline.label(at) == new.timeline.label(otherAt)
    case (.period, .constant), (.constant, .period): return true
    case (.period, _), (_, .period): return false
    // What varies in time only where a case says so is rolled up there, and is one number else.
    case (.all, .rolledUp), (.rolledUp, .all): return false
    default: return true
    }
  }

  private func text(_ reading: Model.Reading, _ model: Model) -> String {
    model.sources.text(reading.span).split { $0.isWhitespace }.joined(separator: " ")
  }

  private func pairs(_ before: Model.Reading?, _ after: Model.Reading?) -> [ResultPair] {
    let olds = before.map { numbers($0, old, oldResults) } ?? [:]
    let news = after.map { numbers($0, new, newResults) } ?? [:]
    var members: [String] = []
    if let after { members = memberNames(after, new) }
    if let before { members += memberNames(before, old).filter { !members.contains($0) } }
    return members.map { member in
      let (one, other) = Self.alongside(olds[member] ?? [], news[member] ?? [])
      let labels = (after != nil ? new : old).timeline.labels
      let known = Dictionary(one.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
      // Of a series the period in which it differs most stands for all.
      var best: (label: String, old: Number?, new: Number?)?
      var most = -1.0
      for label in other.map(\.label) + one.map(\.label).filter({ name in !other.contains { $0.label == name } }) {
        let (left, right) = (known[label], other.first { $0.label == label })
        let both = left != nil && right != nil
        guard both || one.isEmpty || other.isEmpty else { continue }
        let gap = ((right?.value ?? .nan) - (left?.value ?? .nan)).magnitude
        let size = gap.isNaN ? (left?.value.isNaN == right?.value.isNaN ? 0 : .infinity) : gap
        if size > most { (best, most) = ((label, left, right), size) }
      }
      let isSeries = max(one.count, other.count) > 1 && labels.count > 1
      let place = [member, isSeries ? best?.label ?? "" : ""].filter { !$0.isEmpty }.joined(separator: ", ")
      return ResultPair(
        old: one.isEmpty ? nil : before, new: other.isEmpty ? nil : after, place: place, oldCell: best?.old?.cell ?? 0,
        newCell: best?.new?.cell ?? 0, before: best?.old?.value ?? .nan, after: best?.new?.value ?? .nan)
    }
  }

  /// Beside a series, one number is that of every period.
  private static func alongside(_ one: [Number], _ other: [Number]) -> ([Number], [Number]) {
    func spread(_ single: [Number], _ series: [Number]) -> [Number] {
      guard let number = single.first, single.count == 1, number.label.isEmpty, series.count > 1 else { return single }
      return series.map { Number(label: $0.label, cell: number.cell, value: number.value) }
    }
    return (spread(one, other), spread(other, one))
  }

  private struct Number {
    let label: String
    let cell: Int
    let value: Double
  }

  private func memberNames(_ reading: Model.Reading, _ model: Model) -> [String] {
    let axes = readAxes(reading, model).filter { $0 != 0 }
    return (0..<model.count(axes)).map { cell in
      let members = cellMembers(cell, axes, model)
      return axes.sorted { model.axes[$0].name < model.axes[$1].name }
        .map { model.axes[$0].members[members[$0]].name }.joined(separator: ", ")
    }
  }

  /// By member the numbers of a reading, one or one a period.
  private func numbers(_ reading: Model.Reading, _ model: Model, _ results: Results) -> [String: [Number]] {
    let values = read(reading, model, results)
    let names = memberNames(reading, model)
    let periods = readAxes(reading, model).contains(0) ? model.timeline.count : 1
    var found: [String: [Number]] = [:]
    for (row, name) in names.enumerated() {
      found[name] = (0..<periods).compactMap { period in
        let cell = row * periods + period
        guard values.indices.contains(cell) else { return nil }
        return Number(label: periods == 1 ? "" : model.timeline.label(period), cell: cell, value: values[cell])
      }
    }
    return found
  }
}

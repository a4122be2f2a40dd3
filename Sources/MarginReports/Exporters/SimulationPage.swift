import MarginEngine
import MarginFunctions
import MarginModel
import MarginUnits

extension AnswerPage {
  /// The answer to a simulation: the percentiles of all results, the picture and the drivers of each, and how often the
  /// checks hold.
  package mutating func add(_ simulation: Model.Simulation, _ outcome: SimulationOutcome) {
    let answer = SimulationAnswerText(model: model, simulation: simulation, outcome: outcome)
    sections += answer.percentiles + answer.pictures + answer.checks
    records.append(answer.record)
    if lines.isEmpty {
      lines.append(["simulation", "result", "unit", "kind", "name", "value"])
    }
    lines += answer.lines
  }
}

/// What a simulation says of its results.
struct SimulationAnswerText {
  let model: Model
  let simulation: Model.Simulation
  let outcome: SimulationOutcome
  let words: AnswerWords

  init(model: Model, simulation: Model.Simulation, outcome: SimulationOutcome) {
    self.model = model
    self.simulation = simulation
    self.outcome = outcome
    words = AnswerWords(model: model)
  }

  /// The levels that a table shows.
  static let shown = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]

  static func quantile(_ value: SimulatedValue, _ level: Double) -> Double {
    guard let place = SimulationOutcome.levels.firstIndex(where: { abs($0 - level) < 1e-9 }) else { return .nan }
    return value.quantiles[place]
  }

  func isTruth(_ value: SimulatedValue) -> Bool { model.definitions[value.reading.definition].type == .truth }

  private var numbers: [SimulatedValue] { outcome.values.filter { !isTruth($0) } }

  /// `100,000 draws of 3 uncertain inputs, seed 7`
  var how: String {
    var parts = [
      "\(count(outcome.draws)) draws of \(counted(outcome.inputs.count, "uncertain input", "uncertain inputs"))"
    ]
    switch outcome.sampling {
    case .plain: break
    case .latin: parts.append("Latin hypercube")
    case .sobol: parts.append("scrambled Sobol points")
    }
    parts.append("seed \(outcome.seed)")
    let others = outcome.certainInputs
    let rest =
      others == 0 || outcome.inputs.isEmpty ? "" : "; \(counted(others, "other is", "others are")) taken as certain"
    return parts.joined(separator: ", ") + rest
  }

  /// What a reader has to know beside the numbers.
  var remarks: [String] {
    var notes: [String] = []
    if outcome.draws < outcome.wanted {
      notes.append("stopped: \(count(outcome.draws)) of \(count(outcome.wanted)) draws are done")
    } else if outcome.wanted != simulation.draws {
      notes.append("Sobol points come in powers of 2: \(count(outcome.wanted)) instead of \(count(simulation.draws))")
    }
    if outcome.inputs.isEmpty {
      notes.append("nothing that these results depend on is uncertain: give inputs a shape, such as `~ LOW to HIGH`")
    }
    if let off = offCentre { notes.append(off) }
    if outcome.sampling != .plain { notes.append("the error of the mean is that of plain draws; here it is smaller") }
    if let off = outcome.values.map(\.rankError).max(), off > 0 {
      notes.append("percentiles are within \(NumberText.value(off, .percent)) of their rank")
    }
    if outcome.reach < 1 {
      notes.append("correlations are reached to \(NumberText.value(outcome.reach, .percent)) of what is stated")
    }
    if outcome.beyondSobol > 0 {
      notes.append(
        "\(counted(outcome.beyondSobol, "input is", "inputs are")) drawn plainly: there are 256 Sobol dimensions")
    }
    return notes
  }

  /// Where the number without chance lies outside the middle half of the draws: the inputs that make it so.
  private var offCentre: String? {
    let isApart = numbers.contains { value in
      value.base < Self.quantile(value, 0.25) || value.base > Self.quantile(value, 0.75)
    }
    guard isApart else { return nil }
    let places = outcome.inputs.compactMap { input in
      model.offCentre(input.definition, in: outcome.caseIndex).map {
        "the base of \(model.definitions[input.definition].label) at \($0.level) of its shape"
      }
    }
    return places.isEmpty ? nil : "a base lies outside p25 to p75 of its draws: " + places.joined(separator: ", ")
  }

  func count(_ number: Int) -> String { DecimalDigits(Double(number))?.text() ?? "\(number)" }

  /// The percentiles of all results beside each other, a few of them in a table.
  var percentiles: [AnswerPage.Section] {
    let truths = outcome.values.filter(isTruth)
    var sections: [AnswerPage.Section] = []
    // As many beside each other as a terminal is wide.
    var groups: [[SimulatedValue]] = []
    var width = 0
    for value in numbers {
      let own = max(12, heading(value).count) + 2
      if groups.isEmpty || width + own > 92 {
        groups.append([])
        width = 0
      }
      groups[groups.count - 1].append(value)
      width += own
    }
    for (place, group) in groups.enumerated() {
      sections.append(
        AnswerPage.Section(
          title: place == 0 ? title : title + ", continued", lead: place == 0 ? [how] : [],
          heads: [""] + group.map { heading($0) }, rows: rows(group), right: Set(1...group.count),
          notes: place == groups.count - 1 ? remarks : []))
    }
    guard !truths.isEmpty else { return sections }
    sections.append(
      AnswerPage.Section(
        title: groups.isEmpty ? title : "Truths", lead: groups.isEmpty ? [how] : [],
        heads: ["", "Base", "Holds in", "Undefined"],
        rows: truths.map { value in
          [
            value.reading.label, value.base.isNaN ? "n/a" : value.base != 0 ? "true" : "false",
            chance(of: value.moments.mean), value.undefined == 0 ? "" : shareOfDraws(value.undefined),
          ]
        }, right: [2, 3], notes: groups.isEmpty ? remarks : []))
    return sections
  }

  private var title: String {
    let all = simulation.values.map(\.label).joined(separator: ", ")
    return simulation.label.hasSuffix(all) ? simulation.label.dropLast(all.count) + "Simulation" : simulation.label
  }

  /// `Saving [USD], total`
  private func heading(_ value: SimulatedValue) -> String {
    let unit = words.unit(value.reading)
    return name(value) + (unit.isEmpty ? "" : " [" + unit + "]")
  }

  /// A result with its time where its label does not tell it.
  func name(_ value: SimulatedValue) -> String {
    let label = value.reading.label
    switch value.reading.time {
    case .period(let period) where !label.contains(model.timeline.label(period)):
      return label + ", " + model.timeline.label(period)
    default: return label
    }
  }

  private func rows(_ group: [SimulatedValue]) -> [[String]] {
    func row(_ name: String, _ number: (SimulatedValue) -> Double) -> [String] {
      [name] + group.map { words.value(number($0), $0.reading) }
    }
    var rows = [
      row("base, without chance", \.base), row("mean", \.moments.mean),
      row("its standard error", \.moments.standardError), row("standard deviation", \.moments.deviation),
      row("lowest", { $0.moments.count > 0 ? $0.moments.least : .nan }),
    ]
    rows += Self.shown.map { level in row(levelName(level), { Self.quantile($0, level) }) }
    rows.append(row("highest", { $0.moments.count > 0 ? $0.moments.greatest : .nan }))
    if group.contains(where: { $0.undefined > 0 }) {
      rows.append(["undefined, left out above"] + group.map { shareOfDraws($0.undefined) })
    }
    return rows
  }

  /// `p10`
  func levelName(_ level: Double) -> String { "p" + NumberText.value(level * 100, .plain) }

  func share(_ value: Double) -> String { value.isFinite ? NumberText.value(value, .percent) : "n/a" }

  /// A share of a variance, of which less than a thousandth is nothing but chance.
  private func part(_ value: Double) -> String { value.isFinite && value < 0.0005 ? "0%" : share(value) }

  /// A share of all draws; what nearly always holds is not always so.
  func chance(_ held: Int) -> String {
    outcome.draws > 0 ? chance(of: Double(held) / Double(outcome.draws)) : "n/a"
  }

  private func chance(of share: Double) -> String {
    share < 1 && share > 0.9995 ? "over 99.9%" : self.share(share)
  }

  func shareOfDraws(_ number: Int) -> String {
    guard number > 0, outcome.draws > 0 else { return "0" }
    return count(number) + " (" + share(Double(number) / Double(outcome.draws)) + ")"
  }

  /// Histogram, S-curve and drivers of each result.
  var pictures: [AnswerPage.Section] {
    numbers.map { value in
      AnswerPage.Section(
        title: name(value), heads: driverHeads, rows: isCertain(value) ? [] : driverRows(value), right: [1, 3, 4],
        drawing: 2, notes: isCertain(value) ? ["it depends on no uncertain input"] : driverNotes(value),
        sketch: sketch(value))
    }
  }

  /// Whether none of the inputs that are drawn reaches a result.
  private func isCertain(_ value: SimulatedValue) -> Bool {
    let drawn = Set(outcome.inputs.map(\.definition))
    var seen: Set<Int> = []
    var waiting = [value.reading.definition]
    while let next = waiting.popLast() {
      guard model.definitions.indices.contains(next), seen.insert(next).inserted else { continue }
      if drawn.contains(next) { return false }
      waiting += dependencies(of: model.definitions[next]).all
    }
    return true
  }

  private var hasShares: Bool { outcome.shareEvaluations != nil }

  private var driverHeads: [String] {
    ["What drives it", "Rank correlation", ""] + (hasShares ? ["Own share", "With others"] : [])
  }

  /// The inputs by what they do to a result.
  func drivers(_ value: SimulatedValue) -> [Int] {
    func weight(_ input: Int) -> Double {
      let weight = value.shares.map { $0.total[input] } ?? abs(value.ranks[input])
      return weight.isFinite ? weight : -1
    }
    return outcome.inputs.indices.sorted { (weight($0), $1) > (weight($1), $0) }
  }

  private func driverRows(_ value: SimulatedValue) -> [[String]] {
    drivers(value).prefix(12).map { input in
      let rank = value.ranks[input]
      let bar = value.shares.map { $0.total[input] } ?? abs(rank)
      return [inputLabel(input), signed(rank), Sketches.bar(bar, of: 20)]
        + (value.shares.map { [part($0.first[input]), part($0.total[input])] }
          ?? (hasShares ? ["n/a", "n/a"] : []))
    }
  }

  func inputLabel(_ input: Int) -> String { model.definitions[outcome.inputs[input].definition].label }

  func signed(_ rank: Double) -> String {
    guard rank.isFinite else { return "n/a" }
    let text = DecimalDigits(rank)?.rounded(places: 2).text(places: 2) ?? "n/a"
    return rank > 0 ? "+" + text : text
  }

  private func driverNotes(_ value: SimulatedValue) -> [String] {
    guard !outcome.inputs.isEmpty else { return [] }
    var notes: [String] = []
    if outcome.inputs.count > 12 { notes.append("and \(outcome.inputs.count - 12) more inputs") }
    if let evaluations = outcome.shareEvaluations {
      let apart = model.correlations.isEmpty ? "" : ", with the inputs drawn independently of each other"
      notes.append(
        value.shares == nil
          ? "it has no variance to share"
          : "shares of the variance (Sobol indices), from \(count(evaluations)) evaluations\(apart)")
    }
    return notes
  }

  /// Histogram and S-curve beside each other, over one axis.
  private func sketch(_ value: SimulatedValue) -> [String] {
    guard let histogram = value.histogram, let low = histogram.edges.first, let high = histogram.edges.last,
      let most = histogram.counts.max(), most > 0
    else { return [] }
    let all = Double(histogram.counts.reduce(histogram.below + histogram.above, +))
    let left = Sketches.columns(histogram.counts.map { Double($0) / Double(most) }, rows: 5)
    var sum = Double(histogram.below)
    let curve = histogram.counts.map { count -> Double in
      sum += Double(count)
      return sum / all
    }
    let right = Sketches.columns(curve, rows: 5)
    let ends = (words.value(low, value.reading), words.value(high, value.reading))
    let width = max(histogram.counts.count, ends.0.count + ends.1.count + 2)
    let axis = ends.0 + String(repeating: " ", count: width - ends.0.count - ends.1.count) + ends.1
    let line = String(repeating: "─", count: width)
    let names = ["how often", "at most"].map { $0.filled(to: width) }
    let marks = ["100%", "", "50%", "", ""].map { $0.filled(to: 4) }
    let rows = zip(zip(left, right), marks).map { pair, mark in
      pair.0.filled(to: width) + "    " + mark + " " + pair.1
    }
    return [names[0] + "         " + names[1]] + rows + [line + "         " + line, axis + "         " + axis]
  }

  /// How often the checks of the model hold.
  var checks: [AnswerPage.Section] {
    guard !outcome.checks.isEmpty else { return [] }
    let rows = outcome.checks.map { check in
      [
        model.checks[check.check].label, check.base.rawValue, chance(check.held),
        check.undefined == 0 ? "" : shareOfDraws(check.undefined),
      ]
    }
    let isUndefined = outcome.checks.contains { $0.undefined > 0 }
    return [
      AnswerPage.Section(
        title: "How often the checks hold", heads: ["Check", "Base", "Holds in"] + (isUndefined ? ["Undefined"] : []),
        rows: rows.map { isUndefined ? $0 : Array($0.prefix(3)) }, right: [2, 3])
    ]
  }
}

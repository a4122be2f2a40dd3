import MarginEngine
import MarginModel
import MarginUnits

extension AnswerPage {
  /// The answers to tornados: a section for each result, its inputs by how far they move it.
  package mutating func add(_ tornado: Model.Tornado, _ outcome: TornadoOutcome) {
    if lines.isEmpty {
      lines.append([
        "tornado", "result", "unit", "base", "input", "low", "high", "input_unit", "at_low", "at_high", "swing",
        "share", "direction",
      ])
    }
    var results: [JSONText] = []
    for place in tornado.values.indices {
      let part = TornadoPart(model: model, tornado: tornado, outcome: outcome, place: place)
      sections.append(part.section)
      results.append(part.record)
      lines += part.lines
    }
    records.append(.object([("label", .text(tornado.label)), ("results", .lines(results))]))
  }
}

/// What a tornado says of one of its results.
struct TornadoPart {
  let tornado: Model.Tornado
  let outcome: TornadoOutcome
  let reading: Model.Reading
  let base: Double
  /// Those that are shown, and the rest.
  let shown: [TornadoOutcome.Effect]
  let others: [TornadoOutcome.Effect]
  let idle: Int
  let words: AnswerWords

  init(model: Model, tornado: Model.Tornado, outcome: TornadoOutcome, place: Int) {
    self.tornado = tornado
    self.outcome = outcome
    reading = tornado.values[place]
    base = outcome.base[place]
    let (effects, idle) = outcome.effects(on: place)
    // What makes a result undefined is told however few bars are asked for.
    let undefined = effects.filter(\.swing.isNaN)
    let defined = effects.filter { !$0.swing.isNaN }
    let count = min(tornado.top ?? defined.count, defined.count)
    shown = Array(defined.prefix(count)) + undefined
    others = Array(defined.dropFirst(count))
    self.idle = idle
    words = AnswerWords(model: model)
  }

  var section: AnswerPage.Section {
    let number = words.value(base, reading, withUnit: true)
    let reason = base.isNaN ? ": nothing can be compared with it" : ""
    let rows = shown.map { effect in
      let bar = outcome.bars[effect.bar]
      return [
        bar.input.label, ends(bar), words.close(effect.low, reading), words.close(effect.high, reading),
        words.close(effect.swing, reading), share(effect.share), drawing(effect),
      ]
    }
    return AnswerPage.Section(
      title: title,
      lead: ["\(reading.label) is \(number)\(reason); \(moves)"],
      heads: ["Input", "From, to", "At low", "At high", "Swing", "Share", ""], rows: rows, right: [2, 3, 4, 5],
      drawing: 6,
      notes: notes,
      key: shown.contains { !$0.swing.isNaN } ? ["░ at the low end of the input, █ at its high end, │ the base"] : [])
  }

  /// Of several results, which one it is; a title that names them all names this one.
  private var title: String {
    guard tornado.values.count > 1 else { return tornado.label }
    let all = "What moves " + tornado.values.map(\.label).joined(separator: ", ")
    guard tornado.label.hasSuffix(all) else {
      let names = tornado.values.map(\.label).joined(separator: ", ")
      return tornado.label == names ? reading.label : tornado.label + ": " + reading.label
    }
    return tornado.label.dropLast(all.count) + "What moves " + reading.label
  }

  /// How far each input goes, where that is the same for all.
  private var moves: String {
    let first = tornado.swings.first?.swing
    let isOne = tornado.swings.allSatisfy { $0.swing == first }
    switch first {
    case .share(let share)? where isOne:
      return "each input alone, \(NumberText.value(share, .percent)) less and more"
    case .points(let points)? where isOne:
      return "each input alone, \(NumberText.value(points, .percent).dropLast())pp less and more"
    case .quantiles(let low, let high)? where isOne: return "each input alone, from p\(level(low)) to p\(level(high))"
    default: return "each input alone, to both its ends"
    }
  }

  private func level(_ share: Double) -> String { NumberText.value(share * 100, .plain) }

  private func share(_ share: Double) -> String { share.isFinite ? NumberText.value(share, .percent) : "n/a" }

  /// `64.8% to 97.2%`, or of several numbers `80% to 120% of it`.
  private func ends(_ bar: TornadoOutcome.Bar) -> String {
    if let low = bar.low.number, let high = bar.high.number {
      let leaf = bar.input.leaf
      return words.with(
        words.number(low, leaf: leaf) + " to " + words.number(high, leaf: leaf), unit: words.unit(leaf: leaf))
    }
    guard bar.low.factor != nil else { return "each of its cells" }
    let factors = [bar.low.factor, bar.high.factor].map { NumberText.value($0 ?? .nan, .percent) }
    return factors[0] + " to " + factors[1] + " of it"
  }

  private static let half = 12

  /// `      ░░░░│████    `: from the base to the result at the low end and at the high end.
  private func drawing(_ effect: TornadoOutcome.Effect) -> String {
    let most = shown.flatMap { [$0.low, $0.high] }.filter(\.isFinite).map { abs($0 - base) }.max() ?? 0
    guard !effect.swing.isNaN, most > 0 else { return "" }
    func length(_ result: Double) -> Int { wholeLength(abs(result - base) / most * Double(Self.half)) }
    func side(_ below: Bool) -> [Character] {
      var cells = Array(repeating: Character(" "), count: Self.half)
      let parts = [(effect.low, Character("░")), (effect.high, Character("█"))]
      for (result, sign) in parts.sorted(by: { length($0.0) > length($1.0) }) where (result < base) == below {
        for cell in 0..<length(result) { cells[cell] = sign }
      }
      return cells
    }
    return String(side(true).reversed()) + "│" + String(side(false))
  }

  private func wholeLength(_ length: Double) -> Int { (0..<Self.half).count { Double($0) + 0.5 <= length } }

  private var notes: [String] {
    var notes: [String] = []
    if shown.isEmpty { notes.append("no input moves it") }
    if !others.isEmpty {
      let rest = others.map(\.share).reduce(0, +)
      notes.append("\(counted(others.count, "input", "inputs")) more, with \(share(rest)) of the swings together")
    }
    let stopped = shown.flatMap { effect -> [String] in
      let bar = outcome.bars[effect.bar]
      return [bar.low, bar.high].filter(\.isClipped).map { end in
        let at =
          end.number.map { words.number($0, leaf: bar.input.leaf) }
          ?? NumberText.value(end.factor ?? .nan, .percent) + " of it"
        return bar.input.label + " at " + at
      }
    }
    if !stopped.isEmpty { notes.append("stopped by its range: " + stopped.joined(separator: "; ")) }
    if !leftOut.isEmpty { notes.append("left out: " + leftOut.joined(separator: ", ")) }
    return notes + causes
  }

  private var leftOut: [String] {
    func said(_ omission: TornadoOutcome.Omission, _ one: String, _ many: String) -> String? {
      outcome.leftOut[omission].map { counted($0, one, many) }
    }
    return [
      idle > 0 ? counted(idle, "that changes nothing", "that change nothing") : nil,
      said(.unreached, "that no formula leads from", "that no formula leads from"),
      said(.zero, "that is 0", "that are 0"),
      said(.certain, "without a shape", "without a shape"),
      said(.set, "set by the case", "set by the case"),
      said(.shareless, "that is no share", "that are no share"),
      said(.fixed, "with no room in its range", "with no room in their ranges"),
    ].compactMap { $0 }
  }

  private var causes: [String] {
    guard let place = tornado.values.firstIndex(where: { $0.span == reading.span }) else { return [] }
    return shown.filter(\.swing.isNaN).flatMap { effect -> [String] in
      let bar = outcome.bars[effect.bar]
      return [(bar.low, "low"), (bar.high, "high")].compactMap { end, name in
        guard end.results[place].isNaN else { return nil }
        return "n/a at the \(name) end of \(bar.input.label): " + Figures.words(end.causes[place])
      }
    }
  }

  var record: JSONText {
    let bars = shown.map { effect -> JSONText in
      let bar = outcome.bars[effect.bar]
      func end(_ end: TornadoOutcome.End) -> JSONText {
        end.number.map { .number(words.exact($0, leaf: bar.input.leaf)) } ?? .null
      }
      var fields: [(String, JSONText)] = [
        ("input", .text(words.path(leaf: bar.input.leaf))), ("label", .text(bar.input.label)),
        ("unit", .text(words.unit(leaf: bar.input.leaf))), ("low", end(bar.low)), ("high", end(bar.high)),
      ]
      if let low = bar.low.factor, let high = bar.high.factor {
        fields.append(("factors", .list([.number(low), .number(high)])))
      }
      return .record(
        fields + [
          ("at_low", .number(words.exact(effect.low, reading))),
          ("at_high", .number(words.exact(effect.high, reading))),
          ("swing", .number(words.exact(effect.swing, reading))), ("share", .number(effect.share)),
          ("direction", .text(effect.direction.rawValue)),
          ("clipped", .truth(bar.low.isClipped || bar.high.isClipped)),
        ])
    }
    var leftOut: [(String, JSONText)] = [("idle", .number(Double(idle)))]
    leftOut += TornadoOutcome.Omission.allCases.map { ($0.rawValue, .number(Double(outcome.leftOut[$0] ?? 0))) }
    return .object([
      ("result", .text(reading.label)), ("unit", .text(words.unit(reading))),
      ("base", .number(words.exact(base, reading))), ("bars", .lines(bars)),
      (
        "others",
        .record([
          ("count", .number(Double(others.count))), ("share", .number(others.map(\.share).reduce(0, +))),
        ])
      ), ("left_out", .record(leftOut)),
    ])
  }

  var lines: [[String]] {
    shown.map { effect in
      let bar = outcome.bars[effect.bar]
      let leaf = bar.input.leaf
      func end(_ end: TornadoOutcome.End) -> String {
        end.number.map { MachineText.number(words.exact($0, leaf: leaf)) }
          ?? end.factor.map { MachineText.number($0) + "x" } ?? ""
      }
      return [
        tornado.label, reading.label, words.unit(reading), MachineText.number(words.exact(base, reading)),
        words.path(leaf: leaf), end(bar.low), end(bar.high), words.unit(leaf: leaf),
        MachineText.number(words.exact(effect.low, reading)), MachineText.number(words.exact(effect.high, reading)),
        MachineText.number(words.exact(effect.swing, reading)), MachineText.number(effect.share),
        effect.direction.rawValue,
      ]
    }
  }
}

extension MachineText {
  /// Empty where the number is undefined.
  static func number(_ value: Double) -> String { self.value(value, .quantity(.plain)) ?? "" }
}

import MarginUnits

/// Bars that lie below each other, each with words before it and its number behind it: values side by side, a waterfall
/// that leads from one number to another, or what an input does at its two ends.
struct BarChart: Sendable {
  struct Bar: Sendable {
    let label: String
    /// From and to, in the chart's unit, with the place of its colour.
    let parts: [(from: Double, to: Double, series: Int)]
    /// What stands behind it.
    let number: String
    var isBold = false
    /// The number at which the next bar begins, to which a thin line leads.
    var leadsTo: Double?
  }

  let title: String
  let words: String
  let unit: Unit
  let bars: [Bar]
  /// A line through all bars, such as the base of a tornado.
  var line: Double?
  var zero = PlotScale.Zero.always
  /// Where an axis is cut that would leave no room for what is told: bars that come from 0 come from here.
  var cut: Double?
  var note = ""
  var key: [String] = []
  var numbers: PageTable?

  private static let labels = 168.0
  /// Words of two lines need more room.
  private var row: Double { bars.contains { Self.lines($0.label, to: Self.labels - 10).count > 1 } ? 32 : 24 }
  private static let top = 8.0

  var chart: PageChart {
    let room = Double(bars.map(\.number.count).max() ?? 0) * 6.6 + 8
    let right = PageChart.width - min(110, room)
    let ends =
      bars.flatMap { $0.parts.flatMap { [start($0.from), $0.to] } } + (line.map { [$0] } ?? [])
    let scale = PlotScale(ends, unit, zero: zero, from: Self.labels, to: right, about: 4)
    let bottom = Self.top + Double(bars.count) * row + 4
    var marks = axis(scale, bottom)
    for (place, bar) in bars.enumerated() { marks += drawn(bar, place, scale, right) }
    if let line, line.isFinite {
      marks.append(Drawing.line(scale.place(line), Self.top - 4, scale.place(line), bottom, isAxis: true))
    }
    return PageChart(
      title: title, words: words, height: bottom + 22, marks: marks, key: key.map { ($0, false) }, note: note,
      numbers: numbers)
  }

  private func axis(_ scale: PlotScale, _ bottom: Double) -> [Markup] {
    var marks: [Markup] = []
    var free = -Double.infinity
    for tick in scale.ticks {
      let x = scale.place(tick)
      marks.append(Drawing.line(x, Self.top - 4, x, bottom, isAxis: tick == 0))
      let half = Double(scale.text(tick).count) * 3.3 + 4
      guard x - half >= free else { continue }
      marks.append(Drawing.text(scale.text(tick), x, bottom + 16, .middle))
      free = x + half
    }
    return marks
  }

  private func drawn(_ bar: Bar, _ place: Int, _ scale: PlotScale, _ right: Double) -> [Markup] {
    let y = Self.top + Double(place) * row
    let middle = y + row / 2 + 4
    let words = Self.lines(bar.label, to: Self.labels - 10)
    let first = middle - Double(words.count - 1) * 6.5
    var marks = words.enumerated().map { line, text in
      Drawing.text(
        text, Self.labels - 8, first + Double(line) * 13, .end, isQuiet: false, isBold: bar.isBold)
    }
    for part in bar.parts where part.from.isFinite && part.to.isFinite {
      marks.append(
        Drawing.bar(
          scale.place(start(part.from)), y + 5, scale.place(part.to), y + row - 5, series: part.series,
          hint: bar.label + ": " + bar.number))
    }
    if let next = bar.leadsTo, next.isFinite, place + 1 < bars.count {
      marks.append(Drawing.line(scale.place(next), y + 5, scale.place(next), y + row * 2 - 5, isAxis: true))
    }
    marks.append(Drawing.text(bar.number, PageChart.width - 2, middle, .end, isQuiet: false, isBold: bar.isBold))
    return marks
  }

  private func start(_ from: Double) -> Double { from == 0 ? cut ?? 0 : from }

  /// A text on one line or two of a width; what does not fit stands in the table.
  static func lines(_ text: String, to width: Double) -> [String] {
    let most = (1...80).last { Double($0) * 6.2 <= width } ?? 1
    func short(_ text: String) -> String { text.count <= most ? text : String(text.prefix(most - 1)) + "…" }
    guard text.count > most else { return [text] }
    var (first, rest) = ("", text.split(separator: " ")[...])
    while let word = rest.first, first.count + word.count < most || first.isEmpty {
      first += (first.isEmpty ? "" : " ") + word
      rest.removeFirst()
    }
    return [short(first)] + (rest.isEmpty ? [] : [short(rest.joined(separator: " "))])
  }
}

extension BarChart {
  /// A step of a waterfall: what it adds.
  struct Step: Sendable {
    let label: String
    let part: Double
    let words: String
  }

  /// From a number by its steps to another one; what grows and what shrinks have colours of their own. Nil where one of
  /// the numbers is undefined.
  static func waterfall(
    title: String, unit: Unit, start: (label: String, value: Double), steps: [Step],
    end: (label: String, value: Double)
  ) -> BarChart? {
    let numbers = [start.value, end.value] + steps.map(\.part)
    guard numbers.allSatisfy(\.isFinite) else { return nil }
    func shown(_ value: Double) -> String { NumberText.value(value, unit) }
    var level = start.value
    var bars = [
      Bar(
        label: start.label, parts: [(0, start.value, 7)], number: shown(start.value), isBold: true, leadsTo: level)
    ]
    for step in steps {
      let next = level + step.part
      bars.append(
        Bar(label: step.label, parts: [(level, next, step.part < 0 ? 2 : 0)], number: step.words, leadsTo: next))
      level = next
    }
    bars.append(Bar(label: end.label, parts: [(0, end.value, 7)], number: shown(end.value), isBold: true))
    let levels = bars.flatMap { $0.parts.map(\.to) }
    let (low, high) = (levels.min() ?? 0, levels.max() ?? 0)
    let isCut = low > 0 && high - low < high / 4 || high < 0 && high - low < -low / 4
    let margin = max(high - low, max(high.magnitude, low.magnitude) / 100) / 2
    let told = steps.prefix(12).map { $0.label + " " + $0.words }.joined(separator: "; ")
    return BarChart(
      title: title,
      words: "A waterfall from \(start.label), \(shown(start.value)), to \(end.label), \(shown(end.value)): \(told).",
      unit: unit, bars: bars, zero: isCut ? .free : .always,
      cut: isCut ? (low > 0 ? low - margin : high + margin) : nil,
      note: isCut ? "The axis does not begin at 0, so that the steps can be seen." : "")
  }
}

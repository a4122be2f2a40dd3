import MarginEngine
import MarginModel
import MarginUnits

/// What the model asks by moving its inputs, in the case at hand.
extension WebPage {
  var analyses: [Markup] {
    comparisons + sensitivities + tornados + searches + fragilities + simulated
  }

  private var emptyPage: AnswerPage {
    AnswerPage(model: model, caseName: figures.caseName, settings: figures.settings, kind: "")
  }

  /// A section of an answer, with charts between its words and its table.
  private func markup(_ section: AnswerPage.Section, charts: [PageChart] = []) -> [Markup] {
    [.element("h3", [:], section.title)] + lines(section.lead) + [plots(charts), PageTable(section).markup]
      + lines(section.notes)
  }

  private func lines(_ lines: [String]) -> [Markup] { lines.map { .element("p", ["class": "small"], $0) } }

  private func markup(_ answer: any AnswerInWords) -> [Markup] {
    [.element("h3", [:], answer.title)] + lines([answer.question]) + [PageTable(answer).markup] + lines(answer.lines)
  }

  private var sensitivities: [Markup] {
    model.sensitivities.flatMap { item -> [Markup] in
      var page = emptyPage
      let found = grid(item, model, caseIndex: caseIndex, threads: availableThreads())
      page.add(item, found, formats: [.section]) { value, member, place in
        whyUndefined(item, model, caseIndex: caseIndex, value: value, member: member, place: place)
      }
      return page.sections.flatMap { markup($0) }
    }
  }

  private var tornados: [Markup] {
    model.tornados.flatMap { tornado -> [Markup] in
      let outcome = tornadoOutcome(tornado, model, caseIndex: caseIndex)
      return tornado.values.indices.flatMap { place -> [Markup] in
        let part = TornadoPart(model: model, tornado: tornado, outcome: outcome, place: place)
        return markup(part.section, charts: part.chart.map { [$0] } ?? [])
      }
    }
  }

  private var searches: [Markup] {
    model.solves.flatMap { markup(SolveWords(solve($0, model, caseIndex: caseIndex), model)) }
      + model.optimisations.flatMap { markup(OptimumWords(optimise($0, model, caseIndex: caseIndex), model)) }
  }

  private var fragilities: [Markup] {
    model.fragilities.flatMap { item -> [Markup] in
      var page = emptyPage
      page.add(item, fragilityOutcome(item, model, caseIndex: caseIndex))
      return page.sections.flatMap { markup($0) }
    }
  }

  private var comparisons: [Markup] {
    model.comparisons.flatMap { comparison -> [Markup] in
      let outcome = compare(comparison, model)
      return outcome.bridges.flatMap { bridge in
        markup(outcome, bridge, from: caseLabel(comparison.from), to: caseLabel(comparison.to))
      }
    }
  }

  private func markup(_ outcome: BridgeOutcome, _ bridge: BridgeOutcome.Bridge, from: String, to: String) -> [Markup] {
    let words = BridgeWords(outcome, bridge, model)
    let table = PageTable(
      heads: Array(words.heads.dropLast()), rows: words.rows.map { $0.dropLast().map { PageTable.Cell($0) } },
      right: [2, 3], isFitting: true)
    let shown = words.rows.dropLast()
    let steps = zip(words.shownParts, shown).map { part, row in
      BarChart.Step(label: row[0], part: part / words.unit.scale, words: row[2])
    }
    let head = NumberText.head(words.unit)
    let chart =
      steps.isEmpty
      ? nil
      : BarChart.waterfall(
        title: words.result + (head.isEmpty ? "" : ", " + head), unit: words.unit,
        start: (from, bridge.start / words.unit.scale), steps: steps, end: (to, bridge.end / words.unit.scale))
    return [.element("h3", [:], from + " to " + to + ": " + words.result)] + lines([words.summary])
      + [plots(chart.map { [$0.chart] } ?? []), table.markup] + lines(words.lines)
  }

  private var simulated: [Markup] {
    zip(model.simulations, simulations).flatMap { simulation, outcome -> [Markup] in
      let answer = SimulationAnswerText(model: model, simulation: simulation, outcome: outcome)
      let numbers = outcome.values.filter { !answer.isTruth($0) }
      let pictures = zip(answer.pictures, numbers).flatMap { section, value in
        markup(section, charts: answer.charts(value))
      }
      return answer.percentiles.flatMap { markup($0) } + pictures + answer.checks.flatMap { markup($0) }
    }
  }
}

extension TornadoPart {
  /// Bars from the base to the result at both ends of each input; nil where nothing can be drawn.
  var chart: PageChart? {
    let drawn = shown.filter(\.swing.isFinite)
    let unit = words.model.definitions[reading.definition].unit
    guard base.isFinite, !drawn.isEmpty else { return nil }
    let bars = drawn.map { effect -> BarChart.Bar in
      let (low, high) = (effect.low / unit.scale, effect.high / unit.scale)
      let own = base / unit.scale
      // The longer one first, so that both are seen where they lie on one side.
      let parts = [(own, low, 0), (own, high, 1)].sorted { ($0.1 - own).magnitude > ($1.1 - own).magnitude }
      return BarChart.Bar(
        label: outcome.bars[effect.bar].input.label, parts: parts.map { (from: $0.0, to: $0.1, series: $0.2) },
        number: words.close(effect.swing, reading))
    }
    let head = NumberText.head(unit)
    let told = zip(bars, drawn).prefix(8).map { bar, effect in
      "\(bar.label) \(words.close(effect.low, reading)) to \(words.close(effect.high, reading))"
    }
    return BarChart(
      title: reading.label + (head.isEmpty ? "" : ", " + head),
      words: "A tornado around the base, \(words.value(base, reading, withUnit: true)): "
        + told.joined(separator: "; ") + ". The number behind a bar is its swing.",
      unit: unit, bars: bars, line: base / unit.scale, zero: .free,
      key: ["at the low end of the input", "at its high end"]
    ).chart
  }
}

extension SimulationAnswerText {
  /// Histogram and S-curve of a result; none where all draws are one number.
  func charts(_ value: SimulatedValue) -> [PageChart] {
    guard let histogram = value.histogram else { return [] }
    let unit = model.definitions[value.reading.definition].unit
    let head = NumberText.head(unit)
    let chart = DistributionChart(
      name: name(value) + (head.isEmpty ? "" : ", " + head), unit: unit,
      edges: histogram.edges.map { $0 / unit.scale }, counts: histogram.counts, below: histogram.below,
      above: histogram.above, base: value.base / unit.scale)
    return [chart.histogram, chart.curve]
  }
}

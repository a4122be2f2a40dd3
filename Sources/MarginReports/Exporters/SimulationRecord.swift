import MarginEngine
import MarginFunctions
import MarginModel

/// A simulation for programs: everything in full precision, results in their own units.
extension SimulationAnswerText {
  var record: JSONText {
    .object([
      ("label", .text(simulation.label)), ("draws", .number(Double(outcome.draws))),
      ("asked", .number(Double(outcome.wanted))), ("seed", .number(Double(outcome.seed))),
      ("sampling", .text(outcome.sampling.rawValue)),
      ("inputs", .lines(outcome.inputs.map(input))), ("results", .lines(outcome.values.map(result))),
      ("checks", .lines(outcome.checks.map(check))),
      ("remarks", .list(remarks.map { .text($0) })),
    ])
  }

  private func input(_ input: SampledInput) -> JSONText {
    .record([
      ("input", .text(words.path(leaf: input.leaf))),
      ("label", .text(model.definitions[input.definition].label)),
      ("shapes", .list(input.texts.map { .text($0) })),
    ])
  }

  private func result(_ value: SimulatedValue) -> JSONText {
    func own(_ number: Double) -> JSONText { .number(words.exact(number, value.reading)) }
    let moments = value.moments
    let head: [(String, JSONText)] = [
      ("result", .text(name(value))), ("unit", .text(words.unit(value.reading))), ("base", own(value.base)),
      ("mean", own(moments.mean)), ("standard_error", own(moments.standardError)),
      ("deviation", own(moments.deviation)),
      ("lowest", own(moments.count > 0 ? moments.least : .nan)),
      ("highest", own(moments.count > 0 ? moments.greatest : .nan)), ("undefined", .number(Double(value.undefined))),
    ]
    if isTruth(value) {
      return .object(
        head.filter { ["result", "base", "undefined"].contains($0.0) }
          + [("holds", .number(moments.mean))])
    }
    var fields = head
    fields.append(
      ("percentiles", .record(zip(SimulationOutcome.levels, value.quantiles).map { (levelName($0), own($1)) })))
    fields.append(("rank_error", .number(value.rankError)))
    if let histogram = value.histogram {
      fields.append(
        (
          "histogram",
          .record([
            ("edges", .list(histogram.edges.map(own))),
            ("counts", .list(histogram.counts.map { .number(Double($0)) })),
            ("below", .number(Double(histogram.below))), ("above", .number(Double(histogram.above))),
          ])
        ))
    }
    fields.append(("drivers", .lines(drivers(value).map { driver($0, value) })))
    return .object(fields)
  }

  private func driver(_ input: Int, _ value: SimulatedValue) -> JSONText {
    var fields: [(String, JSONText)] = [
      ("input", .text(words.path(leaf: outcome.inputs[input].leaf))),
      ("rank_correlation", .number(value.ranks[input])),
    ]
    if let shares = value.shares {
      fields += [("first_order", .number(shares.first[input])), ("total", .number(shares.total[input]))]
    }
    return .record(fields)
  }

  private func check(_ check: SimulatedCheck) -> JSONText {
    .record([
      ("label", .text(model.checks[check.check].label)), ("base", .text(check.base.rawValue)),
      ("holds", .number(outcome.draws > 0 ? Double(check.held) / Double(outcome.draws) : .nan)),
      ("undefined", .number(Double(check.undefined))),
    ])
  }

  /// A line for each number.
  var lines: [[String]] {
    outcome.values.flatMap { value -> [[String]] in
      let (label, unit) = (name(value), words.unit(value.reading))
      func line(_ kind: String, _ name: String, _ number: Double) -> [String] {
        [simulation.label, label, unit, kind, name, MachineText.number(number)]
      }
      func own(_ number: Double) -> Double { words.exact(number, value.reading) }
      let moments = value.moments
      var lines = [line("draws", "", Double(outcome.draws)), line("undefined", "", Double(value.undefined))]
      if isTruth(value) { return lines + [line("holds", "", moments.mean)] }
      lines += [
        line("base", "", own(value.base)), line("mean", "", own(moments.mean)),
        line("standard_error", "", own(moments.standardError)), line("deviation", "", own(moments.deviation)),
      ]
      lines += zip(SimulationOutcome.levels, value.quantiles).map { line("percentile", levelName($0), own($1)) }
      for input in drivers(value) {
        let path = words.path(leaf: outcome.inputs[input].leaf)
        lines.append(line("rank_correlation", path, value.ranks[input]))
        if let shares = value.shares {
          lines += [line("first_order", path, shares.first[input]), line("total", path, shares.total[input])]
        }
      }
      return lines
    }
      + outcome.checks.map { check in
        [
          simulation.label, "", "", "check", model.checks[check.check].label,
          MachineText.number(outcome.draws > 0 ? Double(check.held) / Double(outcome.draws) : .nan),
        ]
      }
  }
}

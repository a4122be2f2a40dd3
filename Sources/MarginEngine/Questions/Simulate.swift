import MarginFunctions
import MarginModel

/// How a simulation is done beside what it asks.
package struct SimulationOptions: Sendable {
  package var caseIndex = 0
  package var threads = 1
  /// Whether the checks of the model are judged in every trial.
  package var judgesChecks = true
  /// Whether the inputs are ranked by what they do to the results.
  package var ranksInputs = true
  /// Whether the shares of the variance are computed, which takes another run.
  package var findsShares = false
  /// Which percentiles are wanted beside those of `SimulationOutcome.levels`: 0.1 is p10.
  package var furtherLevels: [Double] = []
  /// As many numbers of results are kept for exact percentiles.
  package var keptNumbers = 10_000_000
  /// Asked between runs of trials; the answer is then of the trials done.
  package var shouldStop: @Sendable () -> Bool = { false }
  /// Told how many trials are done, by whichever thread did the last of them.
  package var progress: @Sendable (Int) -> Void = { _ in }

  package init() {}
}

/// The distribution of some results.
package struct SimulationOutcome: Sendable {
  package let caseIndex: Int
  /// How many trials were done, and how many were asked: of Sobol points the next power of 2.
  package let draws: Int
  package let wanted: Int
  package let seed: Int
  package let sampling: Model.Sampling
  /// What was drawn, in the order of the model.
  package let inputs: [SampledInput]
  /// How many further inputs with numbers the results depend on, which are taken as certain.
  package let certainInputs: Int
  package let values: [SimulatedValue]
  package let checks: [SimulatedCheck]
  /// How many trials the rank correlations are of.
  package let rankedTrials: Int
  /// How many evaluations the shares of the variance took; nil where there are none.
  package let shareEvaluations: Int?
  /// The share of the stated correlations that is reached.
  package let reach: Double
  /// How many inputs were drawn plainly because there are no more Sobol dimensions.
  package let beyondSobol: Int

  /// The levels of the percentiles: 1%, every twentieth, 99%.
  package static let levels = [0.01] + (1...19).map { Double($0) / 20 } + [0.99]
}

/// One result of a simulation, in base units.
package struct SimulatedValue: Sendable {
  package let reading: Model.Reading
  /// Without chance.
  package let base: Double
  /// Of the trials in which it is defined.
  package let moments: Moments
  package let undefined: Int
  /// By `SimulationOutcome.levels`.
  package let quantiles: [Double]
  /// By `SimulationOptions.furtherLevels`.
  package let furtherQuantiles: [Double]
  /// By how much the probability below a percentile can be off; 0 where they are exact.
  package let rankError: Double
  /// Nil where all are one number.
  package let histogram: Histogram?
  /// By sampled input, the rank correlation with it; NaN where there is none.
  package let ranks: [Double]
  /// By sampled input, shares of the variance, where asked.
  package let shares: SensitivityIndices?
}

/// How often a check holds.
package struct SimulatedCheck: Sendable {
  /// The index in `Model.checks`.
  package let check: Int
  package let held: Int
  package let undefined: Int
  /// Whether it holds without chance.
  package let base: CheckOutcome.State
}

/// Draws the uncertain inputs that the results depend on, in trials that are the same for any number of threads.
package func simulate(_ model: Model, _ asked: Model.Simulation, _ options: SimulationOptions) -> SimulationOutcome {
  let checks = options.judgesChecks ? Array(model.checks.indices) : []
  let wanted = asked.sampling == .sobol ? powerOfTwo(notBelow: asked.draws) : asked.draws
  let draws = Draws(
    model, caseIndex: options.caseIndex, targets: Trials.targets(model, asked.values, checks), draws: wanted,
    seed: asked.seed, sampling: asked.sampling)
  let trials = Trials(model, caseIndex: options.caseIndex, values: asked.values, checks: checks, draws)
  // A rank correlation of as many is off by less than 0.01.
  let ranked = options.ranksInputs ? min(wanted, 1 << 15) : 0
  let empty = Tally(
    results: asked.values.count, checks: checks.count, inputs: draws.inputs.count, draws: wanted,
    keptNumbers: options.keptNumbers, rankedTrials: ranked)
  let runs = (wanted + Trials.perRun - 1) / Trials.perRun
  let progress = options.progress
  var (tally, _) = ChunkLine.run(
    runs, threads: options.threads, into: empty, shouldStop: options.shouldStop,
    progress: { progress(min(wanted, $0 * Trials.perRun)) },
    worker: { line in
      var memory = trials.memory()
      while let run = line.next() {
        let first = run * Trials.perRun
        let count = min(Trials.perRun, wanted - first)
        line.deliver(trials.run(count, from: first, ranked: max(0, min(count, ranked - first)), &memory), of: run)
      }
    })
  let shares =
    options.findsShares
    ? varianceShares(
      model, caseIndex: options.caseIndex, values: asked.values, draws: wanted, seed: asked.seed,
      threads: options.threads, shouldStop: options.shouldStop) : nil
  return outcome(model, asked, options, draws, &tally, wanted: wanted, ranked: ranked, checks, shares)
}

private func outcome(
  _ model: Model, _ asked: Model.Simulation, _ options: SimulationOptions, _ draws: Draws, _ tally: inout Tally,
  wanted: Int, ranked: Int, _ checks: [Int], _ shares: VarianceShares?
) -> SimulationOutcome {
  let base = evaluate(model, caseIndex: options.caseIndex)
  let inputRanks = tally.drawn.map { ranks(of: $0) }
  let values = asked.values.enumerated().map { place, reading -> SimulatedValue in
    let own = Array(tally.values[place].prefix(min(ranked, tally.draws)))
    let found = rankCorrelations(own, tally.drawn, inputRanks)
    let spread = spread(of: place, &tally, further: options.furtherLevels)
    return SimulatedValue(
      reading: reading, base: read(reading, model, base).first ?? .nan, moments: tally.moments[place],
      undefined: tally.draws - tally.moments[place].count, quantiles: spread.quantiles,
      furtherQuantiles: spread.further, rankError: spread.rankError, histogram: spread.histogram, ranks: found,
      shares: shares?.indices[place])
  }
  return SimulationOutcome(
    caseIndex: options.caseIndex, draws: tally.draws, wanted: wanted, seed: asked.seed, sampling: asked.sampling,
    inputs: draws.inputs, certainInputs: draws.certainInputs, values: values,
    checks: checks.enumerated().map { place, check in
      SimulatedCheck(
        check: check, held: tally.held[place], undefined: tally.undefined[place],
        base: judge(model.checks[check], model, base).state)
    }, rankedTrials: min(ranked, tally.draws), shareEvaluations: shares?.evaluations, reach: draws.reach,
    beyondSobol: draws.beyondSobol)
}

/// The rank correlation of a result with each input, over the trials in which the result is defined.
private func rankCorrelations(_ own: [Double], _ drawn: [[Double]], _ inputRanks: [[Double]]) -> [Double] {
  guard !own.isEmpty else { return drawn.map { _ in .nan } }
  guard own.contains(where: \.isNaN) else {
    let ranks = ranks(of: own)
    return inputRanks.map { correlation(ofRanks: $0, ranks) }
  }
  let defined = own.indices.filter { !own[$0].isNaN }
  let ranks = ranks(of: defined.map { own[$0] })
  return drawn.map { input in
    correlation(ofRanks: MarginFunctions.ranks(of: defined.map { input[$0] }), ranks)
  }
}

/// How a result is spread, as far as it is shown.
private struct Spread {
  let quantiles: [Double]
  let further: [Double]
  let histogram: Histogram?
  /// How far off the percentiles can be.
  let rankError: Double
}

private func spread(of place: Int, _ tally: inout Tally, further: [Double]) -> Spread {
  let levels = SimulationOutcome.levels
  // The edges leave out what is rarest, so that one far draw does not press all others into one bin.
  let all = levels + [0.002, 0.998] + further
  func parts(_ found: [Double], _ rankError: Double, _ add: (inout Histogram?) -> Void) -> Spread {
    var histogram = Histogram(from: found[levels.count], to: found[levels.count + 1], about: 36)
    add(&histogram)
    return Spread(
      quantiles: Array(found.prefix(levels.count)), further: Array(found.dropFirst(levels.count + 2)),
      histogram: histogram, rankError: rankError)
  }
  guard tally.keepsAll else {
    let sketch = tally.sketches[place]
    // A thousand numbers, each for as many trials.
    let points = sketch.quantiles(at: (0..<1000).map { (Double($0) + 0.5) / 1000 })
    return parts(sketch.quantiles(at: all), sketch.errorBound) { histogram in
      points.withUnsafeBufferPointer { histogram?.add($0) }
    }
  }
  var values = tally.takeValues(of: place)
  return values.withUnsafeMutableBufferPointer { buffer in
    let defined = UnsafeMutableBufferPointer(rebasing: buffer[..<gatherDefined(buffer)])
    return parts(selectQuantiles(of: defined, at: all), 0) { $0?.add(UnsafeBufferPointer(defined)) }
  }
}

private func powerOfTwo(notBelow number: Int) -> Int {
  var power = 1
  while power < number, power < 1 << 40 { power *= 2 }
  return power
}

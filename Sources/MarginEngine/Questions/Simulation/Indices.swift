import MarginFunctions
import MarginModel

/// What share of each result's variance comes from each input, and how many evaluations that took.
struct VarianceShares: Sendable {
  /// By result; nil where it is the same in all trials or hardly ever defined.
  let indices: [SensitivityIndices?]
  let evaluations: Int
  /// How many of the trials were left out because a result was undefined in them.
  let undefined: [Int]
}

/// The results of the samples of Saltelli's scheme: A, B, and A with one input's column from B.
private struct Samples: ChunkCollector {
  /// By sample, then by result.
  var numbers: [[[Double]]]

  mutating func take(_ product: [[[Double]]]) {
    for (sample, results) in product.enumerated() {
      for (result, values) in results.enumerated() { numbers[sample][result] += values }
    }
  }
}

/// Computes Sobol indices on scrambled Sobol points, as many as a power of 2 gives that the draws and the memory allow.
/// Inputs are drawn as if nothing tied them: shares of a variance are of each input by itself.
func varianceShares(
  _ model: Model, caseIndex: Int, values: [Model.Reading], draws: Int, seed: Int, threads: Int,
  shouldStop: @escaping @Sendable () -> Bool
) -> VarianceShares? {
  let targets = values.map(\.definition)
  func sample(_ number: Int) -> Draws {
    Draws(
      model, caseIndex: caseIndex, targets: targets, draws: draws, seed: seed, sampling: .sobol, sample: number,
      isCorrelated: false)
  }
  let (first, second) = (sample(0), sample(1))
  let inputs = first.inputs.count
  guard inputs > 0 else { return nil }
  var trials = 1 << 14
  while trials > 1 << 10, trials > draws || trials * (inputs + 2) * values.count > 20_000_000 { trials /= 2 }
  let (a, b) = (
    Trials(model, caseIndex: caseIndex, values: values, checks: [], first),
    Trials(model, caseIndex: caseIndex, values: values, checks: [], second)
  )
  let empty = Samples(numbers: Array(repeating: Array(repeating: [], count: values.count), count: inputs + 2))
  let chunks = (trials + Trials.perRun - 1) / Trials.perRun
  let count = trials
  let (samples, done) = ChunkLine.run(chunks, threads: threads, into: empty, shouldStop: shouldStop) { line in
    var memory = a.memory()
    let other = b.memory()
    while let chunk = line.next() {
      let start = chunk * Trials.perRun
      let length = min(Trials.perRun, count - start)
      let own = a.draw(length, from: start, memory)
      let theirs = b.draw(length, from: start, other)
      func results(_ moved: [UnsafeMutableBufferPointer<Double>], _ memory: inout Trials.Memory) -> [[Double]] {
        var found = Array(repeating: [Double](), count: values.count)
        a.evaluate(moved, count: length, &memory) { _, lanes, results in
          for place in found.indices { found[place] += UnsafeBufferPointer(start: results[place], count: lanes) }
        }
        return found
      }
      var product = [results(own, &memory), results(theirs, &memory)]
      for input in 0..<inputs {
        let mixed = own.indices.map { first.inputOfMover[$0] == input ? theirs[$0] : own[$0] }
        product.append(results(mixed, &memory))
      }
      line.deliver(product, of: chunk)
    }
  }
  guard done == chunks else { return nil }
  let found = values.indices.map { shares(of: $0, samples.numbers) }
  return VarianceShares(
    indices: found.map(\.indices), evaluations: trials * (inputs + 2), undefined: found.map(\.undefined))
}

/// Of the trials in which a result is defined in every sample.
private func shares(of result: Int, _ samples: [[[Double]]]) -> (indices: SensitivityIndices?, undefined: Int) {
  let columns = samples.map { $0[result] }
  guard columns.count > 2 else { return (nil, 0) }
  let trials = columns[0].indices
  let kept = trials.filter { trial in columns.allSatisfy { $0[trial].isFinite } }
  let defined = kept.count == trials.count ? columns : columns.map { column in kept.map { column[$0] } }
  let indices = SensitivityIndices(a: defined[0], b: defined[1], mixed: Array(defined.dropFirst(2)))
  return (indices.flatMap { $0.variance > 0 ? $0 : nil }, trials.count - kept.count)
}

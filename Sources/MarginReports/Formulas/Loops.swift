import MarginEngine
import MarginModel
import MarginSource

/// The most rounds that a workbook writes out.
private let mostRounds = 40

/// A model and its results as a workbook can hold them: nothing depends on itself.
struct Unrolled {
  let model: Model
  let results: [Results]
  let loops: [UnrolledLoop]
  let faults: [Diagnostic]

  /// Loops that converge become rounds: twice as many as any case needs and some more, so that inputs can be changed.
  init(_ model: Model, _ results: [Results]) {
    var rounds: [Int: Int] = [:]
    var faults: [Diagnostic] = []
    for loop in order(model.definitions).loops {
      guard case .converged(let convergence) = model.definitions[loop.cut].body else { continue }
      let needed = results.map { $0.rounds[loop.cut] ?? 1 }.max() ?? 1
      rounds[loop.cut] = min(convergence.limit, mostRounds, 2 * needed + 4)
      guard needed > mostRounds, let worst = results.first(where: { $0.rounds[loop.cut] == needed }) else { continue }
      faults.append(
        Diagnostic(
          "X111", "`\(model.definitions[loop.cut].path)` takes more rounds than a workbook writes out",
          at: .init(
            convergence.span,
            "\(needed) rounds in the case `\(model.cases[worst.caseIndex].name)`, at most \(mostRounds)"),
          fixes: [.init("begin nearer to the result with `from`, or ask for less with `within`")]))
    }
    guard !rounds.isEmpty else {
      (self.model, self.results, loops, self.faults) = (model, results, [], [])
      return
    }
    let (unrolled, loops) = model.unrolled(rounds: rounds)
    self.model = unrolled
    self.results = results.map { evaluate(unrolled, keeping: $0) }
    self.loops = loops
    self.faults = faults
  }
}

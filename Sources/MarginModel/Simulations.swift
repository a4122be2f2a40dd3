import MarginSource
import MarginSyntax
import MarginUnits

/// Draws where the text does not say how many.
private let usualDraws = 10_000

extension Checker {
  /// `simulate 100k draws seed 7 { total(saving), email.cost_per_outcome at 2026-12 }`
  func answer(_ simulation: Simulation, _ scope: Scope, _ prefix: String, _ span: Span) {
    var values: [Model.Reading] = []
    for item in simulation.items {
      guard let reading = reading(item.value, scope, label: item.label?.value, need: .one),
        isSingle(reading, item.value.span)
      else { return }
      values.append(reading)
    }
    var (draws, seed, sampling) = (usualDraws, 1, Model.Sampling.plain)
    if let written = simulation.draws {
      guard let count = writtenCount(written, "how many draws there are") else { return }
      guard count <= Model.Simulation.mostDraws else {
        return error("Q848", "more than 1,000,000,000 draws", written.span, "too many")
      }
      draws = count
    }
    if let written = simulation.seed {
      guard let number = writtenCount(written, "the seed") else { return }
      seed = number
    }
    if let name = simulation.sampling {
      let known = Model.Sampling.allCases.map(\.rawValue)
      guard let found = Model.Sampling(rawValue: name.text) else {
        let near = likely(name.text, among: known)
        return error(
          "Q848", "draws are not taken `\(name.text)`", name.span, "plain, latin or sobol",
          fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
      }
      sampling = found
    }
    let label = simulation.label?.value ?? values.map(\.label).joined(separator: ", ")
    simulations.append(
      Model.Simulation(label: prefix + label, draws: draws, seed: seed, sampling: sampling, values: values, span: span))
  }
}

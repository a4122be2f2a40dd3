import MarginEngine
import MarginModel

/// A cell on Sensitivity that moves an input of the whole book.
struct PlanMove: Hashable {
  enum Source: Hashable {
    /// What a table of one or two ways, or the points of a fragility, put in the input's place.
    case driver
    /// What the multiples of a fragility multiply it by.
    case times
    /// What a tornado puts in its place or multiplies it by, while its bar's number is chosen.
    case bar(tornado: Int, number: Int)
  }
  let leaf: Int
  let source: Source
  /// Whether it multiplies the input; else it replaces it.
  let isFactor: Bool
}

/// A tornado as the workbook shows it, ordered by the numbers of the chosen case.
struct PlannedTornado {
  let tornado: Model.Tornado
  let outcome: TornadoOutcome
  /// By result, the effects that are shown.
  let shown: [[TornadoOutcome.Effect]]
  /// The places among the outcome's bars of those that are shown for any result. A bar's number is its place here,
  /// from 1.
  let bars: [Int]

  /// More bars than these nobody reads, and each recalculates the whole book twice.
  private static let most = 20

  init(_ tornado: Model.Tornado, _ model: Model, caseIndex: Int) {
    self.tornado = tornado
    outcome = tornadoOutcome(tornado, model, caseIndex: caseIndex)
    let count = min(tornado.top ?? Self.most, Self.most)
    var shown: [[TornadoOutcome.Effect]] = []
    let bars = outcome.bars
    for place in tornado.values.indices {
      // An input whose cells go to ends of their own has no cell that moves them all.
      let effects = outcome.effects(on: place).effects.filter {
        bars[$0.bar].low.factor != nil || bars[$0.bar].low.number != nil && bars[$0.bar].high.number != nil
      }
      shown.append(Array(effects.prefix(count)))
    }
    self.shown = shown
    var places: [Int] = []
    for effect in shown.joined() where !places.contains(effect.bar) { places.append(effect.bar) }
    self.bars = places
  }

  func number(of effect: TornadoOutcome.Effect) -> Int { (bars.firstIndex(of: effect.bar) ?? 0) + 1 }
}

extension Plan {
  /// The leaves that something puts another number in place of, in order.
  static func drivers(_ model: Model) -> [Int] {
    let axes = model.sensitivities.flatMap { [$0.rows, $0.columns] }.compactMap { $0?.leaf }
    let points = model.fragilities.filter { $0.points.contains { !$0.isMultiple } }.map(\.input.leaf)
    let searched = model.solves.map(\.input.leaf) + model.optimisations.map(\.input.leaf)
    return unique(axes + points + searched)
  }

  /// The leaves of which multiples are taken.
  static func timed(_ model: Model) -> [Int] {
    unique(model.fragilities.filter { $0.points.contains(where: \.isMultiple) }.map(\.input.leaf))
  }

  private static func unique(_ leaves: [Int]) -> [Int] {
    var seen: Set<Int> = []
    return leaves.filter { seen.insert($0).inserted }
  }

  /// By leaf, what moves it: first what multiplies it, then what replaces it.
  static func moves(_ drivers: [Int], _ timed: [Int], _ tornados: [PlannedTornado]) -> [Int: [PlanMove]] {
    var factors = timed.map { PlanMove(leaf: $0, source: .times, isFactor: true) }
    var replacements = drivers.map { PlanMove(leaf: $0, source: .driver, isFactor: false) }
    for (index, planned) in tornados.enumerated() {
      for (place, bar) in planned.bars.enumerated() {
        let bar = planned.outcome.bars[bar]
        let move = PlanMove(
          leaf: bar.input.leaf, source: .bar(tornado: index, number: place + 1), isFactor: bar.low.factor != nil)
        if move.isFactor { factors.append(move) } else { replacements.append(move) }
      }
    }
    return Dictionary(grouping: factors + replacements, by: \.leaf)
  }
}

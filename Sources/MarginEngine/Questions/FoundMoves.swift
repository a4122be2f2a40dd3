import MarginModel

/// What moves a band or a check, and what would bring it back.
package struct FoundMoves: Sendable {
  /// The inputs that move it at its worst, those that move it most first.
  package let drivers: [Driver]
  /// Those that do no harm elsewhere first, of these the ones that reach the best level.
  package let levers: [Lever]
  /// How many inputs were moved, how many of them were tried as levers, and how many there are.
  package let moved: Int
  package let tried: Int
  package let inputs: Int

  static let none = FoundMoves()

  private init() { (drivers, levers, moved, tried, inputs) = ([], [], 0, 0, 0) }

  init(_ drivers: [Driver], tried: [Driver], of found: Movers, _ search: LeverSearch, _ headlines: inout Headlines) {
    self.drivers = drivers
    (moved, inputs) = (found.drivers.count, found.inputs)
    let ways = tried.prefix(search.mostTried).map { search.moves($0.definition) }.filter { !$0.isEmpty }
    self.tried = ways.count
    var levers = ways.compactMap(search.lever)
    for index in levers.indices {
      (levers[index].effect, levers[index].broken) = headlines.effects(
        of: levers[index], besides: search.band.value.definition)
    }
    self.levers = levers.enumerated().sorted { left, right in
      (left.element.harm, left.element.level, left.offset) < (right.element.harm, right.element.level, right.offset)
    }.map(\.element)
  }
}

/// The inputs that move a cell, and how many inputs there are, of which a large model's last ones are not moved.
struct Movers {
  let drivers: [Driver]
  let inputs: Int
}

extension Lever {
  fileprivate var harm: Int { effect?.isWorse == true || !broken.isEmpty ? 1 : 0 }
}

extension Driver {
  var moves: Bool { (effect ?? 0) != 0 || (pointEffect ?? 0) != 0 }
}

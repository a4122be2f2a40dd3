import MarginModel

/// Some readings of a model at all pairs of the values of two movers. What depends on one of them alone is computed once
/// for each of its values.
package struct GridPlan: Sendable {
  /// The outer mover's values as lanes, for what the inner plan takes as constants.
  private let outer: PlanProgram
  private let inner: PlanProgram
  /// By constant of the inner plan that the outer mover reaches: its first place, and how many there are.
  private let bindings: [(place: Int, count: Int)]
  /// How many numbers each reading has.
  package let cellCounts: [Int]

  /// `leaves` are the numbers to start from, where they are not the case's own. Without an outer mover there is one
  /// outer value, whatever it is.
  package init(
    _ model: Model, caseIndex: Int, leaves: [[Double]]? = nil, outer: Plan.Mover?, inner: Plan.Mover,
    readings: [Model.Reading]
  ) {
    let base = Calculator(model, leaves: leaves, caseIndex: caseIndex, targets: readings.map(\.definition))
    let builder = PlanBuilder(
      base.evaluator, movers: [inner], readings: readings, outer: outer.map { OuterReach(model, movers: [$0]) })
    let asked = PlanBuilder(base.evaluator, movers: outer.map { [$0] } ?? [], readings: [], sources: builder.requests)
    bindings = builder.requests.map { ($0.place, $0.count) }
    self.outer = PlanProgram(asked, fixed: [], asked.blocks)
    let (fixed, rest) = builder.split()
    self.inner = PlanProgram(builder, fixed: fixed, rest)
    cellCounts = self.inner.outputs.map(\.count)
  }

  /// How many outer values are computed before their numbers go to the results: as many as the cache holds.
  private static let rowsAtOnce = 64

  /// By reading and cell, the numbers of all pairs in base units, outer value by outer value; NaN is undefined.
  package func values(outer rows: [Double], inner columns: [Double], threads: Int) -> [[[Double]]] {
    let cells = cellCounts.reduce(0, +)
    var found: [[Double]] = Array(repeating: [], count: cells)
    for cell in found.indices { found[cell].reserveCapacity(rows.count * columns.count) }
    let constants = self.constants(rows)
    let band = NumberBlock(count: cells * min(rows.count, Self.rowsAtOnce) * columns.count)
    for first in stride(from: 0, to: rows.count, by: Self.rowsAtOnce) {
      let range = first..<min(rows.count, first + Self.rowsAtOnce)
      fill(band, constants, range, columns, threads)
      let count = range.count * columns.count
      for cell in found.indices { found[cell].append(contentsOf: band[cell * count, count]) }
    }
    var rest = found[...]
    return cellCounts.map { count in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }

  /// By cell, the numbers of some outer values.
  private func fill(_ band: NumberBlock, _ constants: [Double], _ rows: Range<Int>, _ columns: [Double], _ threads: Int)
  {
    guard let found = band.numbers.baseAddress else { return }
    let width = PlanProgram.width
    let count = rows.count * columns.count
    // Each part writes the places of its own pairs, which no other one touches.
    nonisolated(unsafe) let target = found
    inParallel(threads: threads, parts: (columns.count + width - 1) / width) { parts in
      var memory = PlanMemory(inner)
      for part in parts {
        let first = part * width
        let lanes = min(width, columns.count - first)
        columns.withUnsafeBufferPointer { columns in
          guard let source = columns.baseAddress, let input = inner.inputs.first else { return }
          (memory.doubles + input.place).update(from: source + first, count: lanes)
        }
        inner.runFixed(lanes: lanes, &memory)
        for row in rows {
          bind(constants, row, memory.doubles)
          inner.run(lanes: lanes, &memory)
          var to = target + ((row - rows.lowerBound) * columns.count + first)
          for address in inner.outputs.joined() {
            memory.read(address, into: to, count: lanes)
            to += count
          }
        }
      }
    }
  }

  /// For each outer value, the constants that it reaches, one after the other.
  private func constants(_ rows: [Double]) -> [Double] {
    let addresses = Array(outer.outputs.joined())
    var found = Array(repeating: Double.nan, count: rows.count * addresses.count)
    var memory = PlanMemory(outer)
    for first in stride(from: 0, to: rows.count, by: PlanProgram.width) {
      let lanes = min(PlanProgram.width, rows.count - first)
      if let input = outer.inputs.first {
        for lane in 0..<lanes { memory.doubles[input.place + lane] = rows[first + lane] }
      }
      outer.run(lanes: lanes, &memory)
      for lane in 0..<lanes {
        for (place, address) in addresses.enumerated() {
          found[(first + lane) * addresses.count + place] = defined(memory.doubles[address.place(lane, 0)])
        }
      }
    }
    return found
  }

  private func bind(_ constants: [Double], _ row: Int, _ doubles: UnsafeMutablePointer<Double>) {
    constants.withUnsafeBufferPointer { constants in
      let total = bindings.reduce(0) { $0 + $1.count }
      guard total > 0, var source = constants.baseAddress.map({ $0 + row * total }) else { return }
      for binding in bindings {
        (doubles + binding.place).update(from: source, count: binding.count)
        source += binding.count
      }
    }
  }
}

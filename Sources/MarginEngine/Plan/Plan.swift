import MarginModel

/// Some readings of a model under many settings of some of its leaves: a flat program over blocks of lanes, each lane a
/// setting. What no setting reaches is computed once, what no reading needs is left out.
package struct Plan: Sendable {
  /// Numbers of a leaf that the lanes set.
  package struct Mover: Sendable {
    package let leaf: Int
    /// The cells of the leaf that a lane's value takes; nil is all.
    package let cells: [Int]?
    /// Whether the value multiplies the case's own number; else it replaces it, in the leaf's unit.
    package let isFactor: Bool
    package init(leaf: Int, cells: [Int]? = nil, isFactor: Bool = false) {
      self.leaf = leaf
      self.cells = cells
      self.isFactor = isFactor
    }
  }

  /// The most lanes of a block.
  package static let blockSize = 256

  let program: PlanProgram
  /// How many numbers each reading has.
  package let cellCounts: [Int]

  /// `leaves` are the numbers to start from, where they are not the case's own.
  package init(
    _ model: Model, caseIndex: Int, leaves: [[Double]]? = nil, movers: [Mover], readings: [Model.Reading]
  ) {
    let base = Calculator(model, leaves: leaves, caseIndex: caseIndex, targets: readings.map(\.definition))
    let builder = PlanBuilder(base.evaluator, movers: movers, readings: readings)
    program = PlanProgram(builder, fixed: [], builder.blocks)
    cellCounts = program.outputs.map(\.count)
  }

  package func memory() -> PlanMemory { PlanMemory(program) }

  /// Evaluates a block. `inputs` holds, by mover, a value for each lane; `results` takes, by reading, for each of its
  /// numbers a value for each lane, in base units, NaN where undefined.
  package func evaluate(
    lanes: Int, inputs: [UnsafePointer<Double>], results: [UnsafeMutablePointer<Double>], _ memory: inout PlanMemory
  ) {
    for start in stride(from: 0, to: min(lanes, Self.blockSize), by: PlanProgram.width) {
      let count = min(PlanProgram.width, lanes - start)
      for (input, values) in zip(program.inputs, inputs) {
        (memory.doubles + input.place).update(from: values + start, count: count)
      }
      program.run(lanes: count, &memory)
      for (cells, target) in zip(program.outputs, results) {
        for (cell, address) in cells.enumerated() {
          memory.read(address, into: target + (cell * lanes + start), count: count)
        }
      }
    }
  }
}

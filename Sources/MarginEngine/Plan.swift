import MarginModel

/// Some readings of a model under many settings of some of its leaves: each setting is a lane, and lanes are evaluated
/// in blocks. What no setting reaches is computed once.
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

  /// What one thread computes in.
  package struct Memory: ~Copyable {
    var calculator: Calculator
  }

  let model: Model
  let base: Calculator
  let movers: [Mover]
  let readings: [Model.Reading]
  /// How many numbers each reading has.
  package let cellCounts: [Int]

  package init(_ model: Model, caseIndex: Int, movers: [Mover], readings: [Model.Reading]) {
    self.model = model
    self.movers = movers
    self.readings = readings
    base = Calculator(model, caseIndex: caseIndex, targets: readings.map(\.definition))
    cellCounts = readings.map { model.count(readAxes($0, model)) }
  }

  package func memory() -> Memory { Memory(calculator: base) }

  /// Evaluates a block. `inputs` holds, by mover, a value for each lane; `results` takes, by reading, for each of its
  /// numbers a value for each lane, in base units, NaN where undefined.
  package func evaluate(
    lanes: Int, inputs: [UnsafePointer<Double>], results: [UnsafeMutablePointer<Double>], _ memory: inout Memory
  ) {
    for lane in 0..<lanes {
      var numbers: [Int: [Double]] = [:]
      for (mover, values) in zip(movers, inputs) {
        var own = numbers[mover.leaf] ?? base.numbers(leaf: mover.leaf)
        for cell in mover.cells ?? Array(own.indices) {
          own[cell] = mover.isFactor ? own[cell] * values[lane] : values[lane]
        }
        numbers[mover.leaf] = own
      }
      for (leaf, own) in numbers { memory.calculator.set(leaf: leaf, values: own) }
      memory.calculator.refresh()
      let found = memory.calculator.results
      for (place, reading) in readings.enumerated() {
        for (cell, value) in read(reading, model, found).enumerated() { results[place][cell * lanes + lane] = value }
      }
    }
  }
}

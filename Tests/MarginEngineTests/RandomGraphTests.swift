import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("Random graphs")
struct RandomGraphTests {
  /// Graphs without cycles, of which random ones with totals of what lags back have some.
  static let models: [(seed: UInt64, model: Model)] = (1...250).compactMap { seed in
    let model = RandomModel.make(seed: UInt64(seed))
    return order(model.definitions).cycles.isEmpty ? (UInt64(seed), model) : nil
  }

  @Test("Columns and roll-ups agree bit for bit with a cell-by-cell reference")
  func agreement() {
    var numbers = 0
    var undefined = 0
    for (seed, model) in Self.models {
      let results = evaluate(model, caseIndex: 0)
      let reference = Reference(model, leaves: model.leaves.map { $0.cases[0] })
      for id in model.definitions.indices {
        #expect(same(results.columns[id], reference.column(id)), "column \(id) of seed \(seed)")
        #expect(same(results.rollUps[id], reference.rollUp(id)), "roll-ups of \(id) of seed \(seed)")
        numbers += results.columns[id].count
        undefined += results.columns[id].count(where: \.isNaN)
      }
      #expect(results.columns.allSatisfy { $0.allSatisfy { $0.isFinite || $0.isNaN } })
    }
    #expect(Self.models.count > 150)
    #expect(undefined > 0 && undefined * 2 < numbers)
    let steps = Self.models.flatMap { order($0.model.definitions).steps }
    let overTime = steps.filter { if case .along(0, _) = $0 { true } else { false } }
    #expect(overTime.count > 50 && overTime.contains { $0.definitions.count > 1 })
    let overMembers = steps.filter { if case .along(let axis, _) = $0 { axis > 0 } else { false } }
    #expect(overMembers.count > 10 && overMembers.contains { $0.definitions.count > 1 })
    let nested = overTime.filter { step in
      if case .along(_, let inner) = step {
        inner.contains { if case .along = $0 { true } else { false } }
      } else {
        false
      }
    }
    #expect(!nested.isEmpty)
  }

  @Test("Changing leaves one after the other gives bit for bit what an evaluation from scratch gives")
  func incremental() {
    for (seed, model) in Self.models.prefix(80) where !model.leaves.isEmpty {
      var random = Seeded(seed)
      var leaves = model.leaves.map { $0.cases[0] }
      var calculator = Calculator(model)
      for _ in 0..<5 {
        let leaf = Int.random(in: 0..<leaves.count, using: &random)
        for cell in leaves[leaf].indices {
          leaves[leaf][cell] = Int.random(in: 0..<10, using: &random) == 0 ? .nan : .random(in: -3...3, using: &random)
        }
        calculator.set(leaf: leaf, values: leaves[leaf])
        calculator.refresh()
        let scratch = evaluate(model, leaves: leaves, caseIndex: 0)
        #expect(same(calculator.results.columns, scratch.columns), "seed \(seed)")
        #expect(same(calculator.results.rollUps, scratch.rollUps), "seed \(seed)")
        #expect(calculator.recomputed <= model.definitions.count)
      }
    }
  }

  @Test("A calculator with targets finds their numbers as one without")
  func targets() {
    for (seed, model) in Self.models.prefix(50) {
      let target = model.definitions.count - 1
      let some = Calculator(model, targets: [target]).results
      #expect(same(some.columns[target], evaluate(model, caseIndex: 0).columns[target]), "seed \(seed)")
    }
  }

  @Test("Every undefined cell has a cause, and no defined one has")
  func causes() {
    for (seed, model) in Self.models.prefix(60) {
      let results = evaluate(model, caseIndex: 0)
      for id in model.definitions.indices {
        for cell in results.columns[id].indices {
          let found = whyUndefined(model, results, definition: id, cell: cell)
          #expect((found != nil) == results.columns[id][cell].isNaN, "cell \(cell) of \(id) of seed \(seed)")
          #expect(found?.cause.isEmpty != true && found?.place.isEmpty != true)
        }
      }
    }
  }
}

import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("Plans")
struct PlanTests {
  /// Every reading that a definition allows.
  private func readings(_ definition: Definition, _ model: Model) -> [Model.Reading] {
    func reading(_ time: Model.Reading.Time) -> Model.Reading {
      Model.Reading(definition: definition.id, time: time, label: "", span: definition.span)
    }
    guard definition.variesInTime else { return [reading(.constant)] }
    let last = model.timeline.count - 1
    return [reading(.all), reading(.period(last))] + (definition.rollUp == .none ? [] : [reading(.rolledUp)])
  }

  @Test(
    "Lanes agree with an evaluation from scratch for each of them, on random graphs, of whatever is read",
    arguments: [1, 2, Int.max])
  func agreement(mostReadings: Int) {
    var compared = 0
    var exact = 0
    for (seed, model) in RandomGraphTests.models where !model.leaves.isEmpty {
      var random = Seeded(seed)
      let all = Array(
        model.definitions.flatMap { readings($0, model) }.shuffled(using: &random).prefix(mostReadings))
      let movers = (0..<Int.random(in: 1...3, using: &random)).map { _ -> Plan.Mover in
        let leaf = Int.random(in: 0..<model.leaves.count, using: &random)
        let cells = model.leaves[leaf].cases[0].indices.filter { _ in Bool.random(using: &random) }
        return Plan.Mover(
          leaf: leaf, cells: Bool.random(using: &random) ? nil : cells, isFactor: Bool.random(using: &random))
      }
      let lanes = 5
      let inputs = movers.map { _ in
        (0..<lanes).map { _ in
          Int.random(in: 0..<8, using: &random) == 0 ? .nan : Double.random(in: -4...4, using: &random)
        }
      }
      let found = values(Plan(model, caseIndex: 0, movers: movers, readings: all), inputs, lanes)
      for lane in 0..<lanes {
        var leaves = model.leaves.map { $0.cases[0] }
        let mine = Set(movers.map(\.leaf))
        for leaf in mine {
          let base = leaves[leaf]
          for (place, mover) in movers.enumerated() where mover.leaf == leaf {
            for cell in mover.cells ?? Array(base.indices) {
              leaves[leaf][cell] = mover.isFactor ? base[cell] * inputs[place][lane] : inputs[place][lane]
            }
          }
        }
        let results = evaluate(model, leaves: leaves, caseIndex: 0)
        for (place, reading) in all.enumerated() {
          for (cell, expected) in read(reading, model, results).enumerated() {
            let value = found[place][cell * lanes + lane]
            compared += 1
            if value == expected || value.isNaN && expected.isNaN { exact += 1 }
            #expect(
              agrees(value, expected),
              "\(model.definitions[reading.definition].path) \(reading.time) cell \(cell) of seed \(seed): \(value), not \(expected)"
            )
          }
        }
      }
    }
    #expect(compared > (mostReadings == Int.max ? 50_000 : 1_000))
    #expect(Double(exact) > 0.999 * Double(compared))
  }

  @Test("Joined operations, and values in the place of what they were before, agree with an evaluation from scratch")
  func joined() {
    var builder = ModelBuilder(periods: 5)
    let x = builder.input("x", axes: [], [0.5])
    let y = builder.input("y", [1, 2, 3, 4, 5])
    let z = builder.input("z", axes: [], [0.25])
    let less = { (a: Formula, b: Formula) in f(.sum([(false, a), (true, b)])) }
    let most = { (a: Formula, b: Formula) in f(.call(.max, [a, b])) }
    let formulas = [
      sum(product(ref(x), ref(y)), product(ref(y), ref(z))), sum(product(ref(x), ref(y), ref(z)), ref(z)),
      sum(ref(z), product(ref(x), ref(y), ref(z))), f(.power(sum(ref(x), ref(y)), number(4))),
      quotient(ref(x), less(ref(y), ref(z))), most(less(ref(x), ref(y)), ref(z)), most(ref(z), less(ref(x), ref(y))),
    ]
    for (place, formula) in formulas.enumerated() { _ = builder.calc("f\(place)", formula) }
    let grown = builder.next
    _ = builder.calc("grown", product(f(.lag(grown, periods: 1, start: number(1))), sum(ref(x), ref(y))))
    // Of these two the value before is still read once the value is there.
    let step = builder.next
    _ = builder.calc("step", sum(f(.lag(step, periods: 1, start: ref(z))), ref(x)))
    _ = builder.calc("rise", less(ref(step), f(.lag(step, periods: 1, start: ref(z)))))
    _ = builder.calc("late", product(f(.lag(grown, periods: 2, start: ref(x))), ref(y)))
    let model = builder.model
    let inputs = [[0.5, 2, -1, 0, .nan, 4], [1, 2, 0.5, 0, 3, .infinity], [0.25, 4, 1, 0.5, 2, 1]]
    let lanes = inputs[0].count
    let movers = [x, y, z].map { Plan.Mover(leaf: $0) }
    for definition in model.definitions.dropFirst(3) {
      for reading in readings(definition, model) {
        let found = values(Plan(model, caseIndex: 0, movers: movers, readings: [reading]), inputs, lanes)
        for lane in 0..<lanes {
          let leaves = [[inputs[0][lane]], Array(repeating: inputs[1][lane], count: 5), [inputs[2][lane]]]
          let expected = read(reading, model, evaluate(model, leaves: leaves, caseIndex: 0))
          #expect(
            same(expected.indices.map { found[0][$0 * lanes + lane] }, expected),
            "\(definition.path) \(reading.time) lane \(lane)")
        }
      }
    }
  }

  @Test("A grid agrees with an evaluation from scratch at each of its pairs, on random graphs")
  func grid() {
    var compared = 0
    for (seed, model) in RandomGraphTests.models where model.leaves.count > 1 {
      var random = Seeded(seed)
      let all = model.definitions.flatMap { readings($0, model) }
      let leaves = model.leaves.indices.shuffled(using: &random)
      let rows = (0..<3).map { _ in Double.random(in: -4...4, using: &random) }
      let columns = (0..<2).map { _ in Double.random(in: -4...4, using: &random) } + [.nan]
      let plan = GridPlan(
        model, caseIndex: 0, outer: .init(leaf: leaves[0]), inner: .init(leaf: leaves[1]), readings: all)
      let found = plan.values(outer: rows, inner: columns, threads: 2)
      for (place, (row, column)) in rows.flatMap({ row in columns.map { (row, $0) } }).enumerated() {
        var numbers = model.leaves.map { $0.cases[0] }
        numbers[leaves[0]] = numbers[leaves[0]].map { _ in row }
        numbers[leaves[1]] = numbers[leaves[1]].map { _ in column }
        let results = evaluate(model, leaves: numbers, caseIndex: 0)
        for (index, reading) in all.enumerated() {
          for (cell, expected) in read(reading, model, results).enumerated() {
            compared += 1
            #expect(
              agrees(found[index][cell][place], expected),
              "\(model.definitions[reading.definition].path) \(reading.time) cell \(cell) of seed \(seed)")
          }
        }
      }
    }
    #expect(compared > 50_000)
  }

  /// Bit for bit but for powers that are products.
  private func agrees(_ value: Double, _ expected: Double) -> Bool {
    value.isNaN == expected.isNaN
      && (value.isNaN || value == expected || (value - expected).magnitude <= 1e-13 * expected.magnitude)
  }

  private func values(_ plan: Plan, _ inputs: [[Double]], _ lanes: Int) -> [[Double]] {
    var memory = plan.memory()
    let sources = inputs.map { values in
      let copy = UnsafeMutablePointer<Double>.allocate(capacity: lanes)
      copy.initialize(from: values, count: lanes)
      return copy
    }
    let targets = plan.cellCounts.map { UnsafeMutablePointer<Double>.allocate(capacity: max(1, $0 * lanes)) }
    defer { for pointer in sources + targets { pointer.deallocate() } }
    plan.evaluate(lanes: lanes, inputs: sources.map { UnsafePointer($0) }, results: targets, &memory)
    return zip(plan.cellCounts, targets).map { count, target in
      Array(UnsafeBufferPointer(start: target, count: count * lanes))
    }
  }
}

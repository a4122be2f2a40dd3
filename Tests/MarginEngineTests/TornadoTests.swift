import MarginFunctions
import MarginSource
import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("Moving inputs")
struct TornadoTests {
  /// cost = volume * price + fixed, with volume over three periods; share = fixed / spread.
  private struct Small {
    var builder = ModelBuilder(periods: 3)
    let volume, price, fixed, spread, unread, cost, share: Int

    init() {
      volume = builder.input("volume", rollUp: .sum, [10, 20, 30])
      price = builder.input("price", axes: [], [2])
      fixed = builder.input("fixed", axes: [], [0])
      spread = builder.input("spread", axes: [], [-4])
      unread = builder.input("unread", axes: [], [7])
      cost = builder.calc("cost", rollUp: .sum, sum(product(ref(volume), ref(price)), ref(fixed)))
      share = builder.calc("share", axes: [], quotient(ref(price), sum(ref(spread), number(4.8))))
    }

    func input(_ definition: Int) -> Model.MovedInput {
      guard case .leaf(let leaf) = builder.model.definitions[definition].body else {
        Issue.record("no leaf")
        return .init(definition: definition, leaf: 0, label: "", span: nowhere)
      }
      return .init(
        definition: definition, leaf: leaf, label: builder.model.definitions[definition].path, span: nowhere)
    }

    func tornado(_ values: [Model.Reading], _ swings: [(Int, Model.Swing)]) -> Model.Tornado {
      Model.Tornado(
        label: "t", values: values, swings: swings.map { (input($0.0), $0.1) }, top: nil, isEvery: true, span: nowhere)
    }
  }

  @Test("A series is scaled as a whole, and inputs of equal swing keep the order of the text")
  func shares() {
    let small = Small()
    let every = [small.volume, small.price, small.fixed, small.unread].map { ($0, Model.Swing.share(0.2)) }
    let found = tornadoOutcome(
      small.tornado([reading(small.cost, .rolledUp)], every), small.builder.model, caseIndex: 0)
    // (10 + 20 + 30) * 2 = 120; a fifth less of either factor is 96, a fifth more 144.
    #expect(found.base == [120])
    #expect(found.bars.map(\.input.label) == ["volume", "price"])
    #expect(found.bars.map(\.low.results) == [[96], [96]])
    #expect(found.bars.map(\.high.results) == [[144], [144]])
    #expect(found.bars.map(\.number) == [nil, 2])
    #expect(found.bars[1].low.number == 1.6)
    #expect(found.leftOut == [.zero: 1, .unreached: 1])
    let (effects, idle) = found.effects(on: 0)
    #expect(effects.map(\.bar) == [0, 1])
    #expect(effects.map(\.swing) == [48, 48])
    #expect(effects.map(\.share) == [0.5, 0.5])
    #expect(effects.allSatisfy { $0.direction == .rises })
    #expect(idle == 0)
  }

  @Test("Given ends replace, and an input with two ends on one side bends the result")
  func ends() {
    let small = Small()
    let swings: [(Int, Model.Swing)] = [(small.price, .ends(low: 3, high: 4)), (small.fixed, .ends(low: -1, high: 1))]
    let found = tornadoOutcome(
      small.tornado([reading(small.cost, .rolledUp)], swings), small.builder.model, caseIndex: 0)
    let (effects, _) = found.effects(on: 0)
    // At 3 and 4 the cost is 180 and 240, and the base of 120 lies below both: 120 to 240. Fixed is due in each period.
    #expect(effects.map(\.swing) == [120, 6])
    #expect(effects.map(\.low) == [180, 117])
    #expect(effects.map(\.high) == [240, 123])
    #expect(effects.map(\.direction) == [.bends, .rises])
  }

  @Test("An end at which the result is undefined is told with its cause, after all others")
  func undefined() throws {
    let small = Small()
    // 20 % less of -4 is -4.8, at which the divisor is 0; the low end of a negative number is the one further down.
    let swings = [(small.spread, Model.Swing.share(0.2)), (small.price, .share(0.2))]
    let found = tornadoOutcome(
      small.tornado([reading(small.share, .constant)], swings), small.builder.model, caseIndex: 0)
    let (effects, _) = found.effects(on: 0)
    #expect(effects.map(\.bar) == [1, 0])
    #expect(effects.map(\.direction) == [.rises, .undefined])
    #expect(effects[1].low.isNaN && effects[1].swing.isNaN)
    #expect(found.bars[0].low.number == -4.8)
    #expect(found.bars[0].low.causes.first??.cause == "a zero denominator")
    #expect(effects[0].share == 1)
  }

  @Test("An input goes no further than its range, and one without room is left out")
  func ranges() {
    #expect(factors([0.9], within: 0...1) == 0...(1 / 0.9))
    #expect(factors([10, 20], within: 5...40) == 0.5...2)
    #expect(factors([-4], within: -5 ... -3) == 0.75...1.25)
    #expect(factors([0, 3], within: nil) == 0...Double.infinity)
    #expect(factors([3], within: 3...3) == 1...1)
    #expect(common([2, 2]) == 2)
    #expect(common([2, 3]) == nil)
  }

  @Test("Quantiles move the uncertain cells of inputs that have a shape, the others are counted")
  func quantiles() throws {
    var small = Small()
    let (low, high) = (
      try #require(Distribution.uniform(low: 1, high: 11)), try #require(Distribution.uniform(low: 20, high: 40))
    )
    small.builder.edit { model in
      let price = InputShape(low, text: "uniform(1, 11)")
      model.leaves[1].shapes = [[CellShape(shape: price, cells: [0])]]
      let volume = InputShape(high, text: "uniform(20, 40)")
      model.leaves[0].shapes = [[CellShape(shape: volume, cells: [2])]]
    }
    let swings = [small.volume, small.price, small.fixed].map { ($0, Model.Swing.quantiles(low: 0.1, high: 0.9)) }
    let found = tornadoOutcome(
      small.tornado([reading(small.cost, .rolledUp)], swings), small.builder.model, caseIndex: 0)
    // The price goes from 2 to 10 for 60 in all, the third period's volume from 22 to 38 at a price of 2.
    let expected: [Double] = [104, 136, 120, 600]
    for (given, expected) in zip(found.bars.flatMap { $0.low.results + $0.high.results }, expected) {
      #expect(abs(given - expected) < 1e-9)
    }
    #expect(found.bars.count == 2)
    #expect(found.bars[0].low.number == nil && found.bars[1].low.number != nil)
    #expect(found.leftOut == [.certain: 1])
  }

  @Test("A result is graded by its change against the base, and by which way is better")
  func grades() {
    func fragility(_ isLowerBetter: Bool?, _ points: [(String, Double, Bool)] = []) -> Model.Fragility {
      let small = Small()
      return Model.Fragility(
        label: "f", value: reading(small.cost, .rolledUp), input: small.input(small.volume),
        points: points.map { .init(text: $0.0, number: $0.1, isMultiple: $0.2) }, isLowerBetter: isLowerBetter,
        saysWhatIsBetter: true, tolerance: 0.02, span: nowhere)
    }
    let cost = fragility(true)
    #expect(
      [90, 98, 102, 103, 150, 151, .nan].map { cost.grade(base: 100, value: $0) } == [
        .improves, .flat, .flat, .worsens, .worsens, .collapses, .collapses,
      ])
    let saving = fragility(false)
    #expect(
      [110, 60, 49, -1].map { saving.grade(base: 100, value: $0) } == [
        .improves, .worsens, .collapses, .collapses,
      ])
    // Less of a loss is better.
    #expect([-90, -151].map { saving.grade(base: -100, value: $0) } == [.improves, .collapses])
    #expect([90, 110].map { fragility(nil).grade(base: 100, value: $0) } == [.falls, .rises])
    #expect(cost.grade(base: .nan, value: 1) == .undefined && cost.grade(base: 0, value: 1) == .undefined)

    let moved = fragility(true, [("2x", 2, true), ("10", 10, false)])
    let found = fragilityOutcome(moved, Small().builder.model, caseIndex: 0)
    #expect(found.points.map(\.value) == [240, 60])
    #expect(found.points.map(\.change) == [1, -0.5])
    #expect(found.points.map(\.number) == [nil, 10])
    #expect(found.verdict == .collapses)
  }

  @Test("A grid is the same on any number of threads, and knows why a number of it is undefined")
  func threads() throws {
    let small = Small()
    let points = (0..<60).map { Double($0) * 0.1 }
    let (price, spread) = (small.input(small.price), small.input(small.spread))
    let sensitivity = Model.Sensitivity(
      label: "s", values: [reading(small.share, .constant), reading(small.cost, .rolledUp)],
      rows: .init(definition: price.definition, leaf: price.leaf, points: points, label: ""),
      columns: .init(definition: spread.definition, leaf: spread.leaf, points: points.map { -$0 - 0.3 }, label: ""),
      span: nowhere)
    let one = grid(sensitivity, small.builder.model, caseIndex: 0, threads: 1)
    for threads in [2, 3, 7, 64] {
      let many = grid(sensitivity, small.builder.model, caseIndex: 0, threads: threads)
      #expect(zip(one.values.joined(), many.values.joined()).allSatisfy { same($0, $1) })
    }
    #expect(one.values[0][0].count == 3600)
    // Price 0.7 at spread -1.3: 0.7 / 3.5; at -4.8 the divisor is 0.
    #expect(abs(one.values[0][0][7 * 60 + 10] - 0.2) < 1e-15)
    let undefined = one.values[0][0].firstIndex { $0.isNaN }
    let place = try #require(undefined)
    #expect(place == 45)
    let why = whyUndefined(sensitivity, small.builder.model, caseIndex: 0, value: 0, member: 0, place: place)
    #expect(why?.cause == "a zero denominator")
  }
}

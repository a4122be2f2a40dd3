import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("The order of definitions")
struct OrderTests {
  @Test("What is read comes first, whatever the order of the text")
  func readFirst() {
    var builder = ModelBuilder()
    _ = builder.calc("a", ref(1))
    _ = builder.calc("b", sum(ref(2), ref(2)))
    _ = builder.calc("c", number(3))
    #expect(order(builder.model.definitions).steps == [.single(2), .single(1), .single(0)])
    #expect(dependencies(of: builder.model.definitions[1]).sameCell == [2])
  }

  @Test("A cycle through a lag runs over time, its definitions ordered within a period")
  func lagCycle() {
    var builder = ModelBuilder()
    _ = builder.calc("load", sum(f(.lag(1, periods: 1, start: number(0))), number(1)))
    _ = builder.calc("latency", product(ref(0), number(2)))
    let found = order(builder.model.definitions)
    #expect(found.steps == [.overTime([.one(0), .one(1)])])
    #expect(found.cycles.isEmpty)
    #expect(dependencies(of: builder.model.definitions[0]).earlier == [1])
  }

  @Test("A stock reads its own closing value before, which is no cycle")
  func stock() {
    var builder = ModelBuilder()
    let flow = builder.input("flow", [1, 2, 3, 4, 5, 6])
    _ = builder.add("credit", .stock(open: number(10), adds: [flow], lesses: []))
    #expect(order(builder.model.definitions).steps == [.single(0), .overTime([.one(1)])])
  }

  @Test("A cycle inside a period is given as its loop, and only what is not in it has a step")
  func cycle() {
    var builder = ModelBuilder()
    _ = builder.calc("a", sum(ref(1), ref(3)))
    _ = builder.calc("b", sum(f(.lag(0, periods: 1, start: nil)), ref(2)))
    _ = builder.calc("c", ref(0))
    _ = builder.calc("d", number(1))
    let found = order(builder.model.definitions)
    #expect(found.steps == [.single(3)])
    #expect(found.cycles == [[0, 1, 2]])
    #expect(evaluate(builder.model, caseIndex: 0).columns[0].allSatisfy { $0.isNaN })
  }

  @Test("A definition that reads itself is a cycle of one")
  func itself() {
    var builder = ModelBuilder()
    _ = builder.calc("a", sum(ref(0), number(1)))
    #expect(order(builder.model.definitions).cycles == [[0]])
  }

  @Test("Reading the total of what reads back earlier periods is a cycle")
  func totalCycle() {
    var builder = ModelBuilder()
    _ = builder.calc("share", quotient(number(1), f(.total(1, 0..<6))))
    _ = builder.calc("level", f(.lag(0, periods: 1, start: number(1))))
    #expect(order(builder.model.definitions).cycles == [[0, 1]])
  }

  @Test("Reading the first period and the running sum of what reads back is none")
  func fromTheStart() {
    var builder = ModelBuilder()
    _ = builder.calc("level", sum(f(.lag(1, periods: 1, start: number(1))), number(1)))
    _ = builder.calc("index", sum(f(.atPeriod(0, period: 0)), f(.cumulative(0))))
    #expect(order(builder.model.definitions).steps == [.overTime([.one(0), .one(1)])])
    // Levels 2, 2 + 2 + 1, …: the index is the first level and all levels up to then.
    #expect(evaluate(builder.model, caseIndex: 0).columns[0].prefix(3) == [2, 5, 10])
  }

  @Test("A chain of 20,000 definitions is ordered and evaluated fast, in either direction of the text")
  func longChain() {
    for isReversed in [false, true] {
      var builder = ModelBuilder()
      let count = 20_000
      for id in 0..<count {
        let read = isReversed ? id + 1 : id - 1
        _ = builder.calc("d\(id)", read < 0 || read == count ? number(1) : sum(ref(read), number(1)))
      }
      let clock = ContinuousClock()
      var results: Results?
      let time = clock.measure { results = evaluate(builder.model, caseIndex: 0) }
      #expect(results?.columns[isReversed ? 0 : count - 1].last == Double(count))
      #expect(time < .seconds(5))
    }
  }

  @Test("A chain of 20,000 definitions that closes through a lag is one step over time")
  func longLoop() {
    var builder = ModelBuilder()
    let count = 20_000
    _ = builder.calc("d0", f(.lag(count - 1, periods: 1, start: number(0))))
    for id in 1..<count { _ = builder.calc("d\(id)", sum(ref(id - 1), number(1))) }
    let found = order(builder.model.definitions)
    #expect(found.steps.count == 1 && found.cycles.isEmpty)
    #expect(evaluate(builder.model, caseIndex: 0).columns[count - 1].last == 6 * Double(count - 1))
  }
}

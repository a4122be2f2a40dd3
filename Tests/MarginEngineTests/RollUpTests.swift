import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("Roll-ups")
struct RollUpTests {
  /// Six months from 2026-09: four in the first year, two in the second.
  private func rollUp(_ make: (inout ModelBuilder) -> Int) -> [Double] {
    var builder = ModelBuilder()
    let id = make(&builder)
    return evaluate(builder.model, caseIndex: 0).rollUps[id]
  }

  @Test("A flow is summed by year and in all, a stock closes")
  func sums() {
    #expect(rollUp { $0.input("flow", rollUp: .sum, [1, 2, 3, 4, 5, 6]) } == [10, 11, 21])
    #expect(rollUp { $0.input("stock", rollUp: .closing, [1, 2, 3, 4, 5, 6]) } == [4, 6, 6])
    #expect(rollUp { $0.input("none", [1, 2, 3, 4, 5, 6]) } == [])
    #expect(rollUp { $0.input("constant", axes: [], [1]) } == [])
  }

  @Test("Each member has its years, then its total")
  func members() {
    let numbers = rollUp { $0.input("flow", axes: [0, 1], rollUp: .sum, [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]) }
    #expect(numbers == [4, 2, 6, 8, 4, 12])
  }

  @Test("A ratio is its formula on rolled-up operands, never an average of its periods")
  func ratio() {
    let numbers = rollUp { builder in
      let cost = builder.input("cost", rollUp: .sum, [1, 2, 3, 4, 5, 6])
      let accepted = builder.input("accepted", rollUp: .sum, [0, 10, 10, 0, 1, 1])
      let scale = builder.input("scale", axes: [], [2])
      return builder.calc("each", rollUp: .formula, quotient(product(ref(cost), ref(scale)), ref(accepted)))
    }
    #expect(numbers == [1, 11, 42.0 / 22])
  }

  @Test("An operand without a roll-up, and whatever is of one period, leaves a ratio undefined")
  func undefinedRatio() {
    for part in [f(.periodIndex), f(.period), ref(0), f(.lag(1, periods: 1, start: number(0)))] {
      let numbers = rollUp { builder in
        _ = builder.input("plain", [1, 2, 3, 4, 5, 6])
        let flow = builder.input("flow", rollUp: .sum, [1, 2, 3, 4, 5, 6])
        return builder.calc("each", rollUp: .formula, quotient(ref(flow), part))
      }
      #expect(same(numbers, [.nan, .nan, .nan]))
    }
  }

  @Test("A formula can read the total of a flow and a ratio")
  func rolledUp() {
    var builder = ModelBuilder()
    let cost = builder.input("cost", rollUp: .sum, [1, 2, 3, 4, 5, 6])
    let count = builder.input("count", rollUp: .sum, [1, 1, 1, 1, 1, 1])
    let each = builder.calc("each", rollUp: .formula, quotient(ref(cost), ref(count)))
    let all = builder.calc("all", axes: [], sum(f(.rolledUp(each)), f(.rolledUp(cost)), f(.total(cost, 0..<2))))
    #expect(evaluate(builder.model, caseIndex: 0).columns[all] == [3.5 + 21 + 3])
  }

  @Test("An undefined period makes its year and the total undefined")
  func undefinedPeriod() {
    #expect(same(rollUp { $0.input("flow", rollUp: .sum, [1, .nan, 3, 4, 5, 6]) }, [.nan, 11, .nan]))
  }
}

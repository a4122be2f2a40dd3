import MarginSource
import MarginUnits
import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("Evaluation")
struct EvaluateTests {
  private func column(_ make: (inout ModelBuilder) -> Int) -> [Double] {
    var builder = ModelBuilder()
    let id = make(&builder)
    return evaluate(builder.model, caseIndex: 0).columns[id]
  }

  @Test("Literals and leaves come to base units by the scale of their unit")
  func units() {
    let hours = column { builder in
      let hour = builder.model.units.unit("hour")
      let input = builder.input("time", axes: [], unit: hour, [2])
      return builder.calc("all", axes: [], sum(ref(input), f(.literal(1), unit: hour)))
    }
    #expect(hours == [3 * 3600])
  }

  @Test("A leaf without an axis of its definition is broadcast, and time runs fastest")
  func broadcast() {
    let numbers = column { builder in
      let price = builder.input("price", axes: [1], [10, 20])
      let volume = builder.input("volume", axes: [0], [1, 2, 3, 4, 5, 6])
      return builder.calc("cost", axes: [0, 1], product(ref(volume), ref(price)))
    }
    #expect(numbers == [10, 20, 30, 40, 50, 60, 20, 40, 60, 80, 100, 120])
  }

  @Test("A division by zero and an overflow are undefined, never infinite, and spread")
  func undefined() {
    let numbers = column { builder in
      let below = builder.input("below", [0, 1, 2, 4, 1e-300, .nan])
      let share = builder.calc("share", quotient(number(1e10), ref(below)))
      return builder.calc("more", sum(ref(share), number(0)))
    }
    #expect(same(numbers, [.nan, 1e10, 5e9, 2.5e9, .nan, .nan]))
  }

  @Test("An undefined branch that is not taken does not matter, an undefined condition does")
  func branches() {
    let numbers = column { builder in
      let x = builder.input("x", [0, 1, .nan, 2, 0, 5])
      let isZero = f(.comparison(.equal, ref(x), number(0)))
      return builder.calc("safe", f(.conditional(isZero, then: number(7), otherwise: quotient(number(1), ref(x)))))
    }
    #expect(same(numbers, [7, 1, .nan, 0.5, 7, 0.2]))
  }

  @Test(
    "Comparisons take the noise of binary fractions for nothing",
    arguments: [
      (Comparison.equal, 1.0), (.unequal, 0), (.less, 0), (.atMost, 1), (.greater, 0), (.atLeast, 1),
    ])
  func noise(_ comparison: Comparison, _ truth: Double) {
    let third = sum(number(0.1), number(0.2))
    #expect(column { $0.calc("is", axes: [], f(.comparison(comparison, third, number(0.3)))) } == [truth])
  }

  @Test("Logic is undefined where an operand is")
  func logic() {
    let numbers = column { builder in
      let x = builder.input("x", [0, 1, .nan, 1, 0, 1])
      return builder.calc("any", f(.or([number(1), ref(x)])))
    }
    #expect(same(numbers, [1, 1, .nan, 1, 1, 1]))
  }

  @Test("A stock opens, takes its movements and closes")
  func stock() {
    let numbers = column { builder in
      let up = builder.input("up", [5, 0, 0, 5, 0, 0])
      let down = builder.input("down", [1, 1, 1, 1, 1, 1])
      return builder.add("credit", .stock(open: number(10), adds: [up], lesses: [down]))
    }
    #expect(numbers == [14, 13, 12, 16, 15, 14])
  }

  @Test("A lag takes its start before the first period, and is undefined without one")
  func lag() {
    let lagged = { (start: Formula?) in
      column { builder in
        let x = builder.input("x", [1, 2, 3, 4, 5, 6])
        return builder.calc("before", f(.lag(x, periods: 2, start: start)))
      }
    }
    #expect(same(lagged(nil), [.nan, .nan, 1, 2, 3, 4]))
    #expect(lagged(f(.periodIndex)) == [0, 1, 1, 2, 3, 4])
  }

  @Test("Growth compounds by the rate per its own unit")
  func growth() {
    let numbers = column { builder in
      let month = builder.model.units.unit("month")
      let rate = builder.input("rate", axes: [], unit: Unit().power(Rational(1)) * month.power(Rational(-1)), [0.06])
      let level = builder.leaf(of: 1, .level, [100])
      let elapsed = builder.leaf(of: 1, .elapsed, axes: [0], [0, 1, 2, 0, 1, 2])
      let growing = f(.growth(rate: rate, elapsed: f(.leaf(elapsed)), perPeriod: 1))
      return builder.calc("volume", product(f(.leaf(level)), growing))
    }
    for (found, wanted) in zip(numbers, [100, 106, 112.36, 100, 106, 112.36]) {
      #expect(abs(found - wanted) < 1e-9)
    }
  }

  @Test("A factor of 0 replaces a formula that is undefined; a neutral pair changes nothing")
  func adjusted() {
    let numbers = column { builder in
      let x = builder.input("x", [.nan, 2, 3, 4, .nan, 6])
      let factor = builder.leaf(of: 1, .factor, axes: [0], [0, 1, 2, 0, 1, 1])
      let addend = builder.leaf(of: 1, .addend, axes: [0], [8, 0, 0, 9, 0, 1])
      return builder.calc("bound", f(.adjusted(ref(x), factor: factor, addend: addend)))
    }
    #expect(same(numbers, [8, 2, 6, 9, .nan, 7]))
  }

  @Test("A fold goes over an axis away, or onto the axis that maps it")
  func folds() {
    let byScenario = [1.0, 2, 4]
    let folded = { (fold: Formula.Fold, onto: AxisID?) in
      column { builder in
        let x = builder.input("x", axes: [2], byScenario)
        return builder.calc("all", axes: onto.map { [$0] } ?? [], f(.fold(fold, x, over: 2, onto: onto)))
      }
    }
    #expect(folded(.sum, nil) == [7])
    #expect(folded(.sum, 3) == [5, 2])
    #expect(folded(.mean, 3) == [2.5, 2])
    #expect(folded(.max, nil) == [4])
    #expect(folded(.min, 3) == [1, 2])
    #expect(folded(.count, 3) == [2, 1])
  }

  @Test("The first period that meets a condition gives the value; none gives nothing")
  func firstWhere() {
    let found = { (conditions: [Double]) in
      column { builder in
        let met = builder.input("met", conditions)
        let value = builder.input("value", [10, 20, 30, 40, 50, 60])
        return builder.calc("payback", axes: [], f(.firstWhere(condition: met, value: value)))
      }
    }
    #expect(found([0, 0, 1, 0, 1, 1]) == [30])
    #expect(same(found([0, 0, 0, 0, 0, 0]), [.nan]))
    #expect(same(found([0, .nan, 1, 1, 1, 1]), [.nan]))
  }

  @Test("Periods have a length, a number and a first day")
  func calendar() {
    #expect(column { $0.calc("length", axes: [], f(.period)) } == [730 * 3600])
    #expect(column { $0.calc("index", f(.periodIndex)) } == [0, 1, 2, 3, 4, 5])
    #expect(column { $0.calc("start", f(.periodStart)) }.prefix(2) == [46266, 46296])
  }

  @Test("One formula per member, each read at its own member")
  func byMember() {
    let numbers = column { builder in
      let x = builder.input("x", axes: [1], [5, 7])
      return builder.calc("y", axes: [0, 1], f(.byMember(1, [f(.periodIndex), product(ref(x), number(2))])))
    }
    #expect(numbers == [0, 1, 2, 3, 4, 5, 14, 14, 14, 14, 14, 14])
  }
}

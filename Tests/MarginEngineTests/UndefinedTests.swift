import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("Why a number is undefined")
struct UndefinedTests {
  private func why(cell: Int = 0, _ make: (inout ModelBuilder) -> Int) -> Undefined? {
    var builder = ModelBuilder()
    let id = make(&builder)
    return whyUndefined(builder.model, evaluate(builder.model, caseIndex: 0), definition: id, cell: cell)
  }

  @Test("A zero denominator is named with its member and period, through whatever reads it")
  func zeroDenominator() {
    let found = why { builder in
      let accepted = builder.input("email.accepted", axes: [0, 1], [1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1])
      let each = builder.calc("each", axes: [0, 1], quotient(number(1), ref(accepted)))
      let large = builder.calc("large", f(.element(each, picks: [.init(axis: 1, member: 1)])))
      return builder.calc("all", axes: [], f(.total(large, 0..<6)))
    }
    #expect(found == Undefined(cause: "a zero denominator", place: "email.accepted[Large] at 2027-01"))
  }

  @Test("An empty cell is named")
  func emptyCell() {
    let found = why(cell: 3) { builder in
      let price = builder.input("price.cached", axes: [1], [0.5, .nan])
      let flow = builder.calc("flow", axes: [0], f(.fold(.sum, price, over: 1, onto: nil)))
      return builder.calc("late", f(.lag(flow, periods: 1, start: number(0))))
    }
    #expect(found == Undefined(cause: "an empty cell", place: "price.cached[Large]"))
  }

  @Test("What is never reached, has no such early period, no value or is too large says so")
  func otherCauses() {
    #expect(
      why { builder in
        let never = builder.input("met", [0, 0, 0, 0, 0, 0])
        return builder.calc("payback", axes: [], f(.firstWhere(condition: never, value: never)))
      } == Undefined(cause: "not reached within the timeline", place: "payback"))
    #expect(
      why { builder in
        let x = builder.input("x", [1, 2, 3, 4, 5, 6])
        return builder.calc("before", f(.lag(x, periods: 1, start: nil)))
      } == Undefined(cause: "no period that early", place: "before at 2026-09"))
    #expect(
      why { $0.calc("root", axes: [], f(.power(number(-1), number(0.5)))) }
        == Undefined(cause: "a power that has no value", place: "root"))
    #expect(
      why { $0.calc("big", axes: [], product(number(1e200), number(1e200))) }
        == Undefined(cause: "a number too large", place: "big"))
  }

  @Test("A helper's cause is told of the definition that it is part of")
  func helper() {
    let found = why { builder in
      let zero = builder.calc("~part", axes: [], product(number(1), quotient(number(1), number(0))))
      builder.edit { model in
        let part = model.definitions[zero]
        model.definitions[zero] = Definition(
          id: zero, path: part.path, label: "", kind: .calc, isInput: false, purpose: .part(of: 1), type: part.type,
          unit: part.unit, axes: [], rollUp: .constant, body: part.body, instance: nil, note: nil, source: nil,
          range: nil, shape: nil, low: nil, high: nil, text: "", span: nowhere)
      }
      return builder.calc("whole", axes: [], ref(zero))
    }
    #expect(found == Undefined(cause: "a zero denominator", place: "whole"))
  }

  @Test("A ratio of a year names the denominator over that year")
  func rolledUp() {
    var builder = ModelBuilder()
    let accepted = builder.input("accepted", rollUp: .sum, [1, 1, 1, 1, 0, 0])
    let each = builder.calc("each", rollUp: .formula, quotient(number(1), ref(accepted)))
    let results = evaluate(builder.model, caseIndex: 0)
    let leaves = builder.model.leaves.map { $0.cases[0] }
    let why = { (year: Int?) in
      whyUndefined(builder.model, results, leaves: leaves, definition: each, member: 0, year: year)
    }
    #expect(why(1) == Undefined(cause: "a zero denominator", place: "accepted in 2027"))
    #expect(why(nil) == nil)
  }
}

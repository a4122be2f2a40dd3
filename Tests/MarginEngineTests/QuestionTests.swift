import MarginSource
import MarginUnits
import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("What a model asks")
struct QuestionTests {
  @Test("A reading is a constant, a total, one period or all")
  func readings() {
    var builder = ModelBuilder()
    let flow = builder.input("flow", axes: [0, 1], rollUp: .sum, [1, 2, 3, 4, 5, 6, 2, 2, 2, 2, 2, 2])
    let plain = builder.input("plain", [1, 2, 3, 4, 5, 6])
    let results = evaluate(builder.model, caseIndex: 0)
    let get = { (id: Int, time: Model.Reading.Time) in read(reading(id, time), builder.model, results) }
    #expect(get(flow, .rolledUp) == [21, 12])
    #expect(get(flow, .period(1)) == [2, 2])
    #expect(get(plain, .all) == [1, 2, 3, 4, 5, 6])
    #expect(same(get(plain, .rolledUp), [.nan]))
    #expect(same(get(plain, .period(9)), [.nan]))
  }

  @Test("A grid replaces growing and bound inputs whole")
  func grid() {
    var builder = ModelBuilder()
    let rate = builder.input("rate", axes: [], [1])
    let level = builder.leaf(of: 1, .level, axes: [0], [1, 1, 1, 1, 1, 1])
    let elapsed = builder.leaf(of: 1, .elapsed, axes: [0], [0, 1, 0, 1, 0, 1])
    let growing = f(.growth(rate: rate, elapsed: f(.leaf(elapsed)), perPeriod: 1))
    let volume = builder.calc("volume", product(f(.leaf(level)), growing))
    let factor = builder.leaf(of: 2, .factor, [1])
    let addend = builder.leaf(of: 2, .addend, [0])
    let price = builder.calc("price", axes: [], f(.adjusted(number(5), factor: factor, addend: addend)))
    let cost = builder.calc("cost", product(ref(volume), ref(price)))
    let sensitivity = Model.Sensitivity(
      label: "s", values: [reading(cost, .period(2)), reading(price, .constant)],
      rows: .init(definition: volume, leaf: level, points: [1, 3], label: ""),
      columns: .init(definition: price, leaf: addend, points: [0, 2, 7], label: ""), span: nowhere)
    let found = MarginEngine.grid(sensitivity, builder.model, caseIndex: 0)
    #expect(found.values[0] == [[0, 8, 28, 0, 24, 84]])
    #expect(found.values[1] == [[0, 2, 7, 0, 2, 7]])
    let one = Model.Sensitivity(
      label: "s", values: sensitivity.values, rows: nil, columns: sensitivity.columns, span: nowhere)
    #expect(MarginEngine.grid(one, builder.model, caseIndex: 0).values[1] == [[0, 2, 7]])
  }

  @Test("A check tells the place where it misses most")
  func checks() {
    var builder = ModelBuilder()
    let cost = builder.input("cost", axes: [0, 1], [1, 2, 3, 4, 5, 6, 2, 9, 2, 2, 2, 2])
    let limit = builder.input("limit", axes: [], [5])
    let left = reading(cost, .all)
    let right = reading(limit, .constant)
    builder.edit { model in
      model.checks = [check(left, .less, right), check(left, .greater, right)]
    }
    let outcomes = checkOutcomes(builder.model, evaluate(builder.model, caseIndex: 0))
    #expect(outcomes.map(\.state) == [.failed, .failed])
    #expect(outcomes.map(\.left) == [9, 1])
    #expect(outcomes.map(\.place) == ["Large, 2026-10", "Small, 2026-09"])
  }

  @Test(
    "Equality holds within the tolerance, relative to the right side or absolute",
    arguments: [
      (100.05, 0.001 as Double?, true, true), (100.2, 0.001, true, false), (100.2, 0.5, false, true),
      (100.00000001, nil, false, true), (100.000001, nil, false, false),
    ])
  func tolerance(_ left: Double, _ tolerance: Double?, _ isRelative: Bool, _ passes: Bool) {
    var builder = ModelBuilder()
    let left = reading(builder.input("left", axes: [], [left]), .constant)
    let right = reading(builder.input("right", axes: [], [100]), .constant)
    let asked = check(left, .equal, right, within: tolerance, isRelative: isRelative)
    builder.edit { $0.checks = [asked] }
    let outcomes = checkOutcomes(builder.model, evaluate(builder.model, caseIndex: 0))
    #expect(outcomes[0].state == (passes ? .passed : .failed))
  }

  @Test("A check of a truth holds where it is not 0, and an undefined number is neither")
  func truths() {
    var builder = ModelBuilder()
    let truth = reading(builder.input("is", [1, 1, 1, 1, 1, .nan]), .all)
    let unknown = check(truth, .unequal, nil)
    let failing = check(reading(builder.input("no", [1, 0, 1, 1, 1, .nan]), .all), .unequal, nil)
    let passing = check(reading(truth.definition, .period(2)), .unequal, nil)
    builder.edit { $0.checks = [unknown, failing, passing] }
    let outcomes = checkOutcomes(builder.model, evaluate(builder.model, caseIndex: 0))
    #expect(outcomes.map(\.state) == [.undefined, .failed, .passed])
    #expect(outcomes.map(\.place) == ["2027-02", "2026-10", "2026-11"])
  }

  @Test("A band takes the worst period's level, its bounds being in the value's unit")
  func bands() {
    var builder = ModelBuilder()
    let hour = builder.model.units.unit("hour")
    let value = builder.input("spare", unit: hour, [9, 7, 3, 4, 8, 9])
    let gap = builder.input("gap", [9, .nan, 3, 4, 8, 9])
    let levels: [(name: String, comparison: Comparison?, bound: Double?)] = [
      ("healthy", .greater, 6), ("warning", .greater, 2), ("critical", nil, nil),
    ]
    builder.edit { model in
      model.bands = [value, gap].map { id in
        Model.Band(label: "", value: reading(id, .all), levels: levels, span: nowhere)
      }
    }
    let outcomes = bandOutcomes(builder.model, evaluate(builder.model, caseIndex: 0))
    #expect(outcomes[0].level == "warning" && outcomes[0].levelIndex == 1)
    #expect(outcomes[0].value == 3 * 3600 && outcomes[0].place == "2026-11")
    #expect(outcomes[1].level == nil && outcomes[1].place == "2026-10")
  }

  @Test("Of periods that differ by the noise of binary fractions alone, a band names the first")
  func bandNoise() {
    var builder = ModelBuilder()
    let value = builder.input("spare", [0.9, 0.3, 0.1 + 0.2 - 1e-16, 0.3 - 1e-13, 0.8, 0.3 - 2e-16])
    let levels: [(name: String, comparison: Comparison?, bound: Double?)] = [
      ("good", .greater, 0.1), ("bad", nil, nil),
    ]
    builder.edit { $0.bands = [Model.Band(label: "", value: reading(value, .all), levels: levels, span: nowhere)] }
    let outcome = bandOutcomes(builder.model, evaluate(builder.model, caseIndex: 0))[0]
    #expect(outcome.place == "2026-10" && outcome.level == "good")
  }

  @Test("A test sets its leaves and says why a side is undefined")
  func tests() {
    var builder = ModelBuilder()
    let rate = builder.input("rate", axes: [], [0.5])
    let each = builder.calc("each", axes: [], quotient(number(1), ref(rate)))
    let four = builder.input("four", axes: [], [4])
    let (left, right) = (reading(each, .constant), reading(four, .constant))
    let asked = check(left, .equal, right)
    let quarter: [Int: [Double]] = [0: [0.25]]
    builder.edit { model in
      model.tests = [quarter, [:], [0: [0]]].map { leaves in
        Model.Test(label: "t", caseIndex: 0, leaves: leaves, expectations: [asked], span: nowhere)
      }
    }
    let outcomes = testOutcomes(builder.model)
    #expect(outcomes.map(\.passed) == [true, false, false])
    #expect(outcomes[1].expectations[0].left == 2 && outcomes[1].expectations[0].undefined == nil)
    #expect(outcomes[2].expectations[0].undefined == Undefined(cause: "a zero denominator", place: "rate"))
  }
}

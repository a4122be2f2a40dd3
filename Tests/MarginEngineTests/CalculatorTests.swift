import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("The calculator")
struct CalculatorTests {
  private func model() -> Model {
    var builder = ModelBuilder()
    let a = builder.input("a", axes: [], [1])
    let b = builder.input("b", axes: [], [2])
    let isPositive = builder.calc("is_positive", axes: [], f(.comparison(.greater, ref(a), number(0))))
    _ = builder.calc("from_truth", axes: [], sum(ref(isPositive), number(1)))
    _ = builder.calc("from_b", axes: [], sum(ref(b), number(1)))
    _ = builder.calc("from_both", axes: [], sum(ref(a), ref(b)))
    return builder.model
  }

  @Test("Only what reads a changed leaf is recomputed, and what reads an unchanged number is not")
  func onlyDependants() {
    var calculator = Calculator(model())
    #expect(calculator.recomputed == 6)
    calculator.set(leaf: 1, values: [5])
    calculator.refresh()
    #expect(calculator.recomputed == 3)
    #expect(calculator.results.columns[5] == [6])
    calculator.set(leaf: 0, values: [3])
    calculator.refresh()
    // The truth stays 1, so that what reads it keeps its number.
    #expect(calculator.recomputed == 3)
    #expect(calculator.results.columns[5] == [8])
  }

  @Test("Setting the same numbers, undefined ones too, recomputes nothing")
  func unchanged() {
    var calculator = Calculator(model(), leaves: [[.nan], [2]])
    calculator.set(leaf: 0, values: [.nan])
    calculator.refresh()
    #expect(calculator.recomputed == 0)
  }

  @Test("With targets only what they need is evaluated")
  func targets() {
    let calculator = Calculator(model(), targets: [4])
    #expect(calculator.recomputed == 2)
    #expect(calculator.results.columns[4] == [3])
  }
}

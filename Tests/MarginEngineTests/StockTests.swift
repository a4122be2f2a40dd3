import MarginUnits
import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("Stocks")
struct StockTests {
  private func model() -> (model: Model, stock: Int) {
    var builder = ModelBuilder()
    let paid = builder.input("paid", axes: [0, 1], rollUp: .sum, [1, 2, 3, 4, 5, 6, 2, 2, .nan, 2, 2, 2])
    let used = builder.input("used", axes: [], [0.1])
    let stock = builder.add(
      "credit", axes: [0, 1], rollUp: .closing, .stock(open: number(5), adds: [paid], lesses: [used]))
    return (builder.model, stock)
  }

  @Test("What is computed is explained by its movements, undefined periods too")
  func whole() {
    let (model, _) = model()
    #expect(brokenStocks(model, evaluate(model, caseIndex: 0)) == [])
  }

  @Test("A level that its movements do not lead to is found with its period")
  func broken() {
    let (model, stock) = model()
    let good = evaluate(model, caseIndex: 0)
    for (cell, period) in [(3, 3), (7, 1), (8, 2)] {
      var columns = good.columns
      columns[stock][cell] = 99
      let found = brokenStocks(model, Results(caseIndex: 0, columns: columns, rollUps: good.rollUps))
      #expect(found.map(\.period) == [period] && found.first?.closing == 99 && found.first?.definition == stock)
    }
  }

  @Test("Amounts of very different size are compared by the largest of them")
  func large() {
    var builder = ModelBuilder()
    let paid = builder.input("paid", rollUp: .sum, [1e17, 0.1, -1e17, 0.1, 0.1, 0.1])
    _ = builder.add("credit", rollUp: .closing, .stock(open: number(0), adds: [paid], lesses: []))
    #expect(brokenStocks(builder.model, evaluate(builder.model, caseIndex: 0)) == [])
  }
}

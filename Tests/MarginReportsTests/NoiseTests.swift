import MarginEngine
import Testing

@testable import MarginReports

/// What is 0 but for the noise of binary fractions is 0 in a check, in the engine and in the workbook.
@Suite("Noise in checks against 0")
struct NoiseTests {
  private static let text = """
    model "Noise" { currency USD; timeline 2026-01 for 6 months }
    dimension side { left, right }
    input first = [left: 70%, right: 20%]
    stock debt  [USD] { open $0.3; less due }
    flow  due   [USD] = if previous(debt, $0.3) > $0.05 then $0.1 else $0
    calc  rest  = 1 - 70% - 10% - 20%
    calc  more  by side = 1 - first - (1 - first) * 70% - (1 - first) * 30%
    check "the debt is paid at last" at 2026-06: debt = $0
    check "never below" every month: debt >= $0
    check "nothing is left" at 2026-04: debt <= 0
    check "nothing rests" : rest = 0
    check "no rest below" : rest >= 0
    check "no side below" : more >= 0
    check "a small debt is one" at 2026-02: debt = $0
    check "what rests is not above" : rest > 0

    """

  @Test("A debt that is paid off, and shares that make a whole, are 0; what is small is not")
  func noise() throws {
    let book = try #require(Book.of(Self.text))
    #expect(book.diagnostics.isEmpty)
    let debt = try #require(book.model.definitions.first { $0.path == "debt" })
    let rest = try #require(book.model.definitions.first { $0.path == "rest" })
    // Without noise nothing would be shown.
    #expect(book.results[0].columns[debt.id][5] != 0 && book.results[0].columns[rest.id][0] != 0)
    let states = checkOutcomes(book.model, book.results[0]).map(\.state)
    #expect(states == Array(repeating: .passed, count: 6) + [.failed, .failed])
    let sheet = try book.sheet("Checks")
    for (check, state) in zip(book.model.checks, states) {
      let row = try #require(
        sheet.cells.first { $0.key.column == CheckPlaces.label && $0.value.content == .text(check.label) }?.key.row)
      guard case .formula(_, cached: .text(let given))? = sheet.content(row, CheckPlaces.result) else {
        Issue.record("\(check.label) has no result")
        continue
      }
      #expect(given == (state == .passed ? "OK" : "FAIL"), "\(check.label)")
    }
  }

  @Test("An end that its range stops at the base itself is the base")
  func stopped() throws {
    let book = try #require(
      Book.of(
        """
        model "Stopped" { currency USD; timeline 2026-01 for 3 months }
        input share = 100% { range 0% to 100% }
        input price = $2/request
        input volume = 100 requests/month
        flow cost [USD] = share * price * volume
        tornado of total(cost) { every input by 20% }

        """))
    #expect(book.diagnostics.isEmpty)
  }

  @Test("A fold of two dimensions takes all their members, and counts each once")
  func folds() throws {
    let book = try #require(
      Book.of(
        """
        model "Two" { currency USD }
        dimension d { a, b }
        dimension e { u, v, w }
        input x by d = [a: 1, b: 2]
        input z by e = [u: 1, v: 2, w: 3]
        calc y by d, e = x * z
        calc below = count(y < 4)
        calc each by d = count(y < 4 over e)
        calc all = count(y > 0)
        calc most = max(y)
        calc least = min(y)
        calc whole = sum(y)
        calc middle = mean(y)
        calc same = max(max(y over d) over e)
        report "R" { below, each, all, most, least, whole, middle, same }

        """))
    #expect(book.diagnostics.isEmpty)
    func value(_ path: String) throws -> [Double] {
      book.results[0].columns[try #require(book.model.definitions.first { $0.path == path }).id]
    }
    // 1, 2 and 3 of a; 2, 4 and 6 of b.
    #expect(try value("below") == [4] && value("each") == [3, 1] && value("all") == [6])
    #expect(try value("most") == [6] && value("least") == [1] && value("whole") == [18] && value("middle") == [3])
    #expect(try value("same") == [6])
  }
}

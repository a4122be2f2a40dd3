import MarginSource

/// `test "…" { with PATH = value; in case NAME; expect x = value within 0.1%; table { … } }`
extension Parser {
  func test() throws -> Test {
    let label = optionalText()
    var caseName: Name?
    var settings: [Test.Setting] = []
    var expectations: [Test.Expectation] = []
    var tables: [Test.Table] = []
    try block("a test's lines stand in braces") {
      switch self.current.kind == .word ? self.text(self.current) : "" {
      case "with": settings += try self.testSettings()
      case "in", "case":
        if self.takeWord("in"), !self.atWord("case") {
          throw self.fault("P105", "`case` is missing", "`in case cold_cache`")
        }
        self.advance()
        caseName = try self.name("a case")
      case "expect": expectations.append(try self.expectation())
      case "table": tables.append(try self.testTable())
      default: throw self.fault("P106", "a test has `with`, `in case`, `expect` and `table`", "not this")
      }
    }
    return Test(label: label, caseName: caseName, settings: settings, expectations: expectations, tables: tables)
  }

  /// `with email.hit_rate = 0%, email.retry_rate = 5%`
  private func testSettings() throws -> [Test.Setting] {
    var settings: [Test.Setting] = []
    advance()
    repeat {
      continueLine()
      let place = current.start
      let (path, index) = try target()
      if !takeEquals() { throw fault("P105", "`=` is missing", "`with email.hit_rate = 0%`") }
      settings.append(Test.Setting(path: path, index: index, value: try valueClause(), span: span(from: place)))
    } while take(",")
    return settings
  }

  /// `expect x = 12.13 rounded`
  private func expectation() throws -> Test.Expectation {
    let start = current.start
    advance()
    let condition = try expression()
    guard case .comparison(let operation, let left, let right) = condition.form else {
      throw fault("P105", "a comparison is missing", "`expect x = 3 within 0.1%`")
    }
    let tolerance = takeWord("within") ? try sum() : nil
    let isRounded = takeWord("rounded")
    return Test.Expectation(
      left: left, comparison: operation, right: right, tolerance: tolerance, isRounded: isRounded,
      span: span(from: start))
  }

  /// `table at 2026-01 rounded { hit_rate  cost … }`
  private func testTable() throws -> Test.Table {
    let start = current.start
    advance()
    let date = takeWord("at") ? try primary() : nil
    let isRounded = takeWord("rounded")
    var columns: [Expression] = []
    var rows: [(cells: [Expression], span: Span)] = []
    try block("a table's lines stand in braces") {
      let place = self.current.start
      if columns.isEmpty {
        while !self.atLineEnd { columns.append(try self.heading()) }
        guard columns.count > 1 else {
          throw self.fault("P190", "this table expects nothing", "what is set first, then what is expected")
        }
        return
      }
      var cells: [Expression] = []
      while !self.atLineEnd { cells.append(try self.cell()) }
      guard cells.count == columns.count else {
        self.diagnostics.append(
          Diagnostic(
            "P191", "this line has \(cells.count) values, its table \(columns.count) columns",
            at: .init(self.span(from: place), "one value for each column")))
        throw Unreadable()
      }
      rows.append((cells, self.span(from: place)))
    }
    return Test.Table(at: date, isRounded: isRounded, columns: columns, rows: rows, span: span(from: start))
  }

  var atLineEnd: Bool { current.kind == .newline || current.kind == .end || at("}") || at(";") }

  private func heading() throws -> Expression {
    if at("(") { return try primary() }
    let path = try path("a name, or a formula in round brackets")
    return Expression(.path(path), path.span)
  }
}

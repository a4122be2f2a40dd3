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
      continueLine()
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
    if let slip = plusMinus(right) { throw slip }
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
    var head: (path: Path, values: [Expression])?
    var lines: [Test.Line] = []
    var isBroken = false
    try block("a table's lines stand in braces") {
      // Nothing can be said of the lines of a table whose head could not be read.
      guard !isBroken else { throw Unreadable() }
      guard let columns = head else {
        isBroken = true
        head = try self.testHead()
        isBroken = false
        return
      }
      let line = try self.testLine(columns.path, columns.values, date, isRounded)
      lines.append(line)
    }
    guard let path = head?.path else {
      throw isBroken ? Unreadable() : fault("P190", "this table expects nothing", "it has no columns")
    }
    return Test.Table(path: path, lines: lines, span: span(from: start))
  }

  /// What is set, then what is expected: names, or formulas in round brackets.
  private func testHead() throws -> (path: Path, values: [Expression]) {
    let path = try path("an input")
    var values: [Expression] = []
    while !atLineEnd {
      if at("(") {
        values.append(try primary())
      } else {
        let path = try self.path("a name, or a formula in round brackets")
        values.append(Expression(.path(path), path.span))
      }
    }
    guard !values.isEmpty else {
      throw fault("P190", "this table expects nothing", "what is set first, then what is expected")
    }
    return (path, values)
  }

  private func testLine(_ path: Path, _ columns: [Expression], _ date: Expression?, _ isRounded: Bool) throws
    -> Test.Line
  {
    let place = current.start
    var cells: [Expression] = []
    while !atLineEnd { cells.append(try cell()) }
    guard let value = cells.first, cells.count == columns.count + 1 else {
      diagnostics.append(
        Diagnostic(
          "P191", "this line has \(cells.count) values, its table \(columns.count + 1) columns",
          at: .init(span(from: place), "one value for each column")))
      throw Unreadable()
    }
    let clause = ValueClause(form: .expression(value), shape: nil, span: value.span)
    let expectations = zip(columns, cells.dropFirst()).map { column, cell in
      Test.Expectation(
        left: date.map { Expression(.at(column, $0), column.span) } ?? column, comparison: .equal, right: cell,
        tolerance: nil, isRounded: isRounded, span: cell.span)
    }
    return Test.Line(
      setting: Test.Setting(path: path, index: [], value: clause, span: value.span), expectations: expectations,
      span: span(from: place))
  }

  private var atLineEnd: Bool { current.kind == .newline || current.kind == .end || at("}") || at(";") }
}

import MarginSource

/// What begins a definition or check elsewhere, and the word that does here.
private let foreignKinds = [
  "let": "calc", "const": "calc", "var": "calc", "def": "calc", "formula": "calc", "metric": "calc", "kpi": "calc",
  "param": "input", "parameter": "input", "assumption": "input", "variable": "input", "assert": "check",
]

private let definitionKinds: [String: DefinitionDeclaration.Kind] = [
  "input": .input, "calc": .calc, "flow": .flow, "stock": .stock, "ratio": .ratio,
]

extension Parser {
  /// Statements up to the end of the file, or up to the closing brace of a body.
  func statements(until brace: String?) -> [Statement] {
    var result: [Statement] = []
    skipEnds()
    while !atEnd(of: brace != nil) {
      guard diagnostics.count < faultLimit else {
        stopReading()
        break
      }
      let before = position
      do {
        if let statement = try statement(inBody: brace != nil) { result.append(statement) }
        try endClause()
      } catch { recover() }
      if position == before { position += 1 }
      skipEnds()
    }
    return result
  }

  /// After so many faults the text is no model: the rest is not read.
  private func stopReading() {
    guard diagnostics.last?.code != "P184" else { return }
    diagnostics.append(
      Diagnostic(
        "P184", "the text is read no further", at: .init(span(current), "more than \(faultLimit) faults stand before")))
    position = tokens.count - 1
  }

  func body(_ what: String) throws -> [Statement] {
    try expect("{", what)
    let result = statements(until: "}")
    _ = take("}")
    return result
  }

  func statement(inBody: Bool) throws -> Statement? {
    let start = current.start
    guard current.kind == .word else { throw noStatement() }
    let word = text(current)
    let isName = namesDefinition(word)
    if !isName, let form = try bodied(word) ?? keyword(word) { return Statement(form: form, span: span(from: start)) }
    guard isName || isSign(peek(), "[") || isSign(peek(), "{") else { throw noStatement(word) }
    return Statement(
      form: .definition(try definition(kind: nil, replaces: false, start: start)), span: span(from: start))
  }

  /// Followed by `=` a keyword is a name.
  private func namesDefinition(_ word: String) -> Bool {
    let next = peek()
    return isSign(next, "=") || isSign(next, ".") || isSign(next, "~")
      || isSign(next, ":") && !statementWords.contains(word)
  }

  private func noStatement() -> Unreadable {
    let shown = current.kind == .end ? "the end of the file" : "`\(text(current).prefix(20))`"
    return fault(
      "P106", "\(shown) cannot begin a statement", "statements begin with a word such as `input` or `scenario`")
  }

  private func noStatement(_ word: String) -> Unreadable {
    if isSign(peek(2), "(") {
      return fault(
        "P106", "`\(word)` is not a statement",
        "what is used again is a `template`; functions are those of the language")
    }
    let near = nearKeyword(word)
    return fault(
      "P106", "`\(word)` is not a statement",
      near.isEmpty ? "did you mean a definition? `calc \(word) = …`" : "statements begin with a word such as `input`",
      fixes: near)
  }

  private func nearKeyword(_ word: String) -> [Diagnostic.Fix] {
    let near = foreignKinds[word.lowercased()] ?? nearest(word, among: statementWords.sorted())
    return near.map { [.init("write `\($0)`", edits: [.init(span(current), $0)])] } ?? []
  }

  /// Statements with statements inside, apart from all others: what a level of nesting takes of the stack stays small.
  private func bodied(_ word: String) throws -> Statement.Form? {
    switch word {
    case "template": advance(); return .template(try template())
    case "component": advance(); return .instance(try instance(.component))
    case "scenario": advance(); return .instance(try instance(.scenario))
    default: return nil
    }
  }

  private func keyword(_ word: String) throws -> Statement.Form? {
    let start = current.start
    switch word {
    case "replace", "input", "calc", "flow", "stock", "ratio":
      let replaces = takeWord("replace")
      guard let kind = try kind() else {
        throw fault("P106", "what is replaced?", "`replace` stands before calc, flow, stock, ratio or input")
      }
      return .definition(try definition(kind: kind, replaces: replaces, start: start))
    case "model": advance(); return .model(try modelHeader())
    case "import": advance(); return .import(try importStatement())
    case "unit": advance(); return .unit(try unitDeclaration())
    case "fx": return .rates(try rates())
    case "dimension": advance(); return .dimension(try dimension())
    case "table": advance(); return .table(try table())
    case "case": advance(); return .case(try caseDeclaration())
    case "report": advance(); return .report(Report(label: optionalText(), items: try items()))
    case "chart": advance(); return .chart(try chart())
    case "sensitivity": advance(); return .sensitivity(try sensitivity())
    case "check": advance(); return .check(try check())
    case "band": advance(); return .band(try band())
    case "test": advance(); return .test(try test())
    case "converge": advance(); return .converge(try converge())
    case "correlate": advance(); return .correlate(try correlate())
    case "roadmap": advance(); return .roadmap(try roadmap())
    case "decision": advance(); return .decision(try decision())
    case "tornado": advance(); return .tornado(try tornado())
    case "simulate": advance(); return .simulation(try simulate())
    case "solve": advance(); return .solve(try solve())
    case "compare": advance(); return .comparison(try compare())
    case "fragility": advance(); return .fragility(try fragility())
    case "optimise": advance(); return .optimisation(try optimise())
    default: return nil
    }
  }

  private func kind() throws -> DefinitionDeclaration.Kind? {
    guard current.kind == .word, let kind = definitionKinds[text(current)] else { return nil }
    advance()
    if kind == .input, peek().kind == .word {
      if takeWord("flow") { return .inputFlow }
      if takeWord("stock") { return .inputStock }
    }
    return kind
  }

  private func modelHeader() throws -> ModelHeader {
    var header = ModelHeader(title: try requiredText("`model \"Title\" { … }`"), texts: [])
    guard at("{") else { return header }
    var colons: [Span] = []
    defer { settingsWithColons(colons) }
    try block("the model's settings stand in braces") {
      let word = try self.name("a setting")
      if self.at(":") { colons.append(self.span(self.advance())) }
      switch word.text {
      case "currency": header.currency = try self.name("a currency code")
      case "timeline": header.timeline = try self.timeline(word.span.start)
      case "month":
        try self.expect("=", "such as `month = 730 hours`")
        header.month = try self.expression()
      case "owner": header.owner = try self.requiredText("`owner \"Customer Care\"`")
      default:
        header.texts.append(
          (word, try self.requiredText("`\(word.text) \"…\"`: settings are currency, timeline, month, owner or a text"))
        )
      }
    }
    return header
  }

  private func timeline(_ start: Int) throws -> ModelHeader.TimelineClause {
    let first = try date("`timeline 2026-01 for 24 months`")
    guard takeWord("for") else { throw fault("P105", "`for` is missing", "`timeline 2026-01 for 24 months`") }
    guard current.kind == .number else {
      throw fault("P105", "a number is missing", "`timeline 2026-01 for 24 months`")
    }
    let token = advance()
    guard let (value, style) = value(of: text(token)) else { throw fault("P103", "this is no count", "such as 24") }
    let count = NumberLiteral(value: value, style: style, unit: nil, span: span(token))
    return ModelHeader.TimelineClause(start: first, count: count, unit: try name("`months`"), span: span(from: start))
  }

  private func importStatement() throws -> Import {
    let path = try requiredText("`import \"margin/inference\"`")
    return Import(path: path, alias: takeWord("as") ? try name("a prefix") : nil)
  }

  private func unitDeclaration() throws -> UnitDeclaration {
    var names = [try name("a unit's name")]
    while take(",") { names.append(try name("its plural")) }
    return UnitDeclaration(names: names, value: take("=") ? try expression() : nil)
  }

  private func dimension() throws -> DimensionDeclaration {
    let name = try declaredName("a dimension's name")
    let label = optionalText()
    if startsData() {
      return DimensionDeclaration(
        name: name, label: label, parent: nil, members: [], bounds: nil, data: try dataClause())
    }
    let parent = takeWord("of") ? try self.name("the dimension that it is part of") : nil
    if current.kind == .number {
      let low = try number()
      guard takeWord("to") else { throw fault("P105", "`to` is missing", "`dimension turn 1 to 40`") }
      return DimensionDeclaration(name: name, label: label, parent: parent, members: [], bounds: (low, try number()))
    }
    var members: [(name: Name, label: Text?)] = []
    try block("`dimension engine { small, large }`") {
      // A part of an ordered dimension names numbers.
      repeat {
        let name = parent == nil ? try self.declaredName("a member") : try self.member()
        members.append((name, self.optionalText()))
      } while parent == nil && self.lacksComma()
    }
    return DimensionDeclaration(name: name, label: label, parent: parent, members: members, bounds: nil)
  }

  private func table() throws -> TableDeclaration {
    let name = try declaredName("a table's name")
    let label = optionalText()
    var dimensions: [Name] = []
    if takeWord("by") { repeat { dimensions.append(try self.name("a dimension")) } while take(",") }
    let unit = at("[") ? try unitBrackets() : nil
    var body = TableBody(data: startsData() ? try dataClause() : nil)
    if body.data == nil || at("{") { try tableBody(&body, dimensions) }
    return TableDeclaration(
      name: name, label: label, dimensions: dimensions, unit: unit, columns: body.columns ?? [], rows: body.rows,
      provenance: body.provenance, note: body.note, data: body.data)
  }

  private struct TableBody {
    var columns: [TableDeclaration.Column]?
    var rows: [TableDeclaration.Row] = []
    var provenance: [Provenance] = []
    var note: Text?
    var data: DataClause?
  }

  /// What stands in a table's braces: header and lines, or the file that holds them.
  private func tableBody(_ body: inout TableBody, _ dimensions: [Name]) throws {
    if let commas = commasBetweenCells(dimensions) {
      diagnostics.append(commas)
      position = partner(position) + 1
      return
    }
    try block("a table's lines stand in braces") {
      if self.atWord("csv"), self.peek().kind == .text { throw self.lacksFrom() }
      if let text = self.optionalText() { body.note = text; return }
      if self.atWord("source"), self.peek().kind == .text { body.provenance.append(try self.provenance()); return }
      if self.startsData() { body.data = try self.dataClause(); return }
      if body.columns == nil {
        // One message for a header that cannot be read, not one for each line.
        body.columns = []
        body.columns = try self.columns()
        return
      }
      body.rows.append(try self.row())
    }
  }

  private func columns() throws -> [TableDeclaration.Column] {
    var result: [TableDeclaration.Column] = []
    while current.kind == .word {
      let name = try name("a column")
      result.append(TableDeclaration.Column(name: name, unit: at("[") ? try unitBrackets() : nil))
    }
    guard !result.isEmpty, result.count > 1 || current.kind != .number && !at("$") && !at("€") && !at("£") else {
      throw fault("P105", "the header of the table is missing", "its first line names the columns")
    }
    return result
  }

  private func row() throws -> TableDeclaration.Row {
    let member = try member()
    var cells: [Expression?] = []
    while current.kind != .newline, current.kind != .end, !at("}"), !at(";") {
      let isLast = [.newline, .end].contains(peek().kind) || isSign(peek(), ";") || isSign(peek(), "}")
      if at("-"), isLast || peek().start > current.end {
        advance()
        cells.append(nil)
      } else {
        cells.append(try cell())
      }
    }
    return TableDeclaration.Row(member: member, cells: cells, span: span(from: member.span.start))
  }

  func cell() throws -> Expression {
    let start = current.start
    if take("-") {
      let inner = try primary()
      return Expression(.negative(inner), span(from: start))
    }
    guard
      at("(") || at("$") || at("€") || at("£") || [.number, .date].contains(current.kind) || atWord("true")
        || atWord("false")
    else {
      throw fault(
        "P105", "a cell is one number or a formula in round brackets",
        "write (…) around a formula, `-` for an empty cell")
    }
    return try primary()
  }

  private func template() throws -> TemplateDeclaration {
    let (name, label, base) = try head {
      let name = try self.name("a template's name")
      let label = self.optionalText()
      return (name, label, self.take(":") ? try self.name("the template that it extends") : nil)
    } body: {
      _ = try self.body("")
    }
    return TemplateDeclaration(
      name: name, label: label, base: base, body: try body("a template's body stands in braces"))
  }

  /// What stands before a body. Where it cannot be read, the body is read for its own faults before it is passed over.
  private func head<T>(_ read: () throws -> T, body: () throws -> Void) throws -> T {
    do { return try read() } catch {
      recover(toBraces: true)
      if at("{") { try? body() }
      throw error
    }
  }

  /// The `:` before a template's name. Where the name follows without it, or after `=`, it is told and gone on.
  private func takeColon(_ form: String) {
    guard !take(":"), at("=") || current.kind == .word else { return }
    let isEquals = at("=")
    let place = isEquals ? span(current) : Span(file: file, start: current.start, end: current.start)
    diagnostics.append(
      Diagnostic(
        "P105", "`:` is missing", at: .init(place, form),
        fixes: [.init("write `:`", edits: [.init(place, isEquals ? ":" : ": ")])]))
    if isEquals { advance() }
  }

  private func instance(_ kind: InstanceDeclaration.Kind) throws -> InstanceDeclaration {
    let keyword = span(tokens[position - 1])
    let (name, label, template) = try head {
      let name = try self.declaredName("a name")
      let label = self.optionalText()
      if let whatIf = self.whatIf(keyword) {
        self.diagnostics.append(whatIf)
        self.position = self.partner(self.position) + 1
        throw Unreadable()
      }
      self.takeColon("`\(kind.rawValue) \(name.text) : TEMPLATE { … }`")
      return (name, label, try self.path("a template's name"))
    } body: {
      _ = self.instanceBody()
    }
    guard at("{") else {
      return InstanceDeclaration(kind: kind, name: name, label: label, template: template, body: [], owner: nil)
    }
    let (body, owner) = instanceBody()
    return InstanceDeclaration(kind: kind, name: name, label: label, template: template, body: body, owner: owner)
  }

  /// The braces of an instance, with its owner.
  private func instanceBody() -> (body: [Statement], owner: Text?) {
    advance()
    var owner: Text?
    var body: [Statement] = []
    skipEnds()
    while !atEnd(of: true) {
      let before = position
      do {
        if atWord("owner"), peek().kind == .text {
          advance()
          owner = optionalText()
        } else if atWord("owner"), peek().kind == .word {
          advance()
          throw bareOwner()
        } else if let statement = try statement(inBody: true) {
          body.append(statement)
        }
        try endClause()
      } catch { recover() }
      if position == before { position += 1 }
      skipEnds()
    }
    _ = take("}")
    return (body, owner)
  }
}

import MarginSource

extension Parser {
  /// True at `from csv "…"`; in a table's header both words may be columns.
  func startsData() -> Bool { atWord("from") && peek().kind == .word && peek(2).kind == .text }

  /// `from csv "usage.csv" key member columns input, cached`
  func dataClause() throws -> DataClause {
    namesData = true
    let start = advance().start
    guard takeWord("csv") else {
      let isBook = text(peek()).lowercased().contains(".xls")
      throw fault(
        "P105", "`\(text(current))` is no kind of data file", "`from csv \"usage.csv\"`",
        fixes: isBook
          ? [.init("save the sheet as a csv file, and name that")]
          : [.init("write `csv`", edits: [.init(span(current), "csv")])])
    }
    let path = try requiredText("`from csv \"usage.csv\"`")
    let key = takeWord("key") ? try columnName() : nil
    var columns: [Text] = []
    let isOne = takeWord("column")
    if isOne {
      columns = [try columnName()]
    } else if takeWord("columns") {
      repeat {
        continueLine()
        columns.append(try columnName())
      } while take(",")
    }
    return DataClause(path: path, key: key, columns: columns, isOneColumn: isOne, span: span(from: start))
  }

  /// `csv "latency.csv" column seconds`, a sample of measured values.
  func sampleClause() throws -> DataClause {
    namesData = true
    let start = advance().start
    let path = try requiredText("`csv \"latency.csv\"`")
    let columns = takeWord("column") ? [try columnName()] : []
    return DataClause(path: path, key: nil, columns: columns, isOneColumn: true, span: span(from: start))
  }

  /// A column of a data file: a name, or in quotes what its header says.
  private func columnName() throws -> Text {
    if let text = optionalText() { return text }
    let name = try name("a column of the file")
    return Text(name.text, name.span)
  }
}

extension SyntaxTree {
  /// What the tables, dimensions and shapes of the text take from data files, in their order; those of templates too.
  package var dataClauses: [DataClause] { mayNameData ? Self.dataClauses(of: statements) : [] }

  private static func dataClauses(of statements: [Statement]) -> [DataClause] {
    statements.flatMap { statement -> [DataClause] in
      switch statement.form {
      case .dimension(let dimension): dimension.data.map { [$0] } ?? []
      case .table(let table): table.data.map { [$0] } ?? []
      case .template(let template): dataClauses(of: template.body)
      case .instance(let instance): dataClauses(of: instance.body)
      default: sampleClauses(of: statement)
      }
    }
  }
}

/// A table of a page: heads above, and in each row a head of its own.
struct PageTable: Sendable {
  struct Cell: Sendable, ExpressibleByStringLiteral {
    var content: [Markup]
    /// Such as `n` for a number.
    var style = ""

    init(_ text: String, style: String = "") {
      content = [.text(text)]
      self.style = style
    }

    init(_ content: [Markup], style: String = "") {
      self.content = content
      self.style = style
    }

    init(stringLiteral text: String) { self.init(text) }
  }

  var caption = ""
  /// Empty where the rows need none.
  var heads: [String]
  var rows: [[Cell]] = []
  /// Columns of numbers, which stand right.
  var right: Set<Int> = []
  /// Whether it is as wide as its numbers, and not as the page.
  var isFitting = false

  init(caption: String = "", heads: [String], rows: [[Cell]] = [], right: Set<Int> = [], isFitting: Bool = false) {
    self.caption = caption
    self.heads = heads
    self.rows = rows
    self.right = right
    self.isFitting = isFitting
  }

  var markup: Markup {
    guard !rows.isEmpty else { return .none }
    var parts: [Markup] = []
    if !caption.isEmpty { parts.append(.element("caption", [:], caption)) }
    if heads.contains(where: { !$0.isEmpty }) {
      let cells = heads.enumerated().map { column, head -> Markup in
        guard !head.isEmpty else { return .element("td", [:], []) }
        return .element("th", ["scope": "col"] + style(column, ""), head)
      }
      parts.append(.element("thead", [:], [.element("tr", [:], cells)]))
    }
    let lines = rows.map { row in
      Markup.element("tr", [:], row.enumerated().map { column, cell in self.cell(column, cell) })
    }
    parts.append(.element("tbody", [:], lines))
    let width = "wide" + (isFitting ? " fit" : "") + (heads.count > 8 ? " many" : "")
    return .element("div", ["class": width], [.element("table", [:], parts)])
  }

  private func cell(_ column: Int, _ cell: Cell) -> Markup {
    column == 0
      ? .element("th", ["scope": "row"] + style(column, cell.style), cell.content)
      : .element("td", style(column, cell.style), cell.content)
  }

  private func style(_ column: Int, _ own: String) -> Attributes {
    let names = [right.contains(column) ? "n" : "", own].filter { !$0.isEmpty }
    return names.isEmpty ? [:] : ["class": names.joined(separator: " ")]
  }
}

extension PageTable {
  /// A section of an answer without what only a terminal shows.
  init(_ section: AnswerPage.Section) {
    let shown = section.heads.indices.filter { $0 != section.drawing }
    self.init(
      heads: shown.map { section.heads[$0] },
      right: Set(shown.indices.filter { section.right.contains(shown[$0]) }))
    isFitting = true
    rows = section.rows.enumerated().map { line, row in
      shown.map { column in
        let shade = section.shades.indices.contains(line) ? section.shades[line][column] : nil
        return Cell(column < row.count ? row[column] : "", style: shade.map { "h\($0)" } ?? "")
      }
    }
  }

  /// An answer in words; its last column holds remarks.
  init(_ answer: any AnswerInWords) {
    self.init(heads: answer.heads, rows: answer.rows.map { $0.map { Cell($0) } }, right: answer.right)
    isFitting = true
  }
}

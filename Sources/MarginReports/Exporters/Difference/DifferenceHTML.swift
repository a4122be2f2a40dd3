import MarginSource

/// A difference as one page of HTML that loads nothing: fit for a mail, an archive and a printer.
enum DifferenceHTML {
  static func text(_ page: DifferencePage) -> String {
    var body = "<h1>\(escaped(page.title))</h1>\n<p class=\"summary\">\(escaped(page.summary))</p>\n"
    body += section("Results", table(page.results))
    body += section("Checks, bands and decisions", table(page.judged, heads: ["", "", "before", "after", ""]))
    body += section("Assumptions", table(page.assumptions) + table(page.said))
    body += section("Settings", table(page.settings))
    body += section("Definitions", page.formulas.map(formula).joined())
    body += section("What moved the results", page.bridges.map(bridge).joined())
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(escaped(page.title))</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
  }

  private static let style = """
    body { font: 15px/1.45 system-ui, sans-serif; color: #1b2733; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.5rem; margin-bottom: .25rem; }
    h2 { font-size: 1.1rem; margin-top: 2rem; border-bottom: 1px solid #c8d0d8; padding-bottom: .25rem; }
    h3 { font-size: 1rem; margin-bottom: .25rem; }
    .summary, .note { color: #4a5a6a; }
    .note { font-size: .875rem; margin: .25rem 0; }
    table { border-collapse: collapse; margin: .5rem 0 1rem; width: 100%; }
    th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #e3e8ed; vertical-align: top; }
    th { font-weight: 600; color: #4a5a6a; font-size: .875rem; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .sum td { font-weight: 600; border-bottom: 0; }
    .bar { width: 12rem; }
    .bar span { display: block; height: .8rem; background: #1f5f8b; }
    .bar .less { background: #b45309; }
    pre { background: #f4f6f8; padding: .5rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0; }
    .old { color: #9b1c1c; } .new { color: #1b5e20; }
    @media print { body { margin: 0; max-width: none; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } }
    """

  private static func section(_ title: String, _ body: String) -> String {
    body.isEmpty ? "" : "<h2>\(title)</h2>\n" + body
  }

  private static func table(_ table: DifferencePage.Table, heads: [String]? = nil) -> String {
    guard !table.rows.isEmpty else { return "" }
    let columns = heads ?? table.heads
    let head = columns.indices.map { cell("th", columns[$0], table.right.contains($0)) }.joined()
    let rows = table.rows.map { row in
      "<tr>" + row.indices.map { cell("td", row[$0], table.right.contains($0)) }.joined() + "</tr>\n"
    }
    return "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n" + rows.joined() + "</tbody>\n</table>\n"
  }

  private static func cell(_ name: String, _ text: String, _ isNumber: Bool) -> String {
    "<\(name)\(isNumber ? " class=\"number\"" : "")>\(escaped(text))</\(name)>"
  }

  private static func formula(_ formula: DifferencePage.Formula) -> String {
    let lines = [
      formula.old.map { "<span class=\"old\">- \(escaped($0))</span>" },
      formula.new.map { "<span class=\"new\">+ \(escaped($0))</span>" },
    ].compactMap { $0 }
    return "<h3>\(escaped(formula.title))</h3>\n"
      + (lines.isEmpty ? "" : "<pre>" + lines.joined(separator: "\n") + "</pre>\n")
  }

  private static func bridge(_ bridge: DifferencePage.Bridge) -> String {
    var text = "<h3>\(escaped(bridge.title))</h3>\n<p class=\"summary\">\(escaped(bridge.summary))</p>\n"
    if !bridge.table.rows.isEmpty {
      let heads = bridge.table.heads.enumerated().map { cell("th", $1, bridge.table.right.contains($0)) }.joined()
      let rows = zip(bridge.table.rows, bridge.bars).map { row, share in
        "<tr\(share == nil ? " class=\"sum\"" : "")>"
          + row.enumerated().map { cell("td", $1, bridge.table.right.contains($0)) }.joined()
          + "<td class=\"bar\">\(bar(share))</td></tr>\n"
      }
      text += "<table>\n<thead><tr>\(heads)<th></th></tr></thead>\n<tbody>\n" + rows.joined() + "</tbody>\n</table>\n"
    }
    return text + bridge.notes.map { "<p class=\"note\">\(escaped($0))</p>\n" }.joined()
  }

  private static func bar(_ share: Double?) -> String {
    guard let share, share != 0, let width = wholeInt(share.magnitude * 100) else { return "" }
    return "<span\(share < 0 ? " class=\"less\"" : "") style=\"width:\(max(1, width))%\"></span>"
  }

  /// Text that stays text, as on every page.
  private static func escaped(_ text: String) -> String { Markup.escaped(text) }
}

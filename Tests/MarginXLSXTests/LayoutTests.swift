import MarginReports
import Testing

@testable import MarginXLSX

@Suite("Layout, page, rules and charts")
struct LayoutTests {
  @Test("Columns are given once each, in order, up to the last of the grid")
  func columns() throws {
    let xml = try WrittenBook(
      book { sheet in
        sheet["A1"] = .number(1)
        sheet.defaultColumnWidth = 12
        sheet.columnWidths = [0: 3, 1: 30, 2: 30, 7: 8, 9: 12]
      }
    ).sheet(1)
    let bounds = xml.matches(of: /<col min="(\d+)" max="(\d+)"/).map { (Int($0.1) ?? 0, Int($0.2) ?? 0) }
    #expect(bounds.map(\.0) == [1, 2, 4, 8, 9])
    #expect(bounds.map(\.1) == [1, 3, 7, 8, 16_384])
  }

  @Test("Heights, levels, panes, gridlines and the tab's colour are as set")
  func layout() throws {
    let written = try WrittenBook(sampleBook())
    #expect(written.sheet(1).contains("<tabColor rgb=\"FF0F766E\"/>"))
    #expect(written.sheet(1).contains("ht=\"30\" customHeight=\"1\""))
    #expect(written.sheet(1).contains("showGridLines=\"0\""))
    #expect(written.sheet(2).contains("<pane xSplit=\"2\" ySplit=\"2\" topLeftCell=\"C3\""))
    #expect(written.sheet(2).contains("<row r=\"5\" spans=\"2:14\" outlineLevel=\"1\">"))
    #expect(!written.sheet(2).contains("hidden"))
    let shown = try WrittenBook(
      book { sheet in
        sheet["A1"] = .number(1)
        sheet.showsGridlines = true
      })
    #expect(!shown.sheet(1).contains("showGridLines"))
  }

  @Test("A page is set up: paper, fit, titles, header and footer, and an area that holds the charts too")
  func page() throws {
    let written = try WrittenBook(sampleBook())
    #expect(written.sheet(2).contains("<pageSetUpPr fitToPage=\"1\"/>"))
    #expect(written.sheet(2).contains("<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/>"))
    #expect(written.sheet(2).contains("<oddFooter>"))
    #expect(written.sheet(2).contains("<oddHeader>"))
    #expect(written.book.contains("'Bob''s months'!$A:$B,'Bob''s months'!$1:$2</definedName>"))
    #expect(written.book.contains("'Bob''s months'!$A$1:$N$56</definedName>"))
    #expect(written.book.contains("'Sensitivity'!$A$1:$E$20</definedName>"))
    #expect(!(try WrittenBook(book { _ in })).book.contains("Print_Area"))
  }

  @Test("Names and titles of many bytes come whole")
  func longTexts() throws {
    var workbook = emptyBook()
    var sheet = Sheet(name: String(repeating: "漢", count: 31))
    sheet["A1"] = .link(target: "'\(sheet.name)'!A1", text: String(repeating: "漢", count: 3_000))
    sheet["A2"] = .number(1)
    sheet.cells[at("A2")]?.style.numberFormat = "\"" + String(repeating: "漢", count: 41) + "\"0"
    sheet.print.repeatedRows = 0...1
    sheet.print.repeatedColumns = 0...1
    let items = ListValidation(
      cell: at("A3"), source: .items([String(repeating: "漢", count: 255)]), title: String(repeating: "漢", count: 32),
      message: String(repeating: "漢", count: 255))
    sheet.lists = [items]
    workbook.sheets = [sheet]
    workbook.names = [.init(name: String(repeating: "漢", count: 255), formula: "'\(sheet.name)'!$A$1")]
    let written = try WrittenBook(workbook)
    let name = sheet.name
    #expect(written.book.contains(">'\(name)'!$A:$B,'\(name)'!$1:$2</definedName>"))
    #expect(written.book.contains("<definedName name=\"\(workbook.names[0].name)\">'\(name)'!$A$1</definedName>"))
    #expect(written.text("A1") == String(repeating: "漢", count: 3_000))
    #expect(written.styles.contains("formatCode=\"&quot;\(String(repeating: "漢", count: 41))&quot;0\""))
    #expect(written.sheet(1).contains("<formula1>\"\(String(repeating: "漢", count: 255))\"</formula1>"))
    #expect(written.sheet(1).contains("prompt=\"\(String(repeating: "漢", count: 255))\""))
    for part in written.parts.values { #expect(!part.contains("\u{FFFD}")) }
  }

  @Test("Lists hold their items with quotes doubled, or lead to a block")
  func lists() throws {
    let written = try WrittenBook(
      book { sheet in
        sheet["A1"] = .text("Base")
        sheet.lists = [
          ListValidation(cell: at("A1"), source: .items(["a \"b\"", "c"]), title: "T", message: "M"),
          ListValidation(cell: at("A2"), source: .range("=Sheet!$E$7:$H$7"), title: "", message: ""),
        ]
      })
    #expect(written.sheet(1).contains("<formula1>\"a \"\"b\"\",c\"</formula1>"))
    #expect(written.sheet(1).contains("<formula1>Sheet!$E$7:$H$7</formula1>"))
    #expect(written.sheet(1).contains("promptTitle=\"T\" prompt=\"M\""))
  }

  @Test("Conditional formats: a colour scale, a text and a formula")
  func conditions() throws {
    let written = try WrittenBook(sampleBook())
    #expect(written.sheet(1).contains("operator=\"equal\"><formula>\"PASS\"</formula>"))
    #expect(written.sheet(1).contains("type=\"expression\" dxfId=\"1\" priority=\"2\"><formula>NOT($B$5)</formula>"))
    #expect(written.sheet(3).contains("<color rgb=\"FFFCA5A5\"/><color rgb=\"FFFFFFFF\"/><color rgb=\"FF86EFAC\"/>"))
    #expect(written.styles.contains("<dxfs count=\"2\">"))
  }

  @Test("A chart has its title as text, a description, the values its cells have, and its own number format")
  func charts() throws {
    let written = try WrittenBook(sampleBook())
    let chart = written.part("xl/charts/chart1.xml")
    #expect(chart.contains("<a:t>=Revenue and cost, line</a:t>"))
    #expect(chart.contains("<c:tx><c:v>Revenue</c:v></c:tx>"))
    #expect(chart.contains("<c:f>'Bob''s months'!$C$4:$N$4</c:f>"))
    #expect(chart.contains("<c:pt idx=\"11\"><c:v>2100</c:v></c:pt>"))
    #expect(chart.contains("<c:numFmt formatCode=\"#,##0\" sourceLinked=\"0\"/>"))
    #expect(chart.contains("<c:numFmt formatCode=\"mmm yy\" sourceLinked=\"0\"/>"))
    #expect(chart.contains("<c:auto val=\"0\"/>"))
    #expect(chart.contains("<c:symbol val=\"none\"/>"))
    #expect(chart.contains("<c:legendPos val=\"b\"/>"))
    #expect(chart.contains("<a:latin typeface=\"Calibri\""))
    #expect(chart.contains("0F766E"))
    let drawing = written.part("xl/drawings/drawing1.xml")
    #expect(drawing.components(separatedBy: "descr=\"Revenue &amp; cost grow month by month\"").count == 7)
    #expect(written.part("xl/charts/chart6.xml").contains("<c:grouping val=\"stacked\"/>"))
  }

  @Test("A chart leaves out what is not a number and keeps labels as texts")
  func chartGaps() throws {
    let written = try WrittenBook(
      book { sheet in
        sheet["A1"] = .text("a<b")
        sheet["B1"] = .number(7)
        sheet["A2"] = .formula("\"n/a\"", cached: .text("n/a"))
        sheet["B2"] = .formula("3", cached: .number(3))
        sheet.charts = [
          ChartPlacement(
            kind: .column, title: "T", alternativeText: "A", at: at("D1"), width: 300, height: 200,
            series: [.init(name: "S", categories: "Sheet!$A$1:$B$1", values: "Sheet!$A$2:$B$2", color: 0)],
            valueFormat: "0")
        ]
      })
    let chart = written.part("xl/charts/chart1.xml")
    #expect(chart.contains("<c:pt idx=\"0\"><c:v>a&lt;b</c:v></c:pt>"))
    #expect(!chart.contains("n/a"))
    #expect(chart.contains("<c:pt idx=\"1\"><c:v>3</c:v></c:pt>"))
    #expect(!chart.contains("<c:legend>"))
  }
}

import MarginReports
import Testing

@testable import MarginXLSX

@Suite("Cells")
struct CellTests {
  @Test("A text that begins with = + - or @ is a text in the file")
  func triggers() throws {
    let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "=cmd|'/c calc'!A1"]
    for text in texts {
      let written = try WrittenBook(book(["B2": .text(text)]))
      #expect(written.text("B2") == text)
      #expect(!written.sheet(1).contains("<f"))
    }
  }

  @Test("Characters that XML cannot hold are escaped, and what looks escaped comes back as it was")
  func escapes() throws {
    for text in ["a\u{1}b", "\r=1+1", "_x0041_", "a_x005F_b", "x\u{B}", "<&>\"'", "tab\tline\nend", " lead "] {
      let written = try WrittenBook(book(["A1": .text(text)]))
      #expect(written.text("A1")?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }
    #expect(escapedForCell("_x0041_ _x041_") == "_x005F_x0041_ _x041_")
    #expect(try WrittenBook(book(["A1": .text("\u{1}")])).part("xl/sharedStrings.xml").contains("<t>_x0001_</t>"))
  }

  @Test("A formula keeps its number, text or truth value")
  func cachedValues() throws {
    let written = try WrittenBook(
      book([
        "A1": .formula("1/4", cached: .number(0.25)),
        "A2": .formula("\"<a>\"", cached: .text("<a>")),
        "A3": .formula("1<2", cached: .truth(true)),
        "A4": .formula("2<1", cached: .truth(false)),
        "A5": .formula("\"\"", cached: .text("")),
      ]))
    #expect(written.cell("A1") == "<c r=\"A1\" s=\"1\"><f>1/4</f><v>0.25</v></c>")
    #expect(written.cell("A2") == "<c r=\"A2\" s=\"1\" t=\"str\"><f>\"&lt;a&gt;\"</f><v>&lt;a&gt;</v></c>")
    #expect(written.cell("A3") == "<c r=\"A3\" t=\"b\" s=\"1\"><f>1&lt;2</f><v>1</v></c>")
    #expect(written.cell("A4") == "<c r=\"A4\" t=\"b\" s=\"1\"><f>2&lt;1</f><v>0</v></c>")
    #expect(written.cell("A5") == "<c r=\"A5\" s=\"1\" t=\"str\"><f>\"\"</f><v></v></c>")
  }

  @Test("Functions that came after Excel 2007 carry their prefix; texts and sheet names do not")
  func laterFunctions() throws {
    let cases = [
      ("NORM.S.INV(0.5)+norm.dist(1,0,1,TRUE)", "_xlfn.NORM.S.INV(0.5)+_xlfn.norm.dist(1,0,1,TRUE)"),
      ("\"IFNA(\"&'IFNA('!A1&IFNA(B1,2)", "\"IFNA(\"&'IFNA('!A1&_xlfn.IFNA(B1,2)"),
      ("_xlfn.VAR.S(A1:A3)", "_xlfn.VAR.S(A1:A3)"),
      ("SUM(A1)+XVAR.S(1)+DAYS", "SUM(A1)+XVAR.S(1)+DAYS"),
      ("\"open", "\"open"),
    ]
    for (formula, expected) in cases { #expect(withPrefixedFunctions(formula) == expected) }
    let written = try WrittenBook(book(["A1": .formula("VAR.S(B1:B3)", cached: .number(0))]))
    #expect(written.cell("A1").contains("<f>_xlfn.VAR.S(B1:B3)</f>"))
  }

  @Test("Equal styles share one format, black is black, and what is not locked is written so")
  func styles() throws {
    let black = CellStyle().with {
      $0.color = 0; $0.fill = 0; $0.unlocked = true; $0.numberFormat = "0.0%"
    }
    let written = try WrittenBook(
      book { sheet in
        for row in 0..<50 {
          sheet.cells[CellAddress(row: row, column: 0)] = Cell(.number(1), row % 2 == 0 ? CellStyle() : black)
        }
      })
    #expect(written.styles.contains("<cellXfs count=\"3\">"))
    #expect(written.styles.contains("<color rgb=\"FF000000\"/>"))
    #expect(written.styles.contains("<fgColor rgb=\"FF000000\"/>"))
    #expect(written.styles.contains("<protection locked=\"0\"/>"))
    #expect(written.styles.contains("formatCode=\"0.0%\"") || written.styles.contains("numFmtId=\"164\""))
    #expect(written.styles.contains("<name val=\"Calibri\"/>"))
  }

  @Test("A link leads into the book and its text is a text")
  func links() throws {
    let written = try WrittenBook(sampleBook())
    #expect(written.text("B3") == "Months & more")
    #expect(written.sheet(1).contains("<hyperlink ref=\"B3\" location=\"'Bob''s months'!A1\""))
    let trigger = try WrittenBook(book(["A1": .link(target: "Sheet!A1", text: "=1+1")]))
    #expect(trigger.text("A1") == "=1+1")
  }

  @Test("A merged block has its first cell's content, whatever that is")
  func merges() throws {
    let written = try WrittenBook(
      book { sheet in
        sheet["B2"] = .formula("1+1", cached: .number(2))
        sheet["C2"] = .blank
        sheet.merges = [block("B2:D3")]
      })
    #expect(written.sheet(1).contains("<mergeCells count=\"1\"><mergeCell ref=\"B2:D3\"/></mergeCells>"))
    #expect(written.cell("B2").contains("<f>1+1</f><v>2</v>"))
    #expect(written.cell("D3").hasSuffix("/>"))
  }
}

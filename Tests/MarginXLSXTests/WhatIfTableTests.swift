import MarginReports
import Testing

@testable import MarginXLSX

@Suite("What-if tables")
struct WhatIfTableTests {
  @Test("Two-way, across and down: the element stands on the first cell, and every cell keeps its value")
  func elements() throws {
    var workbook = emptyBook()
    workbook.sheets = [Sheet(name: "Other"), sensitivitySheet()]
    let written = try WrittenBook(workbook)
    #expect(
      written.cell("C8", on: 2)
        == "<c r=\"C8\" s=\"1\"><f t=\"dataTable\" ref=\"C8:E10\" dt2D=\"1\" dtr=\"1\" r1=\"B1\" r2=\"B2\"/>"
        + "<v>5</v></c>")
    #expect(
      written.cell("C14", on: 2)
        == "<c r=\"C14\" s=\"1\"><f t=\"dataTable\" ref=\"C14:E14\" dt2D=\"0\" dtr=\"1\" r1=\"B1\"/><v>10</v></c>")
    #expect(
      written.cell("C18", on: 2)
        == "<c r=\"C18\" s=\"1\"><f t=\"dataTable\" ref=\"C18:C20\" dt2D=\"0\" dtr=\"0\" r1=\"B2\"/><v>10</v></c>")
    #expect(written.cell("E10", on: 2) == "<c r=\"E10\" s=\"1\"><v>45</v></c>")
    #expect(!written.sheet(2).contains("TABLE("))
    #expect(!written.sheet(2).contains("t=\"array\""))
  }

  @Test("A cached n/a stays a text, also on the first cell")
  func textValues() throws {
    var sheet = sensitivitySheet()
    sheet["C8"] = .text("n/a")
    sheet["D8"] = .text("n/a")
    var workbook = emptyBook()
    workbook.sheets = [sheet]
    let written = try WrittenBook(workbook)
    #expect(
      written.cell("C8")
        == "<c r=\"C8\" s=\"1\" t=\"str\"><f t=\"dataTable\" ref=\"C8:E10\" dt2D=\"1\" dtr=\"1\" r1=\"B1\" r2=\"B2\"/>"
        + "<v>n/a</v></c>")
    #expect(written.text("D8") == "n/a")
  }

  @Test("All parts have one date, and the others are as the library wrote them")
  func otherParts() throws {
    var plain = sampleBook()
    plain.sheets[0]["B5"] = .blank
    plain.sheets[2].tables = []
    let without = try WrittenBook(plain)
    plain.sheets[2].tables = sensitivitySheet().tables
    let with = try WrittenBook(plain)
    #expect(with.dates.count == 1)
    #expect(with.dates == without.dates)
    #expect(with.parts.keys.sorted() == without.parts.keys.sorted())
    for (name, part) in with.parts where name != "xl/worksheets/sheet3.xml" { #expect(part == without.parts[name]) }
  }

  @Test("Edits find their places however the bytes are cut")
  func pieces() {
    let text = Array("<s><c r=\"A1\" s=\"1\"><f>T</f><v>1</v></c><c r=\"A11\"/><c r=\"A2\"><f>T</f></c></s>".utf8)
    let edits = [
      PartEdit("<c r=\"A1\"", "<c r=\"A1\" t=\"b\""), PartEdit("<c r=\"A2\"", "<c r=\"A2\""),
      PartEdit("<f>T</f>", "<f/>"),
    ]
    let expected = "<s><c r=\"A1\" t=\"b\" s=\"1\"><f>T</f><v>1</v></c><c r=\"A11\"/><c r=\"A2\"><f/></c></s>"
    for size in 1...text.count {
      var editor = PartEditor(edits)
      var result: [UInt8] = []
      var start = 0
      while start < text.count {
        let end = min(start + size, text.count)
        result += editor.take(text[start..<end])
        start = end
      }
      result += editor.rest()
      #expect(String(decoding: result, as: UTF8.self) == expected)
      #expect(editor.isDone)
    }
    var missing = PartEditor([PartEdit("<x>", "")])
    let through = Array(missing.take(text[...])) + Array(missing.rest())
    #expect(through == text)
    #expect(!missing.isDone)
  }
}

import CMinizip
import Foundation
import MarginReports
import Testing

@testable import MarginXLSX

@Suite("Workbooks read back")
struct ReadingTests {
  private static let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private static func relations(_ items: [(id: String, type: String, target: String)]) -> String {
    "<Relationships>"
      + items.map { "<Relationship Id=\"\($0.id)\" Type=\"\(office)/\($0.type)\" Target=\"\($0.target)\"/>" }.joined()
      + "</Relationships>"
  }

  /// The parts of a book with one sheet, in the order in which they are written.
  private static func parts(
    sheet: String = "<worksheet><sheetData/></worksheet>", texts: String = "<sst/>", workbook: String? = nil,
    sheetTarget: String = "worksheets/sheet1.xml"
  ) -> [(String, String)] {
    [
      ("[Content_Types].xml", types),
      ("_rels/.rels", relations([("r1", "officeDocument", "xl/workbook.xml")])),
      (
        "xl/_rels/workbook.xml.rels",
        relations([("r1", "worksheet", sheetTarget), ("r2", "sharedStrings", "sharedStrings.xml")])
      ),
      ("xl/workbook.xml", workbook ?? "<workbook><sheets><sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>"),
      ("xl/sharedStrings.xml", texts), ("xl/worksheets/sheet1.xml", sheet),
    ]
  }

  private static func cells(_ text: String) -> String {
    "<worksheet><sheetData><row r=\"1\">\(text)</row></sheetData></worksheet>"
  }

  private func read(_ parts: [(String, String)], limits: BookReadLimits = BookReadLimits()) throws -> ReadBook {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    try zip(parts, at: path)
    return try readXLSX(path, limits: limits)
  }

  private func zip(_ parts: [(String, String)], at path: String) throws {
    let handle = try #require(zipOpen64(path, APPEND_STATUS_CREATE))
    for (name, text) in parts {
      var info = zip_fileinfo()
      let code = zipOpenNewFileInZip64(handle, name, &info, nil, 0, nil, 0, nil, Z_DEFLATED, 9, 0)
      try #require(code == ZIP_OK)
      let bytes = Array(text.utf8)
      try #require(zipWriteInFileInZip(handle, bytes, UInt32(bytes.count)) == ZIP_OK)
      zipCloseFileInZip(handle)
    }
    zipClose(handle, nil)
  }

  private func fault(_ parts: [(String, String)], limits: BookReadLimits = BookReadLimits()) -> BookReadError? {
    do {
      _ = try read(parts, limits: limits)
      return nil
    } catch { return error as? BookReadError }
  }

  @Test("A written book is read back: numbers in full, texts, formulas, names and what-if tables")
  func written() throws {
    let number = 0.123456789012345
    var sample = book { sheet in
      sheet["A1"] = .number(number)
      sheet["B1"] = .text("a < b & \"c\"")
      sheet["C1"] = .formula("A1*2", cached: .number(0.6))
      sheet["D1"] = .formula("A1>0", cached: .truth(true))
    }
    sample.names = [.init(name: "Case", formula: "Sheet!$A$1")]
    let folder = try TemporaryFolder()
    try writeXLSX(sample, to: folder.file("book.xlsx"))
    let found = try readXLSX(folder.file("book.xlsx"))
    let sheet = try #require(found["Sheet"])
    #expect(sheet[0, 0] == .init(value: .number(number), formula: nil))
    #expect(sheet.text(0, 1) == "a < b & \"c\"")
    #expect(sheet[0, 2] == .init(value: .number(0.6), formula: "A1*2"))
    #expect(sheet[0, 3] == .init(value: .truth(true), formula: "A1>0"))
    #expect(found.names == ["Case": "Sheet!$A$1"])
  }

  @Test("What other programs write is read: texts in pieces, shared formulas, cells without addresses")
  func otherPrograms() throws {
    let sheet = Self.cells(
      """
      <x:c r="A1" t="s"><x:v>0</x:v></x:c><c><f t="shared" ref="B1:D1" si="0">A1+$A$2*F(A1)&amp;"A1"</f><v>3</v></c>\
      <c r="D1"><f t="shared" si="0"/></c><c r="E1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>\
      <c r="F1" t="e"><v>#REF!</v></c><c r="G1" t="b"><v>1</v></c><c r="H1" s="3"/>\
      <c r="I1"><f t="dataTable" ref="I1:J9" dt2D="1" dtr="1" r1="A1" r2="B1"/><v>4</v></c>
      """)
    let texts = "<sst><si><r><t>one</t></r><r><t xml:space=\"preserve\"> two</t></r><rPh><t>no</t></rPh></si></sst>"
    let book = try read(Self.parts(sheet: sheet, texts: texts))
    let found = try #require(book["A"])
    #expect(found.text(0, 0) == "one two")
    #expect(found[0, 1] == .init(value: .number(3), formula: "A1+$A$2*F(A1)&\"A1\""))
    #expect(found[0, 3] == .init(value: .blank, formula: "C1+$A$2*F(C1)&\"A1\""))
    #expect(found.text(0, 4) == "inline")
    #expect(found[0, 5]?.value == .error("#REF!"))
    #expect(found[0, 6]?.value == .truth(true))
    #expect(found[0, 7] == nil)
    #expect(found[0, 8] == .init(value: .number(4), formula: nil))
  }

  @Test(
    "Entities, document types and elements without end are refused, wherever they stand",
    arguments: [
      "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><worksheet>&c;</worksheet>",
      "<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\"><worksheet/>", "<worksheet><row>&lol;</row></worksheet>",
      "<worksheet>" + String(repeating: "<a>", count: 70) + "</worksheet>",
    ])
  func hostileXML(_ text: String) {
    guard case .hostile(let part, _)? = fault(Self.parts(sheet: text)) else {
      Issue.record("not refused: \(text.prefix(40))")
      return
    }
    #expect(part == "xl/worksheets/sheet1.xml")
    if case .hostile? = fault(Self.parts(texts: text)) {} else { Issue.record("not refused among the texts") }
  }

  @Test(
    "XML that is not well-formed is a damaged part",
    arguments: [
      "", "<worksheet>", "<worksheet></other>", "<worksheet a=1/>", "<worksheet/><worksheet/>", "text",
      "<worksheet><row><c r=\"A1\"><v>1</v>", "<!-- no end",
    ])
  func malformed(_ text: String) {
    if case .damaged? = fault(Self.parts(sheet: text)) {} else { Issue.record("not told: \(text)") }
  }

  @Test(
    "A cell that cannot be is a damaged part",
    arguments: [
      "<c r=\"A0\"/>", "<c r=\"XFE1\"/>", "<c r=\"A1\" t=\"s\"><v>7</v></c>", "<c r=\"A1\"><v>1e999</v></c>",
      "<c r=\"A1\"><v>one</v></c>", "<c r=\"A1\"><f t=\"shared\" si=\"4\"/></c>",
    ])
  func badCells(_ text: String) {
    if case .damaged? = fault(Self.parts(sheet: Self.cells(text))) {} else { Issue.record("not told: \(text)") }
  }

  @Test("A small file that grows without end stops at its limit, before it is in memory")
  func bomb() {
    let zeros = "<worksheet>" + String(repeating: " ", count: 8 << 20) + "</worksheet>"
    guard case .tooLarge(let part, _)? = fault(Self.parts(sheet: zeros)) else {
      Issue.record("not stopped")
      return
    }
    #expect(part == "xl/worksheets/sheet1.xml")
    var limits = BookReadLimits()
    limits.bytes = 1_000
    if case .tooLarge? = fault(Self.parts(sheet: zeros), limits: limits) {} else { Issue.record("no limit in all") }
    limits = BookReadLimits()
    limits.parts = 3
    if case .tooLarge? = fault(Self.parts(), limits: limits) {} else { Issue.record("no limit of parts") }
    limits = BookReadLimits()
    limits.cells = 1
    let two = Self.cells("<c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>1</v></c>")
    if case .tooLarge? = fault(Self.parts(sheet: two), limits: limits) {} else { Issue.record("no limit of cells") }
  }

  @Test("A part that is there twice is refused, and names that lead out of the file lead nowhere")
  func names() throws {
    let twice = Self.parts() + [("xl/workbook.xml", "<workbook/>")]
    if case .hostile? = fault(twice) {} else { Issue.record("twice was taken") }
    let outside = fault(Self.parts(sheetTarget: "../../../../etc/passwd"))
    #expect(outside == .damaged(part: "xl/../../../../etc/passwd", reason: "it is missing"))
    #expect(fault([("a.txt", "no workbook")]) == .notWorkbook(reason: "it is a zip file, but no workbook"))
  }

  @Test("A file that is cut off anywhere is an error and never half a book")
  func truncated() throws {
    let folder = try TemporaryFolder()
    let sample = book(["A1": .number(1), "B1": .text("two")])
    try writeXLSX(sample, to: folder.file("book.xlsx"))
    let whole = try bytes(of: folder.file("book.xlsx"))
    for count in stride(from: 0, to: whole.count, by: 97) {
      try Data(whole[..<count]).write(to: URL(fileURLWithPath: folder.file("cut.xlsx")))
      #expect(throws: BookReadError.self) { try readXLSX(folder.file("cut.xlsx")) }
    }
  }

  @Test("A flipped byte is an error or changes nothing that is read")
  func flipped() throws {
    let folder = try TemporaryFolder()
    try writeXLSX(book(["A1": .number(1), "B1": .formula("A1+1", cached: .number(2))]), to: folder.file("book.xlsx"))
    let whole = try bytes(of: folder.file("book.xlsx"))
    let original = try #require(try readXLSX(folder.file("book.xlsx"))["Sheet"])
    for place in stride(from: 3, to: whole.count, by: 53) {
      var damaged = whole
      damaged[place] ^= 0x15
      try Data(damaged).write(to: URL(fileURLWithPath: folder.file("flip.xlsx")))
      if let found = try? readXLSX(folder.file("flip.xlsx")) { #expect(found["Sheet"]?.cells == original.cells) }
    }
  }
}

@Suite("Formulas as texts")
struct FormulaTextTests {
  @Test(
    "Spellings of one formula have one normal form",
    arguments: [
      ("SUM( A1 , 0.10 )", "sum(A1,.1)"), ("'Model'!A1", "Model!a1"),
      ("_xlfn.NORM.S.INV(A1)", "NORM.S.INV(A1)"), ("IF(TRUE(),1,2)", "IF(TRUE,1,2)"), ("A1*1E-9", "A1*0.000000001"),
    ])
  func normal(_ one: String, _ other: String) {
    #expect(FormulaText.normal(one) == FormulaText.normal(other))
  }
  @Test("Other formulas have another", arguments: [("A1", "A2"), ("\"a\"", "\"A\""), ("A1+B1", "A1-B1")])
  func different(_ one: String, _ other: String) {
    #expect(FormulaText.normal(one) != FormulaText.normal(other))
  }

  @Test("A copied formula moves what is relative, and neither texts, functions nor names")
  func moved() {
    #expect(FormulaText.moved("A1+$B$2+$C3+D$4&\"A1\"", rows: 1, columns: 2) == "C2+$B$2+$C4+F$4&\"A1\"")
    #expect(FormulaText.moved("LOG10(A1)+'A1'!B2+Case", rows: 1, columns: 0) == "LOG10(A2)+'A1'!B3+Case")
  }

  @Test("A fingerprint does not depend on the order of cells, and does on place and formula")
  func fingerprint() {
    func print(_ cells: [(String, String)]) -> String {
      var result = SheetFingerprint()
      for (place, formula) in cells { result.add(formula: formula, at: at(place)) }
      return result.formulaText
    }
    #expect(print([("A1", "B1"), ("A2", "B2")]) == print([("A2", "B2"), ("A1", "B1")]))
    #expect(print([("A1", "B1"), ("A2", "B2")]) != print([("A1", "B2"), ("A2", "B1")]))
  }
}

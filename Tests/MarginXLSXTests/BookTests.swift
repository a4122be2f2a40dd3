import Foundation
import MarginReports
import Testing

@testable import MarginXLSX

@Suite("The book")
struct BookTests {
  @Test("The same workbook gives the same bytes, in whatever order its cells lie in memory")
  func twins() throws {
    let first = try WrittenBook(sampleBook()).bytes
    for _ in 0..<3 {
      var again = sampleBook()
      for index in again.sheets.indices {
        var cells: [CellAddress: Cell] = [:]
        for (address, cell) in again.sheets[index].cells.shuffled() { cells[address] = cell }
        again.sheets[index].cells = cells
      }
      #expect(try WrittenBook(again).bytes == first)
    }
  }

  @Test("The created date is in universal time in every time zone", arguments: ["Asia/Tokyo", "America/Lima"])
  func zones(zone: String) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("zone.xlsx")
    await #expect(processExitsWith: .success) { [zone = zone as String, path = path as String] in
      setenv("TZ", zone, 1)
      tzset()
      try writeXLSX(sampleBook(), to: path)
    }
    let written = try WrittenBook(at: path)
    #expect(written.bytes == (try WrittenBook(sampleBook()).bytes))
    let created = "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-09-01T00:00:00Z</dcterms:created>"
    #expect(written.part("docProps/core.xml").contains(created))
  }

  @Test("Days count from 1970")
  func days() throws {
    #expect(try secondsSince1970("1980-01-01") == 315_532_800)
    #expect(try secondsSince1970("2000-03-01") == 951_868_800)
    #expect(try secondsSince1970("2026-09-01") == 1_788_220_800)
    for day in ["", "2026-13-01", "2026-02-29", "1979-12-31", "2026-9-1", "2026-09-01T00", "2026-00-01", "20x6-09-01"] {
      #expect(throws: XLSXError.self) { try secondsSince1970(day) }
    }
  }

  @Test("Title, author and company stand in the properties; Excel calculates all when it opens the book")
  func properties() throws {
    let written = try WrittenBook(sampleBook())
    #expect(written.part("docProps/core.xml").contains("<dc:title>Support</dc:title>"))
    #expect(written.part("docProps/core.xml").contains("<dc:creator>Finance</dc:creator>"))
    #expect(written.part("docProps/app.xml").contains("<Company>Example</Company>"))
    #expect(written.book.contains("fullCalcOnLoad=\"1\""))
    #expect(!written.book.contains("iterate"))
  }

  @Test("Names lead to their cells, and the sheet to show first is the active one")
  func names() throws {
    var workbook = sampleBook()
    workbook.activeSheet = 1
    let written = try WrittenBook(workbook)
    #expect(written.book.contains("<definedName name=\"Case\">Cover!$B$4</definedName>"))
    #expect(written.book.contains("<definedName name=\"Revenue\">'Bob''s months'!$C$4:$N$4</definedName>"))
    #expect(written.book.contains("activeTab=\"1\""))
    #expect(written.sheet(2).contains("tabSelected=\"1\""))
    #expect(!written.sheet(1).contains("tabSelected"))
  }

  @Test("Names come in the order of the alphabet, whatever they hold escaped")
  func nameOrder() throws {
    var workbook = book(["A1": .number(1)])
    workbook.names = [
      .init(name: "b", formula: "IF(Sheet!$A$1<2,\"x&y\",0)"), .init(name: "A_", formula: "STDEV.S(Sheet!$A$1:$A$3)"),
    ]
    let written = try WrittenBook(workbook)
    #expect(
      written.book.contains(
        "<definedNames><definedName name=\"A_\">_xlfn.STDEV.S(Sheet!$A$1:$A$3)</definedName><definedName name=\"b\">"
          + "IF(Sheet!$A$1&lt;2,&quot;x&amp;y&quot;,0)</definedName><definedName name=\"_xlnm.Print_Area\" "
          + "localSheetId=\"0\">'Sheet'!$A$1:$A$1</definedName></definedNames><calcPr"))
  }

  @Test("Every part is whole: it ends with its root element")
  func ends() throws {
    for (name, part) in try WrittenBook(sampleBook()).parts {
      var ends = PartEnds()
      ends.take(Array(part.utf8)[...])
      #expect(ends.fit, "\(name)")
      var cut = PartEnds()
      cut.take(Array(part.utf8.dropLast(3))[...])
      #expect(!cut.fit, "\(name)")
    }
  }
}

import Foundation
import MarginModel
import Testing

@testable import MarginKit

@Suite("Reading models")
struct LoaderTests {
  private static let small = "model \"Small\" { currency USD }\ncalc a = 1\n"

  private func codes(_ folder: Folder, _ name: String, limits: LoadLimits = LoadLimits()) -> [String] {
    Loader.load(folder.path(name), limits: limits).diagnostics.map(\.code)
  }

  @Test("A model that cannot be read says why, by code")
  func unreadable() throws {
    try Folder.with { folder in
      try folder.write("empty.margin", "")
      try folder.write("blank.margin", " \n\t\n")
      try folder.write("zero.margin", [0x6D, 0x00, 0x6D])
      try folder.write("latin.margin", [0x6D, 0xE4, 0x0A])
      try folder.write("surrogate.margin", [0xED, 0xA0, 0x80])
      try folder.write("wide.margin", [0xFF, 0xFE, 0x6D, 0x00])
      try folder.write("large.margin", String(repeating: "# long\n", count: 100))
      try folder.write("folder/a.margin", Self.small)
      #expect(codes(folder, "none.margin") == ["L301"])
      #expect(codes(folder, "empty.margin/a.margin") == ["L301"])
      #expect(codes(folder, "a\0b.margin") == ["L301"])
      #expect(codes(folder, "folder") == ["L302"])
      for name in ["zero", "latin", "surrogate", "wide"] { #expect(codes(folder, name + ".margin") == ["L304"]) }
      #expect(codes(folder, "empty.margin") == ["L305"])
      #expect(codes(folder, "blank.margin") == ["L305"])
      #expect(codes(folder, "large.margin", limits: LoadLimits(bytesOfFile: 64)) == ["L306"])
      #expect(Loader.load("/dev/zero").diagnostics.map(\.code) == ["L302"])
    }
  }

  @Test("A missing model names those that are there under a similar name")
  func similar() throws {
    try Folder.with { folder in
      try folder.write("support-email.margin", Self.small)
      let found = Loader.load(folder.path("suport-email.margin")).diagnostics
      #expect(found.first?.fixes.first?.words == "did you mean `\(folder.path("support-email.margin"))`?")
    }
  }

  @Test("The place of a byte that is no text is told")
  func place() throws {
    try Folder.with { folder in
      try folder.write("a.margin", Array("model \"A\"\nx".utf8) + [0xFF])
      #expect(Loader.load(folder.path("a.margin")).diagnostics.first?.message.hasSuffix("line 2, column 2") == true)
    }
  }

  @Test("Imports are read once, relative to the file that imports, and may come from the library")
  func imports() throws {
    try Folder.with { folder in
      try folder.write("margin.project", "")
      try folder.write(
        "models/a.margin",
        "import \"parts/b.margin\"\nimport \"../common/c.margin\"\nimport \"margin/inference\"\n" + Self.small)
      try folder.write("models/parts/b.margin", "import \"../../common/c.margin\"\ncalc b = 1\n")
      try folder.write("common/c.margin", "calc c = 1\n")
      let loaded = Loader.load(folder.path("models/a.margin"))
      #expect(loaded.diagnostics.map(\.message) == [])
      let names = loaded.sources.files.map(\.name)
      #expect(
        names == [
          folder.path("models/a.margin"), folder.path("models/parts/b.margin"), folder.path("common/c.margin"),
          "margin/inference",
        ])
      #expect(loaded.program?.imports == [[1, 2, 3], [2], [], []])
    }
  }

  @Test(
    "An import that leads nowhere is told at the import",
    arguments: [
      ("none.margin", "L301"), ("sub", "L302"), ("empty.margin", "L305"), ("../outside.margin", "L308"),
      ("link.margin", "L308"), ("/etc/hostname", "L309"), ("margin/inferense", "L310"),
      ("margin/starters/support", "L310"),
      ("a.margin", "L307"), ("./sub/../a.margin", "L307"), ("b.margin", "L307"),
    ])
  func faultyImport(path: String, code: String) throws {
    try Folder.with { folder in
      try folder.write("outside.margin", "calc o = 1\n")
      try folder.write("in/sub/x.margin", "calc x = 1\n")
      try folder.write("in/empty.margin", "")
      try folder.write("in/b.margin", "import \"a.margin\"\n")
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("in/link.margin"), withDestinationPath: "../outside.margin")
      try folder.write("in/a.margin", "import \"\(path)\"\n" + Self.small)
      let found = Loader.load(folder.path("in/a.margin")).diagnostics
      #expect(found.map(\.code) == [code])
      #expect(found.first?.primary != nil)
    }
  }

  @Test("What a model may take in is limited")
  func limits() throws {
    try Folder.with { folder in
      try folder.write("a.margin", "import \"b.margin\"\nimport \"c.margin\"\n" + Self.small)
      try folder.write("b.margin", "calc b = 1\n")
      try folder.write("c.margin", "calc c = 1\n")
      #expect(codes(folder, "a.margin", limits: LoadLimits(files: 2)) == ["L311"])
      #expect(codes(folder, "a.margin", limits: LoadLimits(bytesOfModel: 90)) == ["L311"])
      #expect(codes(folder, "a.margin", limits: LoadLimits(files: 3)) == [])
    }
  }

  @Test("A chain of imports ends at the limit of files, not of the stack")
  func chain() throws {
    try Folder.with { folder in
      for index in 0..<300 {
        try folder.write("m\(index).margin", "import \"m\(index + 1).margin\"\ncalc c\(index) = 1\n")
      }
      #expect(codes(folder, "m0.margin") == ["L311"])
    }
  }

  @Test(
    "What the command line sets is one change, and nothing else",
    arguments: ["a", "=1", "a=", "a=1 }", "a=1\ncalc b = 2", "a=1; b -> 2", "a={", "a=1 # x", "a=\u{1B}[0m"])
  func settings(text: String) throws {
    try Folder.with { folder in
      try folder.write("a.margin", Self.small)
      let loaded = Loader.load(folder.path("a.margin"), settings: [text])
      #expect(loaded.diagnostics.map(\.code) == ["L312"])
    }
  }

  @Test("Settings become a case on top of the case named, under a name that is free")
  func settingsCase() throws {
    try Folder.with { folder in
      try folder.write("a.margin", Self.small + "case what_if { a -> 2 }\n")
      let loaded = Loader.load(
        folder.path("a.margin"), caseName: "what_if", settings: ["b.c = 20%", "d[x]=$3 from 2026-06"])
      let program = try #require(loaded.program)
      let settings = try #require(program.settings)
      let source = program.sources.files[settings]
      #expect(source.name == "--set")
      #expect(
        String(decoding: source.bytes, as: UTF8.self)
          == "case what_if_ : what_if {\n  b.c -> 20%\n  d[x] -> $3 from 2026-06\n}\n")
    }
  }

  @Test("An unknown case is told with those that there are")
  func unknownCase() throws {
    try Folder.with { folder in
      try folder.write("a.margin", Self.small + "case cold_cache { a -> 2 }\n")
      let found = Loader.load(folder.path("a.margin"), caseName: "cold_cash").diagnostics
      #expect(found.map(\.code) == ["L313"])
      #expect(found.first?.fixes.map(\.words) == ["did you mean `cold_cache`?"])
    }
  }

  @Test("Case files beside a model are read with it, those of other models are not")
  func caseFiles() throws {
    try Folder.with { folder in
      try folder.write("a.margin", "model \"Small\" { currency USD }\ninput a = 1\n")
      try folder.write("a.case.margin", "case one { a -> 2 }\n")
      try folder.write("a.finance.case.margin", "case two { a -> 3 }\n")
      try folder.write("ab.case.margin", "case other { a -> 4 }\n")
      let program = try #require(Loader.load(folder.path("a.margin"), caseName: "two").program)
      #expect(program.trees.count == 3)
      let model = try #require(check(program).model)
      #expect(model.cases.map(\.name) == ["base", "one", "two"])
    }
  }

  private static let table = "dimension d from csv \"d.csv\"\n"

  @Test("Data files are read once, from the folder of the text that names them, and stand behind all texts")
  func dataFiles() throws {
    try Folder.with { folder in
      try folder.write("margin.project", "")
      try folder.write(
        "m/a.margin", "import \"../p/b.margin\"\n" + Self.small + Self.table + "table t by d from csv \"../m/d.csv\"\n")
      try folder.write("m/d.csv", "d,x\none,1\n")
      try folder.write("p/b.margin", "template t { table u by d from csv \"d.csv\" }\n")
      try folder.write("p/d.csv", "d,y\none,2\n")
      let loaded = Loader.load(folder.path("m/a.margin"), settings: ["a=2"])
      #expect(loaded.diagnostics.map(\.message) == [])
      let program = try #require(loaded.program)
      #expect(program.trees.count == 3)
      #expect(
        program.sources.files.map(\.name) == [
          folder.path("m/a.margin"), folder.path("p/b.margin"), "--set", folder.path("m/d.csv"), folder.path("p/d.csv"),
        ])
      #expect(program.data.values.sorted() == [3, 3, 4])
    }
  }

  @Test(
    "A data file that cannot be read is told where it is named",
    arguments: [
      ("none.csv", "L301"), ("sub", "L302"), ("latin.csv", "L304"), ("wide.csv", "L304"), ("empty.csv", "L305"),
      ("../outside.csv", "L308"), ("link.csv", "L308"), ("/etc/hostname", "L309"), ("margin/inference", "L301"),
    ])
  func faultyData(path: String, code: String) throws {
    try Folder.with { folder in
      try folder.write("outside.csv", "d\na\n")
      try folder.write("in/sub/x.csv", "d\na\n")
      try folder.write("in/empty.csv", "")
      try folder.write("in/latin.csv", [0x64, 0x0A, 0xE4, 0x0A])
      try folder.write("in/wide.csv", [0xFF, 0xFE, 0x64, 0x00])
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("in/link.csv"), withDestinationPath: "../outside.csv")
      try folder.write("in/a.margin", Self.small + "dimension d from csv \"\(path)\"\n")
      let loaded = Loader.load(folder.path("in/a.margin"))
      #expect(loaded.diagnostics.map(\.code) == [code])
      #expect(loaded.diagnostics.first?.primary != nil)
      let program = try #require(loaded.program)
      #expect(check(program).model == nil)
      #expect(check(program).diagnostics.map(\.code) == [])
    }
  }

  @Test("A missing data file names those that are there under a similar name")
  func similarData() throws {
    try Folder.with { folder in
      try folder.write("usage.csv", "d\na\n")
      try folder.write("a.margin", Self.small + "dimension d from csv \"usge.csv\"\n")
      let found = Loader.load(folder.path("a.margin")).diagnostics
      #expect(found.first?.fixes.first?.words == "did you mean `\(folder.path("usage.csv"))`?")
    }
  }

  @Test("Data files count among the files and bytes that a model may take in")
  func dataLimits() throws {
    try Folder.with { folder in
      try folder.write("a.margin", Self.small + Self.table)
      try folder.write("d.csv", "d,x\none,1\n" + String(repeating: " \n", count: 50))
      #expect(codes(folder, "a.margin", limits: LoadLimits(files: 2)) == [])
      #expect(codes(folder, "a.margin", limits: LoadLimits(files: 1)) == ["L311"])
      #expect(codes(folder, "a.margin", limits: LoadLimits(bytesOfData: 60)) == ["L311"])
      #expect(codes(folder, "a.margin", limits: LoadLimits(bytesOfDataFile: 60)) == ["L306"])
    }
  }
}

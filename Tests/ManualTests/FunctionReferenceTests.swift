import Foundation
import MarginFunctions
import MarginKit
import MarginModel
import Testing

/// The reference of functions is what the functions say of themselves; its examples run as blocks of the manual.
@Suite("The function reference")
struct FunctionReferenceTests {
  @Test("docs/functions.md is made from the functions; MARGIN_REWRITE=1 writes it anew")
  func page() throws {
    let path = Page.root + "/docs/functions.md"
    if ProcessInfo.processInfo.environment["MARGIN_REWRITE"] == "1" {
      try FunctionReference.page.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(Page.text("docs/functions.md") == FunctionReference.page)
  }

  @Test("Every function has a section with a model that is run, and its own page on the command line")
  func sections() throws {
    let page = Page(path: "docs/functions.md", text: FunctionReference.page)
    let models = page.blocks.filter(\.isWholeModel).map(\.text)
    let names = builtinFunctions.map(\.name) + modelFunctions.map(\.name)
    for name in Set(names) {
      let count = names.count { $0 == name }
      #expect(models.count { $0.hasPrefix("model \"\(name)\" {") && $0.contains("test \"") } == count, "\(name)")
      #expect(try FunctionReference.section(name).contains("```margin\nmodel \"\(name)\" {"))
      #expect(FunctionReference.list.contains("\n\(name) ") || FunctionReference.list.hasPrefix("\(name) "))
    }
  }

  @Test("An unknown function is told with those that are like it")
  func unknown() {
    #expect(throws: Failure.self) { try FunctionReference.section("paybak") }
    do {
      _ = try FunctionReference.section("paybak")
    } catch {
      #expect(error.text(color: false).contains("payback"))
    }
  }

  @Test("The lists of functions and the folders agree")
  func registries() throws {
    for (folder, names) in [
      ("MarginFunctions/Builtins", builtinFunctions.map(\.name)), ("MarginModel/Functions", modelFunctions.map(\.name)),
    ] {
      let files = try FileManager.default.contentsOfDirectory(atPath: Page.root + "/Sources/" + folder)
      // What is no function begins with a capital letter.
      let functions = files.filter { $0.first?.isLowercase == true }.map { String($0.dropLast(".swift".count)) }
      #expect(functions.sorted() == names.sorted())
    }
  }
}

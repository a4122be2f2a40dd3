import MarginSource
import MarginSyntax
import Testing

@testable import MarginKit

/// Every template is made alone, in a model of templates/tests/ that states what it gives.
@Suite("Templates")
struct TemplateTests {
  @Test("Every file has a test that imports it and nothing beside it", arguments: LibraryFiles.importable)
  func imports(name: String) {
    let test = LibraryFiles.test(of: name)
    let folder = name.contains("/") ? "margin/" + name.split(separator: "/")[0] + "/" : "margin/\(name)"
    let imported = statements(of: test).compactMap { statement in
      if case .import(let taken) = statement { taken.path.value } else { nil }
    }
    #expect(imported.contains("margin/" + name), "\(test) imports \(imported)")
    // A file of prices alone needs a template that takes them.
    let isOfTemplates = statements(of: "templates/\(name).margin").contains {
      if case .template = $0 { true } else { false }
    }
    #expect(!isOfTemplates || imported.allSatisfy { $0.hasPrefix(folder) }, "\(test) imports \(imported)")
  }

  @Test(
    "Every template is made in the test of its file, or others of the file extend it and are",
    arguments: LibraryFiles.importable)
  func instances(name: String) {
    let test = LibraryFiles.test(of: name)
    let templates = statements(of: "templates/\(name).margin").compactMap { statement in
      if case .template(let template) = statement { template } else { nil }
    }
    var made = Set(
      statements(of: test).compactMap { statement in
        if case .instance(let instance) = statement { instance.template.parts.last?.text } else { nil }
      })
    for template in templates.reversed() where made.contains(template.name.text) {
      if let base = template.base { made.insert(base.text) }
    }
    for template in templates { #expect(made.contains(template.name.text), "\(test) makes no \(template.name.text)") }
  }

  @Test("Every default of a template says where it comes from", arguments: LibraryFiles.importable)
  func sources(name: String) {
    for statement in statements(of: "templates/\(name).margin") {
      guard case .template(let template) = statement else { continue }
      for case .definition(let definition) in template.body.map(\.form) where definition.kind == .input {
        let isSourced = definition.clauses.contains { if case .source = $0 { true } else { false } }
        let path = definition.path.parts.map(\.text).joined(separator: ".")
        #expect(definition.value == nil || isSourced, "\(template.name.text).\(path)")
      }
    }
  }

  @Test("Every file begins with what it is for", arguments: LibraryFiles.importable)
  func comments(name: String) {
    #expect(LibraryFiles.text("templates/\(name).margin").hasPrefix("# "))
  }

  private func statements(of path: String) -> [Statement.Form] {
    parse(SourceFile(name: path, text: LibraryFiles.text(path)), file: 0).tree.statements.map(\.form)
  }
}

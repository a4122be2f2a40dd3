import Testing

/// A model's way goes from left to right: a target imports only what Package.swift lets it, and that stands above it.
@Suite("Imports")
struct ImportTests {
  /// Modules from outside the package, each with the targets that may import it; none named means all.
  static let outside: [String: Set<String>] = [
    "ArgumentParser": ["margin"],
    "Foundation": [], "FoundationEssentials": [], "Dispatch": [], "Synchronization": [], "Glibc": [], "Musl": [],
    "Darwin": [],
  ]

  @Test("Every target depends only on targets that stand above it in Package.swift")
  func order() {
    let targets = Manifest.targets
    #expect(targets.count > 5, "Package.swift is not read as it is written")
    for (index, target) in targets.enumerated() where !target.isTest {
      let above = Set(targets[..<index].map(\.name))
      for dependency in target.dependencies where targets.contains(where: { $0.name == dependency }) {
        #expect(above.contains(dependency), "\(target.name) depends on \(dependency), which stands below it")
      }
    }
  }

  @Test("Every import in Sources is one that Package.swift declares for its target")
  func imports() {
    for target in Manifest.targets where !target.isTest {
      for file in Repository.files(in: "Sources/" + target.name, ending: ".swift") {
        for (number, module) in Self.importedModules(SwiftCode.only(in: Repository.text(file))) {
          let isOurs = target.dependencies.contains(module) && Self.outside[module] == nil
          let isOutside = Self.outside[module].map { $0.isEmpty || $0.contains(target.name) } ?? false
          #expect(isOurs || isOutside, "\(file):\(number): \(target.name) may not import \(module)")
        }
      }
    }
  }

  @Test("Every folder in Sources is a target")
  func folders() {
    #expect(Repository.names(in: "Sources") == Manifest.targets.filter { !$0.isTest }.map(\.name).sorted())
  }

  @Test("An import is found with its attributes, access and kind")
  func reading() {
    let text = "import A\n@_exported package import struct B.C\n#if x\n  import D // e\n#endif\nlet important = 1"
    #expect(Self.importedModules(text).map(\.module) == ["A", "B", "D"])
  }

  static func importedModules(_ code: String) -> [(number: Int, module: String)] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return Repository.numberedLines(code).compactMap { number, line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let index = words.firstIndex(of: "import"),
        words[..<index].allSatisfy({ $0.hasPrefix("@") || ["public", "package", "internal", "private"].contains($0) }),
        let module = words[(index + 1)...].first(where: { !kinds.contains($0) })
      else { return nil }
      return (number, String(module.prefix { $0 != "." }))
    }
  }
}

/// The targets of Package.swift in their order.
enum Manifest {
  struct Target {
    let name: String
    let isTest: Bool
    let dependencies: [String]
  }

  static let targets: [Target] = {
    let text = Repository.text("Package.swift")
    let opening = /\.(target|executableTarget|testTarget|systemLibrary|plugin|macro)\(\s*name: "([^"]+)"/
    let matches = text.matches(of: opening)
    return matches.enumerated().map { index, match in
      let end = index + 1 < matches.count ? matches[index + 1].range.lowerBound : text.endIndex
      let rest = text[match.range.upperBound..<end]
      let list = rest.firstRange(of: "dependencies:").map { rest[$0.upperBound...] } ?? ""
      let names = list.matches(of: /"([^"]+)"/).map { String($0.1) }
      return Target(name: String(match.2), isTest: match.1 == "testTarget", dependencies: names)
    }
  }()
}

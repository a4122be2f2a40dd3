import Foundation
import Testing

/// Mistakes do not hide each other: those of ten fixtures in one text give ten messages.
@Suite("Many mistakes")
struct ManyMistakesTests {
  /// A fixture's text below its head with the one code that it gives.
  private struct Fault {
    let name: String
    let code: String
    let body: String
  }

  /// Those whose fault lies in the whole text, in its head, in what all statements share, or in a name as such.
  private static let whole: Set<String> = [
    "no-scenarios", "scenario-lacks", "too-many-numbers", "too-many-parts", "endless-components", "brace-missing",
    "named-as-unit", "refused-name-used", "reserved-name", "kind-as-name", "too-deep", "ten-mistakes",
    "keyword-name-used", "name-with-hyphen", "instance-input-misspelt", "growth-in-one-period",
    "bracket-missing", "ordered-dimension", "unit-of-nothing", "hidden-characters", "control-character",
    // Such a loop is looked for once every definition is sound.
    "fold-in-loop",
  ]

  private static let faults: [Fault] = Golden.all.compactMap { golden in
    let name = String(golden.name.dropLast(".golden".count))
    guard golden.source.hasPrefix(head), golden.expected.count == 1, !whole.contains(name),
      let code = golden.expected[0].split(separator: " ").first
    else { return nil }
    return Fault(name: name, code: String(code), body: String(golden.source.dropFirst(head.count)))
  }

  @Test("Ten mistakes of ten fixtures in one text give the ten codes", arguments: 0..<60)
  func ten(_ seed: Int) {
    var random = Generator(state: UInt64(seed) &* 104_729 &+ 11)
    var picked: [Fault] = []
    while picked.count < 10 {
      let fault = Self.faults[random.below(Self.faults.count)]
      if !picked.contains(where: { $0.name == fault.name }) { picked.append(fault) }
    }
    let bodies = picked.enumerated().map { Self.renamed($0.element.body, "_\($0.offset)x") + "\n" }
    let checked = Checked(head + bodies.joined())
    let codes = checked.codes.compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(codes.sorted() == picked.map(\.code).sorted(), "\(picked.map { $0.name + " " + $0.code })")
  }

  @Test("There are many fixtures to take from")
  func enough() { #expect(Self.faults.count > 100) }

  /// The text with every name that it declares made its own.
  private static func renamed(_ body: String, _ suffix: String) -> String {
    let kinds = "input|calc|flow|stock|ratio|template|component|scenario|dimension|case|table"
    guard let declared = try? Regex("(?:\(kinds))\\s+([a-z_0-9]+)"),
      let lists = try? Regex("dimension [a-z_0-9]+ \\{([^}]*)")
    else { return body }
    var names = Set(body.matches(of: declared).compactMap { $0.output[1].substring.map(String.init) })
    for list in body.matches(of: lists) {
      names.formUnion(
        (list.output[1].substring ?? "").split { !$0.isLetter && $0 != "_" && !$0.isNumber }.map(String.init))
    }
    // `every input from p10` declares nothing.
    names.subtract(kinds.split(separator: "|").map(String.init) + ["from", "by"])
    var result = ""
    var word = ""
    for character in body + " " {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        result += names.contains(word) ? word + suffix : word
        word = ""
        result.append(character)
      }
    }
    return result
  }
}

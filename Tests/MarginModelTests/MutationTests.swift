import Foundation
import MarginSource
import Testing

/// Texts that a slip of the hand or a bad merge leaves: whatever they are, the check ends with messages and no trap.
@Suite("Mutations")
struct MutationTests {
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  static let texts: [String] = {
    let names = ["templates/inference.margin", "templates/fleet.margin", "models/deepseek-serving.margin"]
    let models = names.map { (try? String(contentsOfFile: root + "/" + $0, encoding: .utf8)) ?? "" }
    return models + Golden.all.map(\.source)
  }()

  static let words = [
    "0", "1e300", "-", "(", ")", "[", "]", "{", "}", "=", "->", "by", "over", "at", "sum(", "x[-1]", "2026-13",
    "9999-12",
    "$", "%", "\"", "previous(", "total(", "scenario.", "time", "first", "1e18 months", "^9", "\n", ",", ":", "~",
    "case",
  ]

  @Test("A mutated model is checked without a trap, its messages inside the text", arguments: 0..<40)
  func mutated(_ seed: Int) {
    var random = Generator(state: UInt64(seed) &* 7919 &+ 1)
    let source = Self.texts[random.below(Self.texts.count)]
    var tokens = source.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<(1 + random.below(4)) {
      let place = random.below(tokens.count)
      switch random.below(5) {
      case 0: tokens.remove(at: place)
      case 1: tokens.insert(Self.words[random.below(Self.words.count)], at: place)
      case 2: tokens[place] = Self.words[random.below(Self.words.count)]
      case 3: tokens.swapAt(place, random.below(tokens.count))
      default: tokens.insert(tokens[random.below(tokens.count)], at: place)
      }
      if tokens.isEmpty { tokens = [""] }
    }
    let text = tokens.joined(separator: " ")
    let checked = Checked(text)
    #expect(checked.model != nil || !checked.diagnostics.isEmpty)
    for diagnostic in checked.diagnostics {
      guard let span = diagnostic.primary?.span else { continue }
      #expect(span.start <= span.end && span.end <= text.utf8.count)
    }
    _ = checked.messages
  }

  @Test(
    "Numbers, sizes and powers beyond all measure are refused",
    arguments: [
      "input a = 1e9223372036854775807k", "input a [tokens^9000000000000000000] = 5\ncalc b = a * a",
      "input a = 5 tokens\ncalc b = a^1e18\ncalc c = b * b",
      "input a = once 2026-03: $5\ncase c { shift a by 9e17 months }",
      "flow a = $5\ncalc b = a[-1e18]", "dimension e { }\ninput x by e = 5\ncalc y = mean(x over e)",
      "input x = 1\ncase c0 { x -> 2 }\n" + (1..<40).map { "case c\($0) : c\($0 - 1) + c\($0 - 1)\n" }.joined(),
    ])
  func bounds(_ text: String) {
    #expect(!Checked(head + text + "\n").codes.isEmpty)
  }

  @Test("A chain of thousands of definitions, and thousands of unknown names, end in time")
  func long() {
    let chain = (0..<3000).map { "calc a\($0) = a\($0 + 1) + 1\n" }.joined() + "input a3000 = 1\n"
    #expect(Checked(head + chain).values("a0") == [3001])
    let unknown = (0..<1000).map { "calc a\($0) = z\($0)\n" }.joined()
    #expect(Checked(head + unknown).codes.count == 1000)
  }
}

/// A seeded source of choices, the same everywhere.
struct Generator {
  var state: UInt64

  mutating func below(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, count)))
  }
}

import MarginSource
import Testing

@testable import MarginSyntax

/// Whatever stands in a file, reading it ends with a tree whose places lie inside it.
@Suite("Broken texts")
struct BrokenTextTests {
  @Test("The samples can be cut at every byte", arguments: [sample, otherForms])
  func cuts(text: String) {
    let bytes = Array(text.utf8)
    for end in stride(from: 0, to: bytes.count, by: 1) { holds(Array(bytes[..<end])) }
  }

  @Test("Thousands of small changes leave nothing unread or out of place", arguments: [1, 2, 3, 4])
  func mutations(seed: UInt64) {
    var random = Random(state: seed)
    let bytes = Array((seed % 2 == 0 ? sample : otherForms).utf8)
    let pieces = [
      "{", "}", "(", ")", "[", "]", "\"", "=", "->", "-", "~", ",", ";", ":", "\n", "\n\n", " ", "$", "%", "1", "1e999",
      "2026-13", "if ", " then ", "every ", " at ", " as ", " per ", "/", "^", "#", "case ", "calc ", "table ", "é",
      "“",
      "\\", ".", "1,000", "from ", "\u{0}",
    ].map { Array($0.utf8) }
    for _ in 0..<350 {
      var mutated = bytes
      for _ in 0...random.below(3) { change(&mutated, with: pieces, &random) }
      holds(mutated)
    }
  }

  private func change(_ bytes: inout [UInt8], with pieces: [[UInt8]], _ random: inout Random) {
    let place = random.below(bytes.count)
    switch random.below(4) {
    case 0: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(12)))
    case 1: bytes.insert(contentsOf: pieces[random.below(pieces.count)], at: place)
    case 2: bytes[place] = UInt8(random.below(256))
    default:
      let from = random.below(bytes.count)
      bytes.insert(contentsOf: bytes[from..<min(bytes.count, from + random.below(40))], at: place)
    }
    if bytes.isEmpty { bytes = [0x20] }
  }

  @Test(
    "Depth has a limit in every form that can nest",
    arguments: [
      "(", "[a: ", "max(", "x[", "-", "not ", "if a then ", "if ", "2^", "1 + (", "{", "[",
    ])
  func depth(piece: String) {
    holds(Array(("calc x = " + String(repeating: piece, count: 20_000)).utf8))
  }

  @Test(
    "What can be repeated without brackets stays flat or is refused",
    arguments: ["[1]", " at 2026-01", " as USD", " or a", " < 1", "^2", ".a", " = 1", ": a", ", b", "-1", "/a"])
  func repeats(piece: String) {
    holds(Array(("calc x = a" + String(repeating: piece, count: 10_000)).utf8))
    holds(Array(("calc x = 3 a" + String(repeating: piece, count: 10_000)).utf8))
  }

  @Test("Bodies inside bodies have a limit")
  func bodies() {
    holds(Array(String(repeating: "template t {\n", count: 5_000).utf8))
    holds(Array(String(repeating: "component c : t {\n", count: 5_000).utf8))
  }

  @Test(
    "Numbers that no double holds are refused",
    arguments: ["1e999", "1e9223372036854775807k", "1e99999999999999999999", "9e-9223372036854775808%", "2e308bn"])
  func numbers(text: String) {
    let (_, diagnostics) = parsed(
      "calc x = \(text)\ncalc y = 1 m^9223372036854775807\ncalc z = 1/m^-99999999999999999999")
    #expect(diagnostics.contains { $0.code == "P103" })
  }

  /// Reads the bytes: tokens must cover them, and every place must lie inside.
  private func holds(_ bytes: [UInt8], _ location: Testing.SourceLocation = #_sourceLocation) {
    let source = SourceFile(name: "broken.margin", bytes: bytes)
    let (tree, diagnostics) = parse(source, file: 0)
    var end = 0
    var covers = true
    for token in tree.tokens {
      covers = covers && token.triviaStart == end && token.start >= token.triviaStart && token.end >= token.start
      end = token.end
    }
    #expect(covers && end == bytes.count, sourceLocation: location)
    let spans = diagnostics.flatMap {
      [$0.primary?.span].compactMap { $0 } + $0.secondary.map(\.span) + $0.fixes.flatMap(\.edits).map(\.span)
    }
    #expect(
      (spans + tree.statements.map(\.span)).allSatisfy { $0.start >= 0 && $0.end <= bytes.count },
      sourceLocation: location)
    #expect(diagnostics.allSatisfy { !$0.message.isEmpty && $0.code.count == 4 }, sourceLocation: location)
  }
}

/// SplitMix64, so that a seed always gives the same changes.
struct Random {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(truncatingIfNeeded: next() % UInt64(max(1, limit))) }
}

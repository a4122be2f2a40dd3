import Foundation
import MarginEngine
import MarginModel
import MarginSource
import MarginSyntax
import Testing

/// What holds of every model, asked of random ones.
@Suite("Properties of the language")
struct PropertyTests {
  /// More of them where the larger samples are asked for.
  static let isFull = ProcessInfo.processInfo.environment["MARGIN_FULL"] == "1"
  static let seeds = 0..<(isFull ? 300 : 8)

  /// Every value of every name in every case, in base units.
  static func results(_ checked: Checked) -> [String: [Double]] {
    guard let model = checked.model else { return [:] }
    var values: [String: [Double]] = [:]
    for index in model.cases.indices {
      let results = evaluate(model, caseIndex: index)
      for (path, id) in model.paths {
        values["\(model.cases[index].name): \(path)"] = results.columns[id] + results.rollUps[id]
      }
    }
    return values
  }

  /// The names whose values differ by more than 1e-12 of them.
  static func differences(_ one: [String: [Double]], _ other: [String: [Double]]) -> [String] {
    guard one.keys == other.keys else { return ["the names differ"] }
    return one.keys.sorted().filter { name in
      guard let (a, b) = one[name].flatMap({ a in other[name].map { (a, $0) } }), a.count == b.count else {
        return true
      }
      return zip(a, b).contains { a, b in
        a.isNaN != b.isNaN || (a - b).magnitude > 1e-12 * max(a.magnitude, b.magnitude)
      }
    }
  }

  @Test("Writing every number and every header in other units changes no result", arguments: seeds)
  func rescaled(_ seed: Int) {
    let model = RandomText(seed: seed, isStrict: false)
    let plain = Checked(model.text(Spelling(seed: 0)))
    #expect(plain.codes == [], "\(plain.messages)")
    let values = Self.results(plain)
    #expect(values.count > 20)
    for other in 1...3 {
      let written = model.text(Spelling(seed: UInt64(seed * 7 + other)))
      let checked = Checked(written)
      #expect(checked.codes == [], "\(checked.messages)")
      #expect(Self.differences(values, Self.results(checked)) == [], "\(written)")
    }
  }

  @Test("The order of the statements changes no result", arguments: seeds)
  func reordered(_ seed: Int) {
    let model = RandomText(seed: seed, isStrict: false)
    let spelling = Spelling(seed: UInt64(seed))
    var lines = model.statements.map { model.line($0, spelling) }
    let values = Self.results(Checked(([RandomText.header] + lines).joined(separator: "\n")))
    var random = Generator(state: UInt64(seed))
    for _ in 0..<3 {
      for place in lines.indices.reversed() { lines.swapAt(place, random.below(place + 1)) }
      let checked = Checked((lines + [RandomText.header]).joined(separator: "\n"))
      #expect(checked.codes == [], "\(checked.messages)")
      #expect(Self.results(checked) == values || Self.differences(values, Self.results(checked)) == [])
    }
  }

  @Test("Laying a text out again changes nothing, loses no comment and changes no result", arguments: seeds)
  func laidOut(_ seed: Int) {
    let model = RandomText(seed: seed, isStrict: false)
    let spelling = Spelling(seed: UInt64(seed))
    var random = Generator(state: UInt64(seed))
    var comments: [String] = []
    var text = ""
    for line in model.text(spelling).split(separator: "\n") {
      // Blanks between words, comments behind lines and on their own, and blank lines.
      text += String(repeating: " ", count: random.below(5)) + line + String(repeating: " ", count: random.below(3))
      if random.below(2) == 0 {
        comments.append("# remark \(comments.count)")
        text += (random.below(2) == 0 ? " " : "\n") + (comments.last ?? "")
      }
      text += String(repeating: "\n", count: 1 + (line.hasPrefix(" ") ? 0 : random.below(4)))
    }
    let before = Checked(text)
    #expect(before.codes == [], "\(before.messages)")
    let source = SourceFile(name: "a.margin", text: text)
    let once = format(parse(source, file: 0).tree)
    let twice = format(parse(SourceFile(name: "a.margin", text: once), file: 0).tree)
    #expect(once == twice)
    #expect(once.matches(of: /# remark \d+/).map { String($0.0) } == comments)
    let after = Checked(once)
    #expect(after.codes == [], "\(after.messages)")
    #expect(Self.differences(Self.results(before), Self.results(after)) == [])
  }
}

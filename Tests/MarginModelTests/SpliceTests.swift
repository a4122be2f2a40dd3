import Foundation
import Testing

/// Every text of the repository, cut up and put together wrongly: whatever comes of it, the promises of the front end
/// hold. `bin/fuzz` asks the same of bytes that are chosen for reaching new code.
@Suite("Spliced texts")
struct SpliceTests {
  static let library: [String: String] = {
    let folder = MutationTests.root + "/templates"
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
      $0.hasSuffix(".margin")
    }
    let texts = names.map { ($0.dropLast(7), (try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8)) ?? "") }
    return Dictionary(texts.map { (String($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
  }()

  /// The models, templates and formulas, and what the fixtures begin with, cut at blanks and line ends.
  static let texts: [[Substring]] = {
    let files = ["models", "templates", "Tests/MarginModelTests/Fixtures/formulas"].flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: MutationTests.root + "/" + folder)) ?? []).sorted()
        .filter { $0.hasSuffix(".margin") }
        .map { (try? String(contentsOfFile: MutationTests.root + "/\(folder)/\($0)", encoding: .utf8)) ?? "" }
    }
    return (files + Golden.all.map(\.source)).map(pieces)
  }()

  /// Words, numbers, signs and blanks, each by itself.
  static func pieces(_ text: String) -> [Substring] {
    text.matches(of: /[A-Za-z_]+|[0-9][0-9_.]*|[ \t]+|\n|[^A-Za-z_0-9 \t\n]/).map { text[$0.range] }
  }

  static func spliced(_ random: inout Generator) -> String {
    var pieces = texts[random.below(texts.count)]
    for _ in 0...random.below(4) {
      let other = texts[random.below(texts.count)]
      let from = random.below(other.count)
      let place = random.below(pieces.count)
      switch random.below(5) {
      case 0: pieces.removeSubrange(place..<min(pieces.count, place + 1 + random.below(20)))
      case 1: pieces.insert(contentsOf: other[from..<min(other.count, from + 1 + random.below(60))], at: place)
      case 2 where !pieces.isEmpty && !other.isEmpty: pieces[place] = other[from]
      case 3: pieces = Array(pieces[..<place] + other[from...])
      default: if !pieces.isEmpty { pieces.swapAt(place, random.below(pieces.count)) }
      }
    }
    return pieces.joined()
  }

  @Test("A spliced text keeps every promise, in time", arguments: 0..<(PropertyTests.isFull ? 400 : 12))
  func splices(_ seed: Int) {
    var random = Generator(state: UInt64(seed) &* 6_700_417 &+ 3)
    let invariants = Invariants(library: Self.library)
    for _ in 0..<12 {
      let text = Self.spliced(&random)
      let clock = ContinuousClock()
      var broken: [String] = []
      let time = clock.measure { broken = invariants.broken(by: Array(text.utf8)) }
      #expect(broken == [], "\(text)")
      // Without optimisation and beside other tests; built for use it is a hundredth of that.
      #expect(time < .seconds(20), "\(text)")
    }
  }

  @Test("The texts themselves keep every promise", arguments: texts.indices)
  func whole(_ place: Int) {
    #expect(Invariants(library: Self.library).broken(by: Array(Self.texts[place].joined().utf8)) == [])
  }
}

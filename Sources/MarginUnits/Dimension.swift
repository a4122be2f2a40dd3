/// The kind of a quantity: base units with exponents, such as USD · token⁻¹. Money, tokens, requests and accepted
/// outcomes are different bases, so that one can never pass for another.
package struct Dimension: Hashable, Sendable {
  /// A base unit and its exponent, which is not zero.
  package struct Power: Hashable, Sendable {
    package let base: String
    package let exponent: Rational
  }

  /// Ascending by base. There are few, and a short list is made and compared much quicker than a dictionary.
  package let powers: [Power]

  package init(_ exponents: [String: Rational] = [:]) {
    powers = exponents.filter { $0.value != .zero }.map { Power(base: $0.key, exponent: $0.value) }
      .sorted { $0.base < $1.base }
  }

  private init(_ powers: [Power]) { self.powers = powers }

  /// Base unit by name, without zero exponents.
  package var exponents: [String: Rational] {
    Dictionary(uniqueKeysWithValues: powers.map { ($0.base, $0.exponent) })
  }

  package static let plain = Dimension()
  package static let time = Dimension(["second": .one])

  package var isPlain: Bool { powers.isEmpty }
  package var timeExponent: Rational { powers.first { $0.base == "second" }?.exponent ?? .zero }

  package static func * (left: Dimension, right: Dimension) -> Dimension {
    if left.isPlain { return right }
    var powers = left.powers
    for power in right.powers {
      let place = powers.firstIndex { $0.base >= power.base } ?? powers.count
      guard place < powers.count, powers[place].base == power.base else {
        powers.insert(power, at: place)
        continue
      }
      let exponent = powers[place].exponent + power.exponent
      if exponent == .zero {
        powers.remove(at: place)
      } else {
        powers[place] = Power(base: power.base, exponent: exponent)
      }
    }
    return Dimension(powers)
  }
  package static func / (left: Dimension, right: Dimension) -> Dimension { left * right.power(Rational(-1)) }

  package func power(_ exponent: Rational) -> Dimension {
    if exponent == .one || isPlain { return self }
    if exponent == .zero { return .plain }
    return Dimension(
      powers.map { Power(base: $0.base, exponent: $0.exponent * exponent) }.filter { $0.exponent != .zero })
  }

  /// `USD · token⁻¹`, positive exponents first, then by name; `a plain number` where there is none.
  package var description: String {
    guard !isPlain else { return "a plain number" }
    let ordered = exponents.sorted {
      ($0.value > .zero ? 0 : 1, $0.key) < ($1.value > .zero ? 0 : 1, $1.key)
    }
    return ordered.map { $0.key + Self.superscript($0.value) }.joined(separator: " · ")
  }

  /// Two dimensions as text, with the factors of one base unit below each other and a gap where one has none.
  package static func aligned(_ first: Dimension, _ second: Dimension) -> (String, String) {
    guard !Set(first.exponents.keys).isDisjoint(with: second.exponents.keys) else {
      return (first.description, second.description)
    }
    let bases = Set(first.exponents.keys).union(second.exponents.keys).sorted { left, right in
      let (a, b) = (first.exponents[left] ?? second.exponents[left], first.exponents[right] ?? second.exponents[right])
      return ((a ?? .zero) > .zero ? 0 : 1, left) < ((b ?? .zero) > .zero ? 0 : 1, right)
    }
    let cells = [first, second].map { side in
      bases.map { base in side.exponents[base].map { base + superscript($0) } ?? "" }
    }
    let widths = bases.indices.map { max(cells[0][$0].count, cells[1][$0].count) }
    let lines = [first, second].indices.map { side -> String in
      var line = ""
      for (place, cell) in cells[side].enumerated() {
        let isJoined = !cell.isEmpty && cells[side][..<place].contains { !$0.isEmpty }
        line += (place == 0 ? "" : isJoined ? " · " : "   ") + cell
        line += String(repeating: " ", count: widths[place] - cell.count)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    return (lines[0], lines[1])
  }

  private static func superscript(_ exponent: Rational) -> String {
    guard exponent != .one else { return "" }
    guard exponent.denominator == 1 else { return "^(\(exponent))" }
    let digits: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]
    return String(exponent.description.map { digits[$0] ?? $0 })
  }
}

import MarginSource

/// A unit as it is written and shown: named factors, and how plain numbers of it are printed.
package struct Unit: Sendable, Hashable {
  /// How a number is shown.
  package enum Style: Sendable, Hashable { case plain, percent, points, basisPoints, multiple }

  /// One factor, such as the `1M tokens` of `USD / 1M tokens`.
  package struct Factor: Sendable, Hashable {
    /// As shown below the line and above it: `request`, `requests`.
    package let singular: String
    package let plural: String
    /// What the factor counts, in base units with exponents.
    package let dimension: Dimension
    /// How many base units one of it is: 3600 for an hour.
    package let scale: Double
    /// The multiple that is shown before the name: 1e6 in `1M tokens`.
    package let multiple: Double
    package let exponent: Rational

    package init(
      singular: String, plural: String, dimension: Dimension, scale: Double, multiple: Double = 1,
      exponent: Rational = .one
    ) {
      self.singular = singular
      self.plural = plural
      self.dimension = dimension
      self.scale = scale
      self.multiple = multiple
      self.exponent = exponent
    }

    func raised(to power: Rational) -> Factor {
      Factor(
        singular: singular, plural: plural, dimension: dimension, scale: scale, multiple: multiple,
        exponent: exponent * power)
    }
  }

  package let factors: [Factor]
  package let style: Style
  package let dimension: Dimension
  /// How many base units one of this unit is; a value in base units is the shown value times `scale`.
  package let scale: Double

  package init(_ factors: [Factor] = [], style: Style = .plain) {
    self.factors = factors.contains { $0.exponent == .zero } ? factors.filter { $0.exponent != .zero } : factors
    self.style = style
    guard !self.factors.isEmpty else {
      dimension = .plain
      scale = 1
      return
    }
    var dimension = Dimension.plain
    // Numerators first, then one division, so that 1 / 1e6 is not 1e-6 rounded twice.
    var (above, below) = (1.0, 1.0)
    for factor in self.factors {
      dimension = dimension * factor.dimension.power(factor.exponent)
      if factor.exponent > .zero {
        above *= Self.raise(factor.scale * factor.multiple, factor.exponent)
      } else {
        below *= Self.raise(factor.scale * factor.multiple, -factor.exponent)
      }
    }
    self.dimension = dimension
    scale = above / below
  }

  package static let plain = Unit()
  package static let percent = Unit(style: .percent)

  /// Whether its numbers are written as parts of a whole: `45%`, `81% outcomes/request`, `5bp`.
  package var isShare: Bool { style != .plain && style != .multiple }

  package func styled(_ style: Style) -> Unit { Unit(self, style: style) }

  /// The same unit shown in another way.
  private init(_ other: Unit, style: Style) {
    factors = other.factors
    self.style = style
    dimension = other.dimension
    scale = other.scale
  }

  /// The unit of a product. Factors of one dimension merge into the first one written; what cancels goes away.
  package static func * (left: Unit, right: Unit) -> Unit {
    if right.factors.isEmpty {
      let isShare = left.factors.isEmpty && left.style == .percent && right.style == .percent
      return Unit(left, style: isShare ? .percent : .plain)
    }
    var result = left.factors
    for factor in right.factors {
      if let place = result.firstIndex(where: { $0.dimension == factor.dimension }) {
        let merged = result[place].exponent + factor.exponent
        let kept = result[place]
        if merged == .zero {
          result.remove(at: place)
        } else {
          let survivor = (merged > .zero) == (kept.exponent > .zero) ? kept : factor
          result[place] = Factor(
            singular: survivor.singular, plural: survivor.plural, dimension: survivor.dimension, scale: survivor.scale,
            multiple: survivor.multiple, exponent: merged)
        }
      } else {
        result.append(factor)
      }
    }
    let style: Style = left.style == .percent && right.style == .percent ? .percent : .plain
    return Unit(result, style: result.isEmpty ? style : .plain)
  }

  package func power(_ exponent: Rational) -> Unit {
    factors.isEmpty ? .plain : Unit(factors.map { $0.raised(to: exponent) })
  }

  /// As shown: `USD / 1M tokens`, `requests / month`, `%`, or nothing for a plain number.
  package var text: String {
    if factors.isEmpty {
      switch style {
      case .percent: return "%"
      case .points: return "pp"
      case .basisPoints: return "bp"
      case .multiple: return "x"
      case .plain: return ""
      }
    }
    let above = factors.filter { $0.exponent > .zero }.map { Self.text($0, $0.plural) }
    let below = factors.filter { $0.exponent < .zero }.map {
      Self.text($0.raised(to: Rational(-1)), $0.multiple == 1 ? $0.singular : $0.plural)
    }
    if below.isEmpty { return above.joined(separator: "·") }
    return (above.isEmpty ? "1" : above.joined(separator: "·")) + "/" + below.joined(separator: "/")
  }

  private static func text(_ factor: Factor, _ name: String) -> String {
    let power = factor.exponent == .one ? "" : "^\(factor.exponent)"
    return multipleText(factor.multiple) + name + power
  }

  /// `1M ` for a million, nothing for one.
  static func multipleText(_ multiple: Double) -> String {
    switch multiple {
    case 1: return ""
    case 1e3: return "1k "
    case 1e6: return "1M "
    case 1e9: return "1bn "
    default: return (exactInt(multiple).map(String.init) ?? "\(multiple)") + " "
    }
  }

  static func raise(_ base: Double, _ exponent: Rational) -> Double {
    guard exponent.denominator == 1 else { return raised(base, to: exponent.value) }
    var result = 1.0
    for _ in 0..<min(abs(exponent.numerator), 64) { result *= base }
    return exponent.numerator < 0 ? 1 / result : result
  }
}

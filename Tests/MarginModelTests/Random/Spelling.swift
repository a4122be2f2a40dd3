/// A kind of quantity in a random model: base units with their exponents, none of them zero.
struct Kind: Hashable, Sendable {
  let exponents: [String: Int]

  init(_ exponents: [String: Int] = [:]) { self.exponents = exponents.filter { $0.value != 0 } }

  static let plain = Kind()
  static let time = Kind(["second": 1])
  var isPlain: Bool { exponents.isEmpty }

  static func * (a: Kind, b: Kind) -> Kind { Kind(a.exponents.merging(b.exponents, uniquingKeysWith: +)) }
  static func / (a: Kind, b: Kind) -> Kind { a * Kind(b.exponents.mapValues { -$0 }) }
  /// False of kinds that no one would write, so that random products stay readable.
  var isUsual: Bool { exponents.count <= 3 && exponents.values.allSatisfy { abs($0) <= 2 } }
}

/// How the units and numbers of a text are written: always the same way for a seed, whatever else stands in the text.
struct Spelling: Sendable {
  let seed: UInt64

  /// The names of each base unit with how many base units one is. The first way is the plain one.
  static let names: [String: [(name: String, scale: Double)]] = [
    "USD": [("USD", 1), ("cents", 0.01), ("kilodollars", 1000)],
    "second": [
      ("hours", 3600), ("s", 1), ("minutes", 60), ("days", 86400), ("weeks", 604_800), ("months", 2_628_000),
      ("years", 31_536_000), ("sprints", 1_209_600), ("ms", 0.001),
    ],
    "token": [("tokens", 1), ("1k tokens", 1e3), ("1M tokens", 1e6), ("packs", 250)],
    "request": [("requests", 1), ("1k requests", 1e3), ("batches", 12)],
    "byte": [("MB", 1e6), ("GB", 1e9), ("kB", 1e3), ("KiB", 1024), ("bytes", 1)],
    "seat": [("seats", 1), ("floors", 40)],
  ]

  /// The statements that name the amounts above.
  static let declarations = [
    "unit seat, seats", "unit floor_of_seats, floors = 40 seats", "unit cent, cents = 0.01 USD",
    "unit kilodollar, kilodollars = 1_000 USD", "unit pack, packs = 250 tokens", "unit batch, batches = 12 requests",
    "unit sprint, sprints = 2 weeks",
  ]

  /// One of `count` ways for something that has a number of its own.
  func way(_ id: Int, _ key: Int, of count: Int) -> Int {
    var random = Generator(state: seed &+ UInt64(id) &* 1_000_003 &+ UInt64(key) &* 7919)
    _ = random.below(2)
    return random.below(count)
  }

  /// A unit's factors with the scale of the whole; a multiple such as `1k` only where it may stand.
  private func factors(_ kind: Kind, _ id: Int, multiples: Bool) -> (above: [String], below: [String], scale: Double) {
    var (above, below, scale): ([String], [String], Double) = ([], [], 1)
    for (place, base) in kind.exponents.keys.sorted().enumerated() {
      guard let exponent = kind.exponents[base], let all = Self.names[base] else { continue }
      // A multiple stands after `/`, or first in brackets.
      let mayMultiply = exponent == -1 || multiples && exponent == 1 && above.isEmpty
      let known = all.filter { mayMultiply || !$0.name.hasPrefix("1") }
      let choice = known[seed == 0 ? 0 : way(id, place, of: known.count)]
      let power = abs(exponent) == 1 ? "" : "^\(abs(exponent))"
      if exponent > 0 { above.append(choice.name + power) } else { below.append(choice.name + power) }
      for _ in 0..<abs(exponent) { scale = exponent > 0 ? scale * choice.scale : scale / choice.scale }
    }
    return (above, below, scale)
  }

  /// What stands in brackets or behind `as`, without the brackets.
  func unit(_ kind: Kind, _ id: Int, spaced: Bool) -> String {
    guard !kind.isPlain else { return way(id, 20, of: 2) == 0 ? "%" : "%" }
    let parts = factors(kind, id, multiples: spaced)
    let slash = spaced && way(id, 21, of: 2) == 1 ? " / " : "/"
    return (parts.above.isEmpty ? "1" : parts.above.joined(separator: "-")) + parts.below.map { slash + $0 }.joined()
  }

  /// How many base units one of `unit` is.
  func scale(_ kind: Kind, _ id: Int, spaced: Bool) -> Double { factors(kind, id, multiples: spaced).scale }

  /// A number with its unit; `value` is in base units.
  func literal(_ value: Double, _ kind: Kind, _ id: Int) -> String {
    let parts = factors(kind, id, multiples: false)
    let number = value / parts.scale
    let below = parts.below.map { (way(id, 22, of: 3) == 1 ? " per " : "/") + $0 }.joined()
    guard !kind.isPlain else { return plain(value, id) }
    // Without anything above the line the number is a share: 50%/month.
    if parts.above.isEmpty { return "\(number * 100)%" + below }
    if parts.above == ["USD"], way(id, 23, of: 2) == 0 { return "$" + written(number, id) + below }
    return written(number, id) + " " + parts.above.joined(separator: "-") + below
  }

  /// A number alone, in a unit that stands elsewhere.
  func number(_ value: Double, _ kind: Kind, in unit: Int) -> String {
    kind.isPlain ? plain(value, unit) : "\(value / scale(kind, unit, spaced: true))"
  }

  private func plain(_ value: Double, _ id: Int) -> String {
    switch seed == 0 ? 0 : way(id, 24, of: 4) {
    case 1: "\(value * 100)%"
    case 2: "\(value * 10_000)bp"
    case 3: "\(value)x"
    default: "\(value)"
    }
  }

  private func written(_ number: Double, _ id: Int) -> String {
    switch seed == 0 ? 0 : way(id, 25, of: 4) {
    case 1: "\(number / 1e3)k"
    case 2: "\(number / 1e6)M"
    case 3: "\(number / 1e9)bn"
    default: "\(number)"
    }
  }
}

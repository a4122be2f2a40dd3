/// The units of one model: the built-in ones, the model's months, and what `unit` statements add.
package struct UnitTable: Sendable {
  /// What a unit's name stands for.
  package struct Entry: Sendable {
    package let dimension: Dimension
    package let scale: Double
    /// The name it is shown by, in the plural where that reads better above the line.
    package let singular: String
    package let plural: String
  }

  private var entries: [String: Entry] = [:]
  /// Seconds in a month of this model; 730 hours unless the model says otherwise.
  package let monthSeconds: Double

  package init(monthSeconds: Double = 730 * 3600) {
    self.monthSeconds = monthSeconds
    for code in Self.currencyCodes { add([code], Dimension([code: .one]), 1, plural: code) }
    for (name, plural) in Self.counts { add([name, plural], Dimension([name: .one]), 1, plural: plural) }
    add(["people"], Dimension(["person": .one]), 1, singular: "person", plural: "people")
    for (names, seconds) in Self.durations(monthSeconds) {
      add(names, .time, seconds, singular: names[0], plural: names.count > 1 ? names[1] : names[0])
    }
    addPhysical()
  }

  package func entry(_ name: String) -> Entry? { entries[name] }
  package var names: [String] { entries.keys.sorted() }

  /// A factor for `multiple name ^ exponent`, nil where the name is no unit.
  package func factor(_ name: String, multiple: Double = 1, exponent: Rational = .one) -> Unit.Factor? {
    guard let entry = entries[name] else { return nil }
    return Unit.Factor(
      singular: entry.singular, plural: entry.plural, dimension: entry.dimension, scale: entry.scale,
      multiple: multiple,
      exponent: exponent)
  }

  /// One of the built-in units as a unit of its own.
  package func unit(_ name: String) -> Unit { Unit(factor(name).map { [$0] } ?? []) }

  /// Declares a new strict count under one or two names (singular, plural).
  package mutating func declareCount(_ names: [String]) {
    guard let first = names.first else { return }
    add(names, Dimension([first: .one]), 1, singular: first, plural: names.last ?? first)
  }

  /// Declares names for an amount of something that already has a dimension.
  package mutating func declare(_ names: [String], dimension: Dimension, scale: Double) {
    guard let first = names.first else { return }
    add(names, dimension, scale, singular: first, plural: names.last ?? first)
  }

  private mutating func add(
    _ names: [String], _ dimension: Dimension, _ scale: Double, singular: String? = nil, plural: String
  ) {
    let entry = Entry(dimension: dimension, scale: scale, singular: singular ?? names[0], plural: plural)
    for name in names { entries[name] = entry }
  }

  private mutating func addPhysical() {
    let second = Dimension.time
    let watt = Dimension(["watt": .one])
    let byte = Dimension(["byte": .one])
    let flop = Dimension(["FLOP": .one])
    for (prefix, scale) in [("", 1.0), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12)] {
      add([prefix + "W"], watt, scale, plural: prefix + "W")
      add([prefix + "Wh"], watt * second, scale * 3600, plural: prefix + "Wh")
      add([prefix + "J"], watt * second, scale, plural: prefix + "J")
    }
    for (prefix, scale) in [
      ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("E", 1e18), ("Z", 1e21), ("Y", 1e24),
    ] {
      add([prefix + "FLOP", prefix + "FLOPs"], flop, scale, plural: prefix + "FLOP")
      guard scale < 1e20 else { continue }
      add([prefix + "B"], byte, scale, plural: prefix + "B")
      // A byte is 8 bits.
      add([prefix + "bit", prefix + "bits"], byte, scale / 8, singular: prefix + "bit", plural: prefix + "bit")
    }
    for (power, name) in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"].enumerated() {
      add([name], byte, Double(1 << (10 * (power + 1))), plural: name)
    }
    add(["bit", "bits"], byte, 0.125, plural: "bits")
    add(["byte", "bytes"], byte, 1, plural: "bytes")
    add(["FLOP", "FLOPs"], flop, 1, plural: "FLOP")
    add(["watt", "watts"], watt, 1, plural: "W")
    add(["joule", "joules"], watt * second, 1, plural: "J")
  }

  private static let counts = [
    ("token", "tokens"), ("request", "requests"), ("attempt", "attempts"), ("outcome", "outcomes"), ("user", "users"),
    ("person", "persons"), ("GPU", "GPUs"),
  ]

  private static func durations(_ month: Double) -> [([String], Double)] {
    [
      (["ns"], 1e-9), (["us", "us", "µs", "μs"], 1e-6), (["ms"], 1e-3), (["s"], 1), (["second", "seconds"], 1),
      (["minute", "minutes"], 60), (["hour", "hours"], 3600),
      (["day", "days"], 86400), (["week", "weeks"], 7 * 86400), (["month", "months"], month),
      (["quarter", "quarters"], 3 * month), (["year", "years"], 12 * month),
    ]
  }
}

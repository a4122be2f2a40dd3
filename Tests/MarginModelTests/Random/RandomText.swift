/// A well-typed model as a text, made of statements that each stand on one line. What depends on units is kept open, so
/// that the same model can be written with other units, or with one unit wrong.
struct RandomText {
  /// A number or unit that can be written in several ways.
  struct Slot: Sendable {
    enum Form: Sendable { case literal, bracket, conversion, adopted(bracket: Int) }
    let id: Int
    let kind: Kind
    /// In base units; of a literal.
    var value = 0.0
    let form: Form
    /// The whole value of something whose unit is stated, so that a plain number would take that unit.
    var isWhole = false
    /// Part of a flow or a movement, where a rate and an amount are both legal.
    var isFlow = false
  }
  enum Piece: Sendable { case text(String), slot(Slot) }

  struct Statement: Sendable {
    /// The name that it defines, if any.
    var name: String
    var pieces: [Piece]
    var slots: [Slot] { pieces.compactMap { if case .slot(let slot) = $0 { slot } else { nil } } }
  }

  /// A name that formulas can use.
  struct Known: Sendable {
    let path: String
    let kind: Kind
    let hasTime: Bool
    let hasAxis: Bool
    let isFlow: Bool
  }

  static let header = "model \"Random\" { currency USD; timeline 2026-01 for 18 months }"
  private(set) var statements: [Statement] = []
  var known: [Known] = []
  var random: Generator
  /// Whether every formula states its unit.
  let isStrict: Bool
  private var slotCount = 0

  static let kinds = [
    Kind(["USD": 1]), Kind(["token": 1]), Kind(["request": 1, "second": -1]), Kind(["USD": 1, "token": -1]),
    Kind(["USD": 1, "second": -1]), Kind(["token": 1, "request": -1]), Kind(["second": 1]), Kind.plain,
    Kind(["byte": 1, "token": -1]), Kind(["seat": 1]), Kind(["USD": 1, "seat": -1, "second": -1]), Kind(["request": 1]),
    Kind(["USD": 1, "request": -1]), Kind(["byte": 1, "second": -1]),
  ]

  init(seed: Int, isStrict: Bool) {
    random = Generator(state: UInt64(seed) &* 104_729 &+ 17)
    self.isStrict = isStrict
    for line in Spelling.declarations { statements.append(Statement(name: "", pieces: [.text(line)])) }
    add("", [.text("dimension engine { small, large }")])
    for _ in 0..<6 { addInput() }
    addTable()
    addTemplate()
    for number in 0..<12 {
      switch number % 6 {
      case 1, 4: addFlow()
      case 2: addRatio()
      case 5: addStock()
      default: addCalc()
      }
    }
    addCases()
  }

  mutating func add(_ name: String, _ pieces: [Piece]) { statements.append(Statement(name: name, pieces: pieces)) }

  mutating func freshName() -> String { "v\(statements.count)" }

  mutating func someKind() -> Kind { Self.kinds[random.below(Self.kinds.count)] }

  mutating func slot(_ kind: Kind, _ form: Slot.Form, value: Double = 0, isWhole: Bool = false) -> Slot {
    slotCount += 1
    return Slot(id: slotCount, kind: kind, value: value, form: form, isWhole: isWhole)
  }

  /// Three digits of something between a third and thirty.
  mutating func someValue() -> Double { Double(34 + random.below(2900)) / 100 }

  mutating func literal(_ kind: Kind, isWhole: Bool = false) -> Piece {
    .slot(slot(kind, .literal, value: kind.isPlain ? someValue() / 31 : someValue(), isWhole: isWhole))
  }

  /// ` [unit]`, and the number of the slot for values that take it.
  mutating func bracket(_ kind: Kind) -> (pieces: [Piece], id: Int) {
    let made = slot(kind, .bracket)
    return ([.text(" ["), .slot(made), .text("]")], made.id)
  }

  /// The text with its units written as told; `instead` gives one slot another kind.
  func text(_ spelling: Spelling, instead: (id: Int, kind: Kind)? = nil) -> String {
    ([Self.header] + statements.map { line($0, spelling, instead) }).joined(separator: "\n") + "\n"
  }

  func line(_ statement: Statement, _ spelling: Spelling, _ instead: (id: Int, kind: Kind)? = nil) -> String {
    statement.pieces.map { piece in
      switch piece {
      case .text(let text): return text
      case .slot(let slot):
        let kind = instead?.id == slot.id ? instead?.kind ?? slot.kind : slot.kind
        switch slot.form {
        case .literal: return spelling.literal(slot.value, kind, slot.id)
        case .bracket: return spelling.unit(kind, slot.id, spaced: true)
        case .conversion: return spelling.unit(kind, slot.id, spaced: false)
        case .adopted(let bracket): return spelling.number(slot.value, slot.kind, in: bracket)
        }
      }
    }.joined()
  }
}

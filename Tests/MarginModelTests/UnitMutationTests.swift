import MarginSource
import Testing

/// One wrong unit anywhere in a random model is found, in its line or where its name is used first.
@Suite("Wrong units")
struct UnitMutationTests {
  /// The units that a slot may be given so that the model is wrong for sure.
  ///
  /// Every formula of a strict model states its unit, nothing divides itself and every literal occurs once, so that its
  /// unit matters. Three things stay legal and are left out: a plain number where a unit is stated (it takes it), a rate
  /// in place of an amount in a flow (it is integrated), and an input whose unit no one states or uses. So are headers
  /// of shares over written values, since a share takes a stated unit like any plain number.
  private func wrongKinds(_ slot: RandomText.Slot) -> [Kind] {
    var wrong = RandomText.kinds.filter { $0 != slot.kind }
    for base in slot.kind.exponents.keys.sorted() {
      // A factor is dropped, or stands on the wrong side of the line.
      let exponent = slot.kind.exponents[base] ?? 0
      wrong.append(slot.kind * Kind([base: -exponent]))
      wrong.append(slot.kind * Kind([base: -2 * exponent]))
    }
    wrong.append(Kind(slot.kind.exponents.mapValues { -$0 }))
    return wrong.filter { kind in
      let change = kind / slot.kind
      if change.isPlain || slot.isWhole && kind.isPlain { return false }
      return !slot.isFlow || change.exponents.keys.contains { $0 != "second" }
    }
  }

  /// True where a statement's own text holds the unit of this slot to something.
  private func isHeld(_ statement: RandomText.Statement, _ slot: RandomText.Slot) -> Bool {
    guard case .text(let first)? = statement.pieces.first else { return true }
    if case .bracket = slot.form, slot.kind.isPlain { return ["calc ", "ratio "].contains { first.hasPrefix($0) } }
    guard first.hasPrefix("input ") else { return true }
    let brackets = statement.slots.count { if case .bracket = $0.form { true } else { false } }
    let adopts = statement.slots.contains { if case .adopted = $0.form { true } else { false } }
    return brackets > 0 && !adopts
  }

  private func uses(_ name: String, _ line: String) -> Bool {
    line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == name }
  }

  private func usesInFormula(_ name: String, _ line: String) -> Bool {
    uses(name, line) && !["input ", "table ", "case scale_"].contains { line.hasPrefix($0) }
  }

  @Test(
    "A unit that is exchanged, dropped or inverted is an error in its line or where its name is used",
    arguments: 0..<(PropertyTests.isFull ? 300 : 8)
  )
  func mutated(_ seed: Int) {
    let model = RandomText(seed: seed, isStrict: true)
    let spelling = Spelling(seed: UInt64(seed))
    #expect(Checked(model.text(spelling)).codes == [])
    var random = Generator(state: UInt64(seed) &+ 99)
    let all = model.statements.enumerated().flatMap { place, statement in statement.slots.map { (place, $0) } }
    for _ in 0..<8 {
      let (place, slot) = all[random.below(all.count)]
      let statement = model.statements[place]
      let kinds = wrongKinds(slot)
      guard !kinds.isEmpty else { continue }
      if case .adopted = slot.form { continue }
      let name = statement.name
      let isHeld = isHeld(statement, slot)
      let lines = model.text(spelling).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      guard isHeld || lines.contains(where: { usesInFormula(name, $0) }) else { continue }
      let kind = kinds[random.below(kinds.count)]
      let text = model.text(spelling, instead: (slot.id, kind))
      let checked = Checked(text)
      let errors = checked.diagnostics.filter { $0.severity == .error }
      #expect(
        !errors.isEmpty, "nothing found for \(slot) as \(kind) in \(model.line(statement, spelling, (slot.id, kind)))")
      let written = model.line(statement, spelling, (slot.id, kind))
      for error in errors {
        guard let span = error.primary?.span else { Issue.record("an error without a place"); continue }
        let line = checked.sources.files[0].line(checked.sources.files[0].position(span.start).line)
        let isOwn = written.split(separator: "\n").contains { $0 == line }
        #expect(isOwn || uses(name, line), "\(error.code) is told in `\(line)` for `\(written)`")
      }
    }
  }
}

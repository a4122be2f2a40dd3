import MarginModel
import MarginSource

/// Follows what is read as far as the tree is asked for; each number once.
struct DerivationTree {
  /// So many numbers are shown at most.
  private static let limit = 5_000

  let walk: CauseWalk
  private let caseIndex: Int
  private let depth: Int
  /// The numbers of the base, where another case is told of.
  private let base: CauseWalk?
  private var shown: Set<DerivationKey> = []
  /// Those whose formula is shown, and not what it reads.
  private var cut: Set<DerivationKey> = []
  private var count = 0

  init(_ model: Model, _ results: Results, depth: Int) {
    func leaves(_ index: Int) -> [[Double]] {
      model.leaves.map { $0.cases.indices.contains(index) ? $0.cases[index] : [] }
    }
    caseIndex = results.caseIndex
    walk = CauseWalk(model, results, leaves: leaves(caseIndex))
    base = caseIndex == 0 ? nil : CauseWalk(model, evaluate(model, caseIndex: 0), leaves: leaves(0))
    self.depth = depth
  }

  /// What only names or picks a number is that number.
  mutating func root(_ asked: Cell) -> Derivation {
    var cell = asked
    for _ in walk.model.definitions {
      let definition = walk.model.definitions[cell.definition]
      guard definition.purpose != .named, case .formula(let formula) = definition.body else { break }
      if case .rolledUp(let id) = formula.form {
        cell = walk.reading(id, cell)
        cell.time = .slot(walk.evaluator.years.count)
      } else if let next = walk.single(formula, cell) {
        guard formula.operands.isEmpty else { break }
        cell = next
      } else {
        break
      }
    }
    return node(DerivationPiece(content: .cell(cell)), 0, [])
  }

  /// A number with what it is made of; `above` are the definitions that it stands below, at periods of their own.
  private mutating func node(_ piece: DerivationPiece, _ level: Int, _ above: Set<Int>) -> Derivation {
    count += 1
    switch piece.content {
    case .cell(let cell): return number(cell, piece, level, above)
    case .part(let subject, let formula, let cell, let value, let reads):
      var found = Derivation(
        subject: subject, role: piece.role, members: [],
        time: formula.axes.contains(0) || piece.role == .period ? time(cell) : .constant,
        value: value, type: formula.type,
        unit: formula.unit, end: .complete, mark: piece.mark)
      if case .untaken = piece.role {
        found.end = .untaken
      } else if piece.isAlike {
        found.end = .alike
      } else {
        // The branches of an `if` are no step further down.
        fill(&found, reads, piece.role.isBranch ? level - 1 : level, above)
      }
      return found
    }
  }

  private mutating func number(_ cell: Cell, _ piece: DerivationPiece, _ level: Int, _ above: Set<Int>) -> Derivation {
    let cell = resolved(cell)
    let definition = walk.model.definitions[cell.definition]
    let members = walk.evaluator.memberLayouts[cell.definition].map {
      walk.model.axes[$0].members[cell.members[$0]].name
    }
    let subject: Derivation.Subject =
      definition.purpose == .named ? .definition(definition.id) : .part(definition.span, label: definition.label)
    var found = Derivation(
      subject: subject, role: piece.role, members: members, time: definition.variesInTime ? time(cell) : .constant,
      value: walk.number(cell), type: definition.type, unit: definition.unit, end: .complete,
      mark: piece.mark)
    let key = DerivationKey(cell, walk)
    var reader = DerivationReader(walk)
    let reads = reader.reads(of: cell)
    let isStep = !walk.isTotal(cell)
    if shown.contains(key) {
      found.end = .above
    } else if isStep, above.contains(cell.definition) {
      found.end = .repeated
    } else if piece.isAlike {
      found.end = .alike
    } else {
      fill(&found, reads, level, isStep ? above.union([cell.definition]) : above)
      if found.end == .complete {
        shown.insert(key)
      } else if !cut.insert(key).inserted {
        found.end = .above
      }
    }
    found.change = change(cell)
    if found.value.isNaN, level == 0 || found.parts.isEmpty { found.undefined = walk.cause(of: cell) }
    return found
  }

  private mutating func fill(_ found: inout Derivation, _ reads: DerivationReads, _ level: Int, _ above: Set<Int>) {
    guard !reads.pieces.isEmpty else { return }
    guard level < depth, count < Self.limit else {
      found.end = .cut
      return
    }
    found.rest = reads.rest
    var told: Set<DerivationKey> = []
    for piece in reads.pieces {
      // What a formula reads twice is told once.
      if case .cell(let cell) = piece.content, !told.insert(DerivationKey(resolved(cell), walk)).inserted { continue }
      found.parts.append(node(piece, level + 1, above))
    }
  }

  /// A helper that only picks or gathers numbers is the number that it picks.
  private func resolved(_ cell: Cell) -> Cell {
    var cell = cell
    for _ in walk.model.definitions {
      let definition = walk.model.definitions[cell.definition]
      guard definition.purpose != .named, case .formula(var formula) = definition.body else { return cell }
      while case .byMember(let axis, let formulas) = formula.form, formulas.indices.contains(cell.members[axis]) {
        formula = formulas[cell.members[axis]]
      }
      guard formula.operands.isEmpty, let next = walk.single(formula, cell) else { return cell }
      cell = next
    }
    return cell
  }

  private func time(_ cell: Cell) -> Derivation.Time {
    switch cell.time {
    case .period(let period): return .period(period)
    case .slot: return .total
    }
  }

  /// What the case makes of an input itself; what follows from other inputs is no change of its own.
  private func change(_ cell: Cell) -> Derivation.Change? {
    guard let base, walk.model.definitions[cell.definition].isInput else { return nil }
    let isSet = walk.model.leaves.contains { leaf in
      leaf.definition == cell.definition && leaf.cases.indices.contains(caseIndex)
        && zip(leaf.cases[0], leaf.cases[caseIndex]).contains { $0.bitPattern != $1.bitPattern }
    }
    let (old, new) = (base.number(cell), walk.number(cell))
    guard isSet, old != new, !(old.isNaN && new.isNaN) else { return nil }
    let changes = walk.model.cases[caseIndex].changes
    return Derivation.Change(
      old: old, because: changes.last { $0.definitions.contains(cell.definition) && $0.because != nil }?.because)
  }
}

extension Derivation.Role {
  fileprivate var isBranch: Bool {
    switch self {
    case .condition, .taken, .changed: true
    case .operand, .untaken, .opening, .before, .added, .removed, .period, .member: false
    }
  }
}

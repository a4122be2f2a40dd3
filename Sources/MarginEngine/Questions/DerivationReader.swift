import MarginModel
import MarginSource
import MarginUnits

/// Finds what a formula reads at a cell: names of the text, parts of it that put many numbers together, and branches.
/// What the checker made helpers of is looked through.
struct DerivationReader {
  let walk: CauseWalk
  /// Helpers that were looked through already: a second look shows nothing new.
  private var seen: Set<DerivationKey> = []
  /// What the helper is that is being looked through.
  private var label = ""

  init(_ walk: CauseWalk) { self.walk = walk }

  var model: Model { walk.model }
  var evaluator: Evaluator { walk.evaluator }

  /// What a number of a definition is made of.
  mutating func reads(of cell: Cell) -> DerivationReads {
    let definition = model.definitions[cell.definition]
    let isTotal = walk.isTotal(cell)
    switch definition.body {
    case .leaf:
      return isTotal ? periods(of: cell, 0..<evaluator.periods, definition.rollUp == .sum ? .sum : .count) : .init()
    case .converged(let convergence): return reads(convergence.formula, cell)
    case .stock(let open, let adds, let lesses):
      return isTotal ? movements(open, adds, lesses, cell) : step(open, adds, lesses, cell)
    case .formula(let formula):
      guard isTotal else { return bare(reads(formula, cell), of: cell) }
      switch definition.rollUp {
      case .sum: return bare(totals(formula, cell), of: cell)
      case .closing:
        return DerivationReads(pieces: [.init(role: .period, content: .cell(walk.at(cell, evaluator.periods - 1)))])
      case .formula, .constant, .none: return bare(reads(formula, cell), of: cell)
      }
    }
  }

  /// What a part that is all of a definition is made of stands directly below the definition.
  private func bare(_ found: DerivationReads, of cell: Cell) -> DerivationReads {
    guard found.pieces.count == 1, found.pieces[0].role == .operand,
      case .part(.part, _, _, let value, let inner) = found.pieces[0].content, areClose(value, walk.number(cell), 1e-9)
    else { return found }
    return inner
  }

  /// What a formula reads, in the order of its text.
  mutating func reads(_ formula: Formula, _ cell: Cell) -> DerivationReads {
    switch formula.form {
    case .literal, .leaf, .period, .periodIndex, .periodStart: return .init()
    case .conditional(let condition, let then, let otherwise):
      return branches(formula, condition, then, otherwise, cell)
    case .fallback(let first, let second):
      return reads(walk.number(first, cell).isNaN ? [first, second] : [first], cell)
    case .adjusted(let value, let factor, _):
      // A factor of 0 replaces the formula.
      let isReplaced = walk.number(evaluator.leaf(factor, walk.frame(cell)), cell) == 0
      return isReplaced ? .init() : reads(value, cell)
    case .byMember(let axis, let formulas):
      let member = cell.members[axis]
      return formulas.indices.contains(member) ? reads(formulas[member], cell) : .init()
    case .product(let factors): return joined([reads(formula.operands, cell), length(factors.map(\.factor), cell)])
    case .fold, .percentile, .rank, .cumulative, .total, .rolledUp, .overPeriods, .firstWhere, .chosen:
      return across(formula, cell)
    default:
      guard let next = walk.single(formula, cell) else { return reads(formula.operands, cell) }
      var found = look(at: next)
      if case .growth = formula.form { found = joined([found, reads(formula.operands, cell)]) }
      return found
    }
  }

  private mutating func reads(_ formulas: [Formula], _ cell: Cell) -> DerivationReads {
    var found: [DerivationReads] = []
    for formula in formulas { found.append(reads(formula, cell)) }
    return joined(found)
  }

  func joined(_ reads: [DerivationReads]) -> DerivationReads {
    // What was left out is told only where it is all that there is.
    DerivationReads(pieces: reads.flatMap(\.pieces), rest: reads.count == 1 ? reads[0].rest : nil)
  }

  /// The length of a period where a rate per another time is multiplied by it, in that time.
  private func length(_ factors: [Formula], _ cell: Cell) -> DerivationReads {
    guard let period = factors.first(where: { if case .period = $0.form { true } else { false } }) else {
      return .init()
    }
    let seconds = walk.number(period, cell)
    let times = factors.flatMap(\.unit.factors).filter { $0.dimension == .time && $0.exponent == Rational(-1) }
    guard let time = times.first(where: { $0.scale * $0.multiple != seconds }) else { return .init() }
    let unit = Unit([time]).power(Rational(-1))
    let shown = Formula(.period, type: period.type, axes: [], unit: unit, span: period.span)
    return DerivationReads(
      pieces: [.init(content: .part(.length, shown, cell, value: seconds, .init()))])
  }

  /// A number that is read: itself where the text names it, else what it is made of.
  mutating func look(at cell: Cell) -> DerivationReads {
    let definition = model.definitions[cell.definition]
    guard definition.purpose != .named else { return DerivationReads(pieces: [.init(content: .cell(cell))]) }
    guard seen.insert(DerivationKey(cell, walk)).inserted else { return .init() }
    guard case .formula(let formula) = definition.body else { return reads(of: cell) }
    let outer = label
    label = definition.label
    defer { label = outer }
    return walk.isTotal(cell) && definition.rollUp == .sum ? totals(formula, cell) : reads(formula, cell)
  }

  /// The branches of an `if`; what only the checker wrote as one is read as far as it decides.
  private mutating func branches(
    _ formula: Formula, _ condition: Formula, _ then: Formula, _ otherwise: Formula, _ cell: Cell
  ) -> DerivationReads {
    let truth = walk.number(condition, cell)
    if case .comparison(.atLeast, let start, _) = condition.form, case .periodStart = start.form {
      guard truth == 1 else { return reads([condition, otherwise], cell) }
      return DerivationReads(
        pieces: reads(condition, cell).pieces
          + [part(then, cell, .changed(from: condition.span), reads(then, cell))])
    }
    guard model.sources.text(formula.span).hasPrefix("if") else {
      return reads(truth.isNaN ? [condition] : [condition, truth != 0 ? then : otherwise], cell)
    }
    var pieces = [part(condition, cell, .condition, reads(condition, cell))]
    guard !truth.isNaN else { return DerivationReads(pieces: pieces) }
    for (branch, isThen) in [(then, true), (otherwise, false)] {
      let isTaken = isThen == (truth != 0)
      pieces.append(
        part(
          branch, cell, isTaken ? .taken(isThen: isThen) : .untaken(isThen: isThen),
          isTaken ? reads(branch, cell) : .init()))
    }
    return DerivationReads(pieces: pieces)
  }

  /// `sum of weight`, for what a function gathers where the text has no words for it.
  private func gathered(_ formula: Formula) -> String {
    guard case .fold(let fold, let id, _, _) = formula.form else { return "" }
    let definition = model.definitions[id]
    return "\(fold.rawValue) of " + (definition.purpose == .named ? definition.path : definition.label.lowercased())
  }

  func part(
    _ formula: Formula, _ cell: Cell, _ role: Derivation.Role, _ reads: DerivationReads, value: Double? = nil
  ) -> DerivationPiece {
    let subject = Derivation.Subject.part(formula.span, label: label.isEmpty ? gathered(formula) : label)
    return DerivationPiece(
      role: role, content: .part(subject, formula, cell, value: value ?? walk.number(formula, cell), reads))
  }
}

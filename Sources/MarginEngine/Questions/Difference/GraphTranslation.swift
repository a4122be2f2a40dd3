import MarginModel
import MarginUnits

/// Puts definitions of one model into the graph of another: names lead to their counterparts there, and what has none,
/// helpers and new definitions, comes along.
struct GraphTranslation {
  /// What a definition has that cannot be said in the other graph, such as a member that it lacks.
  struct Untranslatable: Error {}

  private let source: Model
  private let sourceCase: Int
  /// By definition of the source its counterpart.
  private let counterparts: [Int?]
  /// By axis of the source its own place in the target; nil where the members differ.
  private let axes: [AxisID?]
  private(set) var model: Model
  /// The numbers of the leaves that came along, which follow those of the target.
  private(set) var leafNumbers: [[Double]] = []
  private var leafOf: [Int: Int] = [:]
  private var placeOf: [Int: Int] = [:]
  /// Definitions of the source that are to come along, by their places.
  private var waiting: [(source: Int, place: Int)] = []

  /// Nil where the two have another timeline.
  init?(_ pairing: ModelPairing, intoNew: Bool, sourceCase: Int) {
    source = intoNew ? pairing.old : pairing.new
    model = intoNew ? pairing.new : pairing.old
    counterparts = intoNew ? pairing.newOf : pairing.oldOf
    self.sourceCase = sourceCase
    guard source.timeline == model.timeline, source.units.monthSeconds == model.units.monthSeconds else { return nil }
    let target = model
    axes = source.axes.map { axis in
      target.axes.firstIndex { $0.name == axis.name && $0.members.map(\.name) == axis.members.map(\.name) }
    }
  }

  /// A definition of the target that computes what one of the source does, even where that has a counterpart.
  mutating func bring(_ definition: Int) throws -> Int {
    let before = self
    do {
      let place = allocate(definition)
      while let next = waiting.popLast() {
        let translated = try self.brought(source.definitions[next.source], at: next.place)
        model.definitions[next.place] = translated
      }
      return place
    } catch {
      self = before
      throw error
    }
  }

  /// Gives a definition of the target two bodies, its own and another one's, and a truth that chooses. The definition
  /// of the truth; its leaf is the last one.
  mutating func addSwitch(to definition: Int, other: Int) -> Int {
    let own = model.definitions[definition]
    let kept = append(own.with(id: model.definitions.count, path: own.path + "~own", body: own.body, axes: own.axes))
    let (choice, leaf) = (model.definitions.count, model.leaves.count)
    model.leaves.append(
      Leaf(id: leaf, definition: choice, role: .value, axes: [], unit: .plain, cases: [[0]]))
    leafNumbers.append([0])
    append(
      Definition(
        id: choice, path: own.path + "~choice", label: own.label, kind: .calc, isInput: false, purpose: .question,
        type: .truth, unit: .plain, axes: [], rollUp: .constant, body: .leaf(leaf), instance: nil, note: nil,
        source: nil, range: nil, shape: nil, low: nil, high: nil, text: own.text, span: own.span))
    func read(_ id: Int) -> Formula {
      let read = model.definitions[id]
      return Formula(.definition(id), type: read.type, axes: read.axes, unit: read.unit, span: read.span)
    }
    let body = Formula(
      .conditional(read(choice), then: read(other), otherwise: read(kept)), type: own.type, axes: own.axes,
      unit: own.unit, span: own.span)
    model.definitions[definition] = own.with(id: own.id, path: own.path, body: .formula(body), axes: own.axes)
    return choice
  }

  @discardableResult
  private mutating func append(_ definition: Definition) -> Int {
    model.definitions.append(definition)
    return definition.id
  }

  /// A place for a definition that comes along, to be filled later: a chain of them may be long.
  private mutating func allocate(_ definition: Int) -> Int {
    if let known = placeOf[definition] { return known }
    let place = model.definitions.count
    placeOf[definition] = place
    model.definitions.append(source.definitions[definition])
    waiting.append((definition, place))
    return place
  }

  private func axis(_ axis: AxisID) throws -> AxisID {
    guard let place = axes[axis] else { throw Untranslatable() }
    return place
  }

  private func axes(_ list: [AxisID]) throws -> [AxisID] { try list.map(axis).sorted() }

  private func type(_ type: ValueType) throws -> ValueType {
    if case .member(let axis) = type { return .member(try self.axis(axis)) }
    return type
  }

  private mutating func reference(_ definition: Int) -> Int { counterparts[definition] ?? allocate(definition) }

  private mutating func leaf(_ leaf: Int, of definition: Int) throws -> Int {
    if let known = leafOf[leaf] { return known }
    let own = source.leaves[leaf]
    // Dimensions in another order would need the numbers in another order.
    let axes = try own.axes.map(axis)
    guard axes == axes.sorted() else { throw Untranslatable() }
    let place = model.leaves.count
    leafOf[leaf] = place
    model.leaves.append(
      Leaf(
        id: place, definition: definition, role: own.role, axes: axes, unit: own.unit, cases: [own.cases[sourceCase]]))
    leafNumbers.append(own.cases[sourceCase])
    return place
  }

  private mutating func brought(_ definition: Definition, at place: Int) throws -> Definition {
    let body: Definition.Body
    switch definition.body {
    case .leaf(let leaf): body = .leaf(try self.leaf(leaf, of: place))
    case .formula(let formula): body = .formula(try translated(formula, place))
    case .stock(let open, let adds, let lesses):
      let start = try translated(open, place)
      body = .stock(open: start, adds: adds.map { reference($0) }, lesses: lesses.map { reference($0) })
    case .converged: throw Untranslatable()
    }
    return definition.with(
      id: place, path: definition.path + "~other", body: body, axes: try axes(definition.axes),
      type: try type(definition.type))
  }

  private mutating func translated(_ formulas: [Formula], _ place: Int) throws -> [Formula] {
    var found: [Formula] = []
    for formula in formulas { found.append(try translated(formula, place)) }
    return found
  }

  private mutating func translatedStart(_ formula: Formula?, _ place: Int) throws -> Formula? {
    guard let formula else { return nil }
    return try translated(formula, place)
  }

  private mutating func translated(_ formula: Formula, _ place: Int) throws -> Formula {
    Formula(
      try form(formula.form, place), type: try type(formula.type), axes: try axes(formula.axes), unit: formula.unit,
      span: formula.span)
  }

  private mutating func form(_ form: Formula.Form, _ place: Int) throws -> Formula.Form {
    switch form {
    case .literal, .period, .periodIndex, .periodStart: return form
    case .leaf(let leaf): return .leaf(try self.leaf(leaf, of: place))
    case .negative(let inner): return .negative(try translated(inner, place))
    case .not(let inner): return .not(try translated(inner, place))
    case .and(let parts): return .and(try translated(parts, place))
    case .or(let parts): return .or(try translated(parts, place))
    case .sum(let terms):
      let parts = try translated(terms.map(\.term), place)
      return .sum(zip(terms, parts).map { (negative: $0.negative, term: $1) })
    case .product(let factors):
      let parts = try translated(factors.map(\.factor), place)
      return .product(zip(factors, parts).map { (inverse: $0.inverse, factor: $1) })
    case .power(let base, let power): return .power(try translated(base, place), try translated(power, place))
    case .comparison(let sign, let one, let other):
      return .comparison(sign, try translated(one, place), try translated(other, place))
    case .conditional(let test, let then, let otherwise):
      return .conditional(
        try translated(test, place), then: try translated(then, place), otherwise: try translated(otherwise, place))
    case .call(let function, let parts): return .call(function, try translated(parts, place))
    case .fallback(let one, let other): return .fallback(try translated(one, place), try translated(other, place))
    case .adjusted(let inner, let factor, let addend):
      return .adjusted(
        try translated(inner, place), factor: try leaf(factor, of: place), addend: try leaf(addend, of: place))
    default: return try looking(form, place)
    }
  }

  /// The forms that look at other definitions.
  private mutating func looking(_ form: Formula.Form, _ place: Int) throws -> Formula.Form {
    switch form {
    case .definition(let id): return .definition(reference(id))
    case .rolledUp(let id): return .rolledUp(reference(id))
    case .cumulative(let id): return .cumulative(reference(id))
    case .atPeriod(let id, let period): return .atPeriod(reference(id), period: period)
    case .total(let id, let periods): return .total(reference(id), periods)
    case .element(let id, let picks):
      let found = try picks.map { Formula.Pick(axis: try axis($0.axis), member: $0.member) }
      return .element(reference(id), picks: found)
    case .lag(let id, let periods, let start):
      return .lag(reference(id), periods: periods, start: try translatedStart(start, place))
    case .earlierMember(let id, let along, let distance, let start):
      return .earlierMember(
        reference(id), axis: try axis(along), distance: distance, start: try translatedStart(start, place))
    case .byMember(let along, let parts): return .byMember(try axis(along), try translated(parts, place))
    case .growth(let rate, let elapsed, let length):
      return .growth(rate: reference(rate), elapsed: try translated(elapsed, place), perPeriod: length)
    case .fold(let fold, let id, let over, let onto):
      return .fold(fold, reference(id), over: try axis(over), onto: try onto.map(axis))
    case .firstWhere(let test, let id): return .firstWhere(condition: reference(test), value: reference(id))
    case .chosen(let id, let over, let member):
      return .chosen(reference(id), over: try axis(over), place: try translated(member, place))
    case .percentile(let id, let share, let over):
      return .percentile(reference(id), share: try translated(share, place), over: try axis(over))
    case .rank(let id, let over): return .rank(reference(id), over: try axis(over))
    case .overPeriods(let function, let id, let parts):
      return .overPeriods(function, reference(id), try translated(parts, place))
    default: throw Untranslatable()
    }
  }
}

extension Definition {
  /// The same at another place.
  fileprivate func with(id: Int, path: String, body: Body, axes: [AxisID], type: ValueType? = nil) -> Definition {
    Definition(
      id: id, path: path, label: label, kind: kind, isInput: isInput, purpose: purpose, type: type ?? self.type,
      unit: unit, axes: axes, rollUp: rollUp, body: body, instance: nil, note: nil, source: nil, range: nil,
      shape: nil, low: nil, high: nil, text: text, span: span)
  }
}

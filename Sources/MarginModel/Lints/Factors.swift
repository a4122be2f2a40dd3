import MarginUnits

/// A formula as one product, definitions that are products themselves taken apart, and what stands on both sides of
/// the line struck out. It is what tells `total` from `outputs * (total / outputs)`.
struct Factors {
  struct Factor {
    let formula: Formula
    let isInverse: Bool
    let atom: Atom
  }

  /// What a factor is, for comparison.
  enum Atom: Hashable {
    case definition(Int)
    case number(UInt64)
    /// A formula of its own, known by where it stands in the text and what it is.
    case other(ObjectIdentifier)
  }

  private(set) var list: [Factor] = []
  private let model: Model
  /// Definitions that may not be taken apart: those whose identity matters.
  private let kept: Set<Int>

  /// No product of the text is longer; what has more factors is not compared.
  private static let limit = 200

  init(_ formula: Formula, _ model: Model, keeping kept: Set<Int> = []) {
    self.model = model
    self.kept = kept
    add(formula, isInverse: false, depth: 0)
    cancel()
  }

  private mutating func add(_ formula: Formula, isInverse: Bool, depth: Int) {
    guard list.count < Self.limit, depth < 40 else {
      return keep(formula, isInverse, .other(ObjectIdentifier(formula)))
    }
    switch formula.form {
    case .product(let factors):
      for factor in factors { add(factor.factor, isInverse: factor.inverse != isInverse, depth: depth + 1) }
    case .sum(let terms) where terms.count == 1 && !terms[0].negative:
      add(terms[0].term, isInverse: isInverse, depth: depth + 1)
    case .definition(let id):
      if !kept.contains(id), let body = product(id) {
        add(body, isInverse: isInverse, depth: depth + 1)
      } else {
        keep(formula, isInverse, .definition(id))
      }
    case .literal(let value):
      let base = value * formula.unit.scale
      if base != 1 { keep(formula, isInverse, .number(base.bitPattern)) }
    default: keep(formula, isInverse, .other(ObjectIdentifier(formula)))
    }
  }

  /// The body of a definition that is a product, or another name for one value.
  private func product(_ id: Int) -> Formula? {
    guard case .formula(let body) = model.definitions[id].body, !model.definitions[id].isInput else { return nil }
    switch body.form {
    case .product, .definition: return body
    case .sum(let terms) where terms.count == 1 && !terms[0].negative: return body
    default: return nil
    }
  }

  private mutating func keep(_ formula: Formula, _ isInverse: Bool, _ atom: Atom) {
    list.append(Factor(formula: formula, isInverse: isInverse, atom: atom))
  }

  private mutating func cancel() {
    var index = 0
    while index < list.count {
      let factor = list[index]
      if let other = list.indices.dropFirst(index + 1).first(where: {
        list[$0].atom == factor.atom && list[$0].isInverse != factor.isInverse
      }) {
        list.remove(at: other)
        list.remove(at: index)
      } else {
        index += 1
      }
    }
  }

  /// Whether both are the same product, whatever the order.
  func isSame(as other: Factors) -> Bool {
    func counted(_ factors: Factors) -> [Key: Int] {
      factors.list.reduce(into: [:]) { $0[Key(atom: $1.atom, isInverse: $1.isInverse), default: 0] += 1 }
    }
    return list.count < Self.limit && counted(self) == counted(other)
  }

  private struct Key: Hashable {
    let atom: Atom
    let isInverse: Bool
  }
}

extension Formula {
  /// The terms of a top-level sum, through other names for it; the formula itself where it is none.
  func terms(_ model: Model) -> [(negative: Bool, term: Formula)] {
    var formula = self
    for _ in 0..<40 {
      if case .sum(let terms) = formula.form {
        guard terms.count == 1, !terms[0].negative else { return terms }
        formula = terms[0].term
      } else if case .product(let factors) = formula.form, let only = integrated(factors) {
        formula = only
      } else {
        return [(false, formula)]
      }
    }
    return [(false, formula)]
  }

  /// What is multiplied by the length of the period alone.
  private func integrated(_ factors: [(inverse: Bool, factor: Formula)]) -> Formula? {
    guard factors.count == 2, !factors[0].inverse, !factors[1].inverse else { return nil }
    if case .period = factors[1].factor.form { return factors[0].factor }
    return nil
  }
}

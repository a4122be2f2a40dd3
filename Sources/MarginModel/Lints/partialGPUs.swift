import MarginSource
import MarginUnits

extension Lint {
  /// GPUs that are not whole: a number of them with a fraction, or a division that costs are made of without `ceil`.
  static let partialGPUs = Lint { linted in
    let written = linted.assumptions.compactMap { definition, numbers -> Diagnostic? in
      guard isFleet(definition), numbers.contains(where: { $0.isFinite && $0 != $0.rounded() }) else { return nil }
      return fault(definition, "nobody rents a part of one", fix: "write a whole number, or call it an average")
    }
    return written
      + linted.named.compactMap { definition -> Diagnostic? in
        guard isFleet(definition), !definition.isInput, case .formula(let body) = definition.body,
          case .product(let factors) = body.form, factors.contains(where: \.inverse),
          linted.readers[definition.id].contains(where: { pays(linted.model.definitions[$0], for: definition.id) }),
          !linted.readers[definition.id].contains(where: { rounds(linted.model.definitions[$0], definition.id) })
        else { return nil }
        return fault(definition, "a division, and money is made of it", fix: "take whole ones: `ceil(…)`")
      }
  }

  private static func fault(_ definition: Definition, _ words: String, fix: String) -> Diagnostic {
    .lint("W909", "the GPUs of `\(definition.path)` are not whole", definition.span, words, fix: fix)
  }

  /// GPUs and nothing else, which GPU-hours per month are not; an average may have a fraction.
  private static func isFleet(_ definition: Definition) -> Bool {
    guard definition.dimension == Dimension(["GPU": .one]), definition.unit.factors.count == 1 else { return false }
    let words = (definition.path + " " + definition.label).lowercased()
    return !["average", "mean", "equivalent"].contains { words.contains($0) }
  }

  private static func pays(_ reader: Definition, for id: Int) -> Bool {
    reader.dimension?.exponents.keys.contains(where: UnitTable.isCurrency) == true
  }

  private static func rounds(_ reader: Definition, _ id: Int) -> Bool {
    guard case .formula(let body) = reader.body else { return false }
    var waiting = [body]
    while let next = waiting.popLast() {
      if case .call(let function, let arguments) = next.form, ["ceil", "floor", "round"].contains(function.name),
        arguments.contains(where: { $0.references().contains(id) })
      {
        return true
      }
      waiting += next.operands
    }
    return false
  }
}

import MarginSource
import MarginUnits

extension Lint {
  /// Calls counted as accepted outcomes: a factor of one outcome per call, or an acceptance of everything that nobody
  /// has measured.
  static let callsAsOutcomes = Lint { linted in
    let assumed = linted.assumptions.compactMap { definition, numbers -> Diagnostic? in
      guard let dimension = definition.dimension, isAcceptance(dimension), definition.source == nil,
        let full = numbers.first, full * definition.unit.scale >= 1
      else { return nil }
      return fault(definition.span, "every call is taken as an accepted outcome")
    }
    return assumed
      + linted.named.compactMap { definition -> Diagnostic? in
        guard !definition.isInput, case .formula(let body) = definition.body else { return nil }
        var waiting = [body]
        while let next = waiting.popLast() {
          if case .literal(let value) = next.form, case .quantity(let dimension) = next.type, isAcceptance(dimension),
            value * next.unit.scale == 1
          {
            return fault(next.span, "in `\(definition.path)`")
          }
          // Below the line it makes a share of what is accepted, not outcomes of calls.
          if case .product(let factors) = next.form {
            waiting += factors.filter { !$0.inverse }.map(\.factor)
          } else {
            waiting += next.operands
          }
        }
        return nil
      }
  }

  private static func isAcceptance(_ dimension: Dimension) -> Bool {
    guard dimension.exponents.count == 2, dimension.exponents["outcome"] == .one else { return false }
    return ["request", "attempt"].contains { dimension.exponents[$0] == Rational(-1) }
  }

  private static func fault(_ span: Span, _ words: String) -> Diagnostic {
    .lint(
      "W910", "calls are counted as accepted outcomes", span, words,
      fix: "measure what is accepted: `input acceptance = 81% outcomes/request { source \"QA sample\" 2026-09-30 }`")
  }
}

import MarginSource

extension Comparison {
  /// 1 or 0; NaN where an operand is. Numbers that differ by less than 1e-12 of the larger one are equal, so that the
  /// noise of binary fractions decides nothing; `<` and `<=` agree with that.
  func truth(_ left: Double, _ right: Double) -> Double {
    left.isNaN || right.isNaN ? .nan : holds(left, right, areEqual: areClose(left, right, 1e-12)) ? 1 : 0
  }

  /// Whether the comparison holds for numbers of which something else says whether they are equal.
  func holds(_ left: Double, _ right: Double, areEqual: Bool) -> Bool {
    switch self {
    case .less: return left < right && !areEqual
    case .atMost: return left < right || areEqual
    case .greater: return left > right && !areEqual
    case .atLeast: return left > right || areEqual
    case .equal: return areEqual
    case .unequal: return !areEqual
    }
  }
}

/// Whether two numbers differ by no more than a share of the larger one.
func areClose(_ left: Double, _ right: Double, _ share: Double) -> Bool {
  left == right || (left - right).magnitude <= share * max(left.magnitude, right.magnitude)
}

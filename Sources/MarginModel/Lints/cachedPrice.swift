import MarginSource

extension Lint {
  /// A cache read dearer than the tokens it saves: the columns are swapped or the scale is wrong. A row of prices names
  /// them `input` and `cached`, or another name with `cache`, `hit` or `read` in it; a write may be dearer.
  static let cachedPrice = Lint { linted in
    let prices = linted.assumptions.filter { $0.definition.dimension?.isPrice(of: "token") == true }
    return prices.compactMap { cached, numbers -> Diagnostic? in
      guard isRead(LintedModel.lastName(cached)) else { return nil }
      let row = cached.path.split(separator: ".").dropLast().joined(separator: ".")
      let others = prices.first { other in
        other.definition.path.split(separator: ".").dropLast().joined(separator: ".") == row
          && isUncached(LintedModel.lastName(other.definition)) && other.definition.axes == cached.axes
      }
      guard let others, others.numbers.count == numbers.count else { return nil }
      let scales = (cached.unit.scale, others.definition.unit.scale)
      guard zip(numbers, others.numbers).contains(where: { $0 * scales.0 > $1 * scales.1 * (1 + 1e-9) }) else {
        return nil
      }
      return .lint(
        "W905", "a cached token is dearer than an uncached one", cached.span, "`\(cached.path)`",
        secondary: others.definition.span == cached.span ? [] : [.init(others.definition.span, "uncached")],
        notes: [("usual", "a cache read costs a tenth to a half of the input price; only a write costs more")],
        fix: "look whether the two columns are swapped")
    }
  }

  private static func isRead(_ name: String) -> Bool {
    guard !name.contains("write"), !name.contains("uncached"), !name.contains("stor") else { return false }
    return ["cached", "hit", "read"].contains { name.contains($0) }
  }

  private static func isUncached(_ name: String) -> Bool { ["input", "miss", "uncached", "prompt"].contains(name) }
}

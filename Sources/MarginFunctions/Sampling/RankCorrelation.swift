/// Makes normal scores that are independent have given rank correlations: a Gaussian copula.
///
/// For scores that are jointly normal a rank correlation of ρ (Spearman's) belongs to a correlation of 2 · sin(π · ρ / 6);
/// the scores are mixed by the Cholesky factor of that matrix. The draws, each by its own distribution from its score, have
/// the same ranks.
package struct RankCorrelation: Sendable {
  package let count: Int
  /// The share of every correlation that is reached: 1, and a little less where the given ones are possible together
  /// but a Gaussian copula does not quite reach them.
  package let reach: Double
  /// Rows of the lower triangle, one after the other.
  private let factors: [Double]

  /// By the rank correlations, row by row, of a symmetric matrix with 1 on its diagonal; nil for any other, and where the
  /// correlations exclude each other.
  package init?(ranks: [[Double]]) {
    let count = ranks.count
    for (row, numbers) in ranks.enumerated() {
      guard numbers.count == count, numbers[row] == 1 else { return nil }
      for (column, number) in numbers.enumerated() {
        guard number.magnitude <= 1, number == ranks[column][row] else { return nil }
      }
    }
    guard Self.factors(ranks) != nil else { return nil }
    self.count = count
    let scores = ranks.map { $0.map { $0.magnitude == 1 ? $0 : 2 * sine(Double.pi * $0 / 6) } }
    if let factors = Self.factors(scores) {
      (self.factors, reach) = (factors, 1)
      return
    }
    // Towards no correlation at all, which is always possible, by as little as does.
    var (possible, impossible) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = (possible + impossible) / 2
      if Self.factors(Self.weakened(scores, by: middle)) != nil { possible = middle } else { impossible = middle }
    }
    guard let factors = Self.factors(Self.weakened(scores, by: possible)) else { return nil }
    (self.factors, reach) = (factors, possible)
  }

  private static func weakened(_ matrix: [[Double]], by share: Double) -> [[Double]] {
    matrix.enumerated().map { row in row.element.enumerated().map { $0.offset == row.offset ? 1 : $0.element * share } }
  }

  /// The lower triangle L of L · Lᵀ; nil where the matrix has a direction of negative variance. A direction of none, as
  /// between inputs that follow each other wholly, is allowed.
  private static func factors(_ matrix: [[Double]]) -> [Double]? {
    let tolerance = 1e-12 * Double(max(1, matrix.count))
    var rows: [[Double]] = []
    for row in matrix.indices {
      var factors: [Double] = []
      for column in 0..<row {
        let rest = (0..<column).reduce(matrix[row][column]) { $0 - factors[$1] * rows[column][$1] }
        let pivot = rows[column][column]
        guard pivot > 0 || rest.magnitude < tolerance.squareRoot() else { return nil }
        factors.append(pivot > 0 ? rest / pivot : 0)
      }
      let rest = factors.reduce(matrix[row][row]) { $0 - $1 * $1 }
      guard rest > -tolerance else { return nil }
      rows.append(factors + [rest > tolerance ? rest.squareRoot() : 0])
    }
    return rows.flatMap { $0 }
  }

  /// Mixes independent normal scores, a column for each input and of one length, in place.
  package func mix(_ columns: [UnsafeMutableBufferPointer<Double>]) {
    guard columns.count == count, let length = columns.map(\.count).min(), length > 0 else { return }
    // From the last on, since a column needs those before it as they were.
    for row in (0..<count).reversed() {
      let start = row * (row + 1) / 2
      guard let target = columns[row].baseAddress else { return }
      let own = factors[start + row]
      for index in 0..<length { target[index] *= own }
      for column in 0..<row where factors[start + column] != 0 {
        guard let source = columns[column].baseAddress else { return }
        let factor = factors[start + column]
        for index in 0..<length { target[index] += factor * source[index] }
      }
    }
  }
}

import CMarginKernels

/// A quantile function as pieces of polynomials over the normal score, built once so that a draw costs nanoseconds where
/// iteration costs microseconds.
///
/// Between the scores -6 and 6 a piece is the quintic that has value, slope and bend of the function at both ends; beyond,
/// where two draws of a thousand million lie, the function itself is asked. Pieces are halved until the middle of each,
/// where such a quintic is farthest off, is within `aim` of the function.
struct QuantileTable: Sendable {
  /// The largest error found, as a share of the range from p1 to p99.
  let error: Double
  private let function: SlowQuantile
  private let piecesPerUnit: Double
  private let pieces: Int
  /// Six coefficients for each piece, and the last value.
  private let coefficients: [Double]

  /// The score at which the table ends, on either side.
  static let end = 6.0
  /// The error that is allowed, as a share of the range from p1 to p99.
  static let aim = 1e-10
  private static let mostPiecesPerUnit = 256

  /// Nil where the function is too steep for a table.
  init?(_ function: SlowQuantile) {
    let score = normalQuantile(0.99)
    let range = function.value(score) - function.value(-score)
    guard range > 0, range.isFinite else { return nil }
    var piecesPerUnit = 4
    while piecesPerUnit <= Self.mostPiecesPerUnit {
      let coefficients = Self.pieces(of: function, perUnit: piecesPerUnit)
      let error = Self.error(of: coefficients, function, perUnit: piecesPerUnit) / range
      if error <= Self.aim {
        self.error = error
        self.function = function
        self.piecesPerUnit = Double(piecesPerUnit)
        self.coefficients = coefficients
        pieces = coefficients.count / 6
        return
      }
      piecesPerUnit *= 2
    }
    return nil
  }

  private static func pieces(of function: SlowQuantile, perUnit: Int) -> [Double] {
    let width = 1 / Double(perUnit)
    var coefficients: [Double] = []
    var (value, slope, bend) = function.curve(-end)
    for piece in 1...(12 * perUnit) {
      let next = function.curve(-end + Double(piece) * width)
      let (slope0, slope1) = (slope * width, next.slope * width)
      let (bend0, bend1) = (bend * width * width, next.bend * width * width)
      let rise = next.value - value - slope0 - bend0 / 2
      let steeper = slope1 - slope0 - bend0
      let rounder = bend1 - bend0
      coefficients += [
        value, slope0, bend0 / 2, 10 * rise - 4 * steeper + rounder / 2, -15 * rise + 7 * steeper - rounder,
        6 * rise - 3 * steeper + rounder / 2,
      ]
      (value, slope, bend) = next
    }
    return coefficients + [value]
  }

  /// The farthest that the middle of a piece is from the function; infinite once a piece is too far off.
  private static func error(of coefficients: [Double], _ function: SlowQuantile, perUnit: Int) -> Double {
    var worst = 0.0
    for piece in 0..<(12 * perUnit) {
      let middle = coefficients[(6 * piece)..<(6 * piece + 6)].reversed().reduce(0) { $0 * 0.5 + $1 }
      let exact = function.value(-end + (Double(piece) + 0.5) / Double(perUnit))
      let error = (middle - exact).magnitude
      guard error.isFinite else { return .infinity }
      worst = max(worst, error)
    }
    return worst
  }

  /// Turns normal scores into values; both may be the same memory.
  func fill(_ out: UnsafeMutablePointer<Double>, fromNormals scores: UnsafePointer<Double>, count: Int) {
    var outside: [(index: Int, score: Double)] = []
    for index in 0..<count {
      let score = scores[index]
      if !(score >= -Self.end && score < Self.end) { outside.append((index, score)) }
      out[index] = (score + Self.end) * piecesPerUnit
    }
    coefficients.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      margin_quintics(out, out, count, start, pieces)
    }
    for (index, score) in outside { out[index] = function.value(score) }
  }
}

/// A number of 0 to 2^51 as a whole number and a rest between 0 and 1: of a whole number itself that may be the number
/// with rest 0, or the one before it with rest 1. By adding 2^52, which leaves no room for the digits behind the point.
@inline(__always)
func wholeAndRest(_ number: Double) -> (whole: Int, rest: Double) {
  let shifted = max(number - 0.5, 0) + 0x1p52
  return (Int(truncatingIfNeeded: shifted.bitPattern & 0x000F_FFFF_FFFF_FFFF), number - (shifted - 0x1p52))
}

/// One dimension of Sobol's sequence: points that fill the unit interval, and with other dimensions the unit cube, more
/// evenly than random ones; most so in numbers that are powers of 2.
///
/// Scrambled, by a random linear matrix and a digital shift (J. Matoušek 1998, "On the L2-discrepancy for anchored
/// boxes"), every point is uniform between 0 and 1 while the set keeps its evenness; seed and dimension decide on the
/// scramble. A point is found from its index alone, in the order of the Gray code that is usual.
package struct SobolDimension: Sendable {
  /// How many dimensions there are.
  package static let count = 256

  /// What the bits of an index's Gray code contribute, lowest bit first.
  private let directions: [UInt64]
  private let shift: UInt64

  /// A dimension, counted from 0; nil beyond the last. Without a seed its points are Sobol's own.
  package init?(_ dimension: Int, seed: UInt64?) {
    guard let plain = Self.plainDirections(dimension) else { return nil }
    guard let seed else {
      directions = plain
      shift = 0
      return
    }
    let generator = CounterGenerator(seed: seed, stream: stableHash("Sobol") &+ UInt64(truncatingIfNeeded: dimension))
    shift = generator.bits(at: 64)
    // Row by row of a matrix that has 1 on its diagonal and random digits below it: a digit of a point is mixed with
    // those before it. Beyond the digits of the plain numbers all are random.
    let rows = (0..<64).map { row -> UInt64 in
      let diagonal: UInt64 = 1 << (63 - row)
      let before = row == 0 ? 0 : UInt64.max << (64 - row)
      return generator.bits(at: UInt64(row)) & before | diagonal
    }
    directions = plain.map { direction in
      rows.enumerated().reduce(0) { sum, row in
        sum | UInt64((direction & row.element).nonzeroBitCount & 1) << (63 - row.offset)
      }
    }
  }

  /// The 64 bits of a point behind the binary point; from 2^32 on the sequence begins anew.
  package func bits(at index: UInt64) -> UInt64 {
    var gray = (index ^ (index >> 1)) & 0xFFFF_FFFF
    var point = shift
    while gray != 0 {
      point ^= directions[gray.trailingZeroBitCount]
      gray &= gray - 1
    }
    return point
  }

  /// A point between 0 and 1, never at either.
  package func uniform(at index: UInt64) -> Double { openUniform(bits(at: index)) }

  /// Consecutive points: `out[0]` is that of index `first`.
  package func fill(_ out: UnsafeMutableBufferPointer<Double>, from first: UInt64 = 0) {
    guard let start = out.baseAddress else { return }
    var (point, index) = (bits(at: first), first)
    directions.withUnsafeBufferPointer { directions in
      for place in 0..<out.count {
        start[place] = openUniform(point)
        index += 1
        // One bit of the Gray code changes from a point to the next.
        point ^= directions[min(index.trailingZeroBitCount, 31)]
        if index & 0xFFFF_FFFF == 0 { point = bits(at: index) }
      }
    }
  }

  private static func plainDirections(_ dimension: Int) -> [UInt64]? {
    guard table.indices.contains(dimension) else { return nil }
    let (polynomial, start) = table[dimension]
    // The first dimension is the plain binary fraction, whose recurrence has no terms.
    guard dimension > 0 else { return (0..<32).map { 1 << (63 - $0) } }
    let degree = start.count
    var numbers = start.enumerated().map { $0.element << UInt64(63 - $0.offset) }
    for place in degree..<32 {
      var number = numbers[place - degree] ^ (numbers[place - degree] >> UInt64(degree))
      for term in 1..<max(degree, 1) where polynomial >> UInt64(degree - term) & 1 == 1 {
        number ^= numbers[place - term]
      }
      numbers.append(number)
    }
    return numbers
  }

  private static let table: [(polynomial: UInt64, start: [UInt64])] = joeKuoDirections.split(
    whereSeparator: \.isWhitespace
  ).map { entry in
    let sides = entry.split(separator: ":")
    return (UInt64(sides[0]) ?? 1, sides[1].split(separator: ",").compactMap { UInt64($0) })
  }
}

/// One input's draws of a Latin hypercube: of n trials each falls into another of n equal strata. Which one is found from
/// the trial alone, by a permutation that seed and input's name decide on, so that neither order nor memory is needed.
package struct LatinHypercube: Sendable {
  package let count: UInt64
  private let generator: CounterGenerator
  private let keys: [UInt64]
  private let highBits: UInt64
  private let lowBits: UInt64

  /// Of `count` trials, 1 to 2^52.
  package init?(count: Int, generator: CounterGenerator) {
    guard count > 0, count <= 1 << 52 else { return nil }
    self.count = UInt64(count)
    self.generator = generator
    // Of a stream beside that of the places within the strata.
    let other = CounterGenerator(seed: generator.seed, stream: generator.stream ^ stableHash("Latin hypercube"))
    keys = (0..<UInt64(Self.rounds)).map(other.bits)
    let bits = UInt64(64 - (UInt64(count) - 1).leadingZeroBitCount)
    highBits = bits / 2
    lowBits = bits - highBits
  }

  private static let rounds = 6

  /// The stratum of a trial, both of 0 ..< count.
  package func stratum(of trial: UInt64) -> UInt64 {
    guard count > 1, trial < count else { return 0 }
    var place = trial
    // Of the next power of 2, which is less than twice as many: a walk along the cycle stays among the few.
    repeat { place = permuted(place) } while place >= count
    return place
  }

  /// A permutation of as many bits, as a network of H. Feistel: one half is mixed into the other in turn.
  @inline(__always)
  private func permuted(_ place: UInt64) -> UInt64 {
    var (high, low) = (place >> lowBits, place & ((1 << lowBits) - 1))
    for round in 0..<Self.rounds {
      if round & 1 == 0 {
        low ^= mixed(high, keys[round]) & ((1 << lowBits) - 1)
      } else {
        high ^= mixed(low, keys[round]) & ((1 << highBits) - 1)
      }
    }
    return high << lowBits | low
  }

  /// Bits of a word and a key in which each depends on all.
  @inline(__always)
  private func mixed(_ word: UInt64, _ key: UInt64) -> UInt64 {
    let product = ((word &+ key) ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: key | 1)
    return product.high ^ product.low
  }

  /// A trial's number between 0 and 1, never at either: at a random place of its stratum.
  package func uniform(at trial: UInt64) -> Double {
    inside(stratum(of: trial), generator.uniform(at: trial))
  }

  /// The numbers of consecutive trials: `out[0]` is that of `firstTrial`.
  package func fill(_ out: UnsafeMutableBufferPointer<Double>, from firstTrial: UInt64 = 0) {
    generator.fill(out, from: firstTrial)
    for index in out.indices {
      out[index] = inside(stratum(of: firstTrial + UInt64(index)), out[index])
    }
  }

  @inline(__always)
  private func inside(_ stratum: UInt64, _ place: Double) -> Double {
    min((Double(stratum) + place) / Double(count), 1 - 0x1p-53)
  }
}

/// Random numbers by their index: the generator holds no state, so a trial's draw is the same in whatever order, on
/// whatever number of threads and beside whatever other inputs it is made.
///
/// Philox4x64 with ten rounds, of J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw (2011), "Parallel Random Numbers:
/// As Easy as 1, 2, 3". The key is the seed and a hash of the input's name; the counter is the trial, of which four share
/// one block.
package struct CounterGenerator: Sendable, Equatable {
  package let seed: UInt64
  package let stream: UInt64

  package init(seed: UInt64, stream: UInt64) {
    self.seed = seed
    self.stream = stream
  }

  /// The generator of an input.
  package init(seed: UInt64, name: String) {
    self.init(seed: seed, stream: stableHash(name))
  }

  /// The 64 random bits of a trial.
  package func bits(at trial: UInt64) -> UInt64 {
    let block = block(at: trial >> 2)
    switch trial & 3 {
    case 0: return block.0
    case 1: return block.1
    case 2: return block.2
    default: return block.3
    }
  }

  /// A trial's number between 0 and 1, never at either.
  package func uniform(at trial: UInt64) -> Double { openUniform(bits(at: trial)) }

  /// The numbers of consecutive trials: `out[0]` is that of `firstTrial`.
  package func fill(_ out: UnsafeMutableBufferPointer<Double>, from firstTrial: UInt64 = 0) {
    guard let start = out.baseAddress else { return }
    var (index, trial) = (0, firstTrial)
    while index < out.count, trial & 3 != 0 || out.count - index < 4 {
      start[index] = uniform(at: trial)
      index += 1
      trial += 1
    }
    while out.count - index >= 4 {
      let block = block(at: trial >> 2)
      start[index] = openUniform(block.0)
      start[index + 1] = openUniform(block.1)
      start[index + 2] = openUniform(block.2)
      start[index + 3] = openUniform(block.3)
      index += 4
      trial += 4
    }
    while index < out.count {
      start[index] = uniform(at: trial)
      index += 1
      trial += 1
    }
  }

  /// The four words of a block.
  @inline(__always)
  func block(at index: UInt64) -> (UInt64, UInt64, UInt64, UInt64) {
    philox((index, 0, 0, 0), key: (seed, stream))
  }
}

/// Philox4x64-10 of a counter and a key.
@inline(__always)
func philox(_ counter: (UInt64, UInt64, UInt64, UInt64), key: (UInt64, UInt64)) -> (UInt64, UInt64, UInt64, UInt64) {
  var (word0, word1, word2, word3) = counter
  var (key0, key1) = key
  for _ in 0..<10 {
    let first = word0.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
    let second = word2.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
    (word0, word1) = (second.high ^ word1 ^ key0, second.low)
    (word2, word3) = (first.high ^ word3 ^ key1, first.low)
    key0 &+= 0x9E37_79B9_7F4A_7C15
    key1 &+= 0xBB67_AE85_84CA_A73B
  }
  return (word0, word1, word2, word3)
}

/// A number between 0 and 1, never at either, in steps of 2^-52.
@inline(__always)
package func openUniform(_ bits: UInt64) -> Double {
  (Double(bits >> 12) + 0.5) * 0x1p-52
}

/// A hash of a text that is the same on every machine and in every run: FNV-1a of 64 bits over its UTF-8.
package func stableHash(_ text: String) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return hash
}

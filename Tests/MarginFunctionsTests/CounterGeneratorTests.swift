import Testing

@testable import MarginFunctions

@Suite("Random numbers by their index")
struct CounterGeneratorTests {
  @Test("Philox4x64-10 has the published answers of its authors' test vectors")
  func vectors() {
    let most = UInt64.max
    #expect(
      philox((0, 0, 0, 0), key: (0, 0)) == (
        0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b
      ))
    #expect(
      philox((most, most, most, most), key: (most, most)) == (
        0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6, 0xa09c_aebf_594f_0ba0
      ))
  }

  @Test("The hash of a name is FNV-1a of 64 bits, by the test vectors of its authors")
  func hash() {
    #expect(stableHash("") == 0xcbf2_9ce4_8422_2325)
    #expect(stableHash("a") == 0xaf63_dc4c_8601_ec8c)
    #expect(stableHash("foobar") == 0x8594_4171_f739_67e8)
  }

  @Test("NumPy's generator of the same key gives the same thousand numbers", .enabled(if: ReferenceData.has(numpy)))
  func sameAsNumPy() throws {
    // What NumPy's SeedSequence makes of the seed 0xdeadbeaf; its counter begins at 1.
    let generator = CounterGenerator(seed: 0x5031_2a63_d516_e24a, stream: 0x4063_bc8b_ca44_dc77)
    let rows = try ReferenceData.rows(numpy)
    #expect(rows.count == 1000)
    for row in rows {
      let index = try #require(UInt64(row[0]))
      #expect(generator.bits(at: index + 4) == hexadecimal(row[1].dropFirst(3)))
    }
  }

  @Test("Every vector of the list is met", .enabled(if: ReferenceData.has("rng_vectors.csv")))
  func list() throws {
    var count = 0
    for row in try ReferenceData.rows("rng_vectors.csv") where row[0] == "philox4x64-10" {
      let words = row[1].split(whereSeparator: { " =".contains($0) }).compactMap { UInt64($0, radix: 16) }
      try #require(words.count == 6)
      let block = philox((words[0], words[1], words[2], words[3]), key: (words[4], words[5]))
      let found = [block.0, block.1, block.2, block.3]
      #expect(found[try #require(Int(row[2]))] == hexadecimal(row[3][...]))
      count += 1
    }
    #expect(count == 24)
  }

  @Test("A block of numbers is the single numbers, wherever it begins and however long it is")
  func blocks() {
    let generator = CounterGenerator(seed: 7, name: "hit_rate")
    for first in UInt64(0)..<6 {
      for count in 0..<14 {
        var block = [Double](repeating: 0, count: count)
        block.withUnsafeMutableBufferPointer { generator.fill($0, from: first) }
        #expect(block == (0..<count).map { generator.uniform(at: first + UInt64($0)) })
      }
    }
  }

  @Test("Numbers lie between 0 and 1 and never at either")
  func range() {
    #expect(openUniform(0) == 0x1p-53 && openUniform(.max) == 1 - 0x1p-53)
  }

  @Test("Mean, variance and neighbours' correlation are those of uniform numbers, for every seed and name")
  func uniformity() {
    for (seed, name) in [(0, ""), (1, "a"), (2, "a"), (1, "b"), (.max, "price.input")] as [(UInt64, String)] {
      var numbers = [Double](repeating: 0, count: 100_000)
      numbers.withUnsafeMutableBufferPointer { CounterGenerator(seed: seed, name: name).fill($0) }
      let centred = numbers.map { $0 - 0.5 }
      let count = Double(numbers.count)
      // Five standard errors.
      #expect((centred.reduce(0, +) / count).magnitude < 5 / (12 * count).squareRoot())
      #expect((centred.reduce(0) { $0 + $1 * $1 } / count - 1.0 / 12).magnitude < 5 / (180 * count).squareRoot())
      let products = zip(centred, centred.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
      #expect((products / count).magnitude < 5 / 12 / count.squareRoot())
    }
  }

  private func hexadecimal(_ text: Substring) -> UInt64? { UInt64(text, radix: 16) }
}

private let numpy = "numpy_philox-testset-1.csv"

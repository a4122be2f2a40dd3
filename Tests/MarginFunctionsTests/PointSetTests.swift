import Testing

@testable import MarginFunctions

private let points = "sobol_points_unscrambled.csv"

@Suite("Sets of points that fill evenly")
struct PointSetTests {
  @Test("Sobol's first points are those that Bratley and Fox (1988) print for three dimensions")
  func firstPoints() throws {
    let expected = [
      [0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125], [0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625],
    ]
    for (dimension, values) in expected.enumerated() {
      let sequence = try #require(SobolDimension(dimension, seed: nil))
      #expect((0..<8).map { plain(sequence, at: $0) } == values)
    }
  }

  @Test("Every unscrambled point is exact", .enabled(if: ReferenceData.has(points), "the table is not here"))
  func reference() throws {
    let dimensions = try (0..<16).map { try #require(SobolDimension($0, seed: nil)) }
    let rows = try ReferenceData.rows(points)
    #expect(rows.count == 256)
    for row in rows {
      let index = try #require(UInt64(row[0]))
      for (dimension, text) in zip(dimensions, row.dropFirst()) {
        #expect(plain(dimension, at: index) == Double(text), "\(row[0])")
      }
    }
  }

  @Test("In every dimension, scrambled or not, as many points as intervals fall each into another")
  func stratified() throws {
    for dimension in 0..<SobolDimension.count {
      for seed in [nil, 1, 99] as [UInt64?] {
        let sequence = try #require(SobolDimension(dimension, seed: seed))
        let strata = (0..<256).map { sequence.bits(at: 512 + $0) >> 56 }
        #expect(Set(strata).count == 256, "\(dimension)")
      }
    }
    #expect(SobolDimension(SobolDimension.count, seed: nil) == nil && SobolDimension(-1, seed: 1) == nil)
  }

  @Test("Scrambled points of two dimensions stay one to a box of every shape")
  func boxes() throws {
    let first = try #require(SobolDimension(0, seed: 5))
    let second = try #require(SobolDimension(1, seed: 5))
    for bits in 0...8 {
      let boxes = (UInt64(0)..<256).map { index in
        let (across, down) = (
          first.uniform(at: index) * Double(1 << bits), second.uniform(at: index) * Double(256 >> bits)
        )
        return [across.rounded(.down), down.rounded(.down)]
      }
      #expect(Set(boxes).count == 256)
    }
  }

  @Test("Another seed scrambles otherwise, and dimensions do not follow each other")
  func seeds() throws {
    let (first, second) = (try #require(SobolDimension(3, seed: 1)), try #require(SobolDimension(3, seed: 2)))
    #expect(first.bits(at: 0) != second.bits(at: 0) && first.bits(at: 77) != second.bits(at: 77))
    let other = try #require(SobolDimension(200, seed: 1))
    let products = (UInt64(0)..<4096).map { (first.uniform(at: $0) - 0.5) * (other.uniform(at: $0) - 0.5) }
    #expect((products.reduce(0, +) / 4096 * 12).magnitude < 0.05)
  }

  @Test("A block of points is the single points, wherever it begins")
  func sobolBlocks() throws {
    let sequence = try #require(SobolDimension(7, seed: 3))
    for first in [0, 1, 5, 1000, (1 << 32) - 3] as [UInt64] {
      var block = [Double](repeating: 0, count: 9)
      block.withUnsafeMutableBufferPointer { sequence.fill($0, from: first) }
      #expect(block == (0..<9).map { sequence.uniform(at: first + $0) })
    }
  }

  @Test("Of any number of trials each has another stratum", arguments: [1, 2, 3, 4, 5, 7, 16, 100, 1000, 4097])
  func strata(count: Int) throws {
    for seed in UInt64(0)..<5 {
      let set = try #require(LatinHypercube(count: count, generator: CounterGenerator(seed: seed, name: "hit_rate")))
      let strata = (0..<UInt64(count)).map(set.stratum)
      #expect(strata.sorted() == Array(0..<UInt64(count)))
      for (trial, stratum) in strata.enumerated() {
        let number = set.uniform(at: UInt64(trial)) * Double(count)
        #expect(number >= Double(stratum) && number <= Double(stratum + 1))
      }
    }
    #expect(LatinHypercube(count: 0, generator: CounterGenerator(seed: 0, name: "")) == nil)
  }

  @Test("The strata of two inputs, and of neighbouring trials, do not follow each other")
  func independence() throws {
    let count = 10_000
    let columns = try ["a", "b"].map { name -> [Double] in
      let set = try #require(LatinHypercube(count: count, generator: CounterGenerator(seed: 1, name: name)))
      var column = [Double](repeating: 0, count: count)
      column.withUnsafeMutableBufferPointer { set.fill($0) }
      #expect(column == (0..<UInt64(count)).map(set.uniform))
      // Evenly filled: the mean's error is far below that of random numbers, 0.003.
      #expect((column.reduce(0, +) / Double(count) - 0.5).magnitude < 2e-5)
      return column.map { $0 - 0.5 }
    }
    let pairs = [
      (columns[0], columns[1]), (columns[0], Array(columns[0].dropFirst())),
      (columns[1], Array(columns[1].dropFirst(2))),
      (columns[0], (0..<count).map { Double($0) / Double(count) - 0.5 }),
    ]
    for (first, second) in pairs {
      // Five standard errors.
      let correlation = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } * 12 / Double(count)
      #expect(correlation.magnitude < 0.05)
    }
  }

  private func plain(_ dimension: SobolDimension, at index: UInt64) -> Double {
    Double(dimension.bits(at: index) >> 11) * 0x1p-53
  }
}

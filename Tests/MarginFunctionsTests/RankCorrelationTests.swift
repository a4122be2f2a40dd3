import Testing

@testable import MarginFunctions

@Suite("Rank correlation")
struct RankCorrelationTests {
  @Test("Draws of unlike distributions reach the rank correlations that were asked")
  func reached() throws {
    let asked = [[1, 0.7, -0.4], [0.7, 1, 0.1], [-0.4, 0.1, 1]]
    let correlation = try #require(RankCorrelation(ranks: asked))
    #expect(correlation.reach == 1)
    let families = [
      Distribution.lognormal(mean: 3, deviation: 4), .beta(a: 2, b: 5), .triangular(low: 0, mode: 0, high: 1),
    ]
    let trials = 20_000
    let columns = mixed(correlation, trials: trials)
    let draws = try zip(columns, families).map { scores, family in
      let sampler = Sampler(try #require(family))
      var draws = scores
      draws.withUnsafeMutableBufferPointer { sampler.fill($0, fromNormals: UnsafeBufferPointer($0)) }
      return draws
    }
    for row in 0..<3 {
      for column in 0..<row {
        // Four standard errors of independent ranks, which are the largest.
        let found = rankCorrelation(draws[row], draws[column])
        #expect((found - asked[row][column]).magnitude < 4 / Double(trials).squareRoot(), "\(row) \(column)")
      }
      let moments = columns[row].withUnsafeBufferPointer { Moments($0) }
      #expect(moments.mean.magnitude < 0.03 && (moments.deviation - 1).magnitude < 0.03)
    }
  }

  @Test("Inputs that follow each other wholly do so, in both directions")
  func whole() throws {
    let correlation = try #require(RankCorrelation(ranks: [[1, -1, 0.5], [-1, 1, -0.5], [0.5, -0.5, 1]]))
    let columns = mixed(correlation, trials: 500)
    #expect(rankCorrelation(columns[0], columns[1]) == -1)
    #expect(zip(columns[0], columns[1]).allSatisfy { ($0 + $1).magnitude < 1e-12 })
  }

  @Test("Correlations that exclude each other, and what is no such matrix, are refused")
  func refused() {
    #expect(RankCorrelation(ranks: [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]) == nil)
    #expect(RankCorrelation(ranks: [[1, 0.5], [0.4, 1]]) == nil)
    #expect(RankCorrelation(ranks: [[1, 1.5], [1.5, 1]]) == nil)
    #expect(RankCorrelation(ranks: [[0.9]]) == nil)
    #expect(RankCorrelation(ranks: [[1, .nan], [.nan, 1]]) == nil)
  }

  @Test("Correlations at the edge of the possible are reached but for a trifle, which is told")
  func edge() throws {
    // The determinant is 0: a plane. The scores' matrix has a negative one.
    let edge = [[1, 0.5, 0.5], [0.5, 1, -0.5], [0.5, -0.5, 1]]
    let correlation = try #require(RankCorrelation(ranks: edge))
    #expect(correlation.reach > 0.95 && correlation.reach < 1)
    let columns = mixed(correlation, trials: 20_000)
    #expect((rankCorrelation(columns[0], columns[1]) - 0.5).magnitude < 0.03)
    #expect((rankCorrelation(columns[1], columns[2]) + 0.5).magnitude < 0.03)
  }

  private func mixed(_ correlation: RankCorrelation, trials: Int) -> [[Double]] {
    let memory = (0..<correlation.count).map { column in
      let column = UnsafeMutableBufferPointer<Double>.allocate(capacity: trials)
      column.initialize(repeating: 0)
      return column
    }
    defer { memory.forEach { $0.deallocate() } }
    for (input, column) in memory.enumerated() {
      CounterGenerator(seed: 11, name: "input \(input)").fill(column)
      fillNormalScores(column, fromUniforms: UnsafeBufferPointer(column))
    }
    correlation.mix(memory)
    return memory.map { Array($0) }
  }
}

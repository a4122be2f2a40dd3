import Foundation
import Testing

@testable import MarginFunctions

private let analytic = "sensitivity_indices_analytic.csv"

/// A function with an exact answer: of inputs between 0 and 1.
private struct Problem: Sendable {
  let name: String
  let inputs: Int
  let function: @Sendable ([Double]) -> Double
  let first: [Double]
  let total: [Double]
}

private let gWeights = [0, 1, 4.5, 9, 99, 99, 99, 99]

private func normal(_ p: Double, _ mean: Double, _ deviation: Double) -> Double {
  mean + deviation * normalQuantile(p)
}

// Ishigami and Homma (1990); Saltelli and Sobol (1995) for G; the others by hand.
private let problems = [
  Problem(
    name: "Ishigami", inputs: 3,
    function: { u in
      let x = u.map { Double.pi * (2 * $0 - 1) }
      return sin(x[0]) + 7 * pow(sin(x[1]), 2) + 0.1 * pow(x[2], 4) * sin(x[0])
    },
    first: [0.31390519114781145, 0.4424111447900408, 0],
    total: [0.5575888552099592, 0.4424111447900408, 0.24368366406214773]),
  Problem(
    name: "Sobol G", inputs: 8,
    function: { u in zip(u, gWeights).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) } },
    first: [0.7161921688790333, 0.17904804221975833, 0.023675774177819283, 0.007161921688790333]
      + Array(repeating: 7.161921688790333e-05, count: 4),
    total: [0.78714412665927498, 0.24219819281823846, 0.034316910154082833, 0.01046038706523953]
      + Array(repeating: 0.00010494905191950601, count: 4)),
  Problem(
    name: "linear", inputs: 3,
    function: { u in normal(u[0], 0, 1) + 2 * normal(u[1], 0, 0.5) + 3 * normal(u[2], 0, 2) },
    first: [1.0 / 38, 1.0 / 38, 36.0 / 38], total: [1.0 / 38, 1.0 / 38, 36.0 / 38]),
  Problem(
    name: "product", inputs: 2, function: { $0[0] * $0[1] }, first: [3.0 / 7, 3.0 / 7], total: [4.0 / 7, 4.0 / 7]),
  Problem(
    name: "margin", inputs: 3,
    function: { u in (normal(u[0], 10, 1) - normal(u[1], 6, 0.5)) * normal(u[2], 1000, 100) },
    first: [0.70298769771528998, 0.17574692442882250, 0.11247803163444640],
    total: [0.71001757469244288, 0.17750439367311072, 0.12126537785588752]),
]

@Suite("Indices of sensitivity")
struct SensitivityIndicesTests {
  @Test("Of 2^14 scrambled Sobol points every index is within 0.005 of the exact one", arguments: problems.indices)
  func exact(problem: Int) throws {
    let problem = problems[problem]
    let indices = try indices(of: problem, trials: 1 << 14, seed: 1)
    for input in 0..<problem.inputs {
      #expect((indices.first[input] - problem.first[input]).magnitude < 0.005, "\(problem.name) S\(input + 1)")
      #expect((indices.total[input] - problem.total[input]).magnitude < 0.005, "\(problem.name) ST\(input + 1)")
    }
  }

  @Test("The exact answers here are those of the list", .enabled(if: ReferenceData.has(analytic)))
  func list() throws {
    let letters = ["p": 0, "c": 1, "q": 2]
    var count = 0
    for row in try ReferenceData.rows(analytic) {
      guard let problem = problems.first(where: { row[0].hasPrefix($0.name) }) else { continue }
      for quantity in row[1].split(separator: "=") {
        let isTotal = quantity.hasPrefix("ST")
        let name = quantity.dropFirst(isTotal ? 2 : 1).drop { $0 == "_" }
        guard quantity.hasPrefix("S"), let input = letters[String(name)] ?? Int(name).map({ $0 - 1 }), input < 9 else {
          continue
        }
        let known = (isTotal ? problem.total : problem.first)[input]
        #expect((known - (Double(row[2]) ?? .nan)).magnitude < 1e-15, "\(row)")
        count += 1
      }
    }
    #expect(count == 38)
  }

  @Test("A constant result has no shares, and samples of unlike length no indices")
  func refused() throws {
    let flat = try #require(SensitivityIndices(a: [1, 1], b: [1, 1], mixed: [[1, 1]]))
    #expect(flat.first[0].isNaN && flat.total[0].isNaN && flat.variance == 0)
    #expect(SensitivityIndices(a: [1, 2], b: [1], mixed: []) == nil)
    #expect(SensitivityIndices(a: [1, 2], b: [1, 2], mixed: [[1]]) == nil)
  }

  private func indices(of problem: Problem, trials: Int, seed: UInt64) throws -> SensitivityIndices {
    let columns = try (0..<(2 * problem.inputs)).map { dimension in
      let sequence = try #require(SobolDimension(dimension, seed: seed))
      var column = [Double](repeating: 0, count: trials)
      column.withUnsafeMutableBufferPointer { sequence.fill($0) }
      return column
    }
    func results(_ column: (Int) -> Int) -> [Double] {
      let chosen = (0..<problem.inputs).map { columns[column($0)] }
      return (0..<trials).map { trial in problem.function(chosen.map { $0[trial] }) }
    }
    return try #require(
      SensitivityIndices(
        a: results { $0 }, b: results { $0 + problem.inputs },
        mixed: (0..<problem.inputs).map { input in results { $0 == input ? $0 + problem.inputs : $0 } }))
  }
}

import Testing

@testable import MarginEngine

@Suite("Roots")
struct RootSearchTests {
  private func roots(_ bounds: ClosedRange<Double>, _ f: @escaping (Double) -> Double) -> Roots {
    findRoots(in: bounds) { points in points.map { Roots.Sample(x: $0, left: f($0), right: 0) } }
  }

  private func values(_ roots: Roots) -> [Double] {
    roots.findings.compactMap { if case .root(let sample, _) = $0 { sample.x } else { nil } }
  }

  private func movements(_ roots: Roots) -> [Roots.Movement] {
    roots.findings.compactMap { if case .root(_, let movement) = $0 { movement } else { nil } }
  }

  /// Cash flows with every real rate above -1 at which nothing is left, by exact arithmetic; the first is the example of
  /// a spreadsheet's manual, the second and third are textbook cases with several rates, the last two those of numpy's
  /// financial functions.
  private static let rates: [(flows: [Double], rates: [Double])] = [
    ([-70000, 12000, 15000, 18000, 21000, 26000], [0.08663094803653161]),
    ([-1600, 10000, -10000], [0.25, 4]),
    ([-1000, 3600, -4310, 1716], [0.1, 0.2, 0.3]),
    ([-1000, 2500, -1540], [0.1, 0.4]),
    ([1000, -1500, 1000], []),
    ([-100, 1], [-0.99]),
    ([-300, 100, 100, 100.000001], [1.666666658755034e-9]),
    ([-1000, 400, 400, -300, 400, 400, -300, 400, 400], [0.16056499065437680]),
    ([-500, 200, 250, 300, 200, -380], [-0.23163264951275755, 0.12499003451128019]),
    ([-100, 100, 0, -7], [-0.67889437363238652, -0.08329966618493268]),
    ([-5, 10.5, 1, -8, 1], [-0.87020124748474114, 0.08859833852775535, 0.70955952768618357]),
  ]

  // Three rates close together amplify the rounding of the sum.
  @Test("Every internal rate of an investment is a root of its present value", arguments: rates.indices)
  func internalRates(_ index: Int) {
    let (flows, expected) = Self.rates[index]
    let found = roots(-0.995...5) { rate in
      flows.reversed().reduce(0) { $0 / (1 + rate) + $1 }
    }
    let values = values(found)
    #expect(values.count == expected.count)
    for (value, rate) in zip(values, expected) { #expect((value - rate).magnitude <= 1e-13 * max(1, rate.magnitude)) }
  }

  @Test("A double root touches zero: 1,600 paid, 4,000 earned and 2,500 paid at 25%")
  func doubleRoot() {
    let found = roots(-0.9...3) { rate in (-2500 / (1 + rate) + 4000) / (1 + rate) - 1600 }
    #expect(movements(found) == [.touchesFromBelow])
    #expect((values(found)[0] - 0.25).magnitude < 1e-7)
  }

  @Test("Roots at an end, in a row and of odd order are found with their direction")
  func directions() {
    let cubic = roots(1...3.5) { ($0 - 1) * ($0 - 2) * ($0 - 3) }
    #expect(values(cubic) == [1, 2, 3])
    #expect(movements(cubic) == [.rises, .falls, .rises])
    let flat = roots(-2...2.5) { ($0 - 0.3) * ($0 - 0.3) * ($0 - 0.3) }
    #expect(flat.findings.count == 1 && (flat.findings[0].place - 0.3).magnitude < 1e-4)
  }

  @Test("Two roots that lie closer than the scan are told apart")
  func close() {
    let found = roots(0...100) { ($0 - 33.33301) * ($0 - 33.33302) }
    #expect(values(found).count == 2)
    #expect((values(found)[0] - 33.33301).magnitude < 1e-12 && (values(found)[1] - 33.33302).magnitude < 1e-12)
  }

  @Test("A step that passes zero is a jump and no root")
  func steps() throws {
    let found = roots(1...10) { $0.rounded(.up) - 6.5 }
    guard case .jump(let below, let above, let isUnbounded)? = found.findings.first else {
      Issue.record("no jump")
      return
    }
    #expect(found.findings.count == 1 && !isUnbounded)
    #expect(below.x == 6 && above.x > 6 && above.x < 6.000000000000003)
    #expect(below.left == -0.5 && above.left == 0.5)
  }

  @Test("A pole is no root")
  func poles() {
    let found = roots(0.1...3) { 1 / ($0 - 1.2345) }
    #expect(values(found) == [])
    if case .jump(_, _, let isUnbounded)? = found.findings.first { #expect(isUnbounded) } else { Issue.record("none") }
  }

  @Test("A stretch on which both sides are equal has its ends")
  func stretches() {
    let found = roots(-10...10) { max(0, $0 - 3.7) }
    #expect(found.findings.count == 1)
    guard case .stretch(let from, let to)? = found.findings.first else {
      Issue.record("no stretch")
      return
    }
    #expect(from.x == -10 && (to.x - 3.7).magnitude < 1e-14)
  }

  @Test("What is undefined is told with its ends, and roots beside it are found")
  func undefined() {
    let found = roots(-10...10) { $0 * $0 < 4 ? .nan : ($0 * $0 - 4).squareRoot() - 1 }
    #expect(found.undefined.count == 1)
    #expect((found.undefined[0].lowerBound + 2).magnitude < 1e-14)
    #expect((found.undefined[0].upperBound - 2).magnitude < 1e-14)
    #expect(values(found).map { ($0 * $0 - 5).magnitude < 1e-14 } == [true, true])
    let nowhere = roots(0...1) { _ in .nan }
    #expect(nowhere.findings == [] && nowhere.nearest == nil && nowhere.undefined == [0...1])
  }

  @Test("Without a root the nearest value is told")
  func nearest() throws {
    let found = roots(-3...10) { ($0 - 1) * ($0 - 1) + 2 }
    #expect(found.findings == [])
    #expect((try #require(found.nearest).x - 1).magnitude < 1e-7)
    #expect(try #require(found.nearest).gap == 2)
  }

  @Test("Over many powers of ten small roots are found as well as large ones")
  func scales() {
    let found = roots(1e-3...1e6) { ($0 - 0.004) * ($0 - 250_000) }
    #expect(values(found).count == 2)
    #expect((values(found)[0] / 0.004 - 1).magnitude < 1e-14)
  }
}

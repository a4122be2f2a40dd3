import Foundation
import Testing

@testable import MarginFunctions

private let nist = "nist_univariate_certified.csv"

@Suite("Statistics of many numbers")
struct StatisticsTests {
  @Test("Numbers whose squares no double holds have a deviation", arguments: [1e200, 1e-200, 1e300, 1e-300, 1])
  func scaled(_ scale: Double) {
    let plain = [1.0, 2, 4, 8, 16].map { $0 * scale }
    let moments = plain.withUnsafeBufferPointer { Moments($0) }
    // Of 1, 2, 4, 8, 16: mean 6.2, squared distances 148.8, by 4 is 37.2.
    #expect((moments.deviation / scale - 37.2.squareRoot()).magnitude < 1e-12)
    #expect((moments.standardError / scale - (37.2 / 5).squareRoot()).magnitude < 1e-12)
  }

  @Test("NumAcc1 of NIST's reference data has its certified mean and deviation")
  func accuracy() {
    let moments = moments([10_000_001, 10_000_003, 10_000_002])
    #expect(moments.mean == 10_000_002 && moments.deviation == 1)
  }

  @Test("NumAcc2 to 4 of NIST's reference data have their certified digits, as far as the numbers hold them")
  func moreAccuracy() {
    // Each is a first number and 500 times two around it. What a Double rounds away of 10000000.1 is 1e-9 of it.
    for (base, bound) in [(1.2, 1e-14), (1_000_000.2, 1e-9), (10_000_000.2, 2e-8)] {
      let values = [base] + (0..<500).flatMap { _ in [base - 0.1, base + 0.1] }
      let moments = moments(values)
      #expect(relativeError(moments.mean, base) < 1e-15 * 2)
      #expect(relativeError(moments.deviation, 0.1) < bound)
    }
  }

  @Test("All of NIST's univariate data have their certified digits", .enabled(if: ReferenceData.has(nist)))
  func certified() throws {
    let data = Dictionary(grouping: try ReferenceData.rows("nist_univariate_data.csv"), by: { $0[0] })
    for row in try ReferenceData.rows(nist) {
      let moments = moments(try #require(data[row[0]]).compactMap { Double($0[2]) })
      #expect(moments.count == Int(row[1]))
      #expect(relativeError(moments.mean, try #require(Double(row[5]))) < 1e-15, "\(row[0])")
      // Of decimals that no Double has the deviation knows no more than their rounding lets it.
      let rounding = moments.mean.ulp / moments.deviation
      #expect(relativeError(moments.deviation, try #require(Double(row[6]))) < 1e-14 + rounding, "\(row[0])")
    }
  }

  @Test("Blocks that are merged in order give the same bits as all numbers at once")
  func blocks() {
    let values = random(20_000, seed: 3)
    let blocks = stride(from: 0, to: values.count, by: Moments.blockSize).map { start in
      values[start..<min(start + Moments.blockSize, values.count)].withUnsafeBufferPointer { Moments(block: $0) }
    }
    #expect(blocks.reduce(into: Moments()) { $0.merge($1) } == moments(values))
    #expect(moments([]).mean.isNaN && moments([4]).mean == 4 && moments([4]).deviation.isNaN)
  }

  @Test("Quantiles are those of the sorted numbers, whatever their order, and however many are equal")
  func selection() {
    let levels = [0.9, 0, 0.1, 0.5, 0.123, 1, 0.999, 0.5]
    for count in [1, 2, 3, 33, 100, 1001, 20_000] {
      let numbers = random(count, seed: UInt64(count))
      let rising = numbers.sorted()
      let orders: [[Double]] = [
        numbers, rising, rising.reversed(), numbers.map { ($0 * 5).rounded() }, numbers.map { _ in 7 },
        rising.indices.map { Double($0 % 97) },
      ]
      for values in orders {
        let sorted = values.sorted()
        #expect(quantiles(values, levels) == levels.map { interpolatedQuantile(of: sorted, $0) }, "\(count)")
      }
    }
    #expect(quantiles([], [0.5])[0].isNaN && quantiles([1], [2])[0].isNaN)
    #expect(quantiles([-.infinity, .infinity, .infinity], [0, 0.75, 1]) == [-.infinity, .infinity, .infinity])
  }

  @Test("Undefined numbers are gathered behind the others")
  func gathering() {
    var values = [3, .nan, 1, .nan, 2]
    let count = values.withUnsafeMutableBufferPointer { gatherDefined($0) }
    #expect(count == 3 && Array(values.prefix(3)) == [3, 1, 2] && values[3].isNaN && values[4].isNaN)
  }

  @Test("Ranks share ties, and their correlation is Spearman's: 1 - 6 · Σd² / (n · (n² - 1)) without ties")
  func ranking() {
    #expect(ranks(of: [30, 10, 20, 20]) == [4, 1, 2.5, 2.5])
    #expect(rankCorrelation([1, 2, 3, 4], [1, 4, 9, 16]) == 1)
    #expect(rankCorrelation([1, 2, 3, 4], [8, 4, 2, 1]) == -1)
    // Without ties 1 - 6 · Σd² / (n · (n² - 1)): here Σd² = 8 and n = 5.
    #expect((rankCorrelation([1, 2, 3, 4, 5], [2, 1, 5, 3, 4]) - (1 - 6.0 * 8 / (5 * 24))).magnitude < 1e-15)
    #expect(rankCorrelation([1, 1], [1, 2]).isNaN && rankCorrelation([1, .nan], [1, 2]).isNaN)
  }

  @Test("The edges of bins are round, hold the range and are about as many as asked")
  func edges() throws {
    #expect(roundEdges(from: 0.13, to: 0.91, about: 8) == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    #expect(roundEdges(from: -3, to: 12, about: 6) == [-5, -2.5, 0, 2.5, 5, 7.5, 10, 12.5])
    #expect(roundEdges(from: 2e6, to: 9.1e6, about: 7)?.first == 2e6)
    for (low, high) in [(1e-9, 3e-9), (-7e12, 8e13), (99.99, 100.01), (0, 1e-200)] {
      let edges = try #require(roundEdges(from: low, to: high, about: 20))
      let step = edges[1] - edges[0]
      #expect(edges[0] <= low && edges[edges.count - 1] >= high && edges.count > 8 && edges.count < 44)
      #expect(edges[0] > low - step && edges[edges.count - 1] < high + step)
    }
    #expect(roundEdges(from: 1, to: 1, about: 5) == nil && roundEdges(from: 0, to: .infinity, about: 5) == nil)
  }

  @Test("Every number is counted once, in the bin whose edges hold it")
  func histogram() throws {
    let values = random(5000, seed: 8) + [0.1, 0.3, 0.6, 0.7, 0.2, -1, 2, .nan]
    var histogram = try #require(Histogram(from: 0, to: 1, about: 10))
    values.withUnsafeBufferPointer { histogram.add($0) }
    for (bin, count) in histogram.counts.enumerated() {
      let (low, high) = (histogram.edges[bin], histogram.edges[bin + 1])
      #expect(count == values.count { $0 >= low && ($0 < high || bin == 9 && $0 <= high) })
    }
    #expect(histogram.below == 1 && histogram.above == 1 && histogram.counts.reduce(0, +) == 5005)
    var double = histogram
    double.merge(histogram)
    #expect(double.counts == histogram.counts.map { 2 * $0 } && double.below == 2)
  }

  @Test("A sketch's ranks are within its own bound, also where sketches are merged and the numbers come sorted")
  func sketch() {
    let numbers = random(100_000, seed: 4)
    for values in [numbers, numbers.sorted(), numbers.map { ($0 * 100).rounded() }] {
      var sketch = QuantileSketch(capacity: 1024)
      for start in stride(from: 0, to: values.count, by: 30_001) {
        var part = QuantileSketch(capacity: 1024)
        values[start..<min(start + 30_001, values.count)].withUnsafeBufferPointer { part.add($0) }
        sketch.merge(part)
      }
      #expect(sketch.count == values.count && sketch.errorBound < 0.02)
      let sorted = values.sorted()
      let levels = [0, 0.001, 0.05, 0.1, 0.5, 0.77, 0.9, 0.999, 1]
      for (level, value) in zip(levels, sketch.quantiles(at: levels)) {
        let below = Double(firstIndex(in: sorted) { $0 >= value }) / Double(sorted.count)
        let atMost = Double(firstIndex(in: sorted) { $0 > value }) / Double(sorted.count)
        #expect(below <= level + sketch.errorBound && atMost >= level - sketch.errorBound, "\(level)")
      }
    }
    #expect(QuantileSketch().quantiles(at: [0.5])[0].isNaN)
  }

  @Test("A sketch of few numbers is exact")
  func fewNumbers() {
    var sketch = QuantileSketch()
    [5.0, 1, 3].withUnsafeBufferPointer { sketch.add($0) }
    #expect(sketch.quantiles(at: [0, 0.33, 0.5, 1]) == [1, 1, 3, 5])
  }

  private func random(_ count: Int, seed: UInt64) -> [Double] {
    var values = [Double](repeating: 0, count: count)
    values.withUnsafeMutableBufferPointer { CounterGenerator(seed: seed, name: "test").fill($0) }
    return values
  }

  private func moments(_ values: [Double]) -> Moments { values.withUnsafeBufferPointer { Moments($0) } }

  private func quantiles(_ values: [Double], _ levels: [Double]) -> [Double] {
    var values = values
    return values.withUnsafeMutableBufferPointer { selectQuantiles(of: $0, at: levels) }
  }
}

@Suite("Sorting by digits")
struct RadixSortTests {
  @Test("Numbers of every sign and size come in order, and equal keys stay in theirs")
  func order() {
    let least = Double.leastNonzeroMagnitude
    let numbers = [3, -0.5, 1e300, -1e300, 0, -.infinity, least, .infinity, -least, 3, 2.999999999999, -7]
    var sorted = numbers
    radixSort(&sorted, key: orderedKey)
    #expect(sorted == numbers.sorted())
    var pairs = (0..<5000).map { (key: UInt64($0 * 7919 % 13) << 40, place: $0) }
    radixSort(&pairs) { $0.key }
    #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.key < $1.key || $0.key == $1.key && $0.place < $1.place })
    var none: [Double] = []
    radixSort(&none, key: orderedKey)
    #expect(none.isEmpty)
  }
}

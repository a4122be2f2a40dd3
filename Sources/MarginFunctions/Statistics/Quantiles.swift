import MarginSource

/// The quantiles of numbers at levels in any order, exactly: at rank (n - 1) · p of the sorted ones, in proportion between
/// two ranks, as PERCENTILE.INC of a spreadsheet. The numbers may be rearranged, and none may be NaN.
package func selectQuantiles(of values: UnsafeMutableBufferPointer<Double>, at levels: [Double]) -> [Double] {
  guard let last = values.indices.last else { return levels.map { _ in .nan } }
  let places = levels.map { level -> (below: Int, rest: Double)? in
    let rank = Double(last) * level
    guard level >= 0, level <= 1, let below = wholeInt(rank, .down) else { return nil }
    return (below, rank - Double(below))
  }
  let ranks = Set(places.compactMap { $0 }.flatMap { [$0.below, min($0.below + 1, last)] }).sorted()
  let found = numbers(of: ranks, in: values)
  return places.map { place in
    guard let (below, rest) = place, let value = found[below], let next = found[min(below + 1, last)] else {
      return .nan
    }
    // Of two infinite ones there is no difference.
    return rest == 0 || next == value ? value : value + rest * (next - value)
  }
}

/// The numbers of rising ranks, counted from 0.
private func numbers(of ranks: [Int], in values: UnsafeMutableBufferPointer<Double>) -> [Int: Double] {
  if let bins = Bins(values) { return bins.numbers(of: ranks, in: values) }
  select(ranks, in: values)
  return Dictionary(uniqueKeysWithValues: ranks.map { ($0, values[$0]) })
}

/// Many numbers counted in narrow bins between the least and the largest: only what shares a bin with a wanted rank is
/// looked at again.
private struct Bins {
  private static let count = 4096
  private let low: Double
  private let perUnit: Double
  /// How many numbers lie below each bin, and below all of them.
  private var below: [Int]

  /// Nil where numbers are few or lie too close or too far apart for bins.
  init?(_ values: UnsafeMutableBufferPointer<Double>) {
    guard values.count > 4 * Self.count else { return nil }
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values {
      low = value < low ? value : low
      high = value > high ? value : high
    }
    self.low = low
    perUnit = Double(Self.count) / (high - low)
    guard perUnit.isFinite, perUnit > 0, (high - low).isFinite else { return nil }
    below = Array(repeating: 0, count: Self.count + 2)
    for value in values { below[bin(value) + 1] += 1 }
    for bin in 1..<below.count { below[bin] += below[bin - 1] }
  }

  /// Rises with the number: the nearest whole number of steps, taken from the last bits of a sum with 2^52.
  @inline(__always)
  private func bin(_ value: Double) -> Int {
    Int(truncatingIfNeeded: ((value - low) * perUnit + 0x1p52).bitPattern & 0x1FFF)
  }

  func numbers(of ranks: [Int], in values: UnsafeMutableBufferPointer<Double>) -> [Int: Double] {
    var groupOfBin = Array(repeating: -1, count: Self.count + 1)
    var groups: [(first: Int, ranks: [Int], numbers: [Double])] = []
    var bin = 0
    for rank in ranks {
      while below[bin + 1] <= rank { bin += 1 }
      if groupOfBin[bin] < 0 {
        groupOfBin[bin] = groups.count
        var numbers: [Double] = []
        numbers.reserveCapacity(below[bin + 1] - below[bin])
        groups.append((below[bin], [], numbers))
      }
      groups[groups.count - 1].ranks.append(rank)
    }
    for value in values {
      let group = groupOfBin[self.bin(value)]
      if group >= 0 { groups[group].numbers.append(value) }
    }
    var found: [Int: Double] = [:]
    for place in groups.indices {
      let first = groups[place].first
      let own = groups[place].ranks
      groups[place].numbers.withUnsafeMutableBufferPointer { numbers in
        select(own.map { $0 - first }, in: numbers)
        for rank in own { found[rank] = numbers[rank - first] }
      }
    }
    return found
  }
}

/// Moves what is NaN behind all else, which stays in its order, and counts what is before.
package func gatherDefined(_ values: UnsafeMutableBufferPointer<Double>) -> Int {
  var count = 0
  for index in values.indices where !values[index].isNaN {
    if index > count { values.swapAt(index, count) }
    count += 1
  }
  return count
}

/// Brings the numbers of rising ranks, counted from 0, to their places: the middle one first, which leaves smaller ones
/// before and larger ones behind it, so that each other rank is looked for on one side.
private func select(_ ranks: [Int], in values: UnsafeMutableBufferPointer<Double>) {
  var waiting = [(ranks: ranks.indices, low: 0, high: values.count - 1)]
  while let (places, low, high) = waiting.popLast() {
    guard !places.isEmpty else { continue }
    let middle = places.lowerBound + places.count / 2
    select(ranks[middle], in: values, low, high)
    waiting.append((places.lowerBound..<middle, low, ranks[middle] - 1))
    waiting.append(((middle + 1)..<places.upperBound, ranks[middle] + 1, high))
  }
}

/// Brings the number of one rank to its place within a range, by C. A. R. Hoare's method with a pivot from nine.
private func select(_ rank: Int, in values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int) {
  var (low, high) = (low, high)
  // Halving is usual; where the pivots are bad for too long the rest is sorted.
  var roundsLeft = 4 * (Int.bitWidth - values.count.leadingZeroBitCount)
  while high - low > 32, roundsLeft > 0 {
    roundsLeft -= 1
    let pivot = pivot(values, low, high)
    let notLess = divide(values, low, high) { $0 < pivot }
    if rank < notLess {
      high = notLess - 1
      continue
    }
    let greater = divide(values, notLess, high) { $0 <= pivot }
    if rank < greater { return }
    low = greater
  }
  guard low < high else { return }
  var rest = UnsafeMutableBufferPointer(rebasing: values[low...high])
  rest.sort()
}

/// Brings what is wanted before what is not, and gives the first place of the latter. Without branches, which a
/// processor could not foresee.
@inline(__always)
private func divide(
  _ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int, _ isWanted: (Double) -> Bool
) -> Int {
  guard low <= high, let start = values.baseAddress else { return low }
  var place = low
  for index in low...high {
    let value = start[index]
    start[index] = start[place]
    start[place] = value
    place += isWanted(value) ? 1 : 0
  }
  return place
}

/// The median of three medians of three, from places spread over the range.
private func pivot(_ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int) -> Double {
  let step = (high - low) / 8
  func median(_ first: Double, _ second: Double, _ third: Double) -> Double {
    max(min(first, second), min(max(first, second), third))
  }
  func medianOfThree(_ place: Int) -> Double {
    median(values[low + place * step], values[low + (place + 1) * step], values[low + (place + 2) * step])
  }
  return median(medianOfThree(0), medianOfThree(3), medianOfThree(6))
}

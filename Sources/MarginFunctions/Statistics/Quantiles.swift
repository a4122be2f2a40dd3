import MarginSource

/// The quantiles of numbers at levels in any order, exactly: at rank (n - 1) · p of the sorted ones, in proportion between
/// two ranks, as PERCENTILE.INC of a spreadsheet. The numbers are rearranged, not sorted, and none may be NaN.
package func selectQuantiles(of values: UnsafeMutableBufferPointer<Double>, at levels: [Double]) -> [Double] {
  guard let last = values.indices.last else { return levels.map { _ in .nan } }
  let places = levels.map { level -> (below: Int, rest: Double)? in
    let rank = Double(last) * level
    guard level >= 0, level <= 1, let below = wholeInt(rank, .down) else { return nil }
    return (below, rank - Double(below))
  }
  select(Set(places.compactMap { $0 }.flatMap { [$0.below, min($0.below + 1, last)] }).sorted(), in: values)
  return places.map { place in
    guard let (below, rest) = place else { return .nan }
    let (value, next) = (values[below], values[min(below + 1, last)])
    // Of two infinite ones there is no difference.
    return rest == 0 || next == value ? value : value + rest * (next - value)
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

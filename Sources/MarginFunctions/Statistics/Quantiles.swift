import MarginSource

/// The quantiles of numbers at rising or any levels, exactly: at rank (n - 1) · p of the sorted ones, in proportion between
/// two ranks, as PERCENTILE.INC of a spreadsheet. The numbers are rearranged, not sorted, and none may be NaN.
package func selectQuantiles(of values: UnsafeMutableBufferPointer<Double>, at levels: [Double]) -> [Double] {
  guard let last = values.indices.last else { return levels.map { _ in .nan } }
  var found = levels.map { _ in Double.nan }
  var start = 0
  for place in levels.indices.sorted(by: { levels[$0] < levels[$1] }) where levels[place] >= 0 && levels[place] <= 1 {
    let rank = Double(last) * levels[place]
    guard let below = wholeInt(rank, .down) else { continue }
    // What is before an earlier rank is smaller and need not be looked at again.
    select(below, in: values, from: min(start, below))
    start = below
    let rest = rank - Double(below)
    guard rest > 0, below < last else {
      found[place] = values[below]
      continue
    }
    // The next larger one is the least of those behind.
    var next = values[below + 1]
    for index in (below + 1)...last where values[index] < next { next = values[index] }
    // Of two infinite ones there is no difference.
    found[place] = next == values[below] ? next : values[below] + rest * (next - values[below])
  }
  return found
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

/// Brings the number of a rank, counted from 0, to its place, smaller ones before and larger ones behind it, by C. A. R.
/// Hoare's method with a pivot from nine. Everything before `start` is taken to be in place.
private func select(_ rank: Int, in values: UnsafeMutableBufferPointer<Double>, from start: Int) {
  var (low, high) = (start, values.count - 1)
  // Halving is usual; where the pivots are bad for too long the rest is sorted.
  var roundsLeft = 4 * (Int.bitWidth - values.count.leadingZeroBitCount)
  while high - low > 32, roundsLeft > 0 {
    roundsLeft -= 1
    let pivot = pivot(values, low, high)
    var (left, right) = (low, high)
    while left <= right {
      while values[left] < pivot { left += 1 }
      while values[right] > pivot { right -= 1 }
      if left <= right {
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if rank <= right {
      high = right
    } else if rank >= left {
      low = left
    } else {
      return
    }
  }
  var rest = UnsafeMutableBufferPointer(rebasing: values[low...high])
  rest.sort()
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

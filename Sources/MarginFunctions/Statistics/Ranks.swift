/// The ranks of numbers, from 1 on; equal numbers have the mean of their ranks.
package func ranks(of values: [Double]) -> [Double] {
  var order = values.enumerated().map { (key: orderedKey($0.element), index: $0.offset) }
  radixSort(&order) { $0.key }
  var ranks = [Double](repeating: 0, count: values.count)
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, values[order[end].index] == values[order[start].index] { end += 1 }
    for place in start..<end { ranks[order[place].index] = Double(start + end + 1) / 2 }
    start = end
  }
  return ranks
}

/// Spearman's rank correlation of two columns of one length; NaN where one of them is constant or has a NaN.
package func rankCorrelation(_ first: [Double], _ second: [Double]) -> Double {
  guard first.count == second.count, !first.contains(where: \.isNaN), !second.contains(where: \.isNaN) else {
    return .nan
  }
  return correlation(ofRanks: ranks(of: first), ranks(of: second))
}

/// The correlation of two columns of ranks, so that the ranks of one serve for several pairs.
package func correlation(ofRanks first: [Double], _ second: [Double]) -> Double {
  guard first.count == second.count, first.count > 1 else { return .nan }
  // The mean of ranks is known, and sums of them are exact.
  let mean = Double(first.count + 1) / 2
  var (product, square, otherSquare) = (0.0, 0.0, 0.0)
  for (rank, other) in zip(first, second) {
    product += (rank - mean) * (other - mean)
    square += (rank - mean) * (rank - mean)
    otherSquare += (other - mean) * (other - mean)
  }
  guard square > 0, otherSquare > 0 else { return .nan }
  return max(-1, min(1, product / (square * otherSquare).squareRoot()))
}

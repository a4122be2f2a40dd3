// The only place where a Double becomes an Int: `Int(_:)` ends the process for nan, infinity and what is too large.

/// The whole number that a value is exactly; nil for 2.5, nan, infinity and what an Int cannot hold.
package func exactInt(_ value: Double) -> Int? { Int(exactly: value) }

/// The value rounded to a whole number, halves away from zero unless told; nil for nan, infinity and what an Int
/// cannot hold. `wholeInt(2.5)` is 3, `wholeInt(2.9, .towardZero)` is 2.
package func wholeInt(_ value: Double, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero) -> Int? {
  Int(exactly: value.rounded(rule))
}

/// The value rounded as by `wholeInt` and held within a range; nil only for nan.
package func clampedInt(
  _ value: Double, to range: ClosedRange<Int>, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
) -> Int? {
  guard !value.isNaN else { return nil }
  if value <= Double(range.lowerBound) { return range.lowerBound }
  if value >= Double(range.upperBound) { return range.upperBound }
  return wholeInt(value, rule)
}

/// The product of sizes; nil where it overflows or a size is negative.
package func checkedSize(_ sizes: Int...) -> Int? {
  var product = 1
  for size in sizes {
    let (next, overflows) = product.multipliedReportingOverflow(by: size)
    guard size >= 0, !overflows else { return nil }
    product = next
  }
  return product
}

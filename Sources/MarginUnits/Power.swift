#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `base` to the power `exponent`: C's `pow`, save that a square, cube or fourth power is a product, which is within
/// 1e-15 of it and much quicker.
package func raised(_ base: Double, to exponent: Double) -> Double {
  if exponent == 2 { return base * base }
  if exponent == 3 { return base * base * base }
  if exponent == 4 { return (base * base) * (base * base) }
  return pow(base, exponent)
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `base` to the power `exponent`, as C's `pow`.
package func raised(_ base: Double, to exponent: Double) -> Double { pow(base, exponent) }

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

func exponential(_ x: Double) -> Double { exp(x) }
func naturalLogarithm(_ x: Double) -> Double { log(x) }
func decimalLogarithm(_ x: Double) -> Double { log10(x) }
/// e^x - 1, with all digits also near 0.
func exponentialLessOne(_ x: Double) -> Double { expm1(x) }
/// ln(1 + x), with all digits also near 0.
func naturalLogarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
/// The probability of at most x in the standard normal distribution.
package func normalProbability(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
func sine(_ x: Double) -> Double { sin(x) }

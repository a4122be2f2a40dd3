/// Rounds half away from zero at the twelfth decimal, which takes away the noise of binary fractions, as the exported
/// `ROUND(x,12)` does; without it `ceil(0.1 * 3 * 10)` would be 4.
func withoutNoise(_ value: Double) -> Double {
  guard value.magnitude < 1e3 else { return value }
  let scaled = value * 1e12
  let rounded = scaled.rounded(.toNearestOrAwayFromZero)
  return rounded / 1e12
}

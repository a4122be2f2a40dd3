/// The value below which a standard normal variable lies with probability `p`, to about 1e-16: -infinity at 0, infinity
/// at 1, NaN outside.
///
/// Rational approximations in three ranges; structure and coefficients are those of M. J. Wichura (1988), "Algorithm
/// AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37(3), 477-484.
package func normalQuantile(_ p: Double) -> Double {
  let distance = p - 0.5
  if distance.magnitude <= 0.425 { return distance * centralScore(0.180625 - distance * distance) }
  guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
  let depth = (-naturalLogarithm(distance < 0 ? p : 1 - p)).squareRoot()
  let score = depth <= 5 ? tailScore(depth - 1.6) : farTailScore(depth - 5)
  return distance < 0 ? -score : score
}

/// Between the probabilities 0.075 and 0.925, per distance from 0.5.
@inline(__always)
private func centralScore(_ r: Double) -> Double {
  let above =
    (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
      + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
      + 133.14166789178437745) * r + 3.3871328727963666080)
  let below =
    (((((((5226.4952788528545610 * r + 28729.085735721942674) * r + 39307.895800092710610) * r
      + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.18700749205790830) * r
      + 42.313330701600911252) * r + 1)
  return above / below
}

/// Down to a probability of about 1.4e-11.
@inline(__always)
private func tailScore(_ r: Double) -> Double {
  let above =
    (((((((7.74545014278341407640e-4 * r + 0.0227238449892691845833) * r + 0.241780725177450611770) * r
      + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.76949722146069140550) * r
      + 4.63033784615654529590) * r + 1.42343711074968357734)
  let below =
    (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 0.0151986665636164571966) * r
      + 0.148103976427480074590) * r + 0.689767334985100004550) * r + 1.67638483018380384940) * r
      + 2.05319162663775882187) * r + 1)
  return above / below
}

/// Below that.
private func farTailScore(_ r: Double) -> Double {
  let above =
    (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.00124266094738807843860) * r
      + 0.0265321895265761230930) * r + 0.296560571828504891230) * r + 1.78482653991729133580) * r
      + 5.46378491116411436990) * r + 6.65790464350110377720)
  let below =
    (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
      + 7.86869131145613259100e-4) * r + 0.0148753612908506148525) * r + 0.136929880922735805310) * r
      + 0.599832206555887937690) * r + 1)
  return above / below
}

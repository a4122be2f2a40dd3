import CMarginKernels

/// The value below which a standard normal variable lies with probability `p`, to about 1e-16: -infinity at 0, infinity
/// at 1, NaN outside.
package func normalQuantile(_ p: Double) -> Double { margin_normal_score(p) }

/// Turns uniform numbers between 0 and 1 into standard normal scores; both may be the same memory.
package func fillNormalScores(
  _ out: UnsafeMutableBufferPointer<Double>, fromUniforms uniforms: UnsafeBufferPointer<Double>
) {
  let count = min(out.count, uniforms.count)
  guard let out = out.baseAddress, let source = uniforms.baseAddress else { return }
  margin_normal_scores(out, source, count)
}

import Testing

@testable import MarginFunctions

@Suite("Fits to two quantiles")
struct FitTests {
  private static let pairs: [(Double, Double)] = [(0.1, 0.9), (0.05, 0.95), (0.01, 0.5), (0.4, 0.999)]

  @Test("Each family has the quantiles that it was fitted to", arguments: pairs)
  func quantiles(lower: Double, upper: Double) {
    for (low, high) in [(0.55, 0.85), (0.001, 0.9), (0.02, 0.09), (0.4999, 0.5001), (1e-5, 2e-5), (0.9, 0.9999)] {
      let (first, second) = (KnownQuantile(lower, low), KnownQuantile(upper, high))
      let fits = [
        ("normal", Distribution.normal(first, second)), ("lognormal", .lognormal(first, second)),
        ("gamma", .gamma(first, second)), ("beta", .beta(first, second)), ("uniform", .uniform(first, second)),
      ]
      for (name, fit) in fits {
        guard let fit else {
          Issue.record("no \(name) for \(low) at \(lower) and \(high) at \(upper)")
          continue
        }
        #expect(relativeError(fit.quantile(lower), low) < 1e-9, "\(name) \(low) \(high)")
        #expect(relativeError(fit.quantile(upper), high) < 1e-9, "\(name) \(low) \(high)")
      }
    }
  }

  @Test("A fit finds the parameters that the quantiles came from")
  func parameters() throws {
    let beta = try #require(Distribution.beta(a: 2, b: 5))
    let found = Distribution.beta(
      KnownQuantile(0.1, beta.quantile(0.1)), KnownQuantile(0.9, beta.quantile(0.9)))
    guard case .beta(let fitted) = found else { throw Missing() }
    #expect(relativeError(fitted.a, 2) < 1e-10 && relativeError(fitted.b, 5) < 1e-10)
    let gamma = try #require(Distribution.gamma(shape: 0.5, scale: 3))
    let other = Distribution.gamma(
      KnownQuantile(0.2, gamma.quantile(0.2)), KnownQuantile(0.95, gamma.quantile(0.95)))
    guard case .gamma(let shaped) = other else { throw Missing() }
    #expect(relativeError(shaped.shape, 0.5) < 1e-10 && relativeError(shaped.scale, 3) < 1e-10)
  }

  @Test("The short form is a beta for a share, a lognormal above 0 and a normal else, with 5 % beyond each end")
  func central() throws {
    guard case .beta = Distribution.central(0.02, 0.09, isShare: true),
      case .lognormal = Distribution.central(2, 9, isShare: false),
      case .normal = Distribution.central(-1, 9, isShare: false)
    else { throw Missing() }
    let normal = try #require(Distribution.central(-1, 9, isShare: false))
    #expect(relativeError(normal.quantile(0.05), -1) < 1e-12 && relativeError(normal.quantile(0.95), 9) < 1e-12)
    #expect(Distribution.central(0, 0.5, isShare: true) == nil)
  }

  private struct Missing: Error {}
}

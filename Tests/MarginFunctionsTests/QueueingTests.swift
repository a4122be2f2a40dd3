import MarginFunctions
import Testing

/// Queues and probabilities. [F] Erlang's recursions in exact fractions; [S] the Poisson and normal distributions in 30
/// digits.
@Suite("Queues and probabilities")
struct QueueingTests {
  @Test(
    "Erlang B is the Poisson probability of all servers among those of at most all [F]",
    arguments: [
      (10, 14, 0.05681914338652086), (48, 55, 0.03837428068783593), (1000, 1020, 0.013789386044704441),
      (900, 800, 0.11883752459273384), (0, 3, 0), (5, 0, 1),
    ] as [(Double, Double, Double)])
  func lost(_ load: Double, _ servers: Double, _ expected: Double) {
    let mass = BuiltinFunction.poissonMass.kernel([servers, load])
    let found = mass / BuiltinFunction.poissonCumulative.kernel([servers, load])
    #expect((found - expected).magnitude <= 1e-12 * expected, "\(found)")
  }

  @Test(
    "Erlang C is the share that waits [F]",
    arguments: [
      (48, 55, 0.2387009363780092), (1000, 1020, 0.41626011632735362), (0.1, 3, 0.0001560062402496100),
      (0, 3, 0), (1, 400, 0),
    ] as [(Double, Double, Double)])
  func waiting(_ load: Double, _ servers: Double, _ expected: Double) {
    let mass = BuiltinFunction.poissonMass.kernel([servers, load])
    let found = BuiltinFunction.waitingShare.kernel([load, servers, mass])
    #expect((found - expected).magnitude <= 1e-12 * expected, "\(found)")
  }

  @Test("A fraction of a count is cut off, and below zero there is no probability")
  func counts() {
    let mass = BuiltinFunction.poissonMass.kernel
    #expect(mass([2.9, 3]) == mass([2, 3]))
    #expect(mass([-1, 3]).isNaN && mass([1, -3]).isNaN && mass([.nan, 3]).isNaN)
    #expect(BuiltinFunction.poissonCumulative.kernel([-1, 3]).isNaN)
    #expect(mass([1e300, 1e300]).isNaN)
  }

  @Test(
    "The normal distribution keeps its digits far out [S]",
    arguments: [
      ([0], 0.5), ([1.96], 0.9750021048517795), ([-10], 7.619853024160527e-24), ([7, 5, 2], 0.8413447460685429),
    ] as [([Double], Double)])
  func normal(_ arguments: [Double], _ expected: Double) throws {
    let found = try #require(builtinFunction("normal_cdf")).kernel(arguments)
    #expect((found - expected).magnitude <= 1e-12 * expected, "\(found)")
  }

  @Test("A standard deviation of 0 or less has no distribution")
  func noSpread() throws {
    let normal = try #require(builtinFunction("normal_cdf")).kernel
    #expect(normal([1, 0, 0]).isNaN && normal([1, 0, -1]).isNaN)
  }
}

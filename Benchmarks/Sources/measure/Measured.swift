import Foundation

/// What one piece of work took, run by run.
struct Measured {
  /// By the clock on the wall, in seconds.
  private(set) var wall: [Double] = []
  /// Of all threads of this process, in user and system mode, in seconds.
  private(set) var processor: [Double] = []

  /// Does the work so often, and gives what the last run made.
  static func run<Product>(
    times: Int, _ work: () throws -> Product
  ) rethrows -> (measured: Measured, product: Product?) {
    var measured = Measured()
    var product: Product?
    for _ in 0..<max(1, times) { product = try measured.add(repeating: 1, work) }
    return (measured, product)
  }

  /// As `run` for work that is too short for the clock: repeats it for a tenth of a second in each run, and counts one
  /// of `parts` parts of it. What comes before the first run warms caches and is not counted.
  static func short(times: Int, parts: Double = 1, _ work: () throws -> Void) rethrows -> Measured {
    var trial = Measured()
    for _ in 0..<2 { try trial.add(repeating: 1, work) }
    let once = max(trial.wall.last ?? 0, 1e-9)
    let count = once < 0.1 ? Int(exactly: (0.1 / once).rounded(.up)) ?? 1 : 1
    var measured = Measured()
    for _ in 0..<max(1, times) { try measured.add(repeating: count, parts: parts, work) }
    return measured
  }

  @discardableResult
  private mutating func add<Product>(
    repeating count: Int, parts: Double = 1, _ work: () throws -> Product
  ) rethrows -> Product? {
    var product: Product?
    let start = (wall: Self.now(CLOCK_MONOTONIC), processor: Self.now(CLOCK_PROCESS_CPUTIME_ID))
    for _ in 0..<count { product = try work() }
    let share = 1 / (Double(count) * parts)
    wall.append((Self.now(CLOCK_MONOTONIC) - start.wall) * share)
    processor.append((Self.now(CLOCK_PROCESS_CPUTIME_ID) - start.processor) * share)
    return product
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

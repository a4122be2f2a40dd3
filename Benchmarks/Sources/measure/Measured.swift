import Foundation

/// What one piece of work took, run by run.
struct Measured {
  /// By the clock on the wall, in seconds.
  private(set) var wall: [Double] = []
  /// Of all threads of this process, in user and system mode, in seconds.
  private(set) var processor: [Double] = []

  /// Does the work so often, and gives what the last run made. `prepare` runs before each and is not counted.
  static func run<Product>(
    times: Int, prepare: () -> Void = {}, _ work: () throws -> Product
  ) rethrows -> (measured: Measured, product: Product?) {
    var measured = Measured()
    var product: Product?
    for _ in 0..<max(1, times) {
      prepare()
      let (wall, processor) = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
      product = try work()
      measured.wall.append(now(CLOCK_MONOTONIC) - wall)
      measured.processor.append(now(CLOCK_PROCESS_CPUTIME_ID) - processor)
    }
    return (measured, product)
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

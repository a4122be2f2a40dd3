import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many threads the machine runs at once.
package func availableThreads() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// Does parts of a work on some threads: each takes every so manieth part, in their order, so that what a part gives
/// cannot depend on how many threads there are. Returns when all is done.
package func inParallel(threads: Int, parts: Int, _ work: @Sendable (_ parts: StrideTo<Int>) -> Void) {
  let count = min(max(1, threads), max(1, parts))
  if count == 1 { return work(stride(from: 0, to: parts, by: 1)) }
  DispatchQueue.concurrentPerform(iterations: count) { work(stride(from: $0, to: parts, by: count)) }
}

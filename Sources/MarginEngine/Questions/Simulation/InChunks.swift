import Dispatch
import Synchronization

/// What takes in the products of numbered pieces of work, one after the other.
protocol ChunkCollector: Sendable {
  associatedtype Product: Sendable
  mutating func take(_ product: Product)
}

/// Hands out numbered pieces of work to several threads and has their products collected in the order of the numbers, so
/// that the result is the same for any number of threads.
final class ChunkLine<Collector: ChunkCollector>: Sendable {
  private struct State {
    var next = 0
    var taken = 0
    var early: [Int: Collector.Product] = [:]
    var collector: Collector
  }

  private let state: Mutex<State>
  private let count: Int
  private let shouldStop: @Sendable () -> Bool
  private let progress: @Sendable (Int) -> Void

  private init(
    _ count: Int, _ collector: sending Collector, _ shouldStop: @escaping @Sendable () -> Bool,
    _ progress: @escaping @Sendable (Int) -> Void
  ) {
    state = Mutex(State(collector: collector))
    self.count = count
    self.shouldStop = shouldStop
    self.progress = progress
  }

  /// The number of the piece to do next; nil where all are given out, or where it is time to stop.
  func next() -> Int? {
    guard !shouldStop() else { return nil }
    return state.withLock { state in
      guard state.next < count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Takes the product of a piece, once those of all before it have been taken.
  func deliver(_ product: Collector.Product, of number: Int) {
    let done = state.withLock { state in
      state.early[number] = product
      while let next = state.early.removeValue(forKey: state.taken) {
        state.collector.take(next)
        state.taken += 1
      }
      return state.taken
    }
    progress(done)
  }

  /// Works `count` pieces off with a worker on each thread, which asks for `next` and delivers until there is none. Gives
  /// what was collected and of how many pieces: fewer than all where `shouldStop` said so between two of them.
  static func run(
    _ count: Int, threads: Int, into collector: sending Collector,
    shouldStop: @escaping @Sendable () -> Bool = { false }, progress: @escaping @Sendable (Int) -> Void = { _ in },
    worker: @Sendable (ChunkLine) -> Void
  ) -> (collected: Collector, done: Int) {
    let line = ChunkLine(count, collector, shouldStop, progress)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in worker(line) }
    return line.state.withLock { ($0.collector, $0.taken) }
  }
}

/// Numbers that one thread works in.
final class NumberBlock {
  let numbers: UnsafeMutableBufferPointer<Double>

  init(count: Int) {
    numbers = .allocate(capacity: max(1, count))
    numbers.initialize(repeating: 0)
  }

  deinit { numbers.deallocate() }

  /// A part of them.
  subscript(_ start: Int, _ count: Int) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(rebasing: numbers[start..<(start + count)])
  }
}

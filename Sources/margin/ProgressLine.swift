import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A line on standard error that tells how far a long work is: on a terminal, and only where it takes more than a second.
final class ProgressLine: Sendable {
  private let isShown = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  /// Shows how much is done, a few times a second.
  func show(_ done: Int, of count: Int, _ what: String) {
    let now = ContinuousClock.now
    guard isShown, now - start > .seconds(1), count > 0 else { return }
    let isDue = last.withLock { last in
      guard let before = last, now - before < .milliseconds(200) else {
        last = now
        return true
      }
      return false
    }
    guard isDue else { return }
    let share = min(1, Double(done) / Double(count))
    let bar = (0..<30).map { Double($0) < share * 30 ? "█" : "░" }.joined()
    let percent = (share * 100).rounded(.down)
    Console.say("\r\(bar) \(Int(exactly: percent) ?? 0)% of \(count) \(what); Ctrl-C prints what is done ")
  }

  /// Takes the line away.
  func clear() {
    guard last.withLock({ $0 != nil }) else { return }
    Console.say("\r\u{1B}[K")
  }
}

/// Ctrl-C as a wish to see what is done; a second one ends the program.
enum Interrupt {
  /// Watches for it from now on.
  static func watch() -> @Sendable () -> Bool {
    signal(SIGINT) { _ in
      interrupted.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    return { interrupted.load(ordering: .relaxed) }
  }
}

private let interrupted = Atomic<Bool>(false)

/// Count, mean, deviation and ends of many numbers. Taken block by block of `blockSize` in the order of the numbers the
/// result is the same to the last bit however the blocks were shared among threads, as long as they are merged in order.
package struct Moments: Sendable, Equatable {
  package private(set) var count = 0
  package private(set) var least = Double.infinity
  package private(set) var greatest = -Double.infinity
  /// The sum, and what its additions rounded away.
  private var sum = 0.0
  private var lost = 0.0
  /// Sum of the squared distances from the mean, these times `scale`.
  private var squares = 0.0
  /// A power of 2 that keeps squares of very large and very small numbers inside what a Double holds; usually 1.
  private var scale = 1.0

  /// How many numbers make a block.
  package static let blockSize = 4096

  package init() {}

  /// Of one block, in two passes.
  package init(block: UnsafeBufferPointer<Double>) {
    guard !block.isEmpty else { return }
    count = block.count
    for value in block {
      add(value)
      least = min(least, value)
      greatest = max(greatest, value)
    }
    let mean = mean
    let size = max(least.magnitude, greatest.magnitude)
    if size > 1e100 || size < 1e-100, size > 0, size.isFinite { scale = 1 / max(0x1p-1000, size.binade) }
    var rest = 0.0
    for value in block {
      let distance = (value - mean) * scale
      squares += distance * distance
      rest += distance
    }
    // The mean is rounded; the distances tell by how much.
    squares -= rest * rest / Double(count)
  }

  /// Of any number of numbers, block by block.
  package init(_ values: UnsafeBufferPointer<Double>) {
    var start = 0
    while start < values.count {
      let end = min(start + Self.blockSize, values.count)
      merge(Moments(block: UnsafeBufferPointer(rebasing: values[start..<end])))
      start = end
    }
  }

  /// Takes in the numbers that follow.
  package mutating func merge(_ next: Moments) {
    guard next.count > 0 else { return }
    guard count > 0 else {
      self = next
      return
    }
    // The larger numbers decide.
    let common = min(scale, next.scale)
    let (own, other) = (common / scale, common / next.scale)
    scale = common
    let distance = (next.mean - mean) * common
    let share = Double(count) / Double(count + next.count)
    squares = squares * own * own + next.squares * other * other + distance * distance * share * Double(next.count)
    count += next.count
    add(next.sum)
    add(next.lost)
    least = min(least, next.least)
    greatest = max(greatest, next.greatest)
  }

  /// Adds to the sum and keeps what is rounded away, as A. Neumaier (1974) does.
  private mutating func add(_ value: Double) {
    let total = sum + value
    lost += sum.magnitude >= value.magnitude ? (sum - total) + value : (value - total) + sum
    sum = total
  }

  /// NaN of no numbers.
  package var mean: Double { count > 0 ? (sum + lost) / Double(count) : .nan }

  /// Of a sample: by one less than the count. NaN of less than two numbers.
  package var variance: Double { scaledVariance / scale / scale }

  /// The standard deviation of a sample.
  package var deviation: Double { scaledVariance.squareRoot() / scale }

  /// How far the mean of independent trials is off, as one deviation.
  package var standardError: Double { (scaledVariance / Double(count)).squareRoot() / scale }

  private var scaledVariance: Double { count > 1 ? max(0, squares / Double(count - 1)) : .nan }
}

/// The rates above -100 % per period at which a row of flows, the first of them now, is worth nothing.
///
/// In the logarithm y of the growth, the row's value is the sum of flow · e^(-y · period). It is searched for changes of
/// sign between close points; a rate that the value touches without changing sign is not found.
package struct InternalRates {
  private let flows: [Double]
  private let total: Double

  package init(_ flows: [Double]) {
    self.flows = flows
    var sum = CompensatedSum()
    flows.forEach { sum.add($0) }
    total = sum.value
  }

  /// The rate of flows whose signs leave room for one only; NaN where there is none.
  package var only: Double {
    guard total != 0, let first = flows.first(where: { $0 != 0 }), flows.contains(where: { ($0 < 0) != (first < 0) })
    else { return flows.contains { $0 != 0 } && total == 0 ? 0 : .nan }
    // The value at 0 is the total, and far above it has the sign of the first flow: the rate lies where they differ.
    let direction: Double = (first < 0) != (total < 0) ? 1 : -1
    var (near, far) = (0.0, 1e-6)
    while far < 60 {
      let value = scaled(direction * far)
      if value == 0 { return exponentialLessOne(direction * far) }
      if (value < 0) != (total < 0) {
        let (low, high) = direction > 0 ? (near, far) : (-far, -near)
        return exponentialLessOne(root(low, high))
      }
      (near, far) = (far, far * 2)
    }
    return .nan
  }

  /// In order; empty where there is none, and where all flows are 0.
  package var all: [Double] {
    guard flows.contains(where: { $0 > 0 }), flows.contains(where: { $0 < 0 }) else { return [] }
    var found: [Double] = []
    var before: (place: Double, value: Double)?
    for place in Self.places {
      let value = scaled(place)
      if value == 0 {
        found.append(exponentialLessOne(place))
      } else if let last = before, last.value != 0, (last.value < 0) != (value < 0) {
        found.append(exponentialLessOne(root(last.place, place)))
      }
      before = (place, value)
    }
    return found
  }

  /// Close together around 0, where rates per period are, up to a rate of e^14, about 1.2 million.
  private static let places: [Double] = {
    let half = (1...2_000).map { number -> Double in
      let share = Double(number) / 2_000
      return 14 * share * share * share
    }
    return half.reversed().map { -$0 } + [0] + half
  }()

  /// The value at a growth, divided by e^(the largest exponent), which keeps its sign.
  private func scaled(_ growth: Double) -> Double {
    let last = Double(flows.count - 1)
    let top = growth < 0 ? -growth * last : 0
    var sum = CompensatedSum()
    if growth.magnitude < 1e-3, growth.magnitude * last < 50 {
      // Near a rate of 0 only the differences from the plain total are added, which keeps all digits of small rates.
      sum.add(total)
      for (period, flow) in flows.enumerated() where flow != 0 {
        sum.add(flow * exponentialLessOne(-growth * Double(period)))
      }
    } else {
      for (period, flow) in flows.enumerated() where flow != 0 {
        sum.add(flow * exponential(-growth * Double(period) - top))
      }
    }
    return sum.value
  }

  /// The place between two of different signs where the value is 0: bisection with steps by the secant (ITP).
  private func root(_ first: Double, _ second: Double) -> Double {
    var (low, high) = (first, second)
    var (atLow, atHigh) = (scaled(low), scaled(high))
    var isSecant = true
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      var next = middle
      if isSecant {
        let secant = low - atLow * (high - low) / (atHigh - atLow)
        if secant > low, secant < high { next = secant }
      }
      let value = scaled(next)
      if value == 0 { return next }
      let width = high - low
      if (value < 0) == (atLow < 0) { (low, atLow) = (next, value) } else { (high, atHigh) = (next, value) }
      isSecant = high - low < width / 2 ? true : !isSecant
    }
    return atLow.magnitude < atHigh.magnitude ? low : high
  }
}

/// A sum that carries what is lost by rounding along (Neumaier).
struct CompensatedSum {
  private var sum = 0.0
  private var lost = 0.0

  mutating func add(_ number: Double) {
    let next = sum + number
    lost += sum.magnitude >= number.magnitude ? (sum - next) + number : (number - next) + sum
    sum = next
  }

  var value: Double { sum + lost }
}

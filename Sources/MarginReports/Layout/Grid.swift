import MarginUnits

/// The columns that all calculation sheets share.
struct Grid {
  static let label = 1
  static let unit = 2
  static let constant = 3
  static let total = 4
  static let numberRow = 4
  static let dateRow = 5

  /// The periods of each year; none where the timeline lies within one year, whose sums the total shows.
  let years: [Range<Int>]
  let periods: Int

  init(_ timeline: Timeline) {
    let years = timeline.years.map(\.periods)
    self.years = years.count > 1 ? years : []
    periods = timeline.count
  }

  var opening: Int { Self.total + 1 + years.count }
  var first: Int { opening + 1 }
  var last: Int { opening + periods }
  func year(_ index: Int) -> Int { Self.total + 1 + index }
  func period(_ index: Int) -> Int { first + index }
}

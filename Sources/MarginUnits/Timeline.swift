/// The periods of a model: `count` periods of `monthsPerPeriod` calendar months from a first month.
package struct Timeline: Sendable, Equatable {
  package let startYear: Int
  /// 1 to 12.
  package let startMonth: Int
  package let count: Int
  package let monthsPerPeriod: Int
  /// False for the single period of a model without a timeline.
  package let isDeclared: Bool

  package init(startYear: Int, startMonth: Int, count: Int, monthsPerPeriod: Int = 1, isDeclared: Bool = true) {
    self.startYear = startYear
    self.startMonth = startMonth
    self.count = count
    self.monthsPerPeriod = monthsPerPeriod
    self.isDeclared = isDeclared
  }

  /// The single period of one month that a model without a timeline has.
  package static let single = Timeline(startYear: 2000, startMonth: 1, count: 1, isDeclared: false)

  /// Year and month in which a period begins.
  package func month(_ period: Int) -> (year: Int, month: Int) {
    let months = startYear * 12 + startMonth - 1 + period * monthsPerPeriod
    return (months / 12, months % 12 + 1)
  }

  /// `2026-01`; `month` for the one period of a model without a timeline.
  package func label(_ period: Int) -> String {
    guard isDeclared else { return "month" }
    let (year, month) = month(period)
    return Self.pad(year, 4) + "-" + Self.pad(month, 2)
  }

  package var labels: [String] { (0..<count).map(label) }

  /// The period that a month falls in, which may lie outside the timeline.
  package func period(year: Int, month: Int) -> Int {
    let months = (year * 12 + month) - (startYear * 12 + startMonth)
    return months >= 0 ? months / monthsPerPeriod : -((monthsPerPeriod - 1 - months) / monthsPerPeriod)
  }

  package func contains(_ period: Int) -> Bool { period >= 0 && period < count }

  /// The calendar years that the timeline touches, in order, each with its periods.
  package var years: [(year: Int, periods: Range<Int>)] {
    var result: [(year: Int, periods: Range<Int>)] = []
    for period in 0..<count {
      let year = month(period).year
      if let last = result.last, last.year == year {
        result[result.count - 1].periods = last.periods.lowerBound..<(period + 1)
      } else {
        result.append((year, period..<(period + 1)))
      }
    }
    return result
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

/// Day numbers as spreadsheets count them: 1900-01-01 is 1 and the day 1900-02-29 that never was is 60.
package func serialDay(year: Int, month: Int, day: Int) -> Double {
  let shifted = month <= 2 ? year - 1 : year
  let era = shifted / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  let sinceUnix = era * 146_097 + dayOfEra - 719_468
  return Double(sinceUnix + 25_569)
}

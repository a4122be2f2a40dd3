import MarginSource

/// The periods of a model: `count` periods of one length from a first day.
package struct Timeline: Sendable, Equatable {
  /// The length of a period: calendar months, or days.
  package enum Step: Sendable, Equatable {
    case months(Int)
    case days(Int)
  }

  /// The first day of the first period; the first of a month where periods are months.
  package let start: CalendarDay
  package let count: Int
  package let step: Step
  /// False for the single period of a model without a timeline.
  package let isDeclared: Bool

  package init(start: CalendarDay, count: Int, step: Step, isDeclared: Bool = true) {
    self.start = start
    self.count = count
    self.step = step
    self.isDeclared = isDeclared
  }

  package init(startYear: Int, startMonth: Int, count: Int, monthsPerPeriod: Int = 1, isDeclared: Bool = true) {
    self.init(
      start: CalendarDay(year: startYear, month: startMonth), count: count, step: .months(monthsPerPeriod),
      isDeclared: isDeclared)
  }

  /// The single period of one month that a model without a timeline has.
  package static let single = Timeline(startYear: 2000, startMonth: 1, count: 1, isDeclared: false)

  /// The day on which a period begins.
  package func firstDay(_ period: Int) -> CalendarDay {
    switch step {
    case .months(let months): start.later(months: period * months)
    case .days(let days): start.later(days: period * days)
    }
  }

  /// How many months or days a period has.
  package var stepCount: Int {
    switch step {
    case .months(let count), .days(let count): count
    }
  }

  /// True where periods are days or weeks.
  package var countsDays: Bool { if case .days = step { true } else { false } }

  /// The seconds of one of the months or days of `stepCount`.
  package func stepSeconds(month: Double) -> Double { countsDays ? 86_400 : month }

  /// The length of a period in seconds; every month has the model's.
  package func seconds(month: Double) -> Double { Double(stepCount) * stepSeconds(month: month) }

  /// `2026-01`, or `2026-01-05` where periods are days or weeks; `month` for the one period of a model without a
  /// timeline.
  package func label(_ period: Int) -> String {
    guard isDeclared else { return "month" }
    return countsDays ? firstDay(period).text : firstDay(period).monthText
  }

  package var labels: [String] { (0..<count).map(label) }

  /// `months`, `quarters`, `years`, `days`, `weeks`; `4 months` for periods of another length.
  package var unitText: String {
    switch step {
    case .months(1): "months"
    case .months(3): "quarters"
    case .months(12): "years"
    case .months(let months): "periods of \(months) months"
    case .days(1): "days"
    case .days(7): "weeks"
    case .days(let days): "periods of \(days) days"
    }
  }

  /// The period that a day lies in, which may lie outside the timeline. A month is its first day.
  package func period(_ day: CalendarDay) -> Int {
    switch step {
    case .months(let months): Self.floor(day.monthNumber - start.monthNumber, months)
    case .days(let days): Self.floor(exactInt(day.serial - start.serial) ?? 0, days)
    }
  }

  package func period(year: Int, month: Int, day: Int = 1) -> Int {
    period(CalendarDay(year: year, month: month, day: day))
  }

  private static func floor(_ distance: Int, _ step: Int) -> Int {
    distance >= 0 ? distance / step : -((step - 1 - distance) / step)
  }

  package func contains(_ period: Int) -> Bool { period >= 0 && period < count }

  /// The calendar years in which periods begin, in order, each with its periods: a week that runs into the next year
  /// belongs to the year of its first day.
  package var years: [(year: Int, periods: Range<Int>)] {
    var result: [(year: Int, periods: Range<Int>)] = []
    for period in 0..<count {
      let year = firstDay(period).year
      if let last = result.last, last.year == year {
        result[result.count - 1].periods = last.periods.lowerBound..<(period + 1)
      } else {
        result.append((year, period..<(period + 1)))
      }
    }
    return result
  }
}

import MarginSource
import MarginSyntax
import MarginUnits

/// A distance in time that periods can be counted by: whole periods, or calendar months on a timeline of days.
enum Interval {
  case periods(Int)
  case months(Int)

  /// Whether it is longer than nothing.
  var isForward: Bool {
    switch self {
    case .periods(let count), .months(let count): count > 0
    }
  }

  func times(_ sign: Int) -> Interval {
    switch self {
    case .periods(let count): .periods(sign * count)
    case .months(let count): .months(sign * count)
    }
  }
}

extension DateLiteral {
  /// The day; the first one of a month.
  var calendarDay: CalendarDay { CalendarDay(year: year, month: month, day: day ?? 1) }
}

extension Checker {
  /// The distance that `6 months` or `2 weeks` means; nil where it is no whole number of periods. Months, quarters and
  /// years go by the calendar also where periods are days or weeks: the 5th of each month.
  func interval(_ number: NumberLiteral) -> Interval? {
    guard let unit = literalUnit(number), unit.dimension == .time, unit.factors.count == 1 else { return nil }
    let seconds = number.value * unit.scale
    func whole(_ one: Double) -> Int? {
      exactInt((seconds / one * 1e6).rounded() / 1e6).flatMap { $0.magnitude <= 12 * periodLimit ? $0 : nil }
    }
    let isCalendar = ["month", "quarter", "year"].contains(unit.factors[0].singular)
    if timeline.countsDays, isCalendar { return whole(units.monthSeconds).map { .months($0) } }
    guard let steps = whole(timeline.stepSeconds(month: units.monthSeconds)), steps % timeline.stepCount == 0 else {
      return nil
    }
    return .periods(steps / timeline.stepCount)
  }

  /// 1 in each period that `every` reaches from a day on, 0 in the others.
  func timing(every interval: Interval, from first: CalendarDay) -> [Double] {
    var values = Array(repeating: 0.0, count: timeline.count)
    switch interval {
    case .periods(let step):
      let begin = timeline.period(first)
      for period in values.indices where period >= begin && (period - begin) % max(1, step) == 0 { values[period] = 1 }
    case .months(let step):
      let end = timeline.firstDay(timeline.count).monthNumber
      for number in 0...max(0, (end - first.monthNumber) / max(1, step)) {
        let period = timeline.period(first.later(months: number * step))
        if values.indices.contains(period) { values[period] = 1 }
      }
    }
    return values
  }

  /// The first day of the period that a date comes to when it is moved.
  func moved(_ serial: Double, by interval: Interval) -> Double {
    let day = CalendarDay(serial: serial)
    switch (interval, timeline.step) {
    case (.months(let months), _): return timeline.firstDay(timeline.period(day.later(months: months))).serial
    case (.periods(let periods), .months(let months)): return day.later(months: periods * months).serial
    case (.periods(let periods), .days(let days)): return day.later(days: periods * days).serial
    }
  }
}

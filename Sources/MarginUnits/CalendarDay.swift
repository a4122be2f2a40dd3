import MarginSource

/// A day of the calendar, counted as spreadsheets count days.
package struct CalendarDay: Sendable, Hashable {
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to 31.
  package let day: Int

  package init(year: Int, month: Int, day: Int = 1) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day with a spreadsheet's number; 1900-01-01 where the number is beyond all calendars.
  package init(serial: Double) {
    guard serial.magnitude < 3e6, let whole = wholeInt(serial, .down) else {
      self.init(year: 1900, month: 1)
      return
    }
    let shifted = whole - 25_569 + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  package var serial: Double { serialDay(year: year, month: month, day: day) }

  /// Months since the year 0, which tell months apart and in order.
  package var monthNumber: Int { year * 12 + month - 1 }

  /// The same day of a later month, or of an earlier one; its last day where the month is shorter.
  package func later(months: Int) -> CalendarDay {
    let number = monthNumber + months
    let first = CalendarDay(year: number / 12, month: number % 12 + 1)
    let next = CalendarDay(year: (number + 1) / 12, month: (number + 1) % 12 + 1)
    return CalendarDay(
      year: first.year, month: first.month, day: min(day, exactInt(next.serial - first.serial) ?? 28))
  }

  package func later(days: Int) -> CalendarDay { CalendarDay(serial: serial + Double(days)) }

  /// `2026-01`
  package var monthText: String { Self.pad(year, 4) + "-" + Self.pad(month, 2) }
  /// `2026-01-05`
  package var text: String { monthText + "-" + Self.pad(day, 2) }

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

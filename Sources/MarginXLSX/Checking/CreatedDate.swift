/// The seconds from 1970 to the start of a day written `YYYY-MM-DD`, in universal time whatever the machine's zone:
/// `2026-09-01` is 1788220800. The library takes 0 for "now", so the first day is 1980-01-01, as in zip files.
func secondsSince1970(_ day: String) throws(XLSXError) -> Int {
  let parts = day.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  let numbers = parts.compactMap { part in
    part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(String(part) ?? "") : nil
  }
  guard parts.map(\.count) == [4, 2, 2], numbers.count == 3, numbers[0] >= 1980, (1...12).contains(numbers[1]),
    numbers[2] >= 1, numbers[2] <= daysInMonth(numbers[1], numbers[0])
  else {
    throw .outOfRange(
      place: "the workbook's properties", what: "the created date", value: "\"\(day)\"",
      allowed: "a day such as 2026-09-01, from 1980-01-01 on")
  }
  var days = numbers[2] - 1
  for year in 1970..<numbers[0] { days += isLeap(year) ? 366 : 365 }
  for month in 1..<numbers[1] { days += daysInMonth(month, numbers[0]) }
  return days * 86_400
}

private func isLeap(_ year: Int) -> Bool { (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 }

private func daysInMonth(_ month: Int, _ year: Int) -> Int {
  switch month {
  case 2: isLeap(year) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

import ArgumentParser
import Foundation

/// The day at which the age of sources is judged.
enum JudgedDay {
  /// The clock is asked here alone, and only for `today`.
  static func of(_ asked: String?) throws -> String? {
    guard let asked else { return nil }
    if asked == "today" { return Date.now.formatted(.iso8601.year().month().day()) }
    guard asked.wholeMatch(of: /[0-9]{4}-[0-9]{2}(-[0-9]{2})?/) != nil else {
      throw ValidationError("`--as-of` takes a date such as 2026-10-31, or `today`.")
    }
    return asked
  }
}

import MarginSource

/// The codes of time and roll-ups.
enum TimeCodes {
  static let pages: [CodePage] = [
    CodePage("T501", "A timeline counts months, quarters or years", "`timeline 2026-01 for 24 months`."),
    CodePage("T502", "A timeline is too short or too long", "It has from 1 to 1200 periods."),
    CodePage("T503", "A timeline begins at no date", "Spreadsheets know dates from 1900 to 9999."),
    CodePage("T504", "There is no such date", "Dates are written 2026-07 or 2026-07-15."),
    CodePage(
      "T505", "The model has no timeline",
      "`at`, `from` and `x[2026-07]` need one: `timeline 2026-01 for 24 months` in the model's braces."),
    CodePage("T506", "A date lies outside the timeline", "The message names the first and last period."),
    CodePage("T507", "A date is needed", "Such as 2026-03, or an input that holds a date."),
    CodePage(
      "T508", "A series begins too late",
      "What holds from the first period on must be said: let the series begin with the timeline."),
    CodePage(
      "T509", "A change in time is a written value",
      "`from 2026-07: 20%` changes an input for good; a growing one belongs into a series or a case."),
    CodePage(
      "T510", "A value that refers to its past states its unit",
      "Its formula needs its own unit before it is known: `calc load [requests] = previous(load, 0) + …`."),
    CodePage("T511", "A value that refers to its past states its dimensions", "Write `by engine` after its name."),
    CodePage("T512", "A series is made of written numbers", "A formula belongs in a definition that uses the series."),
    CodePage("T513", "The dates of a series rise", "Each is later than the one before."),
    CodePage(
      "T514", "An interval is a whole number of periods",
      "`every 6 months from 2026-03: $8k` on a timeline of months."),
    CodePage(
      "T520", "Only a flow is totalled",
      """
      A flow is an amount of each period, and the total is their sum. A stock is a level: `x[last]` is its closing
      value. A ratio of a year is computed again from its parts: define it as `ratio`.
      """),
    CodePage("T521", "Which year?", "`total(x, 2026)` takes a year of the timeline, of a flow."),
    CodePage(
      "T530", "A ratio's parts must roll up",
      """
      A year of a ratio is the same formula on a year of its parts, never the average of its months. Make the part a
      flow, or this a calc, which has no yearly value.
      """),
  ]
}

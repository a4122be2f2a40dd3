import MarginSource

/// The codes of units and of what a value is.
enum UnitCodes {
  static let pages: [CodePage] = [
    CodePage(
      "U201", "Units do not add up",
      """
      Only amounts of one kind are added, subtracted or compared. Requests are not accepted outcomes, and USD per
      request is not USD: the message shows both sides factor by factor, and where it can what to multiply by.
      """),
    CodePage(
      "U202", "There is no such unit",
      "`unit ticket, tickets` declares a new count, `unit sprint = 2 weeks` an amount of time."),
    CodePage(
      "U203", "A value has another unit than its name",
      """
      The name is stated in one unit, and the value is in another that cannot be converted. Inside a kind conversions
      are automatic: minutes into hours, tokens into 1M tokens.
      """),
    CodePage(
      "U204", "Money needs its currency",
      "Write `$3`, `€3` or `3 USD`. Other numbers take the unit of the name they are given to; money never does."),
    CodePage(
      "U205", "The power of a quantity must be written",
      "`x ^ 2` has a known unit, `x ^ n` has not. Divide by a unit first: `x / 1 hour`."),
    CodePage(
      "U206", "Rounding a quantity needs a step",
      "`ceil(t, 1 hour)` says to what. Counts of things are rounded to whole ones without it."),
    CodePage(
      "U207", "A loop changes its unit",
      "The value before the first period has another unit than what the formula gives afterwards."),
    CodePage("U210", "A month is a length of time", "`month = 730 hours` says how long the months of the model are."),
    CodePage(
      "U211", "A unit is derived from another",
      "`unit sprint = 2 weeks`; a new count needs only its names: `unit ticket, tickets`."),
    CodePage("U220", "A text is not a number", "Formulas work on numbers, dates and truths."),
    CodePage(
      "U221", "A number is needed",
      "A condition, a date or a text stands where a number belongs. `when(condition)` makes 1 or 0 of a condition."),
    CodePage("U222", "A condition is needed", "A comparison such as `a < b`, joined by and, or, not."),
  ]
}

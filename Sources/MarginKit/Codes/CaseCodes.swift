import MarginSource

/// The codes of cases.
enum CaseCodes {
  static let pages: [CodePage] = [
    CodePage(
      "C601", "A case sets inputs only",
      "The name is computed by a formula. Set one of the inputs that the formula reads."),
    CodePage("C602", "There is no such case", "The message names the nearest one."),
    CodePage(
      "C603", "Two parts set one input",
      """
      A case composed of others, `case worst : a + b`, must say itself which value holds where both set it in one
      period.
      """),
    CodePage(
      "C604", "A case is stale",
      """
      A change says what the value was: `email.hit_rate 72% -> 20%`. The base has another value now, so whoever wrote
      the case had something else in mind. Look whether the case still means what it should, then write the value that
      holds now.
      """),
    CodePage(
      "C605", "A case sets a written value",
      "Both values of a change are written numbers. Formulas belong in the model."),
    CodePage("C606", "A case is composed of itself", "Through its parts, so that there is no first one."),
    CodePage("C607", "A row of several values", "Set its fields one by one, or scale it: `scale email.price by 80%`."),
    CodePage(
      "C608", "By how much?",
      """
      `scale x by 10` takes a plain number, `add x by +5pp` a written amount, `shift x by 3 months` a whole number of
      periods.
      """),
  ]
}

import MarginSource

/// The codes of texts that cannot be read.
enum SyntaxCodes {
  static let pages: [CodePage] = [
    CodePage(
      "P101", "A character means nothing here",
      """
      Only letters, digits, quotes, brackets and the signs of formulas stand outside of texts and comments. Curly
      quotes, which word processors put in, are the usual cause: texts stand in straight quotes.
      """),
    CodePage("P102", "A text has no closing quote", "A text ends on the line on which it begins: `\"Support email\"`."),
    CodePage(
      "P103", "A number is written in another way",
      """
      Thousands are separated by `_`, never by a comma: `1_250.5`. Suffixes touch the digits: `120k`, `1.5M`, `72%`,
      `$40k`. Numbers beyond 1.7e308 cannot be held.
      """),
    CodePage(
      "P104", "A bracket is not closed",
      """
      The message names the line on which the bracket was opened. Everything after it may have been misread, so mend
      this first.
      """),
    CodePage(
      "P105", "A part is missing",
      """
      The statement began rightly, and then something that belongs there did not come. The message shows how it is
      written.
      """),
    CodePage(
      "P106", "No statement begins like this",
      """
      A statement begins with its word: model, import, unit, dimension, table, input, calc, flow, stock, ratio,
      template, component, scenario, case, report, chart, sensitivity, check, band, test. A definition says what it
      is: `calc x = 1`.
      """),
    CodePage(
      "P107", "Brackets are nested too deep",
      "More than 256 brackets inside each other are a mistake or an attack. Give the parts names of their own."),
    CodePage("P108", "Not a text", "The file holds bytes that are no UTF-8. Save it in UTF-8."),
    CodePage(
      "P109", "Something is left over",
      """
      A clause ended, and something followed on its line. A clause ends with its line or a `;`; it goes on inside
      brackets, after an operator or a comma.
      """),
    CodePage("P110", "Equality is written =", "One `=` compares in a condition: `if turns = 1 then a else b`."),
    CodePage(
      "P111", "The calendar has no such day",
      "A date is a month such as `2026-01` or a day such as `2026-01-15`. A subtraction has spaces: `2026 - 13`."),
    CodePage("P112", "Comparisons do not chain", "Write `a < b and b < c` for `a < b < c`."),
    CodePage(
      "P113", "A word of the grammar is no name",
      """
      The small words to, step, from, because, at, by, over, top, within, limit, linear, growing, per, for, in, and,
      or, not, then, else, otherwise, until, seed, as are taken, except after a dot and in the header of a table.
      """),
    CodePage(
      "K901", "Not supported yet",
      """
      The word belongs to the language, and this version does not know what to do with it. It is told, and never
      passed over, so that no number comes out without it.
      """),
  ]
}

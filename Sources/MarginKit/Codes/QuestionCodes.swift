import MarginSource

/// The codes of reports, charts, sensitivities and bands.
enum QuestionCodes {
  static let pages: [CodePage] = [
    CodePage("Q801", "There is no such chart", "line, column, stacked and area."),
    CodePage(
      "Q802", "One number is needed",
      "The value varies in time and has no value for the whole timeline. Say when: `x at 2026-12`."),
    CodePage("Q803", "A two-way table shows one result", "Name one value after `of`, or leave out rows or columns."),
    CodePage("Q804", "An axis moves one value", "The input has a value for each member of a dimension."),
    CodePage("Q805", "An axis has written points", "`0%, 5%, 10%` or `0% to 100% step 10%`."),
    CodePage("Q806", "An axis has 1 to 200 points", "From low to high, by a step that is positive."),
    CodePage(
      "Q807", "The bound of a band is a written number",
      "`band \"Hit rate\" hit_rate { healthy > 70%; warning > 50%; critical otherwise }`."),
  ]
}

import MarginSource

/// The codes of workbooks.
enum BookCodes {
  static let pages: [CodePage] = [
    CodePage(
      "X101", "The workbook does not give the model's value",
      """
      Every workbook is calculated before it is written, and compared with the model. A formula of it came to another
      number, so nothing was written. This is a fault of Margin: please report it together with the model.
      """),
    CodePage(
      "X102", "A formula of the workbook does not work",
      """
      A formula refers to nothing or cannot be calculated, so nothing was written. This is a fault of Margin: please
      report it together with the model.
      """),
    CodePage(
      "X103", "The workbook would be too large",
      """
      In a workbook every member of a dimension is a row, and every value over it too. Beyond 3 million cells no
      workbook is made; `margin run` has no such limit. Take fewer members into the model, such as hours for minutes,
      or fold the values before they go into others.

          $ printf 'model "M" { timeline 2026-01 for 900 months }\\ndimension turn 1 to 2000\\n' > a.margin
          $ printf 'flow a by turn = 1\\nflow b by turn = 2\\n' >> a.margin
          $ margin export a.margin
      """),
    CodePage(
      "X110", "A loop does not converge",
      """
      A `converge` statement asks for a fixed point, and within its limit of rounds the value did not come to rest, or
      became undefined on the way. The value is undefined there, with all that depends on it, and no workbook is
      written.

          $ printf 'model \"M\"\\ncalc load = 1 + load * 2\\nconverge load from 1 within 0.1%%\\n' > a.margin
          $ margin run a.margin

      Begin nearer to the result, allow more rounds, or mend what makes the loop run away.
      """),
    CodePage(
      "X111", "A loop of too many rounds for a workbook",
      """
      In a workbook a loop that converges is written out, round by round, at most 40 of them. The engine needs more in
      some case, so nothing was written.

          $ printf 'model \"M\"\\ncalc load = 1 + load * 99%%\\nconverge load from 1 within 0.1%% limit 1000\\n' > a.margin
          $ margin export a.margin

      Begin nearer to the result with `from`, or ask for less with `within`.
      """),
  ]
}

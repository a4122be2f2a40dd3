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
  ]
}

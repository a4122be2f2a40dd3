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
    CodePage(
      "X201", "Not a workbook",
      """
      `margin pull` reads .xlsx files. This is none, is an older .xls, is locked by a password, or is cut off so early
      that nothing of it can be told. Save it again as .xlsx, without a password.

          $ margin new support desk.margin
          $ printf 'a,b' > book.xlsx
          $ margin pull desk.margin book.xlsx
      """),
    CodePage(
      "X202", "A damaged workbook",
      """
      A part of the file is missing, cut off, or not what a workbook has there, so nothing of it is used. Open the file
      in a spreadsheet program and save it again, or ask for it again.

          $ margin new support desk.margin
          $ margin export desk.margin -o book.xlsx
          $ LC_ALL=C sed -i 's|worksheets/sheet1.xml|worksheets/sheet0.xml|g' book.xlsx
          $ margin pull desk.margin book.xlsx
      """),
    CodePage(
      "X203", "A workbook that is too large to read",
      """
      A small file can be made to grow without end when it is unpacked. Reading stops at 512 MiB for one part, 1 GiB in
      all, a growth of 400 times, 4,000 parts and 6 million cells, which no export reaches.

          $ margin new support desk.margin
          $ truncate -s 513M book.xlsx
          $ margin pull desk.margin book.xlsx
      """),
    CodePage(
      "X204", "A workbook that holds what no spreadsheet program writes",
      """
      Entities of its own, a document type, a part that is there twice, or elements nested without end: such a file is
      made to harm the program that reads it. Nothing of it is used.
      """),
    CodePage(
      "X205", "A workbook without the record of its export",
      """
      Each export says at the end of its sheet Documentation what its inputs and sheets held. By that `margin pull` tells
      what was changed since. This workbook has no such record, or a changed one: it was not made by `margin export`, by
      an older version, or the sheet was edited.
      """),
    CodePage(
      "X206", "A workbook of another model",
      """
      The workbook says that it was exported from a model of another title and file. Its numbers mean something else
      there, so none is taken.

          $ margin new support desk.margin
          $ printf 'model \"Other\" { currency USD }\\ninput a = 5\\ncalc b = a\\n' > other.margin
          $ margin export other.margin -o book.xlsx
          $ margin pull desk.margin book.xlsx
      """),
    CodePage(
      "X207", "A workbook of an older text",
      """
      The model's text has changed since the workbook was exported. What only the workbook changed is proposed all the
      same; what both changed, each in its own way, is a conflict (X210). Formulas are compared by sheet only.

          $ margin new support desk.margin
          $ margin export desk.margin -o book.xlsx
          $ echo '# a word more' >> desk.margin
          $ margin pull desk.margin book.xlsx
      """),
    CodePage(
      "X208", "A workbook that is laid out otherwise than it was exported",
      """
      A sheet, name, row or column is gone, was added or was moved. Assumptions are found by their names in the column
      `Name in the model`, so rows may move; what has no row is not read, and a row that was added is told. A new
      assumption belongs in the model's text: the next export has its row.
      """),
    CodePage(
      "X209", "A changed formula",
      """
      A formula of the workbook, or a number outside of the assumptions, is not what was exported. The text of the model
      is where formulas stand, and nobody can say by machine what a new one means there, so it is told with its place
      and left.
      """),
    CodePage(
      "X210", "A change in conflict",
      """
      The workbook and the model's text both changed a value since the export, each to another one. The message shows all
      three. Decide which holds and write it with `margin set`; then pull again.
      """),
    CodePage(
      "X211", "A change that no edit brings back",
      """
      The cell was changed, and the text cannot say it where its value stands: it is bound to a formula, it would be
      outside its range, a cell was emptied or holds a text, or the number stands beside the assumptions, such as an end
      of a range. The message says which, with the place.
      """),
    CodePage(
      "X212", "A number that moves along",
      """
      A case scales what the base says, or is made of another case. Where that one was changed in the workbook, this one
      follows in the text, but not in the workbook, whose cell holds a number. Nothing is wrong; look whether it is
      meant.
      """),
  ]
}

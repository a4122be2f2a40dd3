import MarginSource

/// The codes of tables.
enum TableCodes {
  static let pages: [CodePage] = [
    CodePage(
      "D701", "A table does not say its dimension",
      "`table price by engine { … }` has a line for each member of engine."),
    CodePage(
      "D702", "A line has more or fewer cells than the header",
      """
      A table's first line names its columns; each line after it begins with a member and has one cell for each
      column. `-` is an empty cell, and a formula stands in round brackets.
      """),
    CodePage("D703", "A table lacks a line", "Every member of the dimension has one."),
    CodePage("D704", "A column with formulas has no empty cells", "Write a value in every line."),
  ]
}

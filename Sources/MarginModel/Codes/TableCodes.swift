import MarginSource

/// The codes of tables and dimensions.
let tableCodePages: [CodePage] = [
  CodePage(
    "D701", "A table without its dimension",
    """
    The lines of a table are the members of a dimension.

        table price { input; small 5 }

    Write `table price by engine { … }`.
    """),
  CodePage(
    "D702", "A ragged table",
    """
    A line has more or fewer cells than the header has columns.

        dimension engine { small }
        table price by engine { input cached; small 5 }

    Write `-` for an empty cell.
    """),
  CodePage(
    "D703", "A member without a line",
    """
    A table has a line for each member of its dimension.

        dimension engine { small, large }
        table price by engine { input; small 5 }

    Add the lines that the message names.
    """),
  CodePage(
    "D704", "An empty cell among formulas",
    """
    A column of written numbers may have empty cells, a column with a formula may not.

        dimension engine { small, large }
        input k = 2
        table price by engine { input; small (k * 2); large - }

    Write a value in every line.
    """),
  CodePage(
    "D705", "Too large",
    """
    A definition has its dimensions' members times the periods, at most 2 million numbers, and a model at most 20
    million.

    Give it fewer dimensions, fewer members or fewer periods.
    """),
  CodePage(
    "D706", "A dimension without members",
    """
    Nothing can vary over it.

        dimension engine { }

    Name its members: `dimension engine { small, large }`.
    """),
  CodePage(
    "D710", "No order to count in",
    """
    An ordered dimension counts up in whole numbers, from the lower to the higher.

        dimension turn 40 to 1

    Write the lower number first, without a unit.
    """),
  CodePage(
    "D711", "Too many members",
    """
    Each member is a row of the workbook for every value over the dimension, so there are at most 2000.

        dimension turn 1 to 5000

    Let a member stand for several: blocks of turns, percentiles of users.
    """),
]

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

        $ printf 'model "M" { timeline 2026-01 for 1200 months }\\ndimension turn 1 to 2000\\nflow a by turn = 1\\n' > a.margin
        $ margin check a.margin

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
    "D720", "A cell that is no number",
    """
    A cell of a data file is one written number, as a cell of a table is: 0.25, 72%, $3, 120k, or nothing. Formulas
    belong in the model.

        dimension engine { small }
        table price by engine { from csv "price.csv" }

        === price.csv
        engine,input
        small,cheap

    Write the number, or choose the columns that hold numbers.
    """),
  CodePage(
    "D721", "No such column",
    """
    `key` and `columns` name columns by their headers; a header that is no name stands in quotes.

        dimension engine { small }
        table price by engine { from csv "price.csv" columns output }

        === price.csv
        engine,input
        small,5

    Write the name of a column that the file has.
    """),
  CodePage(
    "D722", "Lines in two places",
    """
    A table takes its lines from its braces or from a file.

        dimension engine { small }
        table price by engine { from csv "price.csv"; input; small 5 }

        === price.csv
        engine,input
        small,5

    Keep one of them.
    """),
  CodePage(
    "D723", "A text that makes no name",
    """
    Columns and members have names. A name stays as it is; of any other text the letters A to Z and the digits make
    the name, and what stands between them is one `_`.

        dimension place from csv "places.csv"

        === places.csv
        place,load
        ?,5

    Write a text with letters or digits, or name another column with `key`.
    """),
  CodePage(
    "D724", "A header without a unit in its brackets",
    """
    Brackets behind a column's name hold its unit.

        dimension engine { small }
        table price by engine { from csv "price.csv" }

        === price.csv
        engine,input [USD today]
        small,5

    Write a unit such as `input [USD/1M tokens]`.
    """),
  CodePage(
    "D725", "Two texts, one name",
    """
    Members are named by the letters and digits of their texts, and two lines come to the same name.

        dimension place from csv "places.csv"

        === places.csv
        place,load
        North East,5
        north-east,6

    Write one of them in another way, or name another column with `key`.
    """),
  CodePage(
    "D726", "Too many dimensions of a table",
    """
    A table has lines and columns: the members of one dimension, or of two different ones.

        dimension engine { small }
        table price by engine, engine { small; small 5 }

    Name one dimension, or two.
    """),
  CodePage(
    "D727", "A unit for one column of many",
    """
    A table over two dimensions is one value, so all its cells have one unit.

        dimension engine { small }
        dimension region { europe }
        table price by engine, region { europe [USD/request]; small 5 }

    State the unit behind the dimensions: `by engine, region [USD/request]`.
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

import MarginSource

/// The codes of texts that cannot be read.
let parserCodePages: [CodePage] = [
  CodePage(
    "P101", "A sign that means nothing",
    """
    A byte or sign that no word, number or operator begins with; often a quote that a word processor has bent.

        input wage “Wage” = $38/hour

    Write texts in straight quotes, and take other signs out.
    """),
  CodePage(
    "P102", "A text that does not end",
    """
    A text in quotes ends on its own line. A quote inside a text is written `\\"`.

        input wage "Wage = $38/hour

    Close the quote.
    """),
  CodePage(
    "P103", "Not a number",
    """
    A number has no commas, fits a double (at most 1.7e308), and touches its currency sign.

        input tokens_used = 1,000 tokens

    Write `1_000`, `120k`, `1.5M` or `$3.00`.
    """),
  CodePage(
    "P104", "A bracket or brace is open",
    """
    What is opened is closed, and nothing else is. The message points to the bracket or brace that is still open, or to
    the one that closes nothing.

        calc a = (1 + 2
        calc b = 3

    Close it. Until then a line that begins something new is taken to end an open bracket, and one that is indented no
    deeper than the line of an open brace to end its block.
    """),
  CodePage(
    "P105", "Something is missing",
    """
    The grammar needs a word, sign or value here; the message names it and shows the whole form.

        calc a =

    Write what the message names.
    """),
  CodePage(
    "P106", "Not a statement",
    """
    A line at the top of a file, in a template or in a test begins with a word that says what it is.

        inptu wage = $38/hour

    Begin with input, calc, flow, stock, ratio, table, case, report or another statement's word.
    """),
  CodePage(
    "P107", "Nested too deep",
    """
    Brackets may stand inside each other 256 deep and braces 64 deep, far beyond what a person reads.

        $ awk 'BEGIN { printf "calc a = "; for (i = 0; i < 300; i++) printf "("; print 1 }' > deep.margin
        $ margin check deep.margin

    Give parts of the formula names of their own.
    """),
  CodePage(
    "P108", "Not a text",
    """
    The file holds a zero byte, or bytes that are not UTF-8.

    Save the model as plain text in UTF-8.
    """),
  CodePage(
    "P109", "Words after the end",
    """
    A clause ends with its line, a `;` or its braces. Here something follows that does not belong to it.

        input wage = $38 3

    Take it out, or put an operator before it.
    """),
  CodePage(
    "P110", "Equality is one sign",
    """
    The language compares with `=`; nothing is ever assigned twice, so there is no second meaning.

        calc a = if 1 == 2 then 3 else 4

    Write `=`.
    """),
  CodePage(
    "P111", "No such date",
    """
    Dates are ISO: year and month, perhaps a day, and must be in the calendar.

        input start = 2026-02-30

    Write a date such as 2026-02 or 2026-02-28.
    """),
  CodePage(
    "P112", "A chain of comparisons",
    """
    A comparison has two sides.

        calc a = if 1 < 2 < 3 then 4 else 5

    Join two of them: `1 < x and x < 3`.
    """),
  CodePage(
    "P113", "A word of the grammar as a name",
    """
    The small words (to, step, from, at, by, over, within, per, for, in and others) hold sentences together.

        input step = 5

    Choose another name, such as `step_size`.
    """),
  CodePage(
    "P120", "A quote in a data file",
    """
    A cell that holds a separator, a quote or a line end stands in quotes; a quote inside it is written twice. Here a
    cell is not closed, or goes on behind its closing quote.

        dimension screen from csv "screens.csv"

        === screens.csv
        name
        "24" wide"

    Write the cell as `"24"" wide"`.
    """),
  CodePage(
    "P150", "A sign of another language",
    """
    A sign that means this elsewhere, or that cannot be seen and came with a copied text.

        calc a = if 3 <> 4 then 1 else 2

    Unequal is `!=`; truths are joined by `and`, `or` and `not`; a power is `^`; the arithmetic signs are `+ - * /`.
    """),
  CodePage(
    "P151", "A date in another form",
    """
    A date is year-month or year-month-day, so that it reads the same everywhere.

        input launch = once Jan 2026: $40k

    Write `2026-01`.
    """),
  CodePage(
    "P152", "A share of something",
    """
    `%` belongs to its number, and a share of something is the product of the two.

        input revenue = $100
        calc tax = 5% of revenue

    Write `5% * revenue`.
    """),
  CodePage(
    "P153", "A comment of another language",
    """
    A comment begins with `#` and ends with its line.

        input fee = $5 // per seat

    Write `# per seat`.
    """),
  CodePage(
    "P154", "Money the other way round",
    """
    A currency's sign stands before the amount and touches it; a code stands behind.

        input fee = 10$

    Write `$10` or `10 USD`.
    """),
  CodePage(
    "P155", "A share apart from its sign",
    """
    `%` touches its number.

        input hit_rate = 72 %

    Write `72%`.
    """),
  CodePage(
    "P156", "A word of the grammar in capitals",
    """
    The words of the grammar are written small.

        input tries = 3
        calc few = if tries < 5 THEN 1 else 2

    Write it small.
    """),
  CodePage(
    "P157", "A number without its first digit",
    """
    A number begins with a digit.

        input hit_rate = .72

    Write `0.72`, or `72%`.
    """),
  CodePage(
    "P158", "A multiple in another spelling",
    """
    A thousand is `k`, a million `M` and a billion `bn`; the letters touch the number.

        input price = $3/1K tokens

    Write `$3/1k tokens`.
    """),
  CodePage(
    "P180", "A unit with too many factors",
    """
    A unit has at most 32 factors, and those of this field have two or three.

        calc a = 1 tokens/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms/ms

    Give an amount that is used often a name of its own: `unit sprint = 2 weeks`.
    """),
  CodePage(
    "P181", "A name with too many parts",
    """
    A dotted name reaches into components, which nest 16 deep. One with more than 64 parts can name nothing.

        $ awk 'BEGIN { printf "calc a = b"; for (i = 0; i < 70; i++) printf ".b"; print "" }' > a.margin
        $ margin check a.margin
    """),
  CodePage(
    "P182", "Line endings of another kind",
    """
    Lines end with a line feed, or with a carriage return and a line feed. A carriage return alone is a line ending to
    some programs and none to others, so that a text would not be for all what it is for one.

        $ printf 'model "M"\\rinput a = 5\\rinput b = 6\\n' > a.margin
        $ margin check a.margin

    Save the file with line feeds; the fix does that.
    """),
  CodePage(
    "P183", "A character that is not shown",
    """
    A control character, a line separator, or a mark that turns the direction of writing stands in a text or comment. It
    is not shown, and makes a line look like another one than is read.

        $ printf 'model "M"\\ninput a = 5 # a \\001 b\\n' > a.margin
        $ margin check a.margin

    Take it out; the fix does that.
    """),
  CodePage(
    "P184", "Too many faults to read on",
    """
    More than 1000 faults were found, so this is probably no model, or one that a program has written wrongly. What
    stands behind them was not read.

        $ awk 'BEGIN { for (i = 0; i < 1100; i++) print "so what" }' > a.margin
        $ margin check a.margin
    """),
  CodePage(
    "P159", "A text that is too long",
    """
    A text in quotes has at most 32,000 bytes, so that a workbook's cell can hold it.

        $ awk 'BEGIN { printf "model \\"M\\"\\ninput a = 5 \\""; for (i = 0; i < 9000; i++) printf "note "; print "\\"" }' > a.margin
        $ margin check a.margin

    Say it in short, or name the document that says it.
    """),
  CodePage(
    "P190", "A test's table that expects nothing",
    """
    The first column of a test's table names what is set, every other one what is expected then.

        input a = 5
        test "t" {
          table {
            a
            5
          }
        }

    Add a column for each value that is expected.
    """),
  CodePage(
    "P191", "A ragged line in a test's table",
    """
    Every line of a test's table has one value for each column.

        input a = 5
        calc b = a * 2
        test "t" {
          table {
            a  b
            5
          }
        }

    Write the missing value, or take one out.
    """),
  CodePage(
    "P192", "A decision says it twice",
    """
    A decision has one dimension of options and one choice.

        dimension engine { small, large }
        input price = [small: 1, large: 2]
        decision "d" {
          options engine
          options engine
          show price
          choose lowest price
        }

    Keep one line; what else is to be seen stands after `show`.
    """),
]

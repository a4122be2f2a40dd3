import MarginSource

/// The codes of texts that cannot be read: P for the parser, K for what comes later.
package let syntaxCodePages: [CodePage] = [
  CodePage(
    "K901", "Not supported yet",
    """
    The word belongs to the language, and this version does not know what to do with it.

        calc middle = percentile(5)

    Take it out for now, or say it with what there is; `margin --version` tells the version.
    """),
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
    Brackets may stand inside each other 256 deep, far beyond what a person reads.

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

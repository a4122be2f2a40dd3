import MarginSource

/// The codes of reports, charts, sensitivities, checks and bands.
let questionCodePages: [CodePage] = [
  CodePage(
    "Q801", "No such chart",
    """
    A chart is a line, column, stacked or area chart.

        flow a = $5
        chart "x" lines { a }

    Mend the spelling.
    """),
  CodePage(
    "Q802", "One number is needed",
    """
    A flow or ratio is rolled up over the timeline and a stock closes. This varies in time and does neither.

        input a = 5 growing 3%/month
        report "R" { a }

    Say when: `a at 2026-12`.
    """),
  CodePage(
    "Q803", "A table of two ways and two results",
    """
    With rows and columns, a sensitivity has one number in each cell.

        input a = 5
        input b = 6
        sensitivity "s" of a, b { rows a 1, 2; columns b 1, 2 }

    Name one result, or leave out rows or columns.
    """),
  CodePage(
    "Q804", "An axis over several values",
    """
    An axis moves one number; this input has several.

        dimension engine { small, large }
        input a by engine = 5
        flow c = $5
        sensitivity "s" of c { rows a 1, 2 }

    Move an input with one value.
    """),
  CodePage(
    "Q805", "An axis of formulas",
    """
    The points and the step of an axis are written numbers.

        input a = 5
        flow c = $5
        sensitivity "s" of c { rows a a * 2 }

    Write them out: `0%, 5%, 10%` or `0% to 100% step 10%`.
    """),
  CodePage(
    "Q806", "An axis of too many points",
    """
    An axis has 1 to 200 points, from low to high, and its step is positive.

        input a = 5
        flow c = $5
        sensitivity "s" of c { rows a 1 to 9 step 0.001 }

    Take a larger step.
    """),
  CodePage(
    "Q807", "A band of formulas",
    """
    The bounds of a band are written numbers, so that a reader sees where it turns.

        input a = 5
        band "b" a { good > a * 2; bad otherwise }

    Write the number.
    """),
  CodePage(
    "Q808", "A tolerance of formulas",
    """
    A tolerance is a written share or amount.

        input a = 5
        input t = 1%
        check "x": a = 5 within t

    Write `within 0.1%` or `within $0.01`.
    """),
  CodePage(
    "Q809", "A sensitivity that moves nothing",
    """
    A sensitivity has rows, columns or both.

        input a = 5
        sensitivity "s" of a { }

    Write `rows a 1, 5, 10` into its braces.
    """),
]

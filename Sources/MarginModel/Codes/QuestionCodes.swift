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
    An axis has 1 to 200 points, from low to high, and its step is positive. What `margin sensitivity` is asked beside
    the model's text is no table of a workbook and has up to 5 million numbers.

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
    "Q809", "A question that moves nothing",
    """
    A sensitivity has rows, columns or both, and a tornado names its inputs or moves every one.

        input a = 5
        sensitivity "s" of a { }

    Write `rows a 1, 5, 10` into its braces, or `every input by 20%` into those of a tornado.
    """),
  CodePage(
    "Q840", "A roadmap of several numbers",
    """
    A roadmap leads from one number to another.

        dimension engine { small, large }
        input price = [small: 1, large: 2]
        case cheap { price[large] -> 1 }
        roadmap "r" of price { case cheap }

    Fold the value, or pick a member.
    """),
  CodePage(
    "Q841", "A decision over more than its options",
    """
    A decision compares one number for each option.

        dimension engine { small, large }
        dimension region { north, south }
        input price = [small: 1, large: 2]
        input share = [north: 1, south: 2]
        calc cost = price * share
        decision "d" { options engine; choose lowest cost }

    Fold the other dimension away, or pick a member.
    """),
  CodePage(
    "Q842", "A decision without options",
    """
    The members of a dimension are the options.

        input price = 5
        decision "d" { choose lowest price }

    Write `options` and the dimension into its braces.
    """),
  CodePage(
    "Q843", "A decision that chooses nothing",
    """
    A decision says by what it chooses, and that is a number.

        dimension engine { small, large }
        input price = [small: 1, large: 2]
        decision "d" { options engine; show price }

    Write `choose lowest price`, with `where` and a condition if one must hold.
    """),
  CodePage(
    "Q844", "A roadmap without steps",
    """
    A roadmap lays cases on each other, in the order written.

        input price = 5
        roadmap "r" of price { }

    Write `case NAME` into its braces.
    """),
  CodePage(
    "Q845", "Bounds of an optimum",
    """
    An optimum or a solution is looked for between two written numbers, upwards; an input swings between such too.

        input depth = 5
        calc cost = depth * 2
        optimise best: depth in 8 to 1 for lowest cost

    Write the low end first, and a step above 0 where there is one, which leads to 100,000 values at most.
    """),
  CodePage(
    "Q846", "Rounded to what?",
    """
    `rounded` compares a value with a written number, to the last digit of it.

        input a = 5
        calc b = a / 3
        test "t" { expect b = a / 3 rounded }

    Write the number as it is printed, such as `expect b = 1.67 rounded`.
    """),
  CodePage(
    "Q847", "A question of several numbers",
    """
    What is moved, compared, drawn and looked for is one number.

        dimension engine { small, large }
        input price = [small: 1, large: 2]
        tornado of price { every input by 20% }

    Fold the value, or pick a member.
    """),
  CodePage(
    "Q848", "A question with other figures",
    """
    Draws, seeds and bars are whole numbers above 0, a swing and the limit of flat are shares, quantiles are written `p10`
    and rise, and draws are taken plain, latin or sobol.

        input price = 5
        tornado of price { every input by 0% }

    Mend the figure.
    """),
  CodePage(
    "Q849", "A point that can be read in two ways",
    """
    A fragility takes an input to multiples of itself, `2x`, or to numbers with their unit. A percentage of what is no
    share, a distance such as `-10pp`, and a number without its unit could be either.

        input seats = 5
        fragility seats over seats at 50%

    Write `0.5x`.
    """),
]

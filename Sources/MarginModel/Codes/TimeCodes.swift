import MarginSource

/// The codes of time: dates, series, loops through time and roll-ups.
let timeCodePages: [CodePage] = [
  CodePage(
    "T501", "A timeline of other steps",
    """
    A timeline counts days, weeks, months, quarters or years.

        model "M" { timeline 2026-01 for 6 sprints }

    Count one of these: `for 12 weeks`.
    """),
  CodePage(
    "T502", "Too many periods",
    """
    A timeline has 1 to 1200 periods.

        model "M" { timeline 2026-01 for 9_999 months }

    Shorten it, or count years.
    """),
  CodePage(
    "T503", "A timeline of another age",
    """
    Spreadsheets count days from 1900 to 9999, so a timeline lies between 1901 and 9999.

        model "M" { timeline 1850-01 for 12 months }

    Begin it later, or shorten it.
    """),
  CodePage(
    "T504", "A date before 1900",
    """
    Spreadsheets know no such date, and the workbook must agree with the model.

        input start = 1850-01

    Use a later date.
    """),
  CodePage(
    "T505", "No timeline",
    """
    A date was given, and the model has a single period of one month.

        model "M" { currency USD }
        flow a = $5
        calc b = a[2026-03]

    Write `timeline 2026-01 for 24 months` into the braces of the model.
    """),
  CodePage(
    "T506", "Outside the timeline",
    """
    Nothing is computed for that date.

        flow a = $5
        calc b = a[2031-01]

    Name a date of the timeline, or lengthen it.
    """),
  CodePage(
    "T507", "A date is needed",
    """
    A date, a member, `first`, `last` or a count of periods back such as -3 belongs here.

        input n = 3
        input fee = once n: $5

    Write a date such as 2026-03, or name an input that holds one.
    """),
  CodePage(
    "T508", "A series that begins late",
    """
    What holds before the first date of a series is not said.

        input a = series 2026-05: 5

    Begin it at the first period.
    """),
  CodePage(
    "T509", "A change that is no value",
    """
    A dated change of an input is one written value.

        input a = 5 { from 2026-05: 6 growing 3%/month }

    Write the value alone, or a series.
    """),
  CodePage(
    "T510", "A loop through time without a unit",
    """
    A definition reads its own past, and nothing else tells its unit.

        calc a = previous(a, 0) + $5

    State it after the name: `calc a [USD] = …`.
    """),
  CodePage(
    "T511", "A loop through time without its dimensions",
    """
    Definitions read their own past in loops within loops, and which dimensions they vary over could not be found.

    Write the dimensions after their names, such as `by engine`.
    """),
  CodePage(
    "T512", "A formula in a series",
    """
    The points of a series are written values.

        input b = 3
        input a = series 2026-01: b

    Write the number, or make it a calc.
    """),
  CodePage(
    "T513", "A series that does not rise",
    """
    The dates of a series go upward.

        input a = series 2026-01: 5, 2026-01: 6

    Sort the dates, and say each once.
    """),
  CodePage(
    "T514", "An interval between the periods",
    """
    `every` counts whole periods of the timeline.

        input fee = every 10 days: $5

    Write a whole number of periods, such as `every 6 months`.
    """),
  CodePage(
    "T520", "Nothing to total",
    """
    `total` adds up a flow over the timeline, or computes a ratio for all of it. A constant has nothing to add, and a
    level is read, not added.

        input a = 5
        calc b = total(a)

    Define the value as a `flow`, or read it: `x[last]`.
    """),
  CodePage(
    "T521", "Not a year of the timeline",
    """
    `total(x, 2026)` adds up the periods of one calendar year that the timeline touches, of a flow.

        flow a = $5
        calc b = total(a, 2031)

    Name a year of the timeline.
    """),
  CodePage(
    "T530", "A ratio of what has no year",
    """
    A ratio over a year is its formula on the year's amounts, never an average. So it is made of flows, stocks, ratios
    and constants.

        input price = $5/request growing 3%/month
        ratio r = price * 2

    Make what it is made of a flow, or make this a `calc`.
    """),
  CodePage(
    "T550", "A month that begins in its middle",
    """
    Months, quarters and years begin with the first day of a month. Days and weeks begin on any day.

        model "M" { timeline 2026-01-15 for 12 months }

    Write the month alone, or count days or weeks.
    """),
]

import MarginSource

/// The codes of loops that converge.
let loopCodePages: [CodePage] = [
  CodePage(
    "N480", "What cannot converge",
    """
    `converge` names a calc or a flow of the loop. An input has no formula, a stock looks back by itself, and the year of
    a ratio is made of what the loop would have to know first.

        input load = 5
        converge load from 1 within 0.1%

    Name another definition of the loop.
    """),
  CodePage(
    "N481", "No loop to converge",
    """
    The definition does not depend on itself within a period, so one look at its formula gives its value.

        input base = 5
        calc load = base * 2
        converge load from base within 0.1%

    Take the line out.
    """),
  CodePage(
    "N482", "One loop, two places",
    """
    One definition is guessed and corrected until it comes to rest, and all others of the loop follow from it.

        calc a = b / 2
        calc b = a + 1
        converge a from 1 within 0.1%
        converge b from 1 within 0.1%

    Keep one of the two.
    """),
  CodePage(
    "N483", "Bounds of a fixed point",
    """
    `within` takes a written share, or an amount in the unit of what converges; `limit` a whole number of rounds.

        calc a = a / 2 + 1
        converge a from 1 within 0%

    Write such as `within 0.1% limit 100`.
    """),
  CodePage(
    "N484", "A fixed point that looks over time",
    """
    Inside the loop the values of the period at hand are still being found, so that running sums and fixed periods of
    them cannot be read there.

        model "M" { currency USD; timeline 2026-01 for 3 months }
        input base = 5 growing 1%/month
        calc load = base + cumulative(load) / 100
        converge load from base within 0.1%

    Look back with `previous`, or write a stock.
    """),
]

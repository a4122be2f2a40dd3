import MarginSource

/// The codes of what can be written and says less than it seems to.
let idleCodePages: [CodePage] = [
  CodePage(
    "N451", "A name of the model in a template",
    """
    The body of a template sees its own names and what its file imports, so that it means the same wherever it
    is used; it never sees the model around it.

        input fee = $20/user/month
        template desk { input seats [users]; flow cost [USD] = seats * fee }
        component d : desk { seats = 40 }

    Give the template an `input fee [USD/user/month]`, and set `fee = fee` where it is used.
    """),
  CodePage(
    "T580", "Changes that go back in time",
    """
    Each dated change holds from its date until the next one. Where a later line has an earlier date, the line
    before it would never hold.

        input fee = $2/request { from 2026-06: $3/request; from 2026-04: $4/request }

    Write the changes in the order of their dates.
    """),
  CodePage(
    "T581", "An amount outside the timeline",
    """
    A warning: the date of a `once` lies before the first period, so the amount falls into none and no total
    holds it.

        input launch = once 2025-12: $40k

    Begin the timeline earlier, or add the amount to an opening level.
    """),
  CodePage(
    "C670", "A change that changes nothing",
    """
    A warning: the case sets what the base has already, so it is the base.

        input rate = 72%
        case same { rate 72% -> 72% }

    Write the value that is meant.
    """),
  CodePage(
    "C671", "A growth rate of another time",
    """
    Growth compounds, so 10%/year is not ten twelfths of a percent a month. A case sets a rate per the time in which the
    input states it.

        input volume = 100 requests/month growing 5%/month
        case slower { volume.growth -> 10%/year }

    Write the rate per that time: 10%/year is about 0.797%/month.
    """),
  CodePage(
    "Q870", "Rows and columns of one input",
    """
    A table in two directions moves two inputs; one input cannot have two values at once.

        input h = 70%
        calc cost = $1 * (1 - h)
        sensitivity "By h" of cost { rows h 0%, 50%; columns h 0%, 50% }

    Move another input in the columns, or leave them out.
    """),
  CodePage(
    "Q871", "A band without a rest",
    """
    A warning: a value at which no level holds has no level, and is shown without one.

        input h = 70%
        band "Hits" h { healthy > 70%; warning > 50% }

    End the band with such as `critical otherwise`.
    """),
  CodePage(
    "Q872", "A level that never holds",
    """
    A warning: a band takes the first level that holds, and an earlier one holds wherever this one does.

        input h = 70%
        band "Hits" h { warning > 50%; healthy > 70%; critical otherwise }

    Begin with the level that is hardest to reach.
    """),
  CodePage(
    "Q873", "A test that expects nothing",
    """
    A warning: a test without `expect` or `table` passes whatever the model says.

        input h = 70%
        test "nothing" { with h = 0% }

    Add what is expected: `expect cost = $5 within 1%`.
    """),
  CodePage(
    "T582", "Growth without a timeline",
    """
    A warning: a model without a timeline has one period, in which nothing can grow.

        model "M" { currency USD }
        input volume = 100 requests/month growing 5%/month

    Write such as `timeline 2026-01 for 24 months` in the model's braces.
    """),
  CodePage(
    "U280", "A share beside a number of another size",
    """
    A warning: 72% is 0.72, so `100 - 72%` is 99.28. Elsewhere a share is kept as a number of hundredths.

        input hit_rate = 72%
        calc misses = 100 - hit_rate

    Write `100% - hit_rate`, or `1 - hit_rate`.
    """),
]

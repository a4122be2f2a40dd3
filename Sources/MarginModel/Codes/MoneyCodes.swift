import MarginSource

/// The codes of money through time.
let moneyCodePages: [CodePage] = [
  CodePage(
    "T540", "A rate without its time",
    """
    10% a month is 214% a year, so a rate says which it is. A rate of another length than the period converts
    effectively: 10%/year is 1.1^(1/12) - 1 a month.

        flow saving = $100/month
        calc value = npv(10%, saving)

    Write `10%/year` or `1%/month`.
    """),
  CodePage(
    "T541", "A rate that varies in time",
    """
    `npv` and `xnpv` discount the whole timeline at one rate.

        flow saving = $100/month
        input rate = 8%/year { from 2026-07: 9%/year }
        calc value = npv(rate, saving)

    Take the rate at one date, `rate at 2026-01`.
    """),
  CodePage(
    "T542", "One value instead of a flow",
    """
    A present value and an internal rate are those of amounts over time.

        input outlay = $100
        calc rate = irr(outlay)

    Give a `flow`, or an input with `once`, `every` or `series`.
    """),
  CodePage(
    "T543", "A level or a ratio instead of a flow",
    """
    What is discounted is an amount that happens in a period. A stock is a level, and a ratio is one amount by another.

        stock debt { open $100; add $5 }
        calc value = npv(10%/year, debt)

    Give the flows that the stock is made of.
    """),
  CodePage(
    "T544", "A rate instead of amounts",
    """
    What is discounted is the amount of each period. An input of dollars per month is a rate.

        input fee = $100/month growing 2%/month
        calc value = npv(10%/year, fee)

    Make it a flow, which holds what happens in its period: `flow fees = fee`.
    """),
]

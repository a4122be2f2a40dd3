import MarginSource

/// The codes of texts that cannot be read: P for the parser.
package let syntaxCodePages: [CodePage] = parserCodePages + slipCodePages

/// The codes of slips that leave no doubt what is meant.
let slipCodePages: [CodePage] = [
  CodePage(
    "P130", "A hyphen in a name",
    """
    Names are joined by `_`; a hyphen takes one value from another.

        input hit-rate = 70%

    Write `hit_rate`.
    """),
  CodePage(
    "P131", "A label in another place",
    """
    A definition has one label, between its name and `=`. What else is to be said is a note behind the value.

        input fee = "Monthly fee" $38/month

    Write `input fee "Monthly fee" = $38/month "as of the contract"`.
    """),
  CodePage(
    "P132", "A unit in round brackets",
    """
    Round brackets hold formulas; the unit of a definition stands in square ones.

        input fee (USD/month) = $38/month

    Write `input fee [USD/month] = $38/month`.
    """),
  CodePage(
    "P133", "Another sign between several things",
    """
    Members, arguments and the values of a report are separated by commas, the parts of a case are joined by
    `+`.

        dimension engine { small large }

    Write `dimension engine { small, large }`.
    """),
  CodePage(
    "P134", "Commas in a table",
    """
    The cells of a table stand between spaces, so that its columns can be lined up.

        dimension engine { small, large }
        table price by engine [USD / 1M tokens] {
          engine, input, output
          small, 0.25, 2.00
          large, 3.00, 15.00
        }

    Leave the commas out, and the name above the members. A file with commas is read by `from csv "prices.csv"`.
    """),
  CodePage(
    "P135", "A time in words",
    """
    `every` and `growing` are followed by what they need and nothing else: an interval as a number of periods, a
    rate per time.

        input audit = every quarter: $50

    Write `every 3 months from 2026-03: $50`, and `growing 5%/month`.
    """),
  CodePage(
    "P136", "A rate per annum",
    """
    A share of a time says that time as every other unit does.

        input growth = 5% p.a.

    Write `5%/year`.
    """),
  CodePage(
    "P137", "A decimal comma",
    """
    A comma separates several values, so decimals stand behind a point.

        input price = $0,02/request

    Write `$0.02/request`.
    """),
  CodePage(
    "P138", "A scenario that changes assumptions",
    """
    A `scenario` is a workload or product, made of a template. What changes assumptions of the model is a
    `case`.

        input h = 72%
        scenario cold "Prefix breaks" { h 72% -> 20% }

    Write `case` for `scenario`.
    """),
]

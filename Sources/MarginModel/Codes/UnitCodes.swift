import MarginSource

/// The codes of units and kinds of values.
let unitCodePages: [CodePage] = [
  CodePage(
    "U201", "Units that do not add up",
    """
    Only amounts of one kind can be added, subtracted or taken together: calls cannot be counted as accepted outcomes
    by accident. The message shows both kinds and what stands between them.

        input call = $0.02/request
        input result = $0.05/outcome
        calc both = call + result

    Multiply or divide by what is missing; the message names a definition that fits, if there is one.
    """),
  CodePage(
    "U202", "No such unit",
    """
    Units are known by their names, singular or plural. Prefixes are part of them: GB is not GiB.

        input a = 5 tokns

    Mend the spelling, or declare a count of your own: `unit ticket, tickets`.
    """),
  CodePage(
    "U203", "Another unit is needed",
    """
    What is stated or compared here is of another kind than what is given.

        input a = 5 tokens
        calc cost [USD] = a

    Multiply or divide by what is missing, or state the other unit.
    """),
  CodePage(
    "U204", "Money without its currency",
    """
    A plain number takes the unit that is stated, except where that is money: 5 might be dollars, cents or thousands.

        input price [USD] = 5

    Write the currency: `$5`, `5 USD`, `$3.00/1M tokens`.
    """),
  CodePage(
    "U205", "A power that is not written out",
    """
    The unit of a power depends on its exponent, so a quantity is raised only to a written one, of halves up to 9.

        input a = 5 tokens
        input n = 2
        calc b = a^n

    Write the exponent, or divide the unit away first.
    """),
  CodePage(
    "U206", "Rounding needs a step",
    """
    A count is rounded to whole ones. Of a duration or an amount of money nobody knows whether hours or minutes,
    dollars or cents are meant.

        input t = 90 minutes
        calc b = ceil(t)

    Say the step: `ceil(t, 1 hour)`.
    """),
  CodePage(
    "U207", "A loop through time changes its unit",
    """
    What starts the loop and what the loop gives must be of one kind.

        flow a = previous(a, $5) * 2 tokens

    State the unit after the name and mend the side that does not fit.
    """),
  CodePage(
    "U208", "A share without its sign",
    """
    The name is stated in percent, and a plain number above 1 might be meant as percent or as a multiple.

        input share [%] = 40

    Write `40%`.
    """),
  CodePage(
    "U210", "A month is a length of time",
    """
    Rates per month are converted by the length of a month, 730 hours unless the model says otherwise.

        model "M" { month = 5 tokens }

    Write `month = 730 hours`.
    """),
  CodePage(
    "U211", "A unit is an amount of another",
    """
    A derived unit is a written amount.

        unit sprint = 5

    Write `unit sprint = 2 weeks`, or `unit ticket, tickets` for a new count.
    """),
  CodePage(
    "U220", "A text in a formula",
    """
    Formulas work on numbers, dates and truths.

        calc a = "five" + 1

    Write the number.
    """),
  CodePage(
    "U221", "A number is needed",
    """
    A number is needed, and this is a truth or a date.

        input open_now = true
        calc a = open_now + 1

    Make a number of a truth by `when(open_now)`, which is 1 or 0.
    """),
  CodePage(
    "U222", "Not a condition",
    """
    `if`, `and`, `or`, `not` and `when` work on conditions.

        input a = 5
        calc b = if a then 1 else 2

    Compare: `if a > 0 then 1 else 2`.
    """),
  CodePage(
    "U270", "Two currencies",
    """
    Currencies never convert by themselves: a rate has a date and a source, and somebody must have meant it.

        input fee = €5
        calc all = $20 + fee

    Convert where it is meant, `$20 + (fee as USD)`. The model says the rate once: `fx EUR to USD { 2026-01: 1.08 }`.
    """),
  CodePage(
    "U271", "No rate",
    """
    `as` converts money by the rates of the model, and none of them leads there.

        input fee = €5
        calc all = fee as USD

    Say what one is worth: `fx EUR to USD { 2026-01: 1.08; source "ECB" 2026-01-15 }`.
    """),
  CodePage(
    "U272", "A rate that says nothing",
    """
    A rate says what one unit of a currency is worth in another one, from a date on.

        fx EUR to USD { source "ECB" 2026-01-15 }

    Write the number after its date: `2026-01: 1.08`.
    """),
  CodePage(
    "U273", "A second rate",
    """
    Two ways lead from one currency to another, and they may differ. The way back is the inverse, and a way over a third
    currency multiplies.

        fx EUR to USD { 2026-01: 1.08 }
        fx USD to EUR { 2026-01: 0.93 }

    Keep one of them.
    """),
  CodePage(
    "U230", "A unit multiplied by itself",
    """
    A warning: the definition comes out in requests², dollars² or the like, which is seldom meant. Often a price is
    multiplied by a total instead of a count.

        input volume = 100 requests/month
        calc  odd = volume * volume

    Look at the factors. Where it is meant, state the unit: `calc odd [requests^2/month^2] = …`.
    """),
]

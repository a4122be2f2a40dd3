import MarginSource

/// The codes of shapes and correlations.
let uncertaintyCodePages: [CodePage] = [
  CodePage(
    "Q850", "A distribution stated by other parameters",
    """
    Every distribution is stated by its own parameters, or, where that says it all, by two quantiles.

        input a = 5 ~ normal(5)

    The fix names the parameters.
    """),
  CodePage(
    "Q851", "A shape of formulas",
    """
    A shape is stated by written numbers, so that it can be read beside the value.

        input b = 2
        input a = 5 ~ uniform(b, 8)

    Write the numbers.
    """),
  CodePage(
    "Q852", "A shape whose ends do not rise",
    """
    The low end comes first, the most likely value between the ends.

        input a = 50% ~ beta(p10 85%, p90 55%)

    Swap the numbers.
    """),
  CodePage(
    "Q853", "A number that the distribution cannot have",
    """
    A share lies between 0% and 100%, a lognormal or gamma amount above 0, and so does a deviation. No draw of a beta
    lies beyond 0% or 100%, so these are no quantiles of one.

        input a = 50% ~ 20% to 120%

    Write a number that can be, or another distribution.
    """),
  CodePage(
    "Q854", "A base value outside its shape",
    """
    The base value drives the model without chance, and the shape stands around it. A value that the shape takes for
    unlikely is a mistake in one of them.

        input a = 5 ~ 6 to 9

    Mend the value or the shape.
    """),
  CodePage(
    "Q855", "A correlation of what is certain",
    """
    Two inputs move together where both have a shape.

        input a = 5 ~ 4 to 6
        input b = 5
        correlate a, b = 0.5

    Give the other one a shape, or take the line out.
    """),
  CodePage(
    "Q856", "No correlation",
    """
    A rank correlation is a number from -1, always against each other, to 1, always together.

        input a = 5 ~ 4 to 6
        input b = 5 ~ 4 to 6
        correlate a, b = 1.5

    Write a number in between.
    """),
  CodePage(
    "Q857", "A pair that is correlated already",
    """
    Two inputs have one correlation, whichever stands first, and an input has none with itself.

        input a = 5 ~ 4 to 6
        correlate a, a = 0.5

    Keep one line for each pair.
    """),
  CodePage(
    "Q858", "Correlations that exclude each other",
    """
    Where two inputs both follow a third one closely, they cannot go against each other. What is not stated counts as 0.

        input a = 5 ~ 4 to 6
        input b = 5 ~ 4 to 6
        input c = 5 ~ 4 to 6
        correlate a, b = 0.9
        correlate b, c = 0.9
        correlate a, c = -0.5

    The message names the smallest set that cannot be, and what is possible for the pair that was stated last.
    """),
  CodePage(
    "Q859", "A shape around a formula",
    """
    A shape stands around one written number. A value that follows from others is as uncertain as they are, a series or
    a number with dated formulas has no single value to stand around, and a test computes without chance.

        input b = 2
        input a = b * 2 ~ 3 to 5

    Give the shape to what the formula reads.
    """),
  CodePage(
    "Q860", "A shape around several numbers",
    """
    A shape is stated as values around one value. Where an input has different numbers for different members, it is not
    said how far each of them goes.

        dimension engine { small, large }
        input a = [small: 5, large: 9] ~ 4 to 12

    Multiply by an uncertain input of its own, which moves all of them in proportion.
    """),
  CodePage(
    "Q861", "A shape outside its range",
    """
    A shape is cut at the ends of its input's range: what lies outside is not drawn. Here next to nothing is left.

        input a = 5 ~ normal(5, 0.1) { range 5 to 5 }

    Widen the range or mend the shape.
    """),
  CodePage(
    "Q862", "Numbers that no distribution has",
    """
    Not every pair of quantiles belongs to a distribution of every family.

        input a = 1 ~ gamma(p10 0.000001, p90 1_000_000_000_000_000)

    Another family, or ends that are nearer, can be drawn from.
    """),
  CodePage(
    "Q863", "Weights that make no whole",
    """
    The weights of discrete values are plain numbers, whose proportion counts, or shares that make 100% together.

        input a = 5 ~ discrete(5: 60%, 9: 30%)

    Mend a share, or write plain numbers.
    """),
  CodePage(
    "Q864", "A sample without its column",
    """
    Measured values are one column of a data file, named by its header.

        input latency = 2 seconds ~ empirical(csv "latency.csv")

        === latency.csv
        call,seconds
        a,1
        b,2

    Write the column's name after the file's, as in `empirical(csv "latency.csv" column seconds)`.
    """),
]

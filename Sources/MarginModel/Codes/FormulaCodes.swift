import MarginSource

/// The codes of formulas and inputs: what cannot be computed as it is written.
let formulaCodePages: [CodePage] = [
  CodePage(
    "N423", "No such field",
    """
    A row of values is taken as a whole, and it lacks a field that is needed here.

        dimension engine { small }
        table price by engine { input; small 1 }
        input mine { input, cached } = price[small]

    Add the column to the table.
    """),
  CodePage(
    "N424", "A row where one value is needed",
    """
    A table and a row of prices hold several values.

        dimension engine { small }
        table price by engine { input output; small 1 2 }
        calc x = 2 * price

    Name the column: `price.input`.
    """),
  CodePage(
    "N425", "A component where a value is needed",
    """
    A component or scenario holds many values.

        template t { input a = 5 }
        component d : t
        calc x = 2 * d

    Name one of them: `d.a`.
    """),
  CodePage(
    "N426", "A unit where a value is needed",
    """
    A unit alone is no amount.

        calc x = 5 * hour

    Write `1 hour`.
    """),
  CodePage(
    "N427", "No scenarios",
    """
    `scenario.x` is x of every scenario, and this model has none.

        calc bill = sum(scenario.cost over scenario)

    Write `scenario NAME : TEMPLATE { … }` instead of `component`.
    """),
  CodePage(
    "N428", "A scenario lacks a value",
    """
    `scenario.x` needs x in every scenario. The message lists those that lack it.

        template t { input a = 5 }
        template u { input b = 5 }
        scenario one : t
        scenario two : u
        calc x = sum(scenario.a over scenario)

    Let all scenarios come from templates that define it.
    """),
  CodePage(
    "N429", "Members without a value",
    """
    A list of values over a dimension has one for each member.

        dimension engine { small, large }
        input share = [small: 40%]

    Add the members that the message names.
    """),
  CodePage(
    "N430", "A loop within one period",
    """
    Definitions read each other in a circle, so none can be computed first. The message prints the whole loop with its
    lines.

        calc a = b + 1
        calc b = a * 2

    Where last period's value is meant, say so: `previous(a, start)`. Else one of the definitions must not read the
    others.
    """),
  CodePage(
    "N431", "Nothing inherited",
    """
    `inherited(x)` is the older formula of x, and stands in a `replace` of x in a template that extends another.

        calc a = inherited(a) + 1

    Write the formula out.
    """),
  CodePage(
    "N432", "No such function",
    """
    The message lists the functions, or names the nearest one.

        calc a = sqr(4)

    Mend the spelling.
    """),
  CodePage(
    "N433", "Wrong arguments",
    """
    The function takes another number of arguments; the message shows its form.

        calc a = clamp(4)

    Write the arguments as the form shows.
    """),
  CodePage(
    "N434", "Nothing to fold",
    """
    A fold such as `sum(x over engine)` needs a value that varies over that dimension.

        input a = 5
        calc b = sum(a)

    Fold a value that has the dimension. Over time use `total`, `x[last]` or `cumulative`.
    """),
  CodePage(
    "N435", "No formula",
    """
    A calc, flow, stock or ratio is computed, so it has a right side.

        calc margin_of_error [USD]

    Write `= …`, or make it an `input`.
    """),
  CodePage(
    "N436", "Too deep",
    """
    Formulas inside formulas are followed some hundred deep. More is no model but a mistake in what wrote it.

        $ awk 'BEGIN { print "model \\"M\\" { timeline 2026-01 for 3 months }"; for (i = 0; i < 300; i++) printf "calc a%d = previous(a%d, 1) + 1\\n", i, (i + 1) % 300 }' > a.margin
        $ margin check a.margin

    Give parts of the formula names of their own.
    """),
  CodePage(
    "N437", "A series in a formula",
    """
    A series is data, and data belongs in inputs, where cases and the workbook can change it.

        calc a = series 2026-01: 5

    Write `input` instead.
    """),
  CodePage(
    "N438", "A stock without an opening level",
    """
    A level goes on from a level. Without one, and without a unit, its kind is not known.

        stock credit { add $5/month }

    Write `open $6k`, or state the unit: `stock credit [USD] { add $5/month }` opens at 0.
    """),
  CodePage(
    "N439", "No value",
    """
    An input of the model needs a value. Only in a template may it stay open.

        input wage [USD/hour]

    Write `= $38/hour`.
    """),
  CodePage(
    "N440", "An empty range",
    """
    The low end of a range comes first.

        input a = 5 { range 9 to 1 }

    Swap the ends.
    """),
  CodePage(
    "N441", "Outside the range",
    """
    The input states which values it can have, and this is not one of them.

        input rate = 120% { range 0% to 100% }

    Mend the value, or widen the range if it was wrong.
    """),
  CodePage(
    "N442", "No such distribution",
    """
    The shapes are normal, lognormal, beta, gamma, uniform, triangular, pert, poisson, discrete and empirical, and the
    short `~ LOW to HIGH`.

        input a = 5 ~ norml(5, 1)

    Mend the spelling.
    """),
  CodePage(
    "N443", "Cannot be computed as written",
    """
    The definition has no fault that could be named, but nothing could be made of it.

    Say it in simpler parts, and report the text: a message that names the reason is owed.
    """),
  CodePage(
    "N470", "Powers of a unit too large",
    """
    Products and powers multiply units, and the exponent of one has grown beyond 64.

        input a = 2 tokens
        calc b = a^9
        calc c = b^9

    Divide by what is counted, such as `1 token`, before raising: the power of a plain number is a plain number.
    """),
  CodePage(
    "N471", "Too many templates extend each other",
    """
    A template may extend another, which extends another, 64 in a line. Beyond that no one could tell what an instance
    holds. Put the parts into components instead.

        $ awk 'BEGIN { print "model \\"M\\"\\ntemplate t0 { calc a = 1 }"; for (i = 1; i < 80; i++) printf "template t%d : t%d { }\\n", i, i - 1; print "component c : t79 { }" }' > a.margin
        $ margin check a.margin
    """),
  CodePage(
    "N472", "Too many names",
    """
    Templates multiply: all instances together may make 100,000 names. Hold what is alike in one component over a
    dimension instead of making a component for each.

        $ awk 'BEGIN { print "model \\"M\\"\\ntemplate t0 {"; for (i = 0; i < 60; i++) print "calc a" i " = 1"; print "}" }' > a.margin
        $ awk 'BEGIN { for (i = 1; i < 8; i++) for (j = 0; j < 5; j++) printf j == 0 ? "template t" i " {\\n" : j == 4 ? "}\\n" : "component c" j " : t" (i - 1) " {}\\n" }' >> a.margin
        $ echo 'component all : t7 {}' >> a.margin
        $ margin check a.margin
    """),
  CodePage(
    "N473", "A unit derived from itself",
    """
    The amounts of derived units lead back to where they began, so that none of them has a size.

        unit lap = 4 rounds
        unit rounds = 0.25 lap

    Derive one of them from a unit that is known, or make it a count of its own: `unit lap, laps`.
    """),
]

import MarginSource

/// The codes of what looks along members: ranks, percentiles, tiers, curves, and members as values.
let memberCodePages: [CodePage] = [
  CodePage(
    "D730", "Which dimension",
    """
    `rank`, `percentile`, `lowest`, `highest` and `weighted` look along one dimension. Of a value that has several they
    must be told which.

        dimension engine { small, large }
        dimension region { north, south }
        input price = [small: 2, large: 5]
        input far   = [north: 1, south: 2]
        calc  place = rank(price * far)

    Write `rank(price * far over engine)`.
    """),
  CodePage(
    "D731", "Nothing above the last bound",
    """
    `tier` and `bands_of` say what holds above their last bound, so that no quantity is without a price.

        input size = 5k
        calc  fee  = tier(size, 200k: $1, 1M: $2)

    End with `above:` and a price; where the last one goes on, write it again.
    """),
  CodePage(
    "D732", "A bound that is not written",
    """
    The bounds of `tier` and `bands_of` are written numbers, in the unit of the quantity.

        input size  = 5k
        input most  = 200k
        calc  fee   = tier(size, most: $1, above: $2)

    Write `200k: $1`. Where the bound is an assumption that cases change, write `if size <= most then $1 else $2`.
    """),
  CodePage(
    "D733", "Bounds out of order",
    """
    Each bound of `tier` and `bands_of` is above the one before.

        input size = 5k
        calc  fee  = tier(size, 1M: $2, 200k: $1, above: $3)

    Put them in order.
    """),
  CodePage(
    "D734", "Where `above` stands",
    """
    `above` stands once, after at least one bound.

        input size = 5k
        calc  fee  = tier(size, above: $2, 200k: $1)

    Write `tier(size, 200k: $1, above: $2)`.
    """),
  CodePage(
    "D735", "A percentile outside 0% to 100%",
    """
    The share of a percentile lies within 0% and 100%.

        dimension day { mon, tue, wed }
        input load = [mon: 5, tue: 7, wed: 6]
        calc  peak = percentile(load over day, 95)

    Write `95%`.
    """),
  CodePage(
    "D736", "No curve",
    """
    `interpolate` takes a table with two columns, the points and the values, or two values over one dimension.

        dimension point { low, high }
        table curve by point { load wait cost; low 1 2 3; high 4 5 6 }
        calc  wait = interpolate(2, curve)

    Name the two: `interpolate(2, curve.load, curve.wait)`.
    """),
  CodePage(
    "D737", "Points that do not ascend",
    """
    A curve has at least two points, each above the one before in the order of the dimension's members.

        dimension point { high, low }
        table curve by point { load wait; low 1 2; high 4 5 }
        calc  wait = interpolate(2, curve)

    Name the members in the order of their points: `dimension point { low, high }`.
    """),
  CodePage(
    "D738", "Too many bounds",
    """
    `tier` and `bands_of` take at most 50 bounds.

        $ awk 'BEGIN { printf "model \\"M\\"\\ninput a = 5\\ncalc b = tier(a"; for (i = 1; i < 60; i++) printf ", %d: %d", i, i; print ", above: 0)" }' > a.margin
        $ margin check a.margin

    Put a longer list into a table with a line for each tier.
    """),
  CodePage(
    "D739", "A member of another dimension",
    """
    A value is picked at a member of a dimension that it varies over.

        dimension engine { small, large }
        dimension region { north, south }
        input price = [small: 2, large: 5]
        input far   = [north: 1, south: 2]
        calc  paid  = far[lowest(price over engine)]

    Pick from something over `engine`, such as `price`.
    """),
  CodePage(
    "D740", "A curve looked up by its own points",
    """
    A curve's points stand over a dimension, and what is looked up varies over the same one, so that it is not clear which
    of them are points and which are looked up.

        dimension load_point { idle, full }
        table curve by load_point { load wait; idle 0 1; full 10 3 }
        input load = [idle: 2, full: 8]
        calc wait = interpolate(load, curve)

    Pick a member, `load[full]`, or give what is looked up a dimension of its own.
    """),
  CodePage(
    "U250", "Members in order",
    """
    A member is the same as another or not; none is less than another.

        dimension engine { small, large }
        input price = [small: 2, large: 5]
        calc  odd   = lowest(price) < large

    Write `lowest(price) != large`, or compare the numbers.
    """),
  CodePage(
    "U251", "A member as an amount",
    """
    A member has no total and is set by no case, so it is a `calc`.

        dimension engine { small, large }
        input price = [small: 2, large: 5]
        flow  best  = lowest(price)

    Write `calc best = lowest(price)`.
    """),
  CodePage(
    "U252", "A member where a number is needed",
    """
    Charts, sensitivities and bands show numbers. A report shows a member by its name.

        dimension engine { small, large }
        input price = [small: 2, large: 5]
        calc  best  = lowest(price)
        chart "Best" line { best }

    Show `price[best]`.
    """),
]

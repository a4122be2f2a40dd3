import MarginSource

/// The codes of cases.
let caseCodePages: [CodePage] = [
  CodePage(
    "C601", "A case sets a formula",
    """
    A case changes assumptions. What is computed from them follows; if it could be set, the model would contradict
    itself.

        input a = 5
        calc b = a * 2
        case c { b 10 -> 12 }

    Set one of the inputs that the message names.
    """),
  CodePage(
    "C602", "No such case",
    """
    A composition, a test or a question names a case that nothing defines.

        input a = 5
        case cold { a 5 -> 6 }
        case worst : clod { a 5 -> 7 }

    Mend the spelling.
    """),
  CodePage(
    "C603", "Two values for one input",
    """
    Two parts of a composite case set one input in one period to different values, and their order must not decide in
    silence.

        input a = 5
        case one { a -> 6 }
        case two { a -> 7 }
        case both : one + two

    Restate the input in the composite: `case both : one + two { a -> 7 }`.
    """),
  CodePage(
    "C604", "A stale case",
    """
    The value left of `->` says what the base was when the case was written. The base has moved since, so the case may
    no longer mean what it did.

        input rate = 72%
        case c { rate 70% -> 20% }

    Look at the case, and write the value that holds now.
    """),
  CodePage(
    "C605", "A case with a formula",
    """
    A case says numbers, so that a reader sees what it does.

        input a = 5
        case c { a -> a * 2 }

    Write the number, or `scale a by 2`.
    """),
  CodePage(
    "C606", "A case of itself",
    """
    The parts of a composite lead back to it.

        case a : b
        case b : a

    Take one of the parts away.
    """),
  CodePage(
    "C607", "An old value of a row",
    """
    The old value is one number, and this path names a row of them.

        template t { input p { input, cached } [USD / 1M tokens] = $1/1M tokens }
        component c : t
        case k { c.p $1/1M tokens -> $2/1M tokens }

    Set its fields one by one, or scale the row.
    """),
  CodePage(
    "C608", "Not a step",
    """
    `scale` takes a plain number, `add` a written amount of the input's unit, `shift` a whole number of periods.

        input a = 5
        case c { scale a by 3 tokens }

    Write such as `scale a by 10`, `add a by +5pp`, `shift a by 3 months`.
    """),
  CodePage(
    "C609", "Too many parts",
    """
    A composite case is made of more than 256 parts, counting the parts of its parts.

        $ awk 'BEGIN { print "model \\"M\\"\\ninput a = 5\\ncase c0 { a -> 6 }"; for (i = 1; i < 12; i++) printf "case c%d : c%d + c%d\\n", i, i - 1, i - 1 }' > a.margin
        $ margin check a.margin

    Compose of fewer cases.
    """),
  CodePage(
    "C660", "A shift of a formula",
    """
    `shift` moves what is written: a series, a growth, the date of a `once`, the periods of an `every`. What is
    computed moves with its inputs.

        input start = 2026-03
        input fee = once start: $5
        case late { shift fee by 2 months }

    Shift the input that the message names.
    """),
  CodePage(
    "C661", "A shift that moves nothing",
    """
    A value that is the same in all periods is the same after any shift.

        input rate = 72%
        case late { shift rate by 3 months }

    Say from when it changes, `rate 72% -> 60% from 2026-06`, or shift what varies in time.
    """),
  CodePage(
    "C662", "A change after the timeline",
    """
    The change begins after the last period, so the case is the base as far as anything is computed.

        input rate = 72%
        case late { rate 72% -> 60% from 2031-01 }

    Lengthen the timeline, or name an earlier date.
    """),
]

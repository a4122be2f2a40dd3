import MarginSource

/// The codes of names: what is not there, taken or of another kind.
let nameCodePages: [CodePage] = [
  CodePage(
    "N401", "No such name",
    """
    A formula, a case or an instance names something that nothing defines. Names of an instance are reached by a dot.
    A member of a dimension is no value: it stands in brackets.

        input hit_rate = 72%
        calc miss_rate = 1 - hit_rte

    Mend the spelling; the message names the nearest one. A name from another file needs its import.
    """),
  CodePage(
    "N402", "A name is taken",
    """
    Every name is defined once, and units, dimensions and definitions share their names, so that a formula can be read
    without knowing what kind of thing a word is.

        input wage = $38/hour
        calc wage = $40/hour

    Choose another name. Names of an import can be had under a prefix: `import "prices.margin" as p`. In a template
    that extends another, `replace` says that a definition takes the place of the older one.
    """),
  CodePage(
    "N403", "No such member",
    """
    A table, a list or a pick `x[member]` names a member that the dimension does not have.

        dimension engine { small, large }
        input price by engine = 5
        calc dear = price[lrge]

    The message lists the members.
    """),
  CodePage(
    "N404", "No such template",
    """
    The template is neither in this file nor in what this file imports.

        component desk : human_baselin { wage = $38/hour }

    Import it: `import "margin/human-baseline"`.
    """),
  CodePage(
    "N405", "No such dimension",
    """
    `by`, `over` and tables name a dimension that a `dimension` statement makes, or `scenario` and `owner`, which
    scenarios make. Time is not folded by `over` but by `total`.

        input price by engin = 5

    Mend the spelling or declare the dimension.
    """),
  CodePage(
    "N406", "A member named after a place",
    """
    `x[first]` and `x[last]` are the first and the last period, and `x[turn: first]` is the first member, whatever the
    members are called. A member, scenario or line of a data file of that name could not be picked.

        dimension way { first, later }
        input price = [first: 2, later: 3]

    Give it another name, such as `first_one`; its label may say what you like.
    """),
  CodePage(
    "N410", "A file without a model",
    """
    A model begins with its title, currency and timeline. A file without them can only be imported.

        $ echo 'input a = 5' > a.margin
        $ margin check a.margin

    Begin with `model "Title" { currency USD }`.
    """),
  CodePage(
    "N411", "Not a currency",
    """
    A currency is a code of three letters.

        model "M" { currency dollars }

    Write USD, EUR, GBP and so on.
    """),
  CodePage(
    "N412", "A model in an imported file",
    """
    Title, currency and timeline belong to the whole, so only the file that is checked has them.

        $ echo 'model "B"' > b.margin
        $ printf 'model "A"\\nimport "b.margin"\\n' > a.margin
        $ margin check a.margin

    Take the `model` statement out of the imported file.
    """),
  CodePage(
    "N413", "A definition of no kind",
    """
    At the top of a file a definition says what it is: an assumption (`input`), a formula (`calc`), an amount per
    period (`flow`), a level (`stock`) or one amount by another (`ratio`).

        cost = $5

    Write the kind before the name.
    """),
  CodePage(
    "N414", "A dotted name is defined",
    """
    A definition makes one new name. Dotted paths reach into instances, they make nothing.

        calc email.cost = $5

    Give it a plain name. Only a template defines what stands in an instance.
    """),
  CodePage(
    "N415", "Does not belong in a template",
    """
    A template is a piece of a model. Cases, tests and questions are asked of the whole.

        template t {
          input a = 5
          case c { a -> 6 }
        }
        component d : t

    Move it to the model.
    """),
  CodePage(
    "N416", "Nothing to replace",
    """
    `replace` stands before a definition of the template that this one extends, and `name = value` sets the default of
    one of its inputs.

        template a { input x = 1 }
        template b : a { replace calc y = 2 }
        component c : b

    Take `replace` away, or name what the older template defines.
    """),
  CodePage(
    "N417", "A formula in an instance",
    """
    The braces of a component or scenario give values to inputs of its template.

        template t { input a = 5 }
        component d : t {
          calc b = 6
        }

    Put the formula into the template, or into the model beside the instance.
    """),
  CodePage(
    "N418", "A formula is set",
    """
    Only inputs of a template can be given a value; this name is one of its formulas.

        template t { input a = 5; calc b = a * 2 }
        component d : t { b = 6 }

    Set an input that the formula uses, or write a template that replaces the formula.
    """),
  CodePage(
    "N419", "Inputs without a value",
    """
    The template has inputs without a default, and the instance does not set them. All of them are listed.

        template t { input a [tokens]; input b [USD] }
        component d : t

    Set them in the braces of the instance.
    """),
  CodePage(
    "N420", "Too many components",
    """
    Templates hold components, which hold components: more than 5000 in all, or deeper than 16.

        template t { input a = 1; component inner : t }
        component x : t

    Look for a template that holds itself.
    """),
  CodePage(
    "N421", "A template that extends itself",
    """
    The line of templates leads back to where it began.

        template a : b { input x = 1 }
        template b : a { input y = 1 }
        component c : a

    Let one of them stand alone.
    """),
  CodePage(
    "N491", "Two parts of one dimension",
    """
    A value varies over a dimension or over a part of it, and over one part only: names decide which cells meet.

        dimension trigger { undo, retry, edit }
        dimension hidden of trigger { undo, retry }
        dimension shown of trigger { edit }
        input weight by hidden = 2
        input price by shown = 3
        calc both = weight * price

    Fold one of them first, or pick a member.
    """),
  CodePage(
    "N492", "Known for a part only",
    """
    The header names a dimension, and the formula has values for a part of its members.

        dimension trigger { undo, retry, edit }
        dimension hidden of trigger { undo, retry }
        input weight by hidden = 2
        calc all by trigger = weight * 2

    State the part, or give the others a value too.
    """),
  CodePage(
    "N493", "A number of several dimensions",
    """
    The value varies over several ordered dimensions, and the number is a member of more than one.

        dimension turn 1 to 4
        dimension try 1 to 3
        input cost by turn, try = 2
        calc first_cost = cost[2]

    Say which one is meant: `cost[turn: 2]`.
    """),
  CodePage(
    "N494", "A part of itself",
    """
    A dimension is part of another one, which is part of it in turn.

        dimension small of large { one }
        dimension large of small { one }

    Declare one of them without `of`.
    """),
  CodePage(
    "N495", "First or last of what?",
    """
    `x[first]` and `x[last]` are the first and last period. The value does not vary in time but over an ordered dimension.

        dimension turn 1 to 4
        input added by turn = 2
        calc final = added[last]

    Name the dimension: `added[turn: last]`.
    """),
  CodePage(
    "N450", "A label that is too long",
    """
    A label, title or owner has at most 255 bytes: it becomes a heading, a choice in a list or a chart's title, and no
    workbook holds a longer one.

        $ awk 'BEGIN { printf "model \\"M\\"\\ninput a \\""; for (i = 0; i < 60; i++) printf "label "; print "\\" = 5" }' > a.margin
        $ margin check a.margin

    Say it in short; a note behind the value may be long.
    """),
]

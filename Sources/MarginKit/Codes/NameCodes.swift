import MarginSource

/// The codes of names, templates and definitions.
enum NameCodes {
  static let pages: [CodePage] = [
    CodePage(
      "N401", "There is no such name",
      """
      The model defines nothing of that name where it is used. Names of an instance are reached by a dot:
      `email.hit_rate`. A template sees its own names, its imports, dimensions and units, never the model that imports
      it.
      """),
    CodePage(
      "N402", "A name is defined twice",
      """
      Every name is defined once; definitions, units and dimensions share their names. To take in two files that use
      one name, import one of them under a prefix: `import "prices.margin" as p`.
      """),
    CodePage(
      "N403", "There is no such member",
      """
      A dimension has the members in its braces: `dimension engine { small, large }`. `x[small]` picks one, and a
      value over a dimension names them all.
      """),
    CodePage(
      "N404", "There is no such template",
      "`scenario NAME : TEMPLATE { … }` takes a template of this file or of one that it imports."),
    CodePage(
      "N405", "There is no such dimension",
      "Declare it: `dimension engine { small, large }`. Time is folded by `total`, not by `over`."),
    CodePage(
      "N410", "The model has no title",
      "A model begins with `model \"Title\" { currency USD; timeline 2026-01 for 24 months }`."),
    CodePage("N411", "Not a currency", "A currency is a code of three letters, such as USD or EUR."),
    CodePage(
      "N412", "An imported file is no model",
      "Only the file that is run has a `model` statement; what it imports brings definitions, tables and templates."),
    CodePage(
      "N413", "A definition does not say what it is",
      """
      Write input, calc, flow, stock or ratio before the name. That decides what a year of it is: a flow is summed, a
      stock closes, a ratio is computed again, a calc has no yearly value.
      """),
    CodePage(
      "N414", "A definition has a plain name",
      """
      Names with dots are those of instances, and only their template defines them. `replace` belongs in a template
      that extends another.
      """),
    CodePage(
      "N415", "This does not belong in a template",
      "A template holds inputs, formulas, bands, checks and components. Reports, cases and tests belong to the model."),
    CodePage(
      "N416", "There is nothing to replace",
      "`replace flow cost = …` redefines a name of the template that this one extends."),
    CodePage(
      "N417", "An instance only sets inputs",
      """
      The body of a scenario or component gives inputs of its template a value. New formulas belong in the template,
      or in the model beside the instance.
      """),
    CodePage(
      "N418", "A formula of a template cannot be set",
      """
      Only inputs can. To compute it in another way, write a template that extends this one and replaces the formula.
      """),
    CodePage(
      "N419", "Inputs have no value",
      """
      The template gives these inputs no default, so every instance says them. The message lists all that are missing.
      """),
    CodePage(
      "N420", "Templates make too many components",
      "Templates inside templates multiply. The limit keeps a small text from filling the memory."),
    CodePage("N421", "A template extends itself", "Through its own base, so that there is no first one."),
    CodePage(
      "N423", "There is no such field",
      "A table has the columns of its header, and an input row the fields in its braces: `price.cached`."),
    CodePage(
      "N424", "A row of several values",
      "The name stands for several values at once. Pick one of its fields: `price.input`."),
    CodePage("N425", "A component is not a value", "Name one of its values: `email.cost`."),
    CodePage("N426", "A unit is not a value", "An amount of it needs a number: `1 request`."),
    CodePage(
      "N427", "The model has no scenarios",
      "`scenario.cost` is the cost of each scenario; `scenario NAME : TEMPLATE { … }` makes one."),
    CodePage(
      "N428", "Not every scenario has that value",
      "`scenario.x` needs x, in one unit, in every scenario. The message lists those that lack it."),
    CodePage("N429", "A value is missing for a member", "A value over a dimension has one for each of its members."),
    CodePage(
      "N430", "A value depends on itself",
      """
      Within one period there is no first value in the loop that the message prints. A loop through time is allowed:
      `previous(x, start)` reads the period before.
      """),
    CodePage("N431", "There is nothing inherited", "`inherited(x)` is the old formula inside `replace … x = …`."),
    CodePage(
      "N432", "There is no such function",
      """
      Functions are min, max, abs, round, floor, ceil, clamp, sqrt, exp, ln, log10, expected_attempts, the folds over
      a dimension, and those over time.
      """),
    CodePage("N433", "A function is called in another way", "The message shows what it takes."),
    CodePage(
      "N434", "There is nothing to fold",
      "`sum(x over engine)` needs an x that varies over engine. Over time use `total`, `cumulative` or `x[last]`."),
    CodePage("N435", "A definition has no formula", "Write `= …` after the name."),
    CodePage("N436", "A chain of definitions is too long", "More than 5000 definitions read each other in a row."),
    CodePage("N437", "A series belongs to an input", "Write `input` before the name and use it in formulas."),
    CodePage("N438", "A stock has no opening level", "`stock credit { open $6k; add top_up; less cost }`."),
    CodePage("N439", "An input has no value", "An input of a model needs one; only in a template may it be left open."),
    CodePage("N440", "A range is empty", "The low end comes first: `range 0% to 100%`."),
    CodePage(
      "N441", "A value lies outside its range",
      "An input's `range` holds for its value, for cases, for `--set` and for tests."),
    CodePage(
      "N442", "There is no such distribution",
      """
      normal, lognormal, beta, gamma, uniform, triangular, pert, poisson, discrete and empirical; the short form is `~
      2% to 9%`.
      """),
  ]
}

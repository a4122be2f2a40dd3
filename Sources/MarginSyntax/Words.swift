/// The small words of the grammar, which are never names of units or definitions.
let smallWords: Set<String> = [
  "to", "step", "from", "because", "at", "by", "over", "top", "within", "limit", "linear", "growing", "per", "for",
  "in", "and", "or", "not", "then", "else", "otherwise", "until", "seed", "as",
]

/// How many bytes they have: most names are told from them without a look.
let smallWordLengths = 2...9

/// The words that begin a statement, in the order in which messages list them.
let statementWords = [
  "model", "import", "unit", "fx", "dimension", "table", "input", "calc", "flow", "stock", "ratio", "replace",
  "template",
  "component", "scenario", "case", "report", "chart", "sensitivity", "tornado", "simulate", "solve", "compare",
  "fragility", "check", "band", "test", "converge", "correlate", "roadmap", "decision", "optimise",
]

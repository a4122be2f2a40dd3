import Testing

@Suite("The verbs solve, optimise and compare", .serialized)
struct SearchVerbTests {
  private static let desk = """
    model "Desk" { currency USD; timeline 2026-01 for 3 months }
    input volume = 100 requests/month
    input price = $2/request
    flow  cost = volume * price + $100/month
    case dear "A dearer price" { price $2/request -> $4/request }
    solve limit "Dearest price": price in $1/request to $9/request so that total(cost) = $1_500
    optimise few: volume in 10 requests/month to 50 requests/month step 10 requests/month for lowest total(cost)
    compare "The dearer price" base to dear of total(cost)

    """

  private func outcome(_ arguments: String...) throws -> Program.Outcome {
    try outcome(arguments)
  }

  private func outcome(_ arguments: [String]) throws -> Program.Outcome {
    let program = try Program()
    defer { program.remove() }
    try program.write("desk.margin", Self.desk)
    return try program.run(arguments)
  }

  @Test("Without words each answers the statements of its kind; with a name, title or question that one")
  func statements() throws {
    let solved = try outcome("solve", "desk.margin")
    #expect(solved.code == 0 && solved.messages == "")
    #expect(solved.output.contains("Desk, case base") && solved.output.contains("Dearest price (limit)"))
    #expect(try outcome("solve", "desk.margin", "limit").output == solved.output)
    #expect(try outcome("solve", "desk.margin", "Dearest price").output == solved.output)
    let asked = try outcome("solve", "desk.margin", "volume so that total(cost) = $900")
    #expect(asked.code == 0 && asked.output.contains("solution                      100"))
    #expect(try outcome("optimise", "desk.margin").output.contains("best  "))
    #expect(try outcome("optimize", "desk.margin", "few", "--format", "csv").output.contains("few,best,volume,10,"))
    #expect(try outcome("compare", "desk.margin").output.contains("Base to A dearer price: total(cost)"))
    #expect(try outcome("compare", "desk.margin", "The dearer price").code == 0)
  }

  @Test("Cases are compared by their names, by what is set, and against the base")
  func cases() throws {
    let plain = try outcome("compare", "desk.margin", "base", "dear", "of", "cost at 2026-02")
    #expect(plain.output.contains("300.00 USD to 500.00 USD"))
    #expect(try outcome("compare", "desk.margin", "base to dear of cost at 2026-02").output == plain.output)
    #expect(try outcome("compare", "desk.margin", "dear", "of", "cost at 2026-02").output == plain.output)
    #expect(try outcome("compare", "desk.margin", "of", "cost at 2026-02", "--case", "dear").output == plain.output)
    #expect(
      try outcome("compare", "desk.margin", "dear", "base").output.contains("A dearer price to Base: total(cost)"))
    let set = try outcome("compare", "desk.margin", "of", "total(cost)", "--set", "price=$3/request")
    #expect(set.output.contains("Base to base with price = $3/request: total(cost)"))
    #expect(set.output.contains("+300.00"))
    let markdown = try outcome("compare", "desk.margin", "--format", "markdown")
    #expect(markdown.output.contains("| price | 2.00 -\\> 4.00 USD/request | +600.00 | 100% |"))
  }

  @Test("Without a solution the code is 1, and a question that cannot be asked gives 2 and says why")
  func failures() throws {
    let none = try outcome("solve", "desk.margin", "price in $1/request to $2/request so that total(cost) = $5k")
    #expect(none.code == 1 && none.output.contains("no solution: total(cost) is smaller all the way"))
    let wrong: [([String], String)] = [
      (["solve", "desk.margin", "limits"], "did you mean `limit`?"),
      (["solve", "desk.margin", "cost so that volume = 1 request/month"], "error[C601]"),
      (["solve", "desk.margin", "prise so that total(cost) = $5k"], "write `price`"),
      (["solve", "desk.margin", "price in $5/request to $2/request so that total(cost) = $5k"], "error[Q845]"),
      (["solve", "desk.margin", "price so that total(cost) = 5 requests"], "error[U"),
      (["solve", "desk.margin", "price in 1 to 2"], "`so that` is missing"),
      (["optimise", "desk.margin", "price in $1/request to $2/request for cost"], "`lowest` or `highest` is missing"),
      (["optimise", "desk.margin", "feww"], "did you mean `few`?"),
      (["compare", "desk.margin", "base", "deer", "of", "total(cost)"], "write `dear`"),
      (["compare", "desk.margin", "base", "dear", "of", "costs"], "write `cost`"),
      (["compare", "desk.margin", "of", "total(cost)", "--case", "deer"], "did you mean `dear`?"),
      (["compare", "desk.margin", "The cheaper price"], "the model has no compare"),
      (["compare", "desk.margin", "of", "total(cost)"], "name another than the base (dear)"),
      (["compare", "desk.margin", "base", "dear", "of"], "error[P"),
      (
        ["optimise", "desk.margin", "price in $1/request to $2/request step $0.000001/request for lowest cost"],
        "a larger step"
      ),
    ]
    for (arguments, words) in wrong {
      let outcome = try outcome(arguments)
      #expect(outcome.code == 2, "\(arguments)")
      #expect(outcome.output == "" && outcome.messages.contains(words), "\(arguments)\n\(outcome.messages)")
    }
  }
}

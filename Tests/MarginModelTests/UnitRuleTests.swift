import Testing

/// What units do in a model: where a written number takes one, and where it never does.
@Suite("Units in models")
struct UnitRuleTests {
  @Test("A number without a unit takes the stated unit with its scale, in every place it can stand")
  func adoption() {
    let text =
      head + """
        input size [1M tokens] = 3 { range 1 to 9 }
        input share [%] = 40%
        input rate = 6% outcomes/request
        case more { size 3 -> 4; share 40% -> 50% }
        sensitivity "s" of twice { rows size 1, 2 }
        calc twice = size * 2
        band "b" size { large > 2; small otherwise }
        test "t" { with size = 5; expect size = 5; expect twice = 10M tokens }

        """
    let checked = Checked(text)
    #expect(checked.codes == [])
    #expect(checked.values("size") == [3])
    #expect(checked.values("size", case: "more") == [4])
    #expect(checked.values("twice") == [6])
    #expect(checked.model?.sensitivities.first?.rows?.points == [1, 2])
    #expect(checked.model?.bands.first?.levels.first?.bound == 2)
    #expect(checked.values("rate") == [0.06])
  }

  @Test("Money never takes a unit, and an expression never does")
  func refusals() {
    #expect(Checked(head + "input a [USD] = 5\n").codes == ["U204 5:17"])
    #expect(Checked(head + "input a = $5\ncase c { a $5 -> 6 }\n").codes == ["U204 6:18"])
    #expect(Checked(head + "input n = 2\ncalc a [requests] = n * 3\n").codes == ["U203 6:21"])
  }

  @Test("Zero fits any unit")
  func zero() {
    let checked = Checked(head + "input a = $5\ncalc b = max(a - $9, 0)\ncalc c = if a > 0 then a else 0\n")
    #expect(checked.codes == [])
    #expect(checked.values("b") == [0])
    #expect(checked.values("c") == [5])
  }

  @Test("Units of one kind convert, units of two kinds never do")
  func conversion() {
    let checked = Checked(
      head + "calc a [hours] = 90 minutes + 1 hour\ncalc b = $3/1M tokens * 2_000 tokens\ncalc c = 1 GB as MB\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [2.5])
    #expect(checked.values("b") == [0.006])
    #expect(checked.values("c") == [1000])
    #expect(Checked(head + "calc a = 1 token + 1 request\n").codes == ["U201 5:20"])
  }

  @Test("A spaced division divides by the whole literal, a touching one belongs to it")
  func division() {
    let checked = Checked(head + "input v = 80 requests/s\ncalc a = v / 40 requests/s\ncalc b = 6 requests/2 s\n")
    #expect(checked.values("a") == [2])
    #expect(checked.unit("b") == "requests/2 s")
  }

  @Test("A share of a share is a share, and rate times count keeps its kind")
  func shares() {
    let checked = Checked(head + "input a = 50%\ninput n = 10 requests\ncalc b = a * a\ncalc c = a * n\n")
    #expect(checked.unit("b") == "%")
    #expect(checked.values("b") == [0.25])
    #expect(checked.unit("c") == "requests")
  }

  @Test("Minus binds looser than a power, and a power is right-associative")
  func powers() {
    let checked = Checked(head + "calc a = -2^2\ncalc b = 2^3^2\ncalc c = (4 tokens)^0.5 * (4 tokens)^0.5\n")
    #expect(checked.values("a") == [-4])
    #expect(checked.values("b") == [512])
    #expect(checked.values("c") == [4])
  }

  @Test("Declared units are counts of their own or amounts of others")
  func declared() {
    let checked = Checked(
      head + "unit ticket, tickets\nunit sprint = 2 weeks\ncalc a = 3 tickets + 1 ticket\ncalc b [days] = 1 sprint\n")
    #expect(checked.values("a") == [4])
    #expect(checked.values("b") == [14])
    #expect(Checked(head + "unit ticket, tickets\ncalc a = 1 ticket + 1 request\n").codes == ["U201 6:21"])
  }
}

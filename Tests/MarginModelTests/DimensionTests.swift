import Testing

/// Subsets, ordered dimensions, and loops along members.
@Suite("Dimensions")
struct DimensionTests {
  private let triggers =
    "dimension trigger { accept, undo \"Undone\", retry, edit }\ndimension hidden of trigger { undo, retry }\n"
    + "input fired by trigger = [accept: 100, undo: 7, retry: 11, edit: 3]\n"

  @Test("A fold over a part of a dimension folds its members only")
  func foldOverPart() {
    let checked = Checked(
      head + triggers + "calc a = sum(fired over hidden)\ncalc b = sum(fired over hidden) / sum(fired)\n"
        + "calc c = max(fired over hidden)\ncalc d = sum(fired by hidden)\ncalc e = fired[undo]\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [18])
    #expect(near(checked.values("b")[0], 18.0 / 121))
    #expect(checked.values("c") == [11])
    #expect(checked.values("d") == [7, 11])
    #expect(checked.values("e") == [7])
  }

  @Test("Where a value over a dimension meets one over a part of it, it is read at the part's members")
  func restriction() {
    let checked = Checked(
      head + triggers
        + "input weight by hidden = [undo: 2, retry: 3]\ncalc a = fired * weight\ncalc b by hidden = fired + 1\n"
        + "calc c = if fired > 10 then weight else 0\ncalc d = max(fired, weight * 5)\n"
        + "calc e by hidden = position(trigger)\ncalc f = position(hidden) * weight\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [14, 33])
    #expect(checked.values("b") == [8, 12])
    #expect(checked.values("c") == [0, 3])
    #expect(checked.values("d") == [10, 15])
    #expect(checked.values("e") == [2, 3])
    #expect(checked.values("f") == [2, 6])
  }

  @Test("A part of a part is a part of the whole, and a part takes the labels of its whole")
  func partOfPart() {
    let checked = Checked(
      head + "dimension late of hidden { retry }\n" + triggers
        + "input weight by hidden = [undo: 2, retry: 3]\ninput last_weight by late = 5\n"
        + "calc a = sum(fired over late)\ncalc b = fired * weight * last_weight\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [11])
    #expect(checked.values("b") == [165])
    let hidden = checked.model?.axes.first { $0.name == "hidden" }
    #expect(hidden?.members.map(\.label) == ["Undone", "Retry"])
  }

  @Test("Some of the scenarios are a part too, and the fold of a flow over it is a flow")
  func scenarios() {
    let checked = Checked(
      head + "template t { input n = 1; flow cost [USD] = n * $1 }\n"
        + "scenario one : t { n = 1 }\nscenario two : t { n = 2 }\nscenario three : t { n = 4 }\n"
        + "dimension core of scenario { one, three }\nflow a = sum(scenario.cost over core)\n"
        + "ratio b = sum(scenario.cost over core) / sum(scenario.cost)\n")
    #expect(checked.codes == [])
    #expect(checked.whole("a") == [60])
    #expect(near(checked.whole("b")[0], 5.0 / 7))
  }

  @Test("Members of an ordered dimension are picked by their numbers, by name of the dimension, first and last")
  func picks() {
    let checked = Checked(
      head + "dimension turn 3 to 6\ndimension try 1 to 3\ndimension late of turn 5 to 6\n"
        + "calc x by turn = position(turn) * 10\ncalc y by turn, try = x + position(try)\n"
        + "calc a = x[5]\ncalc b = x[turn: last] - x[turn: first]\ncalc c = y[turn: 3, try: 3]\n"
        + "calc d = x[turn: -2]\ncalc e = sum(x over late)\ncalc f = y[4, 2]\ncalc g = position(time)\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [30])
    #expect(checked.values("b") == [30])
    #expect(checked.values("c") == [13])
    #expect(checked.values("d").suffix(2) == [10, 20])
    #expect(checked.values("d").prefix(2).allSatisfy { $0.isNaN })
    #expect(checked.values("e") == [70])
    #expect(checked.values("f") == [22])
    #expect(checked.values("g").prefix(2) == [1, 2])
  }

  @Test("Tables, lists and cases name the members of an ordered dimension by number")
  func numbers() {
    let checked = Checked(
      head
        + "dimension turn 1 to 3\ntable plan by turn {\n  hits tokens [tokens]\n  1 10% 100\n  2 20% 200\n  3 30% 300\n}\n"
        + "input x = [1: 5, 2: 6, 3: 7]\ncase c { x[2] 6 -> 60; plan.hits[turn: 3] 30% -> 50% }\n")
    #expect(checked.codes == [])
    #expect(checked.values("plan.hits") == [0.1, 0.2, 0.3])
    #expect(checked.values("x", case: "c") == [5, 60, 7])
    #expect(checked.values("plan.hits", case: "c") == [0.1, 0.2, 0.5])
  }

  @Test("Previous and cumulative go along any dimension in its order, and roll up as what they look at")
  func along() {
    let checked = Checked(
      head + "dimension stage { draft, review, final }\ninput x = [draft: 1, review: 2, final: 4]\n"
        + "calc a = previous(x over stage, 0)\ncalc b = cumulative(x over stage)\ncalc c = previous(x over stage)\n"
        + "flow spent by stage [USD] = x * $1\nflow d = cumulative(spent over stage)\n"
        + "ratio e = cumulative(spent over stage) / sum(spent over stage)\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [0, 1, 2])
    #expect(checked.values("b") == [1, 3, 7])
    #expect(checked.values("c").first?.isNaN == true && checked.values("c").suffix(2) == [1, 2])
    #expect(checked.whole("d") == [12, 36, 84])
    #expect(zip(checked.whole("e"), [1.0 / 7, 3.0 / 7, 1]).allSatisfy { near($0, $1) })
  }

  /// By hand: 20 turns from 4,000 tokens on, 500 more each, are 20 * 4,000 + 500 * (0 + … + 19) = 175,000 tokens read, at
  /// $3 a million $0.525, and 20 * 300 written at $15 a million $0.09.
  @Test("An agent's context grows along its turns, and a task costs the sum of them")
  func agent() {
    let checked = Checked(
      head + "dimension turn 1 to 20\ninput stable = 4_000 tokens/attempt\ninput added = 500 tokens/attempt\n"
        + "calc context = previous(context over turn, stable - added) + added\n"
        + "calc turn_cost [USD/attempt] = context * $3/1M tokens + 300 tokens/attempt * $15/1M tokens\n"
        + "calc task_cost = sum(turn_cost over turn)\n")
    #expect(checked.codes == [])
    #expect(checked.values("context").first == 4000 && checked.values("context").last == 13_500)
    #expect(checked.values("context").count == 20)
    #expect(checked.values("task_cost") == [0.615])
  }

  /// The phases of a coding task add up to 178k tokens in, 18k out and 126k read from the cache: at $3, $15 and $0.30 a
  /// million $0.4638, and without the cache $0.804.
  @Test("The phases of a coding task are a dimension with a table, and their sums are the published cost")
  func phases() {
    let checked = Checked(
      head + "dimension phase { plan, read, edit, run, review, fix }\n"
        + "table used by phase [tokens/attempt] {\n  input output cached\n  plan 12k 2.4k 8k\n  read 34k 1.6k 24k\n"
        + "  edit 42k 4.8k 32k\n  run 68k 6.2k 48k\n  review 4k 1.8k 0\n  fix 18k 1.2k 14k\n}\n"
        + "calc fresh = used.input - used.cached\n"
        + "calc cost = fresh * $3/1M tokens + used.cached * $0.30/1M tokens + used.output * $15/1M tokens\n"
        + "calc task = sum(cost over phase)\ncalc so_far = cumulative(cost over phase)\n"
        + "calc uncached = sum(used.input * $3/1M tokens + used.output * $15/1M tokens)\n")
    #expect(checked.codes == [])
    #expect(checked.values("task") == [0.4638])
    #expect(checked.values("uncached") == [0.804])
    #expect(checked.values("so_far").last == 0.4638)
  }

  @Test("A loop along members varies in time where what it is made of does, and needs no header to say so")
  func loopInTime() {
    let checked = Checked(
      head + "dimension turn 1 to 3\ninput added = $1 growing 10%/month\n"
        + "calc context = previous(context over turn, $0 + added) + added\n"
        + "calc read by turn [USD] = previous(twice over turn, $1) + added\ncalc twice = read * 2\n")
    #expect(checked.codes == [])
    #expect(checked.values("context").count == 36)
    #expect(near(checked.values("context")[13], 3.3))
    // In February 1 + 1.1 in the first turn, then 4.2 + 1.1.
    #expect(near(checked.values("twice")[13], 10.6))
  }

  @Test("A loop has the dimensions of what it is made of, whoever reads it first")
  func loopOverOthers() {
    let checked = Checked(
      head + "dimension engine { small, large }\ninput fee = [small: $5, large: $7]\n"
        + "calc double [USD] = previous(a, $0) * 2\nflow a [USD] = previous(a, $0) + previous(double, $0) + fee\n")
    #expect(checked.codes == [])
    #expect(checked.values("a").prefix(3) == [5, 10, 25])
    #expect(checked.values("double").suffix(12).prefix(4) == [0, 14, 28, 70])
  }

  @Test("A loop through turns may go on from the period before, even from the sum of its turns")
  func nested() {
    let checked = Checked(
      head + "dimension turn 1 to 2\n"
        + "flow work by turn [USD] = previous(work over turn, previous(all, $1)) * 2\nflow all [USD] = sum(work over turn)\n"
    )
    #expect(checked.codes == [])
    // January 2 and 4; February begins with their sum: 12 and 24.
    #expect(checked.values("all").prefix(3) == [6, 36, 216])
  }

  private func near(_ found: Double, _ wanted: Double) -> Bool { abs(found - wanted) < 1e-11 * abs(wanted) }
}

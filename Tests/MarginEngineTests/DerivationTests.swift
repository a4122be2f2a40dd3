import MarginSource
import MarginSyntax
import Testing

@testable import MarginEngine
@testable import MarginModel

/// A model of a text, and how its numbers came about.
struct Derived {
  let model: Model

  init(_ body: String, periods: Int = 4) throws {
    let text = "model \"D\" { currency USD; timeline 2026-01 for \(periods) months }\n" + body + "\n"
    var sources = SourceSet()
    let source = SourceFile(name: "d.margin", text: text)
    let (tree, faults) = parse(source, file: sources.add(source))
    let (model, found) = check(Program(sources: sources, trees: [tree], imports: [[]]))
    self.model = try #require(model, "\((faults + found).map(\.message))")
  }

  func reading(_ path: String, at period: Int? = nil) throws -> Model.Reading {
    let id = try #require(model.paths[path])
    let varies = model.definitions[id].variesInTime
    return Model.Reading(
      definition: id, time: period.map { .period($0) } ?? (varies ? .rolledUp : .constant), label: path,
      span: model.definitions[id].span)
  }

  func tree(_ path: String, at period: Int? = nil, depth: Int = 9, caseIndex: Int = 0) throws -> Derivation {
    let results = evaluate(model, caseIndex: caseIndex)
    return try #require(derivations(try reading(path, at: period), model, results, depth: depth).first)
  }

  /// `cost 12`, `limit 5`, `3 more 7`: what stands below a number, in its own unit.
  func below(_ derivation: Derivation) -> [String] {
    let rest = derivation.rest.map { ["\($0.count) more \($0.sum.map { number($0) } ?? "")"] } ?? []
    return derivation.parts.map { "\(name($0)) \(number($0.value / $0.unit.scale))" } + rest
  }

  private func number(_ value: Double) -> String {
    let rounded = (value * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() ? String("\(rounded)".dropLast(2)) : "\(rounded)"
  }

  private func name(_ derivation: Derivation) -> String {
    let members = derivation.members.isEmpty ? "" : "[" + derivation.members.joined(separator: ", ") + "]"
    switch derivation.subject {
    case .definition(let id): return model.definitions[id].path + members
    case .part(let span, _): return model.sources.text(span) + members
    case .length: return "the period"
    }
  }
}

@Suite("How a number came about")
struct DerivationTests {
  @Test("At a period a formula's names are read at that period, and a lag at its own")
  func period() throws {
    let derived = try Derived(
      """
      input volume = 100 requests/month growing 10%/month
      input price  = $2/request
      flow  cost   = volume * price
      calc  rise   = cost / previous(cost, cost) - 1
      """)
    // 110 * 2 and 121 * 2
    let rise = try derived.tree("rise", at: 2)
    #expect(derived.below(rise) == ["cost 242", "cost 220"])
    #expect(rise.parts.map(\.time) == [.period(2), .period(1)])
    #expect(derived.below(rise.parts[0]) == ["volume 121", "price 2"])
    #expect(derived.below(rise.parts[0].parts[0]) == ["volume.growth 0.1"])
  }

  @Test("A total is made of totals where the formula holds for them, else of its periods")
  func totals() throws {
    let derived = try Derived(
      """
      input volume = series 2026-01: 10 requests/month, 2026-03: 40 requests/month, 2026-04: 20 requests/month
      input price  = series 2026-01: $1/request, 2026-03: $3/request, 2026-04: $2/request
      input fixed  = $6/month
      flow  traffic = volume
      flow  bill    = traffic * $2/request
      flow  spent   = traffic * price
      flow  both [USD] = bill + spent + fixed
      """)
    // 10 + 10 + 40 + 20 requests; 10 + 10 + 120 + 40 dollars
    let both = try derived.tree("both")
    #expect(both.value == 364)
    #expect(derived.below(both) == ["bill 160", "spent 180", "fixed 24"])
    #expect(derived.below(both.parts[0]) == ["traffic 80"])
    #expect(
      derived.below(both.parts[1]) == [
        "traffic * price 10", "traffic * price 120", "traffic * price 40", "1 more 10",
      ])
    #expect(both.parts[1].parts.map(\.time) == [.period(0), .period(2), .period(3)])
    #expect(both.parts[1].parts.map(\.mark) == [nil, .largest, nil])
    // All periods of a constant are alike: one is shown.
    #expect(derived.below(both.parts[2]) == ["fixed 6", "3 more 18"])
    #expect(both.parts[2].rest?.isSame == true)
  }

  @Test("Of an if the branch that is taken is followed, and the other one is not")
  func branches() throws {
    let derived = try Derived(
      """
      input ceiling = 5 requests
      input volume  = 3 requests
      input low     = $1
      input high    = $9
      calc  fee     = if volume > ceiling then high * 2 else low * 3
      """)
    let fee = try derived.tree("fee")
    #expect(fee.value == 3)
    #expect(fee.parts.map(\.role) == [.condition, .untaken(isThen: true), .taken(isThen: false)])
    #expect(fee.parts.map(\.parts.count) == [2, 0, 1])
    #expect(derived.below(fee.parts[0]) == ["volume 3", "ceiling 5"])
    #expect(derived.below(fee.parts[2]) == ["low 1"])
    #expect(fee.parts[1].end == .untaken)
  }

  @Test("A stock is its level before and its movements, and at the end the totals of them")
  func stocks() throws {
    let derived = try Derived(
      """
      input pay  = $30/month
      input fall = $10/month
      flow  came [USD] = pay
      flow  went [USD] = fall
      stock cash { open $5; add came; less went }
      """)
    let february = try derived.tree("cash", at: 1)
    // 5 + 30 - 10 in January
    #expect(derived.below(february) == ["cash 25", "came 30", "went 10"])
    #expect(february.parts.map(\.role) == [.before, .added, .removed])
    #expect(february.parts[0].end == .repeated)
    let closing = try derived.tree("cash")
    #expect(derived.below(closing) == ["$5 5", "came 120", "went 40"])
    #expect(closing.value == 85)
  }

  @Test("Members stand with the largest first, and those that are left out are added up")
  func members() throws {
    let names = (1...9).map { "m\($0)" }
    let numbers = names.enumerated().map { "\($1): \($0 % 2 == 0 ? "" : "-")$\($0 + 1)" }
    let derived = try Derived(
      """
      dimension engine { \(names.joined(separator: ", ")) }
      input fee = [\(numbers.joined(separator: ", "))]
      calc  all = sum(fee over engine)
      """)
    let all = try derived.tree("all")
    #expect(
      derived.below(all) == [
        "fee[m9] 9", "fee[m8] -8", "fee[m7] 7", "fee[m6] -6", "fee[m5] 5", "fee[m4] -4", "3 more 2",
      ])
  }

  @Test("The period that decides is shown: the highest of a maximum, the lowest of a minimum")
  func extremes() throws {
    let derived = try Derived(
      """
      input flow amount = series 2026-01: $1, 2026-02: -$7, 2026-03: $5, 2026-04: $2
      calc  most  = max(amount over time)
      calc  least = min(amount over time)
      """, periods: 5)
    let most = try derived.tree("most")
    #expect(derived.below(most) == ["amount 1", "amount 5", "amount 2", "2 more "])
    #expect(most.parts.map(\.mark) == [nil, .largest, nil])
    #expect(try derived.tree("least").parts.map(\.mark) == [nil, .lowest, nil])
  }

  @Test("Among members a choice shows what it chose from, and a function no inner workings")
  func functions() throws {
    let derived = try Derived(
      """
      dimension engine { small, large }
      input price = [small: $1, large: $5]
      calc  best  = lowest(price over engine)
      input load  = 6
      calc  staff = servers_for(load, 20%)
      """)
    #expect(derived.below(try derived.tree("best")) == ["price[small] 1", "price[large] 5"])
    #expect(derived.below(try derived.tree("staff")) == ["load 6"])
  }

  @Test("What was shown is referred to, and the tree ends where it is asked to")
  func once() throws {
    let derived = try Derived(
      """
      input base = 2
      calc  half = base / 4
      calc  one  = half + 1
      calc  two  = one + half
      """)
    let two = try derived.tree("two")
    #expect(two.parts.map(\.end) == [.complete, .above])
    #expect(two.parts[1].value == 0.5)
    let cut = try derived.tree("two", depth: 1)
    #expect(cut.parts.map(\.end) == [.cut, .cut])
    #expect(try derived.tree("two", depth: 0).end == .cut)
    // At two levels `half` is cut below `one`, so it is followed where it stands higher.
    let flat = try derived.tree("two", depth: 2)
    #expect(flat.parts.map(\.end) == [.complete, .complete])
    #expect(flat.parts[0].parts.map(\.end) == [.cut])
  }

  @Test("An undefined number names its first cause")
  func undefined() throws {
    let derived = try Derived("input none = 0\ninput cost = $5\ncalc each = cost / none\ncalc twice = each * 2")
    let twice = try derived.tree("twice")
    #expect(twice.undefined == Undefined(cause: "a zero denominator", place: "none"))
    #expect(twice.parts[0].value.isNaN)
  }

  @Test("An input that the case changes says what it was and why; what follows from it does not")
  func change() throws {
    let derived = try Derived(
      """
      input share = 72%
      input other = share * 50%
      calc  rest  = 1 - share + other
      case cold { share 72% -> 20% from 2026-02 because "the prefix differs" }
      """)
    let rest = try derived.tree("rest", at: 3, caseIndex: 1)
    #expect(derived.below(rest) == ["share 0.2", "other 0.1"])
    #expect(rest.parts.map(\.change) == [Derivation.Change(old: 0.72, because: "the prefix differs"), nil])
    let before = try derived.tree("rest", at: 0, caseIndex: 1)
    #expect(before.parts.allSatisfy { $0.change == nil })
  }

  @Test("A rate per another time than the period's shows how long a period is")
  func length() throws {
    let derived = try Derived("input wage = $2/hour\nflow  paid [USD] = wage")
    // 730 hours a month
    #expect(derived.below(try derived.tree("paid", at: 0)) == ["wage 2", "the period 730"])
    let monthly = try Derived("input wage = $2/month\nflow  paid [USD] = wage")
    #expect(monthly.below(try monthly.tree("paid", at: 0)) == ["wage 2"])
  }
}

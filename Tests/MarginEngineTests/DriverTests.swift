import Testing

@testable import MarginEngine
@testable import MarginModel

@Suite("What moves a number")
struct DriverTests {
  private func drivers(_ derived: Derived, _ path: String, at period: Int? = nil) throws -> [Driver] {
    try #require(MarginEngine.drivers(of: try derived.reading(path, at: period), derived.model, caseIndex: 0).first)
  }

  private func name(_ driver: Driver, _ derived: Derived) -> String {
    derived.model.definitions[driver.definition].path
  }

  @Test("The effect is the per cent of the value for 1 % of an input, of a share too, which also has that of a point")
  func slopes() throws {
    let derived = try Derived(
      """
      input volume = 1000 requests
      input price  = $0.02/request
      input retry  = 4%
      input fixed  = $5.20
      input idle   = $1
      calc  cost   = volume * price * (1 + retry) + fixed
      """)
    // 20.8 + 5.2 dollars: volume and price move four fifths of it; 1 % of the retries are 0.04 points,
    // 0.008 of 26 dollars, and a point 0.2 of them.
    let found = try drivers(derived, "cost")
    #expect(found.map { name($0, derived) } == ["volume", "price", "fixed", "retry"])
    let expected = [0.008, 0.008, 0.002, 0.008 / 26]
    for (driver, effect) in zip(found, expected) {
      #expect(abs((driver.effect ?? .nan) - effect) < 1e-12)
    }
    #expect(found.map(\.isPoint) == [false, false, false, true])
    #expect(abs((found[3].pointEffect ?? .nan) - 0.2 / 26) < 1e-12)
    #expect(found[0].pointEffect == nil)
    #expect(found.map(\.low) == [1000, 0.02, 5.2, 0.04])
  }

  @Test("An exponent is the effect, whatever the size of the step")
  func power() throws {
    let derived = try Derived("input side = 3\ncalc area = side ^ 2\ncalc inverse = 1 / side")
    let area = try drivers(derived, "area")
    #expect(abs((area[0].effect ?? .nan) - 0.02) < 1e-12)
    // The central difference of 1/x misses the slope by the square of the step.
    let inverse = try drivers(derived, "inverse")
    #expect(abs((inverse[0].effect ?? .nan) + 0.01) < 1e-7)
  }

  @Test("At an end of its range an input is moved to the one side that is allowed")
  func range() throws {
    let derived = try Derived("input share = 100% { range 0% to 100% }\ncalc rest = 2 - share")
    let found = try drivers(derived, "rest")
    #expect(abs((found[0].effect ?? .nan) + 0.01) < 1e-12)
  }

  @Test("An input at 0, a date and a value of 0 have no such effect, and say so")
  func none() throws {
    let derived = try Derived(
      """
      input grant = $0
      input start = 2026-02
      input fee   = $2 { from start: $3 }
      calc  net   = fee - grant
      calc  zero  = fee * 0
      """)
    let found = try drivers(derived, "net", at: 3)
    #expect(found.map { name($0, derived) } == ["grant", "start"])
    #expect(found.map(\.effect) == [nil, nil])
    #expect(found.map(\.reason) == ["the input is 0", "a date"])
    #expect(try drivers(derived, "zero", at: 3).map(\.effect) == [nil])
  }

  @Test("A growing input is moved by its level and by its growth, a bound one by what it is bound to")
  func companions() throws {
    let derived = try Derived(
      """
      input volume = 100 requests/month growing 10%/month
      input twice  = volume * 2
      input audit  = every 2 months from 2026-01: $50
      flow  asked  = twice
      flow  cost   = asked * $1/request + audit
      """)
    let found = try drivers(derived, "asked", at: 1)
    #expect(found.map { name($0, derived) } == ["volume", "volume.growth"])
    // (1 + g) at 10 %: a point is 1 / 1.1 per cent, 1 % of the growth a tenth of that.
    #expect(abs((found[1].effect ?? .nan) - 0.001 / 1.1) < 1e-12)
    let all = try drivers(derived, "cost").map { name($0, derived) }
    #expect(Set(all) == ["volume", "volume.growth", "audit"])
  }
}

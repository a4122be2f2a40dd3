import MarginEngine
import MarginModel
import Testing

/// Functions over members, tiers, curves and defaults: worked values by hand.
@Suite("Functions over members")
struct MemberFunctionTests {
  static let sizes = """
    dimension engine { small, large, huge }
    dimension region { north, south }
    input price = [small: $2/request, large: $5/request, huge: $5/request]
    input far   = [north: 1, south: 2]
    """

  @Test(
    "The example of a function is a model whose tests pass",
    arguments: [
      "weighted", "rank", "percentile", "lowest", "highest", "tier", "bands_of", "interpolate", "default",
    ])
  func examples(_ name: String) throws {
    let function = try #require(modelFunctions.first { $0.name == name })
    let checked = Checked("model \"M\" { currency USD }\n" + function.example + "\n")
    #expect(checked.codes == [], "\(checked.messages)")
    let model = try #require(checked.model)
    let outcomes = testOutcomes(model)
    #expect(!outcomes.isEmpty && outcomes.allSatisfy { $0.passed })
    #expect(!function.summary.isEmpty && !function.notes.isEmpty && !function.excel.isEmpty)
  }

  @Test("A weighted mean divides by the sum of the shares, also where that is not 1, and folds one of two dimensions")
  func weighted() {
    let checked = Checked(
      head + Self.sizes + """

        input share = [small: 3, large: 1, huge: 0]
        calc a = weighted(price, share)
        calc b = weighted(price * far, share * far over engine)
        calc none = weighted(price, share - share)
        """ + "\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [2.75])
    #expect(checked.unit("a") == "USD/request")
    #expect(checked.values("b") == [2.75, 5.5])
    #expect(checked.values("none").allSatisfy { $0.isNaN })
  }

  @Test("Equal members share the better rank, each within the other dimension's member")
  func rank() {
    let checked = Checked(
      head + Self.sizes + """

        calc a = rank(price)
        calc b = rank(-price * far over engine)
        calc c = rank(price * 0.1 + (far * 0.2 - far * 0.2) * 1 USD/request over engine)
        """ + "\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [3, 1, 1])
    #expect(checked.values("b") == [1, 1, 2, 2, 2, 2])
    #expect(checked.values("c") == [3, 3, 1, 1, 1, 1])
  }

  @Test("Noise of binary fractions makes no rank and no lowest member")
  func noise() {
    let checked = Checked(
      head + """
        dimension sum { plain, added }
        calc x = [plain: 0.3, added: 0.1 + 0.2]
        calc a = rank(x)
        calc low = when(lowest(x) = plain)
        calc high = when(highest(x) = plain)
        """ + "\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [1, 1])
    #expect(checked.values("low") == [1])
    #expect(checked.values("high") == [1])
  }

  @Test("A percentile is the inclusive one of spreadsheets, over members and over time")
  func percentile() {
    // PERCENTILE.INC({1,2,3,4}, 0.3) = 1.9, the worked example of its documentation.
    let checked = Checked(
      head + """
        dimension day { a, b, c, d }
        input x = [a: 4, b: 1, c: 3, d: 2]
        input p = [a: 0%, b: 50%, c: 100%, d: 30%]
        input y = 100 growing 100%/month
        calc three = percentile(x over day, 30%)
        calc median_over_time = percentile(y over time, 50%)
        calc scaled = percentile(x * y over day, 30%)
        calc least = percentile(x, 0%)
        calc most = percentile(x, 100%)
        calc outside = percentile(x, p[a] - 1%)
        """ + "\n")
    #expect(checked.codes == [])
    #expect(checked.values("three") == [1.9])
    // Halfway between the sixth and the seventh of twelve: 3200 and 6400.
    #expect(checked.values("median_over_time") == [4800])
    #expect(Array(checked.values("scaled").prefix(2)) == [190, 380])
    #expect(checked.values("least") == [1])
    #expect(checked.values("most") == [4])
    #expect(checked.values("outside").allSatisfy { $0.isNaN })
  }

  @Test("The lowest member picks, is compared, and follows the values through time; the first of equals counts")
  func lowest() {
    let checked = Checked(
      head + Self.sizes + """

        input wait = [small: 9 s, large: 4 s, huge: 1 s]
        input cut  = 0 USD/request { from 2026-03: $4/request }
        calc  now  = price - [small: 0, large: 1, huge: 0] * cut
        calc  best = lowest(now over engine)
        calc  waited = wait[best]
        calc  dearest = wait[highest(price)]
        calc  first_best = wait[best[first]]
        calc  is_large = if best = large and large = best then 1 else 0
        calc  changed = if best != best[first] then 1 else 0
        """ + "\n")
    #expect(checked.codes == [], "\(checked.messages)")
    #expect(Array(checked.values("waited").prefix(4)) == [9, 9, 4, 4])
    #expect(checked.values("dearest") == [4])
    #expect(checked.values("first_best").first == 9)
    #expect(Array(checked.values("is_large").prefix(4)) == [0, 0, 1, 1])
    #expect(Array(checked.values("changed").prefix(4)) == [0, 0, 1, 1])
  }

  @Test("The lowest ratio over the whole timeline is that of the yearly ratios")
  func lowestRatio() throws {
    let checked = Checked(
      head + """
        dimension engine { small, large }
        input done = [small: 10 requests/month, large: 20 requests/month]
        input flow bill = series 2026-01: $10, 2026-02: $30
        flow  asked = done
        flow  cost [USD] = bill * [small: 1, large: 1.5]
        ratio each  = cost / asked
        report "R" { lowest(each over engine) "Best" }
        test "t" { expect lowest(each over engine) = large }
        """ + "\n")
    #expect(checked.codes == [])
    let model = try #require(checked.model)
    #expect(testOutcomes(model).allSatisfy { $0.passed })
  }

  @Test("A tier reprices everything, and a bound belongs to the tier that ends there")
  func tiers() {
    let checked = Checked(
      head + """
        dimension size { low, bound, above_it, most, beyond }
        input x [tokens/request] = [low: 1, bound: 200k, above_it: 200_001, most: 1M, beyond: 2M]
        calc price = tier(x, 200k: $1/1M tokens, 1M tokens/request: $2/1M tokens, above: $3/1M tokens)
        calc free  = tier(x, 200k: 0, above: $3)
        """ + "\n")
    #expect(checked.codes == [])
    #expect(checked.values("price") == [1, 1, 2, 2, 3])
    #expect(checked.values("free") == [0, 0, 3, 3, 3])
  }

  @Test("Bands charge each slice at its own price, and a year is the sum of its months")
  func bands() {
    let checked = Checked(
      head + """
        input rate = series 2026-01: 500k tokens/month, 2026-02: 12M tokens/month, 2026-03: 10M tokens/month
        flow  used = rate
        flow  bill  [USD] = bands_of(used, 1M: $3/1M tokens, 10M: $2/1M tokens, above: $1/1M tokens)
        ratio each = bands_of(used, 1M: $3/1M tokens, 10M: $2/1M tokens, above: $1/1M tokens) / used
        flow  rated [USD] = bands_of(rate, 1M: $3/1M tokens, 10M: $2/1M tokens, above: $1/1M tokens)
        """ + "\n")
    #expect(checked.codes == [])
    #expect(Array(checked.values("bill").prefix(3)) == [1.5, 23, 21])
    #expect(checked.values("rated") == checked.values("bill"))
    // 1.5 + 23 + 10 * 21 dollars for 0.5 + 12 + 100 million tokens.
    #expect(checked.whole("bill") == [234.5])
    #expect(checked.whole("each").map { ($0 * 1e12).rounded() } == [(234.5 / 112.5e6 * 1e12).rounded()])
  }

  @Test("A curve goes straight between its points, holds at them, and is undefined outside or out of order")
  func curves() throws {
    let checked = Checked(
      head + """
        dimension point { a, b, c }
        table curve by point { at value; a 1 10; b 2 20; c 4 60 }
        dimension place { first_point, between, at_b, later, last_point, below, beyond }
        input x = [first_point: 1, between: 1.5, at_b: 2, later: 3, last_point: 4, below: 0.9, beyond: 4.1]
        calc  y = interpolate(x, curve)
        calc  held = interpolate(clamp(x, 1, 4), curve.at, curve.value)
        case bent { curve.at[b] 2 -> 5 }
        """ + "\n")
    #expect(checked.codes == [])
    let y = checked.values("y")
    #expect(Array(y.prefix(5)) == [10, 15, 20, 40, 60])
    #expect(y.suffix(2).allSatisfy { $0.isNaN })
    #expect(checked.values("held") == [10, 15, 20, 40, 60, 10, 60])
    #expect(checked.values("y", case: "bent").allSatisfy { $0.isNaN })
    let model = try #require(checked.model)
    let id = try #require(model.paths["y"])
    let cause = whyUndefined(model, evaluate(model, caseIndex: 0), definition: id, cell: 6)
    #expect(cause?.cause == "a value outside the points")
    #expect(cause?.place == "y[Beyond]")
  }

  @Test("A default stands for what is empty or undefined, in each period of a flow, and nothing else does")
  func defaults() {
    let checked = Checked(
      head + """
        dimension engine { small, large }
        table listed by engine { full cached; small 4 1; large 8 - }
        input sold = series 2026-01: 0, 2026-03: 2
        flow  cost [USD] = $12 / sold
        flow  mended = default(cost, $5)
        ratio share = default(cost, $5) / mended
        calc  paid = default(listed.cached, listed.full / 2)
        calc  still = default(listed.cached, 1 / (listed.full - listed.full))
        calc  never = listed.cached + 1
        calc  all = total(default(cost, $5))
        """ + "\n")
    #expect(checked.codes == [])
    #expect(Array(checked.values("mended").prefix(4)) == [5, 5, 6, 6])
    #expect(checked.whole("mended") == [70])
    #expect(checked.whole("share") == [1])
    #expect(checked.values("all") == [70])
    #expect(checked.values("paid") == [1, 4])
    #expect(checked.values("still").map(\.isNaN) == [false, true])
    #expect(checked.values("never").map(\.isNaN) == [false, true])
  }

  @Test("Each of them names the undefined member that makes it undefined")
  func causes() throws {
    let checked = Checked(
      head + """
        dimension engine { small, large }
        table price by engine { v; small 4; large - }
        calc a = rank(price.v)
        calc b = percentile(price.v, 50%)
        calc c = price.v[lowest(price.v)]
        calc d = weighted(price.v, price.v)
        """ + "\n")
    let model = try #require(checked.model)
    for name in ["a", "b", "c", "d"] {
      let id = try #require(model.paths[name])
      let cause = whyUndefined(model, evaluate(model, caseIndex: 0), definition: id, cell: 0)
      #expect(cause?.cause == "an empty cell", "\(name)")
      #expect(cause?.place == "price.v[Large]", "\(name)")
    }
  }
}

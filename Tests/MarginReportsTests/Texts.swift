/// Models of the tests' own, for what the real ones have little of.
enum Texts {
  /// Undefined cells, a table with a hole, two years of months, members, cases that change what varies in time.
  static let gaps = """
    model "Gaps and members" { currency USD; timeline 2026-07 for 9 months }
    dimension engine { small "The small one", large }
    table price "Prices" by engine [USD / 1M tokens] {
             input  output
      small  0.25   2.00
      large  3.00   -
      source "price list" 2026-06-01
    }
    input volume = 100 requests/month growing 10%/month
    input fee    = $2/request { from 2026-10: $3/request }
    input sold   = series 2026-07: 0 requests/month, 2026-09: 40 requests/month
    input rent   = every 3 months from 2026-08: $50
    input mix    = [small: 80%, large: 20%] { source "log" 2026-05-31; range 0% to 100% }
    flow  income        = sold * fee
    flow  cost    [USD] = volume * $1/request + rent
    flow  profit        = income - cost
    flow  parts         = volume * mix
    ratio margin [%]    = profit / income
    calc  back_two      = volume[-2]
    calc  never         = payback($1_000_000, profit)
    calc  blended [USD / 1M tokens] = sum(price.input * mix)
    calc  holed   [USD / 1M tokens] = price.output * 2
    report "Summary" { margin, profit, never, blended, parts }
    chart  "Profit" column { income, cost }
    sensitivity "Fee" of profit { rows fee $1/request to $3/request step $1/request }
    case busy "Twice the volume" { volume 121 requests/month -> 200 requests/month from 2026-09 }
    case flat { mix[small] 80% -> 50%; mix[large] 20% -> 50% }
    check "Income is not negative" every month: income >= $0
    """

  /// Quarters, a stock with an opening, one case, and words that look like formulas.
  static let quarters = """
    model "=Quarters" { currency EUR; timeline 2026-01 for 6 quarters; owner "+Owner"; purpose "@purpose" }
    input seats  "=1+1" = 40 users                   "-note" { source "=HYPERLINK(\\"x\\")" 2026-01-01 }
    input fee    "+fee" = €20/user/month
    input grant  "@grant" = once 2026-04: €500
    flow  income "-income" [EUR] = seats * fee
    stock cash   "=SUM(A1)" [EUR] { open €1_000; add income; add grant; less €2_000/quarter }
    calc  runway = cash / €100
    calc  label  "Say \\"so\\"" = if income > €1 then 1 else 2
    report "=Report" { income, cash at 2027-01 }
    chart  "=Chart" line { cash }
    sensitivity "=Table" of income { rows seats 10 users, 20 users; columns fee €10/user/month, €30/user/month }
    check "=Check": total(income) > €0
    """

  /// Loops that converge: latency raises retries, retries raise load, load raises latency; one of them with members that
  /// share what they read, one that looks back as well, one of constants.
  static let loops = """
    model "Loops" { currency USD; timeline 2026-01 for 6 months }
    dimension region { north, south }
    input base_load [requests/s] = 40 requests/s growing 5%/month
    input capacity  [requests/s] = 100 requests/s { range 1 request/s to 1000 requests/s }
    input service   [s] = 0.2 s
    input patience  [s] = 0.5 s
    calc  latency    [s] = service / (1 - load / capacity)
    calc  retry_rate = min(50%, 10% * latency / patience)
    calc  load [requests/s] = base_load * (1 + retry_rate)
    converge load from base_load within 0.0001% limit 100
    flow  sent = load

    input demand [requests/s] = [north: 20 requests/s, south: 30 requests/s]
    calc  together [requests/s] = sum(offered over region)
    calc  offered [requests/s] = demand * (1 + together / 400 requests/s)
    converge offered from demand within 0.001%

    input share = 30%
    calc  habit [requests/s] = previous(habit, base_load) * 10% + base_load * 60% + habit * share
    converge habit from previous(habit, base_load) within 0.01 requests/s

    input wish = 3
    calc  even = wish + even / 4
    converge even from wish within 0.001%

    report "Summary" { sent, latency at 2026-03, even, habit at 2026-06, together at 2026-01 }
    chart  "Load" line { load, base_load }
    sensitivity "Patience" of sent { rows patience 0.4 s, 0.5 s, 0.6 s }
    case busy "More load" { base_load 40 requests/s -> 50 requests/s from 2026-01 }
    check "Below the capacity" every month: load < capacity
    """

  /// Decisions with and without a condition, one that nothing passes, one of equals; a roadmap of two steps.
  static let choices = """
    model "Choices" { currency USD; timeline 2026-01 for 3 months }
    dimension engine { small "Small one", large "Large one", huge }
    input price     = [small: $0.01/request, large: $0.05/request, huge: $0.20/request]
    input pass_rate = [small: 80%, large: 97%, huge: 99%]
    input level     = [small: 3, large: 3, huge: 2]
    input volume    = 1000 requests/month growing 5%/month
    input fee       = $100/month
    flow  traffic   = volume
    flow  cost      = traffic * price + fee
    ratio adjusted "Adjusted cost" = cost / (traffic * pass_rate)
    flow  bill      = sum(cost)
    decision "Which engine" {
      options engine
      show cost, adjusted, pass_rate "Pass rate"
      choose lowest adjusted where pass_rate > 95%
      owner "Care"
      because "The gate is 95 %"
    }
    decision "Nothing passes" { options engine; choose lowest cost where pass_rate > 99.5% }
    decision "Equals" { options engine; choose highest level }
    case cheap "Price cut" { price[large] $0.05/request -> $0.02/request from 2026-02 }
    case busy "Twice" { scale volume by 2 }
    roadmap "The way" of bill { case cheap; case busy }
    report "Summary" { bill, adjusted }
    chart  "Cost" line { cost, bill }
    check "There is a bill" every month: bill > $0
    """
}

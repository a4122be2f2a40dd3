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

  /// Weeks across a year's end, three currencies, and stocks: one with members, one that becomes undefined.
  static let weeks = """
    model "Weeks in Europe" { currency EUR; timeline 2026-11-30 for 8 weeks }
    dimension desk { bonn "Bonn", leeds "Leeds" }
    fx USD to EUR { 2026-11: 0.92; 2027-01-04: 0.90; source "reference rate" 2026-11-30 }
    fx GBP to EUR { 2026-11: 1.15; source "reference rate" 2026-11-30 }
    input price  = $3/1M tokens { source "price list" 2026-11-01 }
    input volume = 2M tokens/week growing 1%/week
    input wage   = [bonn: £900/week, leeds: £1_000/week]
    input left   = series 2026-11-30: 1, 2027-01-11: 0
    input fee    = every 1 month from 2026-12-31: €250
    input fitted = once 2026-12-14: €900
    flow  bill [USD] = volume * price
    flow  cost [EUR] = bill as EUR
    flow  wages [EUR] = wage as EUR/week
    flow  per_head [EUR] = cost / left
    flow  all [EUR] = cost + sum(wages) + fee + fitted
    calc  price_gbp = price as GBP/1M tokens
    calc  this_year = total(all, 2026)
    stock spent [EUR] { open €100; add all; less fee; less €1/week }
    stock by_desk [EUR] by desk { add wages; less wages * 10% }
    stock heads [EUR] { add per_head }
    report "Summary" { all, this_year, spent, by_desk, price_gbp at 2026-12-28 }
    chart  "All" line { all }
    sensitivity "Dollar" of all { rows fx.USD 0.8 to 1 step 0.1 }
    case late { shift fitted by 2 weeks; shift fee by -1 week; fx.USD -> 1.1 from 2026-12-21 }
    check "Some" every week: all > €0

    """
}

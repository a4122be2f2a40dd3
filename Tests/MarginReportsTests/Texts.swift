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

  /// What looks along members: ranks, percentiles, members as values, tiers, bands, curves and defaults, with undefined
  /// cells, over sheets and over two dimensions.
  static let members = """
    model "Along members" { currency USD; timeline 2026-01 for 15 months }
    dimension engine { small "The small one", large, huge }
    dimension region { north, south }
    dimension load_point { idle, half, full }
    table price by engine [USD / 1M tokens] {
              input   cached
      small   0.25    0.025
      large   3.00    -
      huge    2.00    0.2
      source "price list" 2026-01-01
    }
    table latency by load_point {
              load [requests/s]   wait [s]
      idle    0                   0.8
      half    10                  1.2
      full    20                  2.8
    }
    template assistant "Assistant" {
      input seats "People who use it" [users]
      input fee [USD/user/month] = $20/user/month
      flow  used [tokens] = seats * 5k tokens/user/month
      flow  cost [USD] = seats * fee + bands_of(used, 200k: $1/1k tokens, 400k: $0.5/1k tokens, above: $0.1/1k tokens)
      ratio each [USD/user] = cost / seats
    }
    scenario sales : assistant { owner "Sales"; seats = 40 users }
    scenario care  : assistant { owner "Care"; seats = 90 users; fee = $20/user/month growing 3%/month }
    input share   = [small: 50%, large: 20%, huge: 10%]
    input traffic = 3 requests/s growing 20%/month
    input factor  = [north: 1, south: 2]
    input prompt [tokens/request] = 250k tokens/request
    calc  by_region    = traffic * factor
    calc  tiered       = tier(prompt, 200k: price.input, 500k: price.input * 2, above: price.input * 3)
    calc  usual        = weighted(price.input, share over engine)
    calc  place        = rank(price.input)
    calc  places       = rank(by_region * price.input over engine)
    calc  best         = lowest(price.input)
    calc  dear         = highest(price.input * by_region over engine)
    calc  missing      = lowest(price.cached)
    calc  paid_best    = price.cached[best]
    calc  paid_dear    = price.cached[dear]
    calc  wait         = interpolate(traffic, latency)
    calc  held         = interpolate(clamp(by_region, 0 requests/s, 20 requests/s), latency)
    calc  paid         = default(price.cached, price.input)
    calc  ninety       = percentile(price.input over engine, 90%)
    calc  peak         = percentile(by_region over time, 95%)
    calc  middle       = percentile(by_region over region, 50%)
    calc  is_small     = if best = small then 1 else 0
    calc  cheapest     = lowest(scenario.each over scenario)
    calc  its_cost     = scenario.cost[cheapest]
    ratio mean_each    = weighted(scenario.each, scenario.cost over scenario)
    flow  sold    [USD] = $100 / when(traffic > 4 requests/s)
    flow  mended       = default(sold, $7)
    report "Summary" { best, dear[north] at 2026-05, missing, cheapest at 2026-02, usual, mean_each, mended }
    case busy { traffic 3 requests/s -> 15 requests/s; price.input[small] $0.25/1M tokens -> $5/1M tokens; latency.load[idle] 0 -> 12 }
    check "The small one" : best = small
    check "Care at first" at 2026-01: cheapest = care
    check "Costs" every month: cheapest = care or its_cost > $900
    """

  /// Parts of dimensions, ordered ones, loops along members, through time and through both, what is undefined in them.
  static let turns = """
    model "Turns" { currency USD; timeline 2026-11 for 4 months }
    dimension turn 1 to 4
    dimension late of turn 3 to 4
    dimension use { chat, code }
    input stable = 4_000 tokens/attempt { range 0 tokens/attempt to 9_000 tokens/attempt }
    input added  = [chat: 200 tokens/attempt, code: 700 tokens/attempt] growing 10%/month
    input tasks  = [chat: 90 attempts/month, code: 10 attempts/month]
    input level  = series 2026-11: $2, 2027-01: $3
    input weight by late = [3: 2, 4: 5]
    calc  context   = previous(context over turn, stable * when(added > 0 tokens/attempt)) + added
    calc  turn_cost = context * $3/1M tokens
    calc  task_cost = sum(turn_cost over turn)
    flow  cost      = turn_cost * tasks
    flow  bill      = sum(sum(cost over turn) over use)
    flow  so_far    = cumulative(cost over turn)
    ratio share [%] = so_far / bill
    ratio compound by turn = previous(compound over turn, bill / $1) * (1 + sum(cost over use) / bill)
    flow  carried by turn [USD] = previous(carried over turn, previous(all, $1)) * 1.5 + level
    flow  all [USD] = sum(carried over turn)
    calc  retried by turn = (level / $1 - 2) ^ (position(turn) - 1)
      calc  signed by turn = (level / $1 - 4) ^ (position(turn) - 2)
      calc  two_back  = context[turn: -2]
    calc  final     = context[turn: last, code] - context[turn: first, code]
    calc  weighted  = context * weight
    calc  late_cost = sum(turn_cost over late)
    calc  unfinished by turn = previous(unfinished over turn, 1) / (position(turn) - 3)
    calc  before    = previous(turn_cost over turn)
    report "Summary" { bill, share, all, compound, two_back at 2027-02, unfinished }
    chart  "Bill" column { bill }
    case   longer { stable 4_000 -> 8_000; tasks[code] 10 -> 30 from 2026-12 }
    check  "All turns are the bill" every month: sum(so_far[4] over use) = bill
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

    dimension turn 1 to 3
    calc  heat by region, turn = 10 + previous(heat over turn, 0) / 4 + sum(heat over region) / 8
    converge heat from 10 within 0.0001%
    calc  rest by turn = previous(rest, 1) / 2 + previous(rest over turn, 0) / 4 + rest / 4
    converge rest from 1 within 0.0001%

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

  /// What is searched for, over inputs of every kind, and bridges between cases.
  static let searches = """
    model "Searches" { currency USD; timeline 2026-01 for 12 months }
    dimension shift { day "By day", night }
    input units  = 120 requests/month growing 5%/month { source "log" 2025-12-31 }
    input price  = $3/request                          { source "list" 2025-12-31 }
    input base_price = $2/request
    input bound_price = base_price * 1.5
    input wage   = [day: $2/request, night: $3/request]
    input share  = 30% { range 0% to 100% }
    input steady = series 2026-01: 1, 2026-07: 2
    input crew   = 4
    input fixed  = 0.10%
    flow  income = units * price
    flow  pay    = sum(units * share * wage over shift) * steady
    flow  profit = income - pay - 1 / crew * $1/month
    flow  other  = units * bound_price
    ratio margin [%] = profit / income
    calc  none   = sqrt(crew - 20)
    case low "Low prices" {
      price $3/request -> $1/request from 2026-04 because "a rival"
      share 30% -> 35%
    }
    case high : low { wage[day] $2/request -> $5/request; steady -> 3 from 2026-09; scale units by 2 }
    report "Report" { profit, margin }
    solve even "Break-even price": price in $0.01/request to $10/request so that total(profit) = 0
    solve level: units so that total(profit) = $10k
    solve pays: wage in $0/request to $20/request so that total(profit) = 0
    solve late: steady in 0 to 10 so that profit at 2026-12 = $20
    solve bound: bound_price in $1/request to $9/request so that total(other) = total(income) + $100
    solve twice: share so that (share - 25%) ^ 2 = share * share * 1%
    solve nothing: price in $5/request to $10/request so that total(profit) = 0
    solve undefined: crew in 1 to 9 so that none = 1
    solve margin_kept: share so that margin = 10%
    optimise rest: share in 0% to 100% for highest profit at 2026-12 where total(pay) > $3k
    optimise step: price in $1/request to $5/request step $1/request for highest total(profit)
    optimise hands: crew in 1 to 9 step 1 for lowest total(pay) where crew > 20
    compare base to low of total(profit), margin
    compare low to high of total(profit)
    check "In bounds": total(profit) < $1M
    """
}

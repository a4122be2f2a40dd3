/// A whole model with every form of statement that is read today.
let sample = #"""
  # What an accepted support email costs, and what it saves.
  model "Support email drafting" {
    currency USD
    timeline 2026-01 for 24 months
    month    = 730 hours
    owner    "Customer Care"
  }

  import "margin/inference"
  import "margin/human-baseline"

  dimension engine { small, large }

  table price "Token prices" by engine [USD / 1M tokens] {
           input  cached  output
    small  0.25   0.025   2.00
    large  3.00   0.30    15.00
    source "provider price list" 2026-10-01
  }

  scenario email "Support email" : cascade {
    volume          = 120k requests/month growing 6%/month
    stable_tokens   = 3_200 tokens/attempt            "System prompt, tools and policy text"
    dynamic_tokens  = 850 tokens/attempt
    output_tokens   = 320 tokens/attempt
    hit_rate        = 72%  ~ beta(p10 55%, p90 85%) {
      source "gateway log" 2026-10-31
      range  0% to 100%
    }
    retry_rate      = 4%   ~ 2% to 9%
    escalation_rate = 18%
    acceptance      = 81% outcomes/request            { source "QA sample, n = 412" 2026-09-30 }
    cheap_price     = price[small]
    strong_price    = price[large] { from 2026-07: price[large] * 80%  "announced cut" }
  }

  component desk "Human baseline" : human_baseline {
    wage          = $38/hour
    handling_time = 9 minutes/outcome
    handled       = email.accepted
  }

  flow  saving                        = desk.cost - email.cost
  ratio saving_per_email [USD/outcome] = saving / email.accepted
  calc  payback_time                  = payback(email.investment, saving)

  case cold_cache "A tool change breaks the prefix" {
    email.hit_rate    72% -> 20%  from 2026-06   because "prefix differs on every agent turn"
    email.retry_rate   4% -> 9%   from 2026-06
  }
  case ten_x "Ten times the traffic" { scale email.volume by 10 }
  case worst : cold_cache + ten_x

  report "Summary"  { email.cost_per_outcome, desk.cost_per_outcome, saving, payback_time }
  chart  "Cost of an accepted email" line { email.cost_per_outcome, desk.cost_per_outcome }

  sensitivity "Cache against retries" of email.cost_per_outcome at 2026-12 {
    rows    email.hit_rate    0% to 100% step 10%
    columns email.retry_rate  0%, 2%, 5%, 10%, 20%
  }
  tornado  "What moves the saving" of total(saving) { every input by 20%; top 12 }
  simulate 100k draws seed 7 { total(saving), email.cost_per_outcome at 2026-12 }
  solve    needed_acceptance: email.acceptance in 10% to 100% so that total(saving) = 0
  compare  base to cold_cache of total(email.cost)          # the bridge: which input moved it, by how much
  fragility email.cost_per_outcome over email.volume at 2x, 5x, 10x

  check "The machine is cheaper than the desk" every month: email.cost_per_outcome < desk.cost_per_outcome
  band  "Cache hit rate" email.hit_rate "Read a prompt that missed" { healthy > 70%; warning > 50%; critical otherwise }

  test "one uncached large call" {
    with   email.hit_rate = 0%
    expect email.strong_call_cost at 2026-01 = $0.01695/attempt within 0.1%
  }

  """#

/// The forms that the sample does not show.
let otherForms = #"""
  unit ticket, tickets
  unit sprint = 2 weeks
  dimension hidden of trigger { undo "Undone", retry }
  dimension turn 1 to 40

  input strong_price "Prices" { input, cached, output } [USD / 1M tokens]
  input flow  requests_in [requests] = series 2026-01: 100k, 2026-07: 150k linear
  input stock headcount = 12 persons ~ normal(mean 12, deviation 2)
  calc weight by engine, region = [small: 40%, large: 60%]  "guessed"
  stock credit { open $6k; add top_up; less api_cost }
  flow  setup = once 2026-03: $40k
  flow  audit = every 6 months from 2026-03: $8k
  calc  rates = if rate > 5% and not stopped then -2^2 else previous(rate, 0)
  calc  folds = sum(x over engine) + sum(x by owner)
    + weighted(x, share over engine)
  calc  picks = x[-3] + x[2026-07] + x[first] * tier(tokens, 200k: a, above: b)
  calc  daily = total(cost, 2026) as USD/day
  calc  long  = max(
    a,   # the first
    b
  )

  template cascade "Cascade" : inference {
    input hit_rate = 70%
    input volume [requests/month]
    component cheap : call { price = cheap_price }
    replace flow cost = inherited(cost) * 2
    check every month: hit_rate <= 1
  }

  case odd {
    price.input[small] 0.25 -> 0.3 from launch because "list"; email.rate -> 5% ~ 3% to 7%
    add email.rate by +5pp
    shift email.launch by 3 months
  }

  report { cost "Cost"; saving at 2026-12 }
  check "balance" at 2026-12 in every case: assets = debts within 0.1%
  tornado of cost { email.rate 1% to 9%; every input from p10 to p90 }
  test "twice" {
    in case odd
    with email.rate = 5%, email.volume = 10
    expect cost < $5
  }
  """#

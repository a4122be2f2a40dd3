import MarginSource

/// The codes of what `margin check --strict` finds. Their examples are sound models.
package let lintCodePages: [CodePage] = [
  CodePage(
    "W901", "An input without a source",
    """
    An assumption that names no source cannot be checked by anyone. `margin check --strict` asks for one.

        input fee = $5/month
        flow cost = fee

    Add where the number comes from, and from when it is: `{ source "gateway log" 2026-10-31 }`.
    """),
  CodePage(
    "W902", "A source that is too old",
    """
    The source of an input is older than allowed, 12 months unless `--max-age` says otherwise, at the start of the
    timeline or at the day that `--as-of` gives.

        input fee = $5/month { source "price list" 2024-06-30 }
        flow cost = fee

    Measure or look it up again and date the source.
    """),
  CodePage(
    "W903", "A price outside the market's range",
    """
    Prices of tokens lie between $0.01 and $200 for 1M tokens, and cache reads go down to $0.001. This one does not, and
    no slip of the scale explains it.

        input token_price = $5_000_000_000/1M tokens { source "x" 2026-01-01 }
        input volume = 5 tokens/month { source "x" 2026-01-01 }
        flow cost = volume * token_price

    Compare it with the provider's price list.
    """),
  CodePage(
    "W904", "A price of the wrong scale",
    """
    Price lists are stated per token, per 1K and per 1M tokens, and taking one for another is the commonest bug of
    published prices. This price would be plausible with another scale.

        input token_price = $3/1k tokens { source "x" 2026-01-01 }
        input volume = 5 tokens/month { source "x" 2026-01-01 }
        flow cost = volume * token_price

    Write the scale as the price list has it: `$3/1M tokens`.
    """),
  CodePage(
    "W905", "A cached token dearer than an uncached one",
    """
    Reading from the cache is what is cheaper; only writing to it may cost more than the input price.

        dimension engine { small }
        table price by engine [USD / 1M tokens] {
                 input  cached
          small  0.10   1.00
          source "price list" 2026-01-01
        }
        calc saved = price.input - price.cached

    Look whether the two columns are swapped.
    """),
  CodePage(
    "W906", "Retries that are counted twice",
    """
    A cost that is made of attempts holds the retries already. Raising it by the retry rate again, or adding the cost of
    the retries to it, counts them twice.

        input retry_rate = 4% { source "log" 2026-01-01 }
        input call_price = $0.01/request { source "log" 2026-01-01 }
        input traffic = 5 requests/month { source "log" 2026-01-01 }
        flow calls = traffic * (1 + retry_rate)
        flow cost = calls * call_price * (1 + retry_rate)

    Count attempts once, then price each attempt.
    """),
  CodePage(
    "W907", "A difference that is always zero",
    """
    Hidden recompute cost is the total less what the outputs should have cost. Priced by the cost per output that the
    same total gives, it is zero whatever the numbers are.

        input bill = $500/month { source "invoice" 2026-01-31 }
        input outputs = 80 outcomes/month { source "log" 2026-01-31 }
        calc per_output = bill / outputs
        calc hidden = bill - outputs * per_output

    Hold the total against an ideal unit cost: one attempt, without retries or recompute.
    """),
  CodePage(
    "W908", "A fixed cost divided by utilisation",
    """
    A monthly bill stays what it is however busy the machines are. Only a price for a useful unit rises as utilisation
    falls.

        input rent = $9_000/month { source "contract" 2026-01-01 }
        input utilisation = 60% { source "log" 2026-01-01 }
        flow cost = rent / utilisation

    Divide by the useful units, `rent / (capacity * utilisation)`, or leave the bill as it is.
    """),
  CodePage(
    "W909", "GPUs that are not whole",
    """
    GPUs are rented and bought whole; a fleet of 7.78 is a fleet of 8.

        input load = 70 requests/s { source "log" 2026-01-01 }
        input speed = 9 requests/s/GPU { source "log" 2026-01-01 }
        input rent = $2/GPU-hour { source "price list" 2026-01-01 }
        calc fleet = load / speed
        flow cost = fleet * rent

    Round up: `ceil(load / speed)`. A measured average has "average" in its name or label.
    """),
  CodePage(
    "W910", "Calls counted as accepted outcomes",
    """
    A call is not an outcome until somebody accepts it. A factor of one outcome per request says that all are.

        input traffic = 5 requests/month { source "log" 2026-01-01 }
        flow outcomes_made = traffic * 1 outcome/request

    Measure the acceptance and make it an input with its source.
    """),
  CodePage(
    "W911", "A scenario without an owner",
    """
    Every scenario has somebody who answers for its cost; the portfolio is shown by owner.

        template desk { flow cost [USD] = $5 }
        scenario mail : desk {}

    Write `owner "Customer Care"` in its braces.
    """),
  CodePage(
    "W912", "Models compared by price alone",
    """
    The cheaper price list can be the dearer outcome: cache hits, retries and acceptance differ between models.

        dimension engine { small, large }
        table price by engine [USD / 1M tokens] {
                 input
          small  0.25
          large  3.00
          source "price list" 2026-01-01
        }
        calc cheapest = min(price.input over engine)

    Compare the cost of an accepted outcome instead.
    """),
  CodePage(
    "W913", "An input that reaches no result",
    """
    Nothing reads this input, so changing it changes nothing.

        input fee = $5/month { source "contract" 2026-01-01 }

    Use it in a formula or take it out.
    """),
  CodePage(
    "W914", "A retry rate above 50 %",
    """
    More than every second attempt failing is an outage, or a number of attempts that was entered as a rate.

        input retry_rate = 90% { source "log" 2026-01-01 }
        calc attempts_made = expected_attempts(retry_rate, 3)

    Enter the share of attempts that fail.
    """),
  CodePage(
    "W915", "A base value far from the middle of its shape",
    """
    The model without chance calculates with the base value, a simulation draws from the shape. Where the base lies
    below p20 or above p80 of its shape, the two come to different results.

        input share = 12% ~ 10% to 60% { source "survey" 2026-01-01 }
        calc rest = 1 - share

    Write a base near the middle of the shape, or a shape around the base.
    """),
  CodePage(
    "W916", "No price for cached tokens",
    """
    Repeated input is most of what a product sends, and a cache sells it for a tenth to a half. A model that knows only
    the full price shows a bill that nobody pays, or hides what a lost cache costs.

        input input_price  = $0.25/1M tokens { source "price list" 2026-01-01 }
        input output_price = $1.25/1M tokens { source "price list" 2026-01-01 }
        input sent    = 5M tokens/month { source "log" 2026-01-01 }
        input written = 1M tokens/month { source "log" 2026-01-01 }
        flow cost = sent * input_price + written * output_price

    Add the cached price and the share of the input that hits.
    """),
  CodePage(
    "W917", "Retries that no cost knows",
    """
    A retry is paid for like any other call. Here a rate of retries is known, requests are paid for, and the two never
    meet.

        input traffic = 5 requests/month { source "log" 2026-01-01 }
        input price = $0.01/request { source "price list" 2026-01-01 }
        input retry_rate = 4% { source "log" 2026-01-01 }
        flow cost = traffic * price
        calc share_at_first = 1 - retry_rate

    Price attempts, `traffic * expected_attempts(retry_rate, 3)`, or count attempts in the log.
    """),
  CodePage(
    "W918", "Calls counted, not tasks",
    """
    The cost of a call falls with every retry, while the bill rises. What is accepted is known here, and no cost of an
    outcome is shown.

        input traffic = 5 requests/month { source "log" 2026-01-01 }
        input acceptance = 60% outcomes/request { source "QA sample" 2026-01-01 }
        input bill = $50/month { source "invoice" 2026-01-01 }
        calc made = traffic * acceptance
        calc each = bill / traffic

    Divide by what is accepted: `bill / made`. Both may stand side by side.
    """),
  CodePage(
    "W919", "A decision by the raw cost",
    """
    The record shows a cost that knows hits, retries or acceptance, and chooses by one that does not.

        dimension engine { small, large }
        input price = [small: $0.01/request, large: $0.02/request] { source "price list" 2026-01-01 }
        input acceptance = [small: 40% outcomes/request, large: 90% outcomes/request] { source "QA" 2026-01-01 }
        calc accepted_cost = price / acceptance
        decision "Which?" { options engine; show accepted_cost; choose lowest price }

    Choose by the adjusted cost, or say with `where` what the raw one leaves out: `where acceptance > 80%`.
    """),
]

"""The scenario of Benchmarks/scenario.margin by hand: its inputs, its 40 rows, and the sizes of the workloads.

One transcription serves plain Python, numpy, squigglepy, monaco and SALib: `months` works on numbers and on arrays
alike. Money is in dollars, time in months (the reviewers' in hours), tokens are single ones.
"""

import math

INPUTS = {
    "first_users": 8_000.0,
    "growth": 0.03,
    "requests_per_user": 20.0,
    "price_decline": 0.01,
    "first_prompt": 30_000.0,
    "prompt_added": 250.0,
    "output_tokens": 1_500.0,
    "hit_rate": 0.72,
    "small_input_price": 0.25e-6,
    "small_cached_price": 0.025e-6,
    "small_output_price": 2.00e-6,
    "large_input_price": 3.00e-6,
    "large_cached_price": 0.30e-6,
    "large_output_price": 15.00e-6,
    "retry_rate": 0.10,
    "retry_floor": 0.02,
    "retained": 0.96,
    "escalation_rate": 0.12,
    "large_success": 0.90,
    "nonproduction_share": 0.15,
    "commitment": 1_000.0,
    "discount_share": 0.12,
    "review_share": 0.01,
    "review_time": 3 / 60,
    "wage": 45.0,
    "hosting_base": 1_500.0,
    "hosting_each": 0.0004,
    "build_cost": 120_000.0,
    "life": 36.0,
    "acceptance": 0.88,
    "outcome_value": 0.10,
    "discount_rate": 0.10,
}

ROWS = (
    "level active traffic price_level prompt cached fresh small_input small_cached small_output small_call "
    "large_input large_cached large_output large_call learning retry_now unresolved tries escalated "
    "small_cost large_cost call_cost token_cost nonproduction gross discount usage review hosting "
    "age amortisation total_cost accepted cost_per_outcome net cumulative_net factor present net_present_value"
).split()
TOTAL, ACCEPTED, NPV = ROWS.index("total_cost"), ROWS.index("accepted"), ROWS.index("net_present_value")

# What differs from scenario to scenario in W1 and W2; all else is shared.
VARIED = (
    "first_users", "growth", "requests_per_user", "first_prompt", "hit_rate", "retry_rate", "escalation_rate",
    "acceptance",
)  # fmt: skip

W1_MONTHS, W3_MONTHS = 60, 24
# W2: the shared price after the edit, and the hit rate of the first scenario after the other edit.
NEW_PRICE, NEW_HIT_RATE = 0.30e-6, 0.5
# W3: the parameters of the eight shapes, in the order in which they stand in scenario.margin.
NORMAL_GROWTH = (0.03, 0.008)
LOGNORMAL_REQUESTS = (20.0, 5.0)  # mean and deviation
UNIFORM_DECLINE = (0.005, 0.02)
LOGNORMAL_PROMPT = (30_000.0, 6_000.0)
BETA_HIT_RATE = (8.0, 3.0)
BETA_RETRY_RATE = (2.0, 18.0)
TRIANGULAR_REVIEW = (0.005, 0.01, 0.02)
TRIANGULAR_ACCEPTANCE = (0.80, 0.88, 0.95)
RANK_CORRELATION = 0.5
# What the two normal variables behind the lognormal ones must have, so that their ranks correlate so.
NORMAL_CORRELATION = 2 * math.sin(math.pi * RANK_CORRELATION / 6)
OUTPUTS = ("total_cost", "cost_per_outcome", "net_present_value")


def log_parameters(mean, deviation):
    """Mean and deviation of the logarithm of a lognormal variable that has these itself."""
    variance = math.log(1 + (deviation / mean) ** 2)
    return math.log(mean) - variance / 2, math.sqrt(variance)


def scenarios(count):
    """The inputs of each scenario: around the base by up to a tenth, spread evenly, in six digits."""
    found = []
    for index in range(count):
        inputs = dict(INPUTS)
        for place, name in enumerate(VARIED):
            share = ((index + 1) * 0.6180339887498949 + place * 0.37) % 1.0
            inputs[name] = float(f"{INPUTS[name] * (0.9 + 0.2 * share):.6g}")
        found.append(inputs)
    return found


def axes(side):
    """The hit rates and retry rates of a W4 grid with `side` points along each."""
    stride = 1000 // side
    return [0.001 * stride * i for i in range(side)], [0.0005 * stride * i for i in range(side)]


def months(i, count, maximum=max):
    """Gives the 40 rows, in the order of ROWS, for one month after the other. Inputs may be arrays where `maximum` can
    take them."""
    level = price_level = learning = factor = 1.0
    prompt = i["first_prompt"]
    age = cumulative_net = net_present_value = 0.0
    step = (1 + i["discount_rate"]) ** (1 / 12)
    for _ in range(count):
        level = level * (1 + i["growth"])
        active = i["first_users"] * level
        traffic = active * i["requests_per_user"]
        price_level = price_level * (1 - i["price_decline"])
        prompt = prompt + i["prompt_added"]
        cached = prompt * i["hit_rate"]
        fresh = prompt - cached
        small_input = fresh * i["small_input_price"] * price_level
        small_cached = cached * i["small_cached_price"] * price_level
        small_output = i["output_tokens"] * i["small_output_price"] * price_level
        small_call = small_input + small_cached + small_output
        large_input = fresh * i["large_input_price"] * price_level
        large_cached = cached * i["large_cached_price"] * price_level
        large_output = i["output_tokens"] * i["large_output_price"] * price_level
        large_call = large_input + large_cached + large_output
        learning = learning * i["retained"]
        retry_now = i["retry_floor"] + (i["retry_rate"] - i["retry_floor"]) * learning
        squared = retry_now * retry_now
        unresolved = squared * squared
        tries = (1 - unresolved) / (1 - retry_now)
        escalated = i["escalation_rate"] + unresolved - i["escalation_rate"] * unresolved
        small_cost = small_call * tries
        large_cost = large_call * escalated
        call_cost = small_cost + large_cost
        token_cost = traffic * call_cost
        nonproduction = token_cost * i["nonproduction_share"] / (1 - i["nonproduction_share"])
        gross = token_cost + nonproduction
        discount = maximum(gross - i["commitment"], 0.0) * i["discount_share"]
        usage = gross - discount
        review = traffic * i["review_share"] * i["review_time"] * i["wage"]
        hosting = i["hosting_base"] + traffic * i["hosting_each"]
        age = age + 1
        amortisation = i["build_cost"] / i["life"] if age <= i["life"] else 0.0
        total_cost = usage + review + hosting + amortisation
        accepted = traffic * i["acceptance"] * (1 - unresolved * (1 - i["large_success"]))
        cost_per_outcome = total_cost / accepted
        net = accepted * i["outcome_value"] - total_cost
        cumulative_net = cumulative_net + net
        factor = factor / step
        present = net * factor
        net_present_value = net_present_value + present
        yield (
            level, active, traffic, price_level, prompt, cached, fresh, small_input, small_cached, small_output,
            small_call, large_input, large_cached, large_output, large_call, learning, retry_now, unresolved, tries,
            escalated, small_cost, large_cost, call_cost, token_cost, nonproduction, gross, discount, usage, review,
            hosting, age, amortisation, total_cost, accepted, cost_per_outcome, net, cumulative_net, factor, present,
            net_present_value,
        )  # fmt: skip


def outcome(inputs, count, maximum=max):
    """Total cost, cost per accepted outcome and net present value over so many months."""
    total = accepted = 0.0
    rows = ()
    for rows in months(inputs, count, maximum):
        total = total + rows[TOTAL]
        accepted = accepted + rows[ACCEPTED]
    return total, total / accepted, rows[NPV]


def totals(cells):
    """What W1 comes to, from an iterable of (total cost, accepted, net present value) of each scenario."""
    total, accepted, worth = (math.fsum(column) for column in zip(*cells))
    return {"total_cost": total, "cost_per_outcome": total / accepted, "net_present_value": worth}

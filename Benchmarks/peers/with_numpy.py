"""W1 to W4 with numpy: whole columns in W1 and W2, chunks that stay in the cache in W3 and W4."""

import numpy

from record import asked, measure, summary, tell
from scenario import (
    BETA_HIT_RATE, BETA_RETRY_RATE, INPUTS, LOGNORMAL_PROMPT, LOGNORMAL_REQUESTS, NEW_HIT_RATE, NEW_PRICE,
    NORMAL_CORRELATION, NORMAL_GROWTH, OUTPUTS, ROWS, TRIANGULAR_ACCEPTANCE, TRIANGULAR_REVIEW, UNIFORM_DECLINE,
    VARIED, W1_MONTHS, W3_MONTHS, axes, log_parameters, outcome, scenarios,
)  # fmt: skip

CHUNK = 8192


def columns(found):
    """The inputs with one row for each scenario where they differ; what is shared stays one number."""
    inputs = dict(INPUTS)
    for name in VARIED:
        inputs[name] = numpy.array([[one[name]] for one in found])
    return inputs


def full(i, count):
    """All cells, one array of scenarios by months for each row; the same rows as `scenario.months`."""
    age = numpy.arange(1.0, W1_MONTHS + 1)
    shape = (count, W1_MONTHS)

    def compounded(rate):
        return numpy.cumprod(numpy.broadcast_to(rate, shape), axis=1)

    level = compounded(1 + i["growth"])
    active = i["first_users"] * level
    traffic = active * i["requests_per_user"]
    price_level = compounded(1 - i["price_decline"])
    prompt = i["first_prompt"] + age * i["prompt_added"]
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
    learning = compounded(i["retained"])
    retry_now = i["retry_floor"] + (i["retry_rate"] - i["retry_floor"]) * learning
    squared = retry_now * retry_now
    unresolved = squared * squared
    tries = (1 - unresolved) / (1 - retry_now)
    escalated = i["escalation_rate"] + unresolved - i["escalation_rate"] * unresolved
    small_cost = small_call * tries
    large_cost = large_call * escalated
    call_cost = small_cost + large_cost
    token_cost = traffic * call_cost
    nonproduction = token_cost * (i["nonproduction_share"] / (1 - i["nonproduction_share"]))
    gross = token_cost + nonproduction
    discount = numpy.maximum(gross - i["commitment"], 0.0) * i["discount_share"]
    usage = gross - discount
    review = traffic * (i["review_share"] * i["review_time"] * i["wage"])
    hosting = i["hosting_base"] + traffic * i["hosting_each"]
    ages = numpy.broadcast_to(age, shape).copy()
    amortisation = numpy.where(ages <= i["life"], i["build_cost"] / i["life"], 0.0)
    total_cost = usage + review + hosting + amortisation
    accepted = traffic * i["acceptance"] * (1 - unresolved * (1 - i["large_success"]))
    cost_per_outcome = total_cost / accepted
    net = accepted * i["outcome_value"] - total_cost
    cumulative_net = numpy.cumsum(net, axis=1)
    factor = compounded((1 + i["discount_rate"]) ** (-1 / 12))
    present = net * factor
    net_present_value = numpy.cumsum(present, axis=1)
    return (
        level, active, traffic, price_level, prompt, cached, fresh, small_input, small_cached, small_output,
        small_call, large_input, large_cached, large_output, large_call, learning, retry_now, unresolved, tries,
        escalated, small_cost, large_cost, call_cost, token_cost, nonproduction, gross, discount, usage, review,
        hosting, ages, amortisation, total_cost, accepted, cost_per_outcome, net, cumulative_net, factor, present,
        net_present_value,
    )  # fmt: skip


def reduced(cells):
    total, accepted = (cells[ROWS.index(name)].sum() for name in ("total_cost", "accepted"))
    worth = cells[ROWS.index("net_present_value")][:, -1].sum()
    return {"total_cost": total, "cost_per_outcome": total / accepted, "net_present_value": worth}


def recalculate(count, times):
    inputs = columns(scenarios(count))
    full(inputs, count)
    wall, cpu, cells = measure(lambda: full(inputs, count), times)
    tell("W1", "numpy", count * len(ROWS) * W1_MONTHS, wall, cpu, reduced(cells))


def edit(count, times):
    """Arrays know no dependents: both edits are all anew."""
    inputs = columns(scenarios(count))
    dear = dict(inputs, small_input_price=NEW_PRICE)
    changed = dict(inputs, hit_rate=inputs["hit_rate"].copy())
    changed["hit_rate"][0] = NEW_HIT_RATE
    for name, edited in (("W2 price", dear), ("W2 input", changed)):
        wall, cpu, cells = measure(lambda: full(edited, count), times)
        tell(name, "numpy", count * len(ROWS) * W1_MONTHS, wall, cpu, reduced(cells))


def draws(source, count):
    z = source.standard_normal(count)
    y = NORMAL_CORRELATION * z + (1 - NORMAL_CORRELATION**2) ** 0.5 * source.standard_normal(count)
    mu, sigma = log_parameters(*LOGNORMAL_REQUESTS)
    prompt_mu, prompt_sigma = log_parameters(*LOGNORMAL_PROMPT)
    return {
        "growth": source.normal(*NORMAL_GROWTH, count),
        "requests_per_user": numpy.exp(mu + sigma * z),
        "price_decline": source.uniform(*UNIFORM_DECLINE, count),
        "first_prompt": numpy.exp(prompt_mu + prompt_sigma * y),
        "hit_rate": source.beta(*BETA_HIT_RATE, count),
        "retry_rate": source.beta(*BETA_RETRY_RATE, count),
        "review_share": source.triangular(*TRIANGULAR_REVIEW, count),
        "acceptance": source.triangular(*TRIANGULAR_ACCEPTANCE, count),
    }


def described(outcomes):
    """Means and medians of the outputs, as a simulation reports them."""
    return outcomes, [(float(one.mean()), float(one.std(ddof=1)), float(numpy.median(one))) for one in outcomes]


def results(product):
    """The record of W3 of what `described` gave; the sort for the median's error is not part of the work."""
    outcomes, found = product
    return {
        name: summary(mean, deviation, numpy.sort(one), len(one))
        for name, one, (mean, deviation, _) in zip(OUTPUTS, outcomes, found)
    }


def trials(count, seed=7):
    source = numpy.random.default_rng(seed)
    outcomes = numpy.empty((len(OUTPUTS), count))
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        for one, found in zip(outcomes, outcome(INPUTS | draws(source, size), W3_MONTHS, numpy.maximum)):
            one[start : start + size] = found
    return described(outcomes)


def simulate(count, times):
    wall, cpu, product = measure(lambda: trials(count), times)
    tell("W3", "numpy", count, wall, cpu, results(product))


def grid(side, times):
    hits, retries = map(numpy.array, axes(side))
    rows = max(1, CHUNK // side)

    def points():
        outcomes = numpy.empty((len(OUTPUTS), side, side))
        for start in range(0, side, rows):
            inputs = INPUTS | {"hit_rate": hits[start : start + rows, None], "retry_rate": retries}
            for one, found in zip(outcomes, outcome(inputs, W3_MONTHS, numpy.maximum)):
                one[start : start + rows] = found
        return outcomes

    wall, cpu, outcomes = measure(points, times)
    sums = {name: float(one.sum()) for name, one in zip(OUTPUTS, outcomes)}
    tell("W4", "numpy", side * side, wall, cpu, sums)


if __name__ == "__main__":
    workload, size, runs = asked()
    {"W1": recalculate, "W2": edit, "W3": simulate, "W4": grid}[workload](size, runs)

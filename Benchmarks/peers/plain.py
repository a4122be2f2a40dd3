"""The workloads in plain Python: the reference for the others, and a peer of its own in W1."""

import random

from record import asked, distribution, measure, tell
from scenario import (
    ACCEPTED, BETA_HIT_RATE, BETA_RETRY_RATE, INPUTS, LOGNORMAL_PROMPT, LOGNORMAL_REQUESTS, NEW_HIT_RATE, NEW_PRICE,
    NORMAL_CORRELATION, NORMAL_GROWTH, NPV, OUTPUTS, ROWS, TOTAL, TRIANGULAR_ACCEPTANCE, TRIANGULAR_REVIEW,
    UNIFORM_DECLINE, W1_MONTHS, W3_MONTHS, axes, log_parameters, months, outcome, scenarios, totals,
)  # fmt: skip


def full(inputs):
    """All cells of all scenarios."""
    return [list(months(one, W1_MONTHS)) for one in inputs]


def reduced(cells):
    return totals(
        (sum(m[TOTAL] for m in one), sum(m[ACCEPTED] for m in one), one[-1][NPV]) for one in cells
    )


def recalculate(count, times):
    inputs = scenarios(count)
    wall, cpu, cells = measure(lambda: full(inputs), times)
    tell("W1", "Python", count * len(ROWS) * W1_MONTHS, wall, cpu, reduced(cells))


def edit(count, times):
    """Plain Python knows no dependents: an edit of a price is all anew, one of an input is its scenario."""
    inputs = scenarios(count)
    cells = full(inputs)
    dear = [dict(one, small_input_price=NEW_PRICE) for one in inputs]
    wall, cpu, after = measure(lambda: full(dear), times)
    tell("W2 price", "Python", count * len(ROWS) * W1_MONTHS, wall, cpu, reduced(after))
    changed = dict(inputs[0], hit_rate=NEW_HIT_RATE)
    wall, cpu, first = measure(lambda: list(months(changed, W1_MONTHS)), times)
    tell("W2 input", "Python", count * len(ROWS) * W1_MONTHS, wall, cpu, reduced([first, *cells[1:]]))


def draw(source):
    z = source.gauss(0, 1)
    y = NORMAL_CORRELATION * z + (1 - NORMAL_CORRELATION**2) ** 0.5 * source.gauss(0, 1)
    mu, sigma = log_parameters(*LOGNORMAL_REQUESTS)
    prompt_mu, prompt_sigma = log_parameters(*LOGNORMAL_PROMPT)
    low, mode, high = TRIANGULAR_REVIEW
    least, usual, most = TRIANGULAR_ACCEPTANCE
    return dict(
        INPUTS,
        growth=source.gauss(*NORMAL_GROWTH),
        requests_per_user=2.718281828459045 ** (mu + sigma * z),
        price_decline=source.uniform(*UNIFORM_DECLINE),
        first_prompt=2.718281828459045 ** (prompt_mu + prompt_sigma * y),
        hit_rate=source.betavariate(*BETA_HIT_RATE),
        retry_rate=source.betavariate(*BETA_RETRY_RATE),
        review_share=source.triangular(low, high, mode),
        acceptance=source.triangular(least, most, usual),
    )


def simulate(count, times):
    source = random.Random(7)
    wall, cpu, drawn = measure(lambda: [outcome(draw(source), W3_MONTHS) for _ in range(count)], times)
    results = {name: distribution(sorted(column)) for name, column in zip(OUTPUTS, zip(*drawn))}
    tell("W3", "Python", count, wall, cpu, results)


def grid(side, times):
    hits, retries = axes(side)

    def points():
        return [outcome(dict(INPUTS, hit_rate=h, retry_rate=r), W3_MONTHS) for h in hits for r in retries]

    wall, cpu, found = measure(points, times)
    tell("W4", "Python", side * side, wall, cpu, {name: sum(column) for name, column in zip(OUTPUTS, zip(*found))})


if __name__ == "__main__":
    workload, size, runs = asked()
    {"W1": recalculate, "W2": edit, "W3": simulate, "W4": grid}[workload](size, runs)

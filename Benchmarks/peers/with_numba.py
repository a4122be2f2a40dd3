"""W1, W3 and W4 with numba: the loops of the C floor, compiled from Python. Compiling is not counted."""

import numpy
from numba import njit
from numba.np.unsafe.ndarray import to_fixed_tuple

from record import asked, measure, tell
from scenario import (
    BETA_HIT_RATE, BETA_RETRY_RATE, INPUTS, LOGNORMAL_PROMPT, LOGNORMAL_REQUESTS, NEW_HIT_RATE, NEW_PRICE,
    NORMAL_CORRELATION, NORMAL_GROWTH, OUTPUTS, ROWS, TRIANGULAR_ACCEPTANCE, TRIANGULAR_REVIEW, UNIFORM_DECLINE,
    W1_MONTHS, W3_MONTHS, axes, log_parameters, scenarios,
)  # fmt: skip
from with_numpy import described, results

NAMES = list(INPUTS)
SHAPES = (
    *NORMAL_GROWTH, *log_parameters(*LOGNORMAL_REQUESTS), *UNIFORM_DECLINE, *log_parameters(*LOGNORMAL_PROMPT),
    *BETA_HIT_RATE, *BETA_RETRY_RATE, *TRIANGULAR_REVIEW, *TRIANGULAR_ACCEPTANCE, NORMAL_CORRELATION,
)  # fmt: skip


@njit(cache=True)
def full(scenarios, cells):
    """All cells: by scenario, row and month."""
    for s in range(scenarios.shape[0]):
        (
            first_users, growth, requests_per_user, price_decline, first_prompt, prompt_added, output_tokens, hit_rate,
            small_input_price, small_cached_price, small_output_price, large_input_price, large_cached_price,
            large_output_price, retry_rate, retry_floor, retained, escalation_rate, large_success, nonproduction_share,
            commitment, discount_share, review_share, review_time, wage, hosting_base, hosting_each, build_cost, life,
            acceptance, outcome_value, discount_rate,
        ) = to_fixed_tuple(scenarios[s], 32)  # fmt: skip
        level = price_level = learning = factor = 1.0
        cumulative = worth = 0.0
        prompt = first_prompt
        inverse = (1 + discount_rate) ** (-1 / 12)
        share = nonproduction_share / (1 - nonproduction_share)
        reviewed = review_share * review_time * wage
        monthly = build_cost / life
        c = cells[s]
        for t in range(c.shape[1]):
            level *= 1 + growth
            price_level *= 1 - price_decline
            prompt += prompt_added
            learning *= retained
            factor *= inverse
            c[0, t] = level
            c[1, t] = first_users * level
            traffic = c[2, t] = c[1, t] * requests_per_user
            c[3, t] = price_level
            c[4, t] = prompt
            cached = c[5, t] = prompt * hit_rate
            fresh = c[6, t] = prompt - cached
            c[7, t] = fresh * small_input_price * price_level
            c[8, t] = cached * small_cached_price * price_level
            c[9, t] = output_tokens * small_output_price * price_level
            c[10, t] = c[7, t] + c[8, t] + c[9, t]
            c[11, t] = fresh * large_input_price * price_level
            c[12, t] = cached * large_cached_price * price_level
            c[13, t] = output_tokens * large_output_price * price_level
            c[14, t] = c[11, t] + c[12, t] + c[13, t]
            c[15, t] = learning
            retry = c[16, t] = retry_floor + (retry_rate - retry_floor) * learning
            unresolved = c[17, t] = (retry * retry) * (retry * retry)
            c[18, t] = (1 - unresolved) / (1 - retry)
            c[19, t] = escalation_rate + unresolved - escalation_rate * unresolved
            c[20, t] = c[10, t] * c[18, t]
            c[21, t] = c[14, t] * c[19, t]
            c[22, t] = c[20, t] + c[21, t]
            c[23, t] = traffic * c[22, t]
            c[24, t] = c[23, t] * share
            c[25, t] = c[23, t] + c[24, t]
            c[26, t] = max(c[25, t] - commitment, 0.0) * discount_share
            c[27, t] = c[25, t] - c[26, t]
            c[28, t] = traffic * reviewed
            c[29, t] = hosting_base + traffic * hosting_each
            c[30, t] = t + 1.0
            c[31, t] = monthly if t + 1 <= life else 0.0
            cost = c[32, t] = c[27, t] + c[28, t] + c[29, t] + c[31, t]
            accepted = c[33, t] = traffic * acceptance * (1 - unresolved * (1 - large_success))
            c[34, t] = cost / accepted
            net = c[35, t] = accepted * outcome_value - cost
            cumulative += net
            c[36, t] = cumulative
            c[37, t] = factor
            c[38, t] = net * factor
            worth += c[38, t]
            c[39, t] = worth


def reduced(cells):
    total, accepted = (cells[:, ROWS.index(name)].sum() for name in ("total_cost", "accepted"))
    worth = cells[:, ROWS.index("net_present_value"), -1].sum()
    return {"total_cost": total, "cost_per_outcome": total / accepted, "net_present_value": worth}


def recalculate(count, times):
    inputs = numpy.array([list(one.values()) for one in scenarios(count)])
    cells = numpy.empty((count, len(ROWS), W1_MONTHS))
    full(inputs, cells)
    wall, cpu, _ = measure(lambda: full(inputs, cells), max(times, 101))
    tell("W1", "numba", cells.size, wall, cpu, reduced(cells))


def edit(count, times):
    """The compiled loop knows no dependents: a price is all anew, an input its scenario."""
    inputs = numpy.array([list(one.values()) for one in scenarios(count)])
    dear, changed = inputs.copy(), inputs.copy()
    dear[:, NAMES.index("small_input_price")] = NEW_PRICE
    changed[0, NAMES.index("hit_rate")] = NEW_HIT_RATE
    for name, edited, rows in (("W2 price", dear, count), ("W2 input", changed, 1)):
        cells = numpy.empty((count, len(ROWS), W1_MONTHS))
        full(edited, cells)
        wall, cpu, _ = measure(lambda: full(edited[:rows], cells[:rows]), max(times, 101))
        tell(name, "numba", cells.size, wall, cpu, reduced(cells))


@njit(cache=True)
def hoist(i):
    """What neither draws nor axes reach, by month: learning, discount factor, fixed cost."""
    rows = numpy.empty((3, W3_MONTHS))
    learning = factor = 1.0
    for t in range(W3_MONTHS):
        learning *= i[16]
        factor /= (1 + i[31]) ** (1 / 12)
        rows[0, t], rows[1, t] = learning, factor
        rows[2, t] = i[25] + (i[27] / i[28] if t + 1 <= i[28] else 0.0)
    return rows


@njit(cache=True)
def outcome(i, h, growth, requests, decline, prompt, hit_rate, retry_rate, review_share, acceptance):
    price_level, traffic = 1.0, i[0] * requests
    reviewed = review_share * i[23] * i[24] + i[26]
    small_price = (1 - hit_rate) * i[8] + hit_rate * i[9]
    large_price = (1 - hit_rate) * i[11] + hit_rate * i[12]
    small_output, large_output = i[6] * i[10], i[6] * i[13]
    production, failing = 1 + i[19] / (1 - i[19]), 1 - i[18]
    total = all_accepted = worth = 0.0
    for t in range(W3_MONTHS):
        traffic *= 1 + growth
        price_level *= 1 - decline
        prompt += i[5]
        retry = i[15] + (retry_rate - i[15]) * h[0, t]
        unresolved = (retry * retry) * (retry * retry)
        tries = (1 - unresolved) / (1 - retry)
        escalated = i[17] + unresolved * (1 - i[17])
        call = (prompt * small_price + small_output) * tries + (prompt * large_price + large_output) * escalated
        gross = traffic * call * price_level * production
        cost = gross - max(gross - i[20], 0.0) * i[21] + traffic * reviewed + h[2, t]
        accepted = traffic * acceptance * (1 - unresolved * failing)
        total += cost
        all_accepted += accepted
        worth += (accepted * i[30] - cost) * h[1, t]
    return total, total / all_accepted, worth


@njit(cache=True)
def trials(i, p, outcomes, seed):
    numpy.random.seed(seed)
    h, across = hoist(i), (1 - p[18] ** 2) ** 0.5
    for n in range(outcomes.shape[1]):
        z = numpy.random.standard_normal()
        y = p[18] * z + across * numpy.random.standard_normal()
        outcomes[0, n], outcomes[1, n], outcomes[2, n] = outcome(
            i, h, numpy.random.normal(p[0], p[1]), numpy.exp(p[2] + p[3] * z), numpy.random.uniform(p[4], p[5]),
            numpy.exp(p[6] + p[7] * y), numpy.random.beta(p[8], p[9]), numpy.random.beta(p[10], p[11]),
            numpy.random.triangular(p[12], p[13], p[14]), numpy.random.triangular(p[15], p[16], p[17]),
        )  # fmt: skip


@njit(cache=True)
def points(i, hits, retries, outcomes):
    """The grid, with what no axis reaches computed once: tokens of a prompt, dear requests, other cost, outcomes."""
    h = hoist(i)
    prompt, paid = numpy.empty(W3_MONTHS), numpy.empty(W3_MONTHS)
    beside, taken = numpy.empty(W3_MONTHS), numpy.empty(W3_MONTHS)
    level, price_level = 1.0, 1.0
    production, failing = 1 + i[19] / (1 - i[19]), 1 - i[18]
    for t in range(W3_MONTHS):
        level *= 1 + i[1]
        price_level *= 1 - i[3]
        traffic = i[0] * level * i[2]
        prompt[t] = i[4] + (t + 1) * i[5]
        paid[t] = traffic * price_level * production
        beside[t] = traffic * (i[22] * i[23] * i[24] + i[26]) + h[2, t]
        taken[t] = traffic * i[29]
    small_output, large_output = i[6] * i[10], i[6] * i[13]
    for x in range(hits.size):
        small_price = (1 - hits[x]) * i[8] + hits[x] * i[9]
        large_price = (1 - hits[x]) * i[11] + hits[x] * i[12]
        for y in range(retries.size):
            total = accepted_in_all = worth = 0.0
            for t in range(W3_MONTHS):
                retry = i[15] + (retries[y] - i[15]) * h[0, t]
                unresolved = (retry * retry) * (retry * retry)
                tries = (1 - unresolved) / (1 - retry)
                escalated = i[17] + unresolved * (1 - i[17])
                small, large = prompt[t] * small_price + small_output, prompt[t] * large_price + large_output
                gross = (small * tries + large * escalated) * paid[t]
                cost = gross - max(gross - i[20], 0.0) * i[21] + beside[t]
                accepted = taken[t] * (1 - unresolved * failing)
                total += cost
                accepted_in_all += accepted
                worth += (accepted * i[30] - cost) * h[1, t]
            outcomes[0, x, y], outcomes[1, x, y], outcomes[2, x, y] = total, total / accepted_in_all, worth


def simulate(count, times):
    base = numpy.array(list(INPUTS.values()))
    outcomes = numpy.empty((len(OUTPUTS), count))

    def work():
        trials(base, SHAPES, outcomes, 7)
        return described(outcomes)

    trials(base, SHAPES, outcomes[:, :10], 7)
    wall, cpu, product = measure(work, times)
    tell("W3", "numba", count, wall, cpu, results(product))


def grid(side, times):
    base = numpy.array(list(INPUTS.values()))
    hits, retries = map(numpy.array, axes(side))
    outcomes = numpy.empty((len(OUTPUTS), side, side))
    points(base, hits[:1], retries[:1], outcomes)
    wall, cpu, _ = measure(lambda: points(base, hits, retries, outcomes), times)
    sums = {name: float(one.sum()) for name, one in zip(OUTPUTS, outcomes)}
    tell("W4", "numba", side * side, wall, cpu, sums)


if __name__ == "__main__":
    workload, size, runs = asked()
    {"W1": recalculate, "W2": edit, "W3": simulate, "W4": grid}[workload](size, runs)

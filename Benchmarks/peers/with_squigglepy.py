"""W3 with squigglepy: its samplers and its correlation, then the rows with numpy in chunks."""

import numpy
import squigglepy

from record import asked, measure, tell
from scenario import (
    BETA_HIT_RATE, BETA_RETRY_RATE, INPUTS, LOGNORMAL_PROMPT, LOGNORMAL_REQUESTS, NORMAL_GROWTH, OUTPUTS,
    RANK_CORRELATION, TRIANGULAR_ACCEPTANCE, TRIANGULAR_REVIEW, UNIFORM_DECLINE, W3_MONTHS, outcome,
)  # fmt: skip
from with_numpy import CHUNK, described, results


def lognormal(mean, deviation):
    return squigglepy.lognorm(lognorm_mean=mean, lognorm_sd=deviation)


def trials(count):
    squigglepy.set_seed(7)
    pair = lognormal(*LOGNORMAL_REQUESTS), lognormal(*LOGNORMAL_PROMPT)
    # Its check of the correlation that came out is no part of the work.
    requests, prompt = squigglepy.correlate(pair, [[1, RANK_CORRELATION], [RANK_CORRELATION, 1]], tolerance=None)
    shapes = {
        "growth": squigglepy.norm(mean=NORMAL_GROWTH[0], sd=NORMAL_GROWTH[1]),
        "requests_per_user": requests,
        "price_decline": squigglepy.uniform(*UNIFORM_DECLINE),
        "first_prompt": prompt,
        "hit_rate": squigglepy.beta(*BETA_HIT_RATE),
        "retry_rate": squigglepy.beta(*BETA_RETRY_RATE),
        "review_share": squigglepy.triangular(*TRIANGULAR_REVIEW),
        "acceptance": squigglepy.triangular(*TRIANGULAR_ACCEPTANCE),
    }
    draws = {name: numpy.asarray(squigglepy.sample(shape, n=count)) for name, shape in shapes.items()}
    outcomes = numpy.empty((len(OUTPUTS), count))
    for start in range(0, count, CHUNK):
        part = slice(start, min(start + CHUNK, count))
        inputs = INPUTS | {name: values[part] for name, values in draws.items()}
        for one, found in zip(outcomes, outcome(inputs, W3_MONTHS, numpy.maximum)):
            one[part] = found
    return described(outcomes)


_, size, runs = asked()
wall, cpu, product = measure(lambda: trials(size), runs)
tell("W3", "squigglepy", size, wall, cpu, results(product))

"""The uncertain inputs as scipy's distributions."""

from scipy import stats

from scenario import (
    BETA_HIT_RATE, BETA_RETRY_RATE, LOGNORMAL_PROMPT, LOGNORMAL_REQUESTS, NORMAL_GROWTH, TRIANGULAR_ACCEPTANCE,
    TRIANGULAR_REVIEW, UNIFORM_DECLINE, log_parameters,
)  # fmt: skip


def triangular(low, mode, high):
    return stats.triang, {"c": (mode - low) / (high - low), "loc": low, "scale": high - low}


SHAPES = {
    "growth": (stats.norm, {"loc": NORMAL_GROWTH[0], "scale": NORMAL_GROWTH[1]}),
    "price_decline": (stats.uniform, {"loc": UNIFORM_DECLINE[0], "scale": UNIFORM_DECLINE[1] - UNIFORM_DECLINE[0]}),
    "hit_rate": (stats.beta, dict(zip("ab", BETA_HIT_RATE))),
    "retry_rate": (stats.beta, dict(zip("ab", BETA_RETRY_RATE))),
    "review_share": triangular(*TRIANGULAR_REVIEW),
    "acceptance": triangular(*TRIANGULAR_ACCEPTANCE),
    # The two normal variables of which the correlated pair is made.
    "first_normal": (stats.norm, {"loc": 0, "scale": 1}),
    "second_normal": (stats.norm, {"loc": 0, "scale": 1}),
}
REQUESTS, PROMPT = log_parameters(*LOGNORMAL_REQUESTS), log_parameters(*LOGNORMAL_PROMPT)

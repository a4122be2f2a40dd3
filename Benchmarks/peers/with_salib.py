"""Sobol indices of the net present value with SALib: Saltelli's points, the rows with numpy, and its estimates.

The eight inputs are independent here: these indices are defined for independent ones."""

import warnings

import numpy
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as points

from record import asked, measure, tell
from scenario import INPUTS, W3_MONTHS, outcome
from shapes import PROMPT, REQUESTS, SHAPES
from with_numpy import CHUNK

PROBLEM = {"num_vars": len(SHAPES), "names": list(SHAPES), "bounds": [[0, 1]] * len(SHAPES)}


def indices(count):
    """About `count` evaluations: a power of two of base points, ten evaluations for each."""
    base = 2 ** max(4, round(numpy.log2(count / (len(SHAPES) + 2))))
    places = points.sample(PROBLEM, base, calc_second_order=False, seed=7)
    worth = numpy.empty(len(places))
    for start in range(0, len(places), CHUNK):
        part = places[start : start + CHUNK]
        draws = {
            name: shape.ppf(part[:, k], **parameters) for k, (name, (shape, parameters)) in enumerate(SHAPES.items())
        }
        draws["requests_per_user"] = numpy.exp(REQUESTS[0] + REQUESTS[1] * draws.pop("first_normal"))
        draws["first_prompt"] = numpy.exp(PROMPT[0] + PROMPT[1] * draws.pop("second_normal"))
        worth[start : start + len(part)] = outcome(INPUTS | draws, W3_MONTHS, numpy.maximum)[2]
    return len(places), analysis.analyze(PROBLEM, worth, calc_second_order=False, num_resamples=100, seed=7)


warnings.filterwarnings("ignore")
_, size, runs = asked()
wall, cpu, (evaluations, found) = measure(lambda: indices(size), runs)
renamed = {"first_normal": "requests_per_user", "second_normal": "first_prompt"}
first = {renamed.get(name, name): round(float(value), 4) for name, value in zip(SHAPES, found["S1"])}
tell("W3 indices", "SALib", evaluations, wall, cpu, first)

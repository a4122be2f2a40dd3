"""W3 with monaco: random draws of its variables, then its loop over cases, each with the rows in plain Python.

monaco correlates nothing itself: the model makes the correlated pair of two normal variables."""

import logging
import warnings

import monaco
import numpy

from record import asked, measure, tell
from scenario import INPUTS, NORMAL_CORRELATION, OUTPUTS, W3_MONTHS, outcome
from shapes import PROMPT, REQUESTS, SHAPES
from with_numpy import described, results


def preprocess(case):
    return ({name: case.invals[name].val for name in SHAPES},)


def run(draws):
    z = draws.pop("first_normal")
    y = NORMAL_CORRELATION * z + (1 - NORMAL_CORRELATION**2) ** 0.5 * draws.pop("second_normal")
    inputs = INPUTS | draws
    inputs["requests_per_user"] = numpy.exp(REQUESTS[0] + REQUESTS[1] * z)
    inputs["first_prompt"] = numpy.exp(PROMPT[0] + PROMPT[1] * y)
    return (outcome(inputs, W3_MONTHS),)


def postprocess(case, found):
    for name, value in zip(OUTPUTS, found):
        case.addOutVal(name, float(value))


def trials(count):
    steps = {monaco.SimFunctions.PREPROCESS: preprocess, monaco.SimFunctions.RUN: run}
    steps[monaco.SimFunctions.POSTPROCESS] = postprocess
    simulation = monaco.Sim(
        name="W3", ndraws=count, fcns=steps, seed=7, samplemethod=monaco.SampleMethod.RANDOM, firstcaseismedian=False,
        singlethreaded=True, verbose=False, savesimdata=False, savecasedata=False,
    )  # fmt: skip
    for name, (shape, parameters) in SHAPES.items():
        simulation.addInVar(name=name, dist=shape, distkwargs=parameters)
    simulation.runSim()
    return described([numpy.array(simulation.outvars[name].nums) for name in OUTPUTS])


warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
_, size, runs = asked()
wall, cpu, product = measure(lambda: trials(size), runs)
tell("W3", "monaco", size, wall, cpu, results(product))

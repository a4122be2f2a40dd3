"""Measures a piece of work and prints the record of it, as every engine does: one JSON object a line."""

import json
import math
import resource
import sys
import time


def processor_seconds():
    """User and system time of this process, of all its threads."""
    return time.process_time()


def measure(work, times, prepare=None, processor=processor_seconds):
    """Does `work` so often; gives the wall and processor seconds of each run and what the last one gave."""
    wall, cpu, product = [], [], None
    for _ in range(times):
        if prepare:
            prepare()
        start, busy = time.perf_counter(), processor()
        product = work()
        wall.append(time.perf_counter() - start)
        cpu.append(processor() - busy)
    return wall, cpu, product


def tell(workload, engine, work, wall, cpu, results=None, **more):
    """Prints a record: `work` is how many cells, trials, points or bytes one run took on."""
    record = {"workload": workload, "engine": engine, "work": work, "wall": wall, "cpu": cpu}
    record.update(results=results or {}, memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, **more)
    print(json.dumps(record), flush=True)


def asked():
    """Workload, size and number of runs from the command line."""
    return sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def distribution(values):
    """Mean, median and their standard errors, of a sorted list or array."""
    count = len(values)
    mean = math.fsum(values) / count
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / max(count - 1, 1))
    return summary(mean, deviation, values, count)


def summary(mean, deviation, ordered, count):
    """As `distribution`, where mean and deviation are known. The median's error is half the distance between the
    quantiles that lie one standard error of the rank beside it."""
    half = math.sqrt(count) / 2
    low, high = ordered[max(0, int(count / 2 - half))], ordered[min(count - 1, int(count / 2 + half))]
    return {
        "mean": float(mean), "mean_error": float(deviation / math.sqrt(count)),
        "median": float(ordered[count // 2]), "median_error": float((high - low) / 2),
    }  # fmt: skip

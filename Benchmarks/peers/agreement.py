"""Do the engines compute the same? To 1e-9 where the result is certain, within its error where it is drawn."""

import math

TOLERANCE = 1e-9
SHARE_TOLERANCE = 0.02
# Standard errors of the difference: one comparison in two million is further off by chance.
ERRORS = 5


def certain(found, expected):
    """What differs between two results by name, as text; empty where they agree."""
    missing = [name for name in expected if not isinstance(found.get(name), (int, float))]
    if missing:
        return f"no {missing[0]}"
    for name, value in expected.items():
        off = abs(found[name] - value) / max(abs(value), abs(found[name]), 1e-300)
        if not off <= TOLERANCE:
            return f"{name} is {found[name]!r} and not {value!r}"
    return ""


def drawn(found, expected):
    """As `certain`, for means and medians with their standard errors."""
    for name, want in expected.items():
        have = found.get(name)
        if not have:
            return f"no {name}"
        for part in ("mean", "median"):
            error = math.hypot(have[part + "_error"], want[part + "_error"])
            if not abs(have[part] - want[part]) <= ERRORS * error:
                return f"the {part} of {name} is {have[part]:.6g} and not {want[part]:.6g}, error {error:.3g}"
    return ""


def near(found, expected):
    """As `certain`, for shares of a variance, which two samples give alike to about a hundredth."""
    for name, want in expected.items():
        if not abs(found.get(name, math.inf) - want) <= SHARE_TOLERANCE:
            return f"the share of {name} is {found.get(name)} and not {want}"
    return ""


def judge(records, reference):
    """Writes into each record's `agrees` what is wrong, "" for nothing, None where there is nothing to compare.
    `reference` gives what a workload of a size must come to."""
    for record in records:
        if not record["results"]:
            record["agrees"] = None
            continue
        expected = reference(record)
        compare = {"W3": drawn, "W3 indices": near}.get(record["workload"], certain)
        record["agrees"] = compare(record["results"], expected) if expected else None
    return [record for record in records if record["agrees"]]

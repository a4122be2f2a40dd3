"""Writes Margin texts made of Benchmarks/scenario.margin.

    write_model.py dimension FILE COUNT    its formulas over 60 months and COUNT members of a dimension
    write_model.py instances FILE COUNT    as a template with COUNT instances
    write_model.py text      FILE COUNT    COUNT copies side by side, each name with a number, for the parser
"""

import os
import re
import sys

from scenario import VARIED, W1_MONTHS, scenarios

SOURCE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "scenario.margin")
HEADER = 'model "Many uses of AI" {\n  currency USD\n  timeline 2026-01 for %d months\n}\n'


def statements():
    """The inputs and formulas of the scenario, without what it says of uncertainty."""
    with open(SOURCE, encoding="utf-8") as file:
        lines = [re.sub(r"\s+~.*", "", line.rstrip("\n")) for line in file]
    return [line for line in lines if re.match(r"(input|calc|flow|ratio) ", line)]


def parts(line):
    """Kind, name, brackets with the unit, and the rest after `=`."""
    kind, name, unit, value = re.match(r"(\w+)\s+(\w+)\s*(\[[^]]*\])?\s*=\s*(.*)", line).groups()
    return kind, name, (unit or ""), value


def over_dimension(count):
    found = scenarios(count)
    yield HEADER % W1_MONTHS
    yield "dimension place { " + ", ".join(f"u{k}" for k in range(count)) + " }\n"
    for line in statements():
        kind, name, unit, value = parts(line)
        if kind == "input" and name in VARIED:
            cells = ", ".join(f"u{k}: {one[name]!r}" for k, one in enumerate(found))
            line = f"input {name} by place {unit} = [{cells}]"
        yield line + "\n"


def of_instances(count):
    found = scenarios(count)
    shared = [line for line in statements() if line.startswith("input") and parts(line)[1] not in VARIED]
    yield HEADER % W1_MONTHS
    yield "".join(line + "\n" for line in shared)
    yield "template use_of_ai {\n"
    for line in statements():
        kind, name, unit, _ = parts(line)
        yield f"  input {name} {unit or '= 0'}\n" if kind == "input" else f"  {line}\n"
    yield "}\n"
    for k, one in enumerate(found):
        yield f'scenario u{k} : use_of_ai {{\n  owner "Nobody"\n'
        for line in statements():
            kind, name, _, _ = parts(line)
            if kind == "input":
                yield f"  {name} = {repr(one[name]) if name in VARIED else name}\n"
        yield "}\n"
    yield "flow all_cost [USD] = sum(scenario.total_cost over scenario)\n"
    yield "flow all_accepted = sum(scenario.accepted over scenario)\n"
    yield "calc all_worth = sum(scenario.net_present_value over scenario)\n"


def as_text(count):
    names = {parts(line)[1] for line in statements()}
    pattern = re.compile(r"\b(" + "|".join(sorted(names)) + r")\b")
    yield HEADER % 24
    for k in range(count):
        for line in statements():
            yield pattern.sub(lambda found: f"{found.group(1)}{k}", re.sub(r"  +", " ", line)) + "\n"


if __name__ == "__main__":
    layout, path, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
    made = {"dimension": over_dimension, "instances": of_instances, "text": as_text}[layout]
    with open(path, "w", encoding="utf-8") as target:
        target.writelines(made(size))

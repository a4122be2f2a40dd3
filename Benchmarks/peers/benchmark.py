"""Runs the workloads on the engines, holds their results against each other, and writes the table.

Called by Benchmarks/run, which has installed and built everything; see Benchmarks/README.md."""

import argparse
import json
import os
import subprocess
import sys

import plain
import table
from agreement import judge
from scenario import INPUTS, OUTPUTS, ROWS, W1_MONTHS, W3_MONTHS, axes, outcome, scenarios
from write_model import as_text, of_instances, over_dimension
from write_scenarios import write as write_scenarios

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.dirname(HERE)
TOOLS = os.path.join(FOLDER, ".build-tools")
MARGIN = os.path.join(os.path.dirname(FOLDER), ".build", "release", "margin")
MEASURE = os.path.join(FOLDER, ".build", "release", "measure")
WORKLOADS = ("W1", "W2", "W3", "W4", "W6")
# The environment of every engine: no library may use a second thread unasked.
ALONE = dict(os.environ, **{f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")})
LONGEST_SECONDS = 1800
SCALE = next((name for name in ("smoke", "quick") if "--" + name in sys.argv), "full")


class Size:
    """How large each workload is, and how often it is run."""

    def __init__(self, scale):
        self.scenarios = {"full": 417, "quick": 42, "smoke": 1}[scale]
        self.trials = {"full": 1_000_000, "quick": 100_000, "smoke": 1_000}[scale]
        self.side = {"full": 1000, "quick": 250, "smoke": 31}[scale]
        self.copies = {"full": 1000, "quick": 100, "smoke": 1}[scale]
        self.runs = {"full": 5, "quick": 3, "smoke": 1}[scale]
        self.slow_runs = min(self.runs, 3)


def tool(name):
    """The path of a file that this run makes; each scale has a folder of its own, so that runs do not meet."""
    return os.path.join(TOOLS, SCALE, name)


def peer(script, *arguments, python=sys.executable):
    return [python, os.path.join(HERE, script), *map(str, arguments)]


def floor(workload, size, runs, count=None):
    """The command of the C floor; W3 and W4 take the one scenario that all share."""
    path = tool("scenarios.txt" if workload in ("W1", "W2") else "base.txt")
    return [os.path.join(TOOLS, "floor"), workload, path, str(max(2, size)), str(runs)]


def tasks(size, workloads, peers):
    """Each run of an engine as (workload, engine, command)."""
    count, runs, slow = size.scenarios, size.runs, size.slow_runs
    sizes = {"W1": count, "W2": count, "W3": size.trials, "W4": size.side}
    for workload in workloads:
        cells = count * len(ROWS) * W1_MONTHS
        model, work = {
            "W1": ("dimension.margin", cells), "W2": ("dimension.margin", cells), "W3": ("", size.trials),
            "W4": ("", size.side), "W6": ("text.margin", 0),
        }[workload]  # fmt: skip
        model = tool(model) if model else os.path.join(FOLDER, "scenario.margin")
        work = work or os.path.getsize(model)
        yield workload, "Margin", [MEASURE, workload, model, str(work), str(runs)]
        if workload == "W1":
            yield workload, "Margin, instances", [MEASURE, workload, tool("instances.margin"), str(work), str(runs)]
        if workload == "W6":
            for name in ("clang", "orjson", "PyYAML"):
                yield workload, name, peer("with_parsers.py", workload, work, slow, name)
            continue
        yield workload, "C", floor(workload, sizes[workload], runs)
        if workload in ("W1", "W2"):
            yield workload, "Python", peer("plain.py", workload, count, slow)
        yield workload, "numpy", peer("with_numpy.py", workload, sizes[workload], runs)
        yield workload, "numba", peer("with_numba.py", workload, sizes[workload], runs)
        if workload in ("W1", "W2"):
            yield from sheets(workload, count, slow)
        if workload == "W3":
            yield workload, "squigglepy", peer("with_squigglepy.py", workload, size.trials, slow)
            yield workload, "monaco", peer("with_monaco.py", workload, max(200, size.trials // 50), slow)
            yield workload, "SALib", peer("with_salib.py", workload, size.trials, slow)
        if workload == "W4":
            side, book = min(20, size.side), tool("across.xlsx")
            office = peer("with_libreoffice.py", workload, side, slow, book, "across", python="/usr/bin/python3")
            yield workload, "LibreOffice", office


def sheets(workload, count, runs):
    for layout in ("across", "down"):
        arguments = workload, count, runs, tool(layout + ".xlsx"), layout
        for name in ("IronCalc", "formualizer"):
            yield workload, f"{name}, months {layout}", peer(f"with_{name.lower()}.py", *arguments)
        office = peer("with_libreoffice.py", *arguments, python="/usr/bin/python3")
        yield workload, f"LibreOffice, months {layout}", office
        if workload == "W1":
            yield workload, f"Gnumeric, months {layout}", peer("with_gnumeric.py", *arguments)


# Why a peer is not in a workload at all; the table says so.
ABSENT = {
    "W1": {"squigglepy, monaco, SALib": "sample and analyse; they hold no cells"},
    "W2": {
        "Gnumeric": "its command line runs as a whole, so that an edit cannot be told from loading",
        "squigglepy, monaco, SALib": "sample and analyse; they hold no cells",
    },
    "W3": {"IronCalc, formualizer, LibreOffice, Gnumeric": "no beta or lognormal draws that keep a rank correlation"},
    "W4": {
        "IronCalc, formualizer": "no what-if tables",
        "Gnumeric": "reads what-if tables but cannot make one without its window",
        "squigglepy, monaco, SALib": "sample; a grid is what numpy does above",
    },
    "W6": {},
}  # fmt: skip


def prepare(size, workloads, is_smoke):
    os.makedirs(os.path.join(TOOLS, SCALE), exist_ok=True)
    write_scenarios(tool("scenarios.txt"), scenarios(size.scenarios))
    write_scenarios(tool("base.txt"), [INPUTS])
    for name, made in (("dimension", over_dimension), ("instances", of_instances)):
        with open(tool(name + ".margin"), "w", encoding="utf-8") as file:
            file.writelines(made(size.scenarios))
    with open(tool("text.margin"), "w", encoding="utf-8") as file:
        file.writelines(as_text(size.copies))
    with open(tool("thousand.margin"), "w", encoding="utf-8") as file:
        file.writelines(list(as_text(14))[:1001])
    if not is_smoke and {"W1", "W2", "W4"} & set(workloads):
        from write_book import write as write_book

        for layout in ("across", "down"):
            write_book(layout, tool(layout + ".xlsx"), size.scenarios)


def run(workload, engine, command):
    """The records of one engine, or why there are none."""

    def pin():
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

    try:
        done = subprocess.run(
            command, capture_output=True, text=True, env=ALONE, preexec_fn=pin, timeout=LONGEST_SECONDS, check=False)
    except FileNotFoundError:
        return [], f"{os.path.basename(command[0])} is not there"
    except subprocess.TimeoutExpired:
        return [], f"not done within {LONGEST_SECONDS // 60} minutes"
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        return [], said[-1].strip() if said else f"ended with {done.returncode}"
    records = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    for record in records:
        if record["engine"] == "Margin":
            record["engine"] = engine
    return records, ""


def references(records):
    """What each workload of each size must come to: plain Python where that is quick, the C floor where it is not."""
    floors = {(r["workload"], r["work"]): r["results"] for r in records if r["engine"] == "C"}
    known = {}

    def reference(record):
        workload, work = record["workload"], record["work"]
        if workload == "W3":
            return next((results for (name, _), results in floors.items() if name == "W3"), None)
        if workload in ("W1", "W2 price", "W2 input"):
            key = (workload, work)
            if key not in known:
                known.update(cells_of(work))
            return known[key]
        side = round(work**0.5)
        if work > 2000:
            return floors.get((workload, work))
        if (workload, work) not in known:
            hits, retries = axes(side)
            points = [outcome(dict(INPUTS, hit_rate=h, retry_rate=r), W3_MONTHS) for h in hits for r in retries]
            known[workload, work] = {name: sum(column) for name, column in zip(OUTPUTS, zip(*points))}
        return known[workload, work]

    return reference


def cells_of(work):
    from scenario import NEW_HIT_RATE, NEW_PRICE, months

    found = scenarios(work // len(ROWS) // W1_MONTHS)
    cells = plain.full(found)
    changed = list(months(dict(found[0], hit_rate=NEW_HIT_RATE), W1_MONTHS))
    return {
        ("W1", work): plain.reduced(cells),
        ("W2 price", work): plain.reduced(plain.full([dict(one, small_input_price=NEW_PRICE) for one in found])),
        ("W2 input", work): plain.reduced([changed, *cells[1:]]),
    }


def smoke(size):
    """Margin's program, the C floor and plain Python, each on every workload that it knows; exit code 1 where any two
    differ. Time is not looked at."""
    records, failures = [], []
    for name in ("dimension", "instances"):
        try:
            records.append(through_program(tool(name + ".margin"), size, name))
        except (subprocess.CalledProcessError, KeyError, ValueError) as fault:
            failures.append(f"Margin, {name}: {getattr(fault, 'stderr', '') or fault}")
    texts = subprocess.run([MARGIN, "check", tool("thousand.margin")], capture_output=True, text=True, check=False)
    if texts.returncode:
        failures.append("Margin, W6: " + texts.stderr + texts.stdout)
    for workload, work in (("W1", size.scenarios), ("W2", size.scenarios), ("W3", size.trials), ("W4", size.side)):
        for engine, command in (
            ("C", floor(workload, work, 1)), ("Python", peer("plain.py", workload, work, 1)),
        ):  # fmt: skip
            found, reason = run(workload, engine, command)
            records += found
            if reason:
                failures.append(f"{engine}, {workload}: {reason}")
    for wrong in judge(records, references(records)):
        failures.append(f"{wrong['engine']}, {wrong['workload']}: {wrong['agrees']}")
    compared = sum(record["agrees"] is not None for record in records)
    print(f"{compared} results of {len({r['engine'] for r in records})} engines agree" if not failures else
          "\n".join(["the engines do not agree:", *failures]))  # fmt: skip
    return 1 if failures or compared < 12 else 0


def through_program(model, size, layout):
    """Margin's results as its command line gives them."""
    names = ["total_cost", "accepted", "net_present_value"] if layout == "dimension" else [
        "all_cost", "all_accepted", "all_worth"]  # fmt: skip
    done = subprocess.run(
        [MARGIN, "run", model, *names, "--format", "json"], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)["values"]
    cost, accepted, worth = (found[name] for name in names)
    total, taken = sum(cost["values"]), sum(accepted["values"])
    results = {"total_cost": total, "cost_per_outcome": total / taken}
    results["net_present_value"] = sum(worth["values"][W1_MONTHS - 1 :: W1_MONTHS])
    work = size.scenarios * len(ROWS) * W1_MONTHS
    return {"workload": "W1", "engine": f"Margin, {layout}", "work": work, "results": results}


def wanted():
    parser = argparse.ArgumentParser(prog="Benchmarks/run", add_help=False, allow_abbrev=False)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--peers", default="")
    options = parser.parse_args()
    workloads = options.only.split(",") if options.only else list(WORKLOADS)
    if not set(workloads) <= set(WORKLOADS):
        parser.error(f"--only takes {', '.join(WORKLOADS)}")
    return options, workloads, [name.lower() for name in options.peers.split(",") if name]


def main():
    options, workloads, peers = wanted()
    size = Size(SCALE)
    print("writing models and workbooks", file=sys.stderr)
    prepare(size, workloads, options.smoke)
    if options.smoke:
        return smoke(size)
    before = os.getloadavg()
    records, reasons = [], []
    for workload, engine, command in tasks(size, workloads, peers):
        name = engine.split(",")[0]
        if peers and name not in ("Margin", "C") and name.lower() not in peers:
            continue
        print(f"{workload}: {engine}", file=sys.stderr)
        found, reason = run(workload, engine, command)
        records += found
        if reason:
            reasons.append((workload, engine, reason))
    differing = judge(records, references(records))
    if "W6" in workloads:
        records += table.process_times(MARGIN, tool("thousand.margin"), size.runs)
    text = table.text(records, reasons, {name: ABSENT[name] for name in workloads}, before, FOLDER)
    whole = not (options.quick or options.only or options.peers)
    if whole:
        with open(os.path.join(FOLDER, "RESULTS.md"), "w", encoding="utf-8") as file:
            file.write(text)
    print(text)
    for record in differing:
        print(f"{record['engine']}, {record['workload']}: {record['agrees']}", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())

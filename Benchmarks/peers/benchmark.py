"""Runs the workloads on the engines, holds their results against each other, and writes the table.

Called by Benchmarks/run, which has installed and built everything; see Benchmarks/README.md."""

import argparse
import json
import os
import subprocess
import sys
import time

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
LONGEST_SECONDS = 300
# How the engines are called that are not held on one core.
THREADS, WHOLE = "Margin, {} threads", "Margin, whole process"
SCALE = next((name for name in ("smoke", "quick") if "--" + name in sys.argv), "full")


class Size:
    """How large each workload is, and how often it is run."""

    def __init__(self, scale):
        self.scenarios = {"full": 417, "quick": 42, "smoke": 1}[scale]
        self.trials = {"full": 1_000_000, "quick": 100_000, "smoke": 1_000}[scale]
        self.side = {"full": 1000, "quick": 250, "smoke": 31}[scale]
        # Base points of the Sobol indices, ten evaluations for each.
        self.points = {"full": 16_384, "quick": 2_048, "smoke": 1_024}[scale]
        self.copies = {"full": 1000, "quick": 100, "smoke": 1}[scale]
        self.runs = {"full": 5, "quick": 3, "smoke": 1}[scale]
        self.slow_runs = min(self.runs, 3)
        self.threads = os.cpu_count() or 1


def tool(name):
    """The path of a file that this run makes; each scale has a folder of its own, so that runs do not meet."""
    return os.path.join(TOOLS, SCALE, name)


def peer(script, *arguments, python=sys.executable):
    return [python, os.path.join(HERE, script), *map(str, arguments)]


def floor(workload, size, runs, name="floor"):
    """The command of a C floor; W3 and W4 take the one scenario that all share."""
    path = tool("scenarios.txt" if workload in ("W1", "W2") else "base.txt")
    return [os.path.join(TOOLS, name), workload, path, str(max(2, size)), str(runs)]


def margin(size, workload):
    """What Margin is measured by: (engine, command)."""
    count, runs = size.scenarios, size.runs
    cells, base = count * len(ROWS) * W1_MONTHS, os.path.join(FOLDER, "scenario.margin")

    def measured(workload, model, work, *threads):
        return [MEASURE, workload, model, str(work), str(runs), *map(str, threads)]

    if workload in ("W1", "W2"):
        yield "Margin", measured(workload, tool("dimension.margin"), cells)
    if workload == "W1":
        yield "Margin, instances", measured(workload, tool("instances.margin"), cells)
    if workload in ("W3", "W4"):
        work = size.trials if workload == "W3" else size.side
        yield "Margin", measured(workload, base, work)
        yield THREADS.format(size.threads), measured(workload, base, work, size.threads)
    if workload == "W3":
        yield "Margin", measured("indices", base, size.points)
    if workload == "W6":
        text = tool("text.margin")
        yield "Margin", measured(workload, text, os.path.getsize(text))


def tasks(size, workloads):
    """Each run of an engine as (workload, engine, command)."""
    count, runs, slow = size.scenarios, size.runs, size.slow_runs
    sizes = {"W1": count, "W2": count, "W3": size.trials, "W4": size.side}
    for workload in workloads:
        for engine, command in margin(size, workload):
            yield workload, engine, command
        if workload == "W6":
            work = os.path.getsize(tool("text.margin"))
            for name in ("clang", "orjson", "PyYAML"):
                yield workload, name, peer("with_parsers.py", workload, work, slow, name)
            continue
        yield workload, "C", floor(workload, sizes[workload], runs)
        yield workload, "C, native", floor(workload, sizes[workload], runs, "floor-native")
        if workload in ("W1", "W2"):
            yield workload, "Python", peer("plain.py", workload, count, slow)
        yield workload, "numpy", peer("with_numpy.py", workload, sizes[workload], runs)
        yield workload, "numba", peer("with_numba.py", workload, sizes[workload], runs)
        if workload in ("W1", "W2"):
            yield from sheets(workload, count, slow)
        if workload == "W3":
            yield workload, "squigglepy", peer("with_squigglepy.py", workload, size.trials, slow)
            yield workload, "monaco", peer("with_monaco.py", workload, max(200, size.trials // 50), slow)
            yield workload, "SALib", peer("with_salib.py", workload, size.points * 10, slow)
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
        if not engine.endswith("threads"):
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
        if workload == "W3 indices":
            return next((r["results"] for r in records if r["engine"] == "SALib"), None)
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


def asking(workload, size):
    """The arguments by which Margin's program is asked W3 or W4, of the base scenario."""
    model = os.path.join(FOLDER, "scenario.margin")
    results = ["total(total_cost)", "total(cost_per_outcome)", "net_present_value[last]"]
    if workload == "W3":
        return [MARGIN, "simulate", model, "of", "; ".join(results), "--draws", str(size.trials)]
    stride = 1000 // size.side
    rows, columns = (
        f"{name} 0% to {step * stride * (size.side - 1):.2f}% step {step * stride:.2f}%"
        for name, step in (("hit_rate", 0.1), ("retry_rate", 0.05))
    )
    return [MARGIN, "sensitivity", model, "of", ", ".join(results), "--rows", rows, "--columns", columns]


def whole_processes(size, workloads):
    """Margin's program as a user calls it, on all cores, its start and its output included."""
    records, given = [], tool("answer.csv")
    for workload, work in (("W3", size.trials), ("W4", size.side * size.side)):
        if workload in workloads:
            command = [*asking(workload, size), "--format", "csv", "--output", given]
            records.append(table.process_times(workload, WHOLE, work, command, size.slow_runs))
    if "W6" in workloads:
        command = [MARGIN, "check", tool("thousand.margin")]
        records.append(table.process_times("W6 process", "Margin", 1001, command, max(size.runs, 5)))
    return records


def smoke(size):
    """Margin's program, the C floor and plain Python, each on every workload that it knows; exit code 1 where any two
    differ. Time is not looked at."""
    records, failures = [], []
    for name in ("dimension", "instances"):
        try:
            records.append(through_program(tool(name + ".margin"), size, name))
        except (subprocess.CalledProcessError, KeyError, ValueError) as fault:
            failures.append(f"Margin, {name}: {getattr(fault, 'stderr', '') or fault}")
    for workload, read in (("W3", simulated), ("W4", gridded)):
        try:
            records.append(read(size))
        except (subprocess.CalledProcessError, KeyError, ValueError) as fault:
            failures.append(f"Margin, {workload}: {getattr(fault, 'stderr', '') or fault}")
    texts = subprocess.run([MARGIN, "check", tool("thousand.margin")], capture_output=True, text=True, check=False)
    if texts.returncode:
        failures.append("Margin, W6: " + texts.stderr + texts.stdout)
    for workload, work in (("W1", size.scenarios), ("W2", size.scenarios), ("W3", size.trials), ("W4", size.side)):
        for engine, command in (
            ("C", floor(workload, work, 1)), ("C, native", floor(workload, work, 1, "floor-native")),
            ("Python", peer("plain.py", workload, work, 1)),
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
    return 1 if failures or compared < 14 else 0


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


def answered(workload, size):
    done = subprocess.run(
        [*asking(workload, size), "--format", "json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def simulated(size):
    """Margin's means and medians. The median's error is read off the percentiles about it, as far apart as they are."""
    (answer,) = answered("W3", size)["simulations"]
    results = {}
    for name, one in zip(OUTPUTS, answer["results"]):
        levels, rank_error = one["percentiles"], 0.5 / size.trials**0.5
        results[name] = {
            "mean": one["mean"], "mean_error": one["standard_error"], "median": levels["p50"],
            "median_error": (levels["p55"] - levels["p45"]) / 2 * rank_error / 0.05,
        }  # fmt: skip
    return {"workload": "W3", "engine": "Margin", "work": size.trials, "results": results}


def gridded(size):
    """Sums of Margin's grid."""
    (answer,) = answered("W4", size)["sensitivities"]
    results = {name: sum(map(sum, one["values"])) for name, one in zip(OUTPUTS, answer["results"])}
    return {"workload": "W4", "engine": "Margin", "work": size.side**2, "results": results}


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
    for workload, engine, command in tasks(size, workloads):
        name = engine.split(",")[0]
        if peers and name not in ("Margin", "C") and name.lower() not in peers:
            continue
        start = time.perf_counter()
        found, reason = run(workload, engine, command)
        print(f"{workload}: {engine}, {time.perf_counter() - start:.0f} s", file=sys.stderr)
        records += found
        if reason:
            reasons.append((workload, engine, reason))
    differing = judge(records, references(records))
    records += whole_processes(size, workloads)
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

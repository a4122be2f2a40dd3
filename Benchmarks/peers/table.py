"""The table of a run, as markdown: what machine and versions, each workload with its ratios, and the goals."""

import importlib.metadata
import os
import platform
import resource
import statistics
import subprocess
import time

TITLES = {
    "W1 load": "W1: from the file to a model that can be calculated",
    "W1": "W1: all cells anew",
    "W2 price": "W2: one shared price changes, 15 of 40 rows depend on it",
    "W2 input": "W2: one input of one scenario changes",
    "W3": "W3: Monte Carlo over 24 months, 8 uncertain inputs",
    "W3 indices": "W3: Sobol indices of the net present value",
    "W4": "W4: a grid of two inputs over 24 months",
    "W6": "W6: read and check a text",
    "W6 process": "W6: `margin check` of 1,000 lines as a process of its own",
}
UNITS = {"W3": "trials", "W3 indices": "evaluations", "W4": "points", "W6": "bytes", "W6 process": "lines"}
SHEETS = ("IronCalc", "formualizer", "LibreOffice", "Gnumeric")


def median(record, what="cpu"):
    return statistics.median(record[what])


def rate(record):
    """Of work for each second of processor time; of all threads together."""
    used = median(record)
    return record["work"] / used if used > 0 else 0.0


def pace(record):
    """Of work for each second by the clock."""
    used = median(record, "wall")
    return record["work"] / used if used > 0 else 0.0


def times(more, less):
    """How many times as quick, as text; a dash where the noise is larger than what was measured."""
    return ratio(more / less) + "x" if less > 0 else "-"


def find(records, workload, engine):
    return next((r for r in records if r["workload"] == workload and r["engine"] == engine), None)


def process_times(workload, engine, work, command, runs):
    """The record of a whole program, its start included."""
    wall, cpu = [], []
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        wall.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    agrees = f"it ended with {done.returncode}" if done.returncode else None
    return {"workload": workload, "engine": engine, "work": work, "wall": wall, "cpu": cpu, "results": {},
            "agrees": agrees, "memory": 0}  # fmt: skip


def short(number, unit=""):
    """Three digits, with k, M or G."""
    for size, letter in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if number >= size:
            return f"{number / size:.3g}{letter}{unit}"
    return f"{number:.3g} {unit}".rstrip()


def seconds(value):
    if value <= 0:
        return "-"
    for size, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def ratio(value):
    return f"{value:.2g}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def section(workload, records):
    """One workload: the quickest engine first."""
    found = sorted((r for r in records if r["workload"] == workload), key=rate, reverse=True)
    if not found:
        return []
    ours, floor = find(records, workload, "Margin"), find(records, workload, "C")
    unit = UNITS.get(workload, "cells")
    heads = f"| engine | {unit} | processor | wall | {unit}/s | Margin is | C is | memory | agrees |"
    lines = [f"### {TITLES[workload]}", "", heads]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for record in found:
        against = [times(rate(one), rate(record)) if one else "-" for one in (ours, floor)]
        agrees = {None: "-", "": "yes"}.get(record["agrees"], "NO: " + str(record["agrees"]))
        memory = short(record["memory"] * 1024, "B") if record["memory"] else "-"
        name = record["engine"] + (f" (`{record['flags']}`)" if "flags" in record else "")
        values = [name, short(record["work"]), seconds(median(record)), seconds(median(record, "wall"))]
        lines.append("| " + " | ".join([*values, short(rate(record)), *against, memory, agrees]) + " |")
    for record in found:
        if workload == "W3 indices":
            parts = ", ".join(f"{name} {value:.4f}" for name, value in record["results"].items())
            lines += ["", f"{record['engine']}, first-order indices: {parts}."]
    return [*lines, ""]


# What is aimed at, as (workload, of which peers or floors, the goal, what comes after it): against peers at least so
# many times their rate, against a floor at most so many times its time.
AT_LEAST = [
    ("W1", SHEETS, 100, None), ("W1", ("numpy",), 1, None), ("W2 price", ("LibreOffice",), 1, None),
    ("W2 input", ("LibreOffice",), 1, None), ("W3", ("numpy",), 3.5, 5), ("W3", ("numba",), 2, 5),
    ("W4", ("numpy",), 4.5, 10), ("W4", ("numba",), 1.5, 10),
]  # fmt: skip
AT_MOST = [
    ("W1", "C", 3, 1.5), ("W3", "C", 1.25, None), ("W3", "C, 8 wide", None, 1.25), ("W4", "C", 1.25, None),
    ("W4", "C, 8 wide", None, 1.25),
]  # fmt: skip
SHORTEST_TEXT_SECONDS, QUICKEST_TEXT = 0.050, 20e6


def verdict(value, goal, further, is_reached):
    """Whether the goal is reached; and, where that has one, what comes after it."""
    steps = ["yes" if is_reached(value, step) else "no" for step in (goal, further) if step]
    return ", then ".join(steps)


def spoken(goal, further, before):
    steps = [f"{step:g}x" for step in (goal, further) if step]
    return f"{'' if goal else 'then '}{before} {', then '.join(steps)}"


def goals(records):
    """The ratios that are aimed at, of this run: in a second of processor time, and by the clock with all cores."""
    rows = []

    def add(workload, what, theirs, goal, further, is_floor):
        ours = find(records, workload, "Margin")
        if not ours or not theirs or not rate(theirs) or not rate(ours):
            return
        wide = next((r for r in records if r["workload"] == workload and r["engine"].endswith("threads")), None)
        values = [rate(ours) / rate(theirs), pace(wide) / pace(theirs) if wide else None]
        if is_floor:
            values = [value and 1 / value for value in values]
        shown = [ratio(value) + "x" if value else "-" for value in values]
        word, reached = ("at most", lambda a, b: a <= b) if is_floor else ("at least", lambda a, b: a >= b)
        rows.append([workload, what, spoken(goal, further, word), shown[0], verdict(values[0], goal, further, reached),
                     shown[1], verdict(values[1], goal, further, reached) if values[1] else "-"])  # fmt: skip

    for workload, engines, goal, further in AT_LEAST:
        theirs = [r for r in records if r["workload"] == workload and r["engine"].split(",")[0] in engines]
        best = max(theirs, key=rate, default=None)
        add(workload, f"the rate of {best['engine']}" if best else "", best, goal, further, False)
    for workload, engine, goal, further in AT_MOST:
        add(workload, f"the time of {engine}", find(records, workload, engine), goal, further, True)
    for workload in ("W2 price", "W2 input"):
        edit, whole = find(records, workload, "Margin"), find(records, "W1", "Margin")
        if edit and whole and "computed" in edit and "computed" in whole:
            rows.append([workload, "what all cells compute", "only dependents",
                         f"{edit['computed']} of {whole['computed']} parts",
                         "yes" if edit["computed"] < whole["computed"] else "no", "-", "-"])  # fmt: skip
    text, process = find(records, "W6", "Margin"), find(records, "W6 process", "Margin")
    if text:
        rows.append(["W6", "a text read and checked", f"at least {short(QUICKEST_TEXT, 'B/s')}",
                     short(rate(text), "B/s"), "yes" if rate(text) >= QUICKEST_TEXT else "no", "-", "-"])  # fmt: skip
    if process:
        took = median(process, "wall")
        rows.append(["W6", "1,000 lines checked in a process", f"under {seconds(SHORTEST_TEXT_SECONDS)}", seconds(took),
                     "yes" if took < SHORTEST_TEXT_SECONDS else "no", "-", "-"])  # fmt: skip
    if not rows:
        return []
    order = {name: place for place, name in enumerate(TITLES)}
    rows.sort(key=lambda row: order[row[0]])
    heads = ["workload", "Margin against", "goal", "one core", "reached", f"{os.cpu_count()} threads", "reached"]
    lines = ["| " + " | ".join(row) + " |" for row in [heads, ["---"] * len(heads), *rows]]
    return [
        "## Against the goals", "",
        "One core: work in a second of processor time. Threads: Margin on all cores by the clock, against the other on "
        "one core by the clock. Goals of reading logs and of export are not measured here.", "", *lines, "",
    ]  # fmt: skip


def said(*command):
    """The first line that a program says, empty where it cannot be run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return next((line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()), "")


def version(package):
    try:
        return f"{package} {importlib.metadata.version(package)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{package} not installed"


def machine(before):
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    packages = ("numpy", "numba", "squigglepy", "monaco", "SALib", "ironcalc", "formualizer", "orjson", "PyYAML")
    commit = said("git", "-C", root, "describe", "--always", "--dirty")
    tools = [
        "Margin " + commit, said("swift", "--version"), said(os.environ.get("CC", "clang"), "--version"),
        f"Python {platform.python_version()}", said("soffice", "--version"), said("ssconvert", "--version"),
        *map(version, packages),
    ]  # fmt: skip
    load = ", ".join(f"{one:.1f}" for one in before)
    return [
        f"Run on {time.strftime('%Y-%m-%d', time.gmtime())}: {model}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()} {platform.release()}. Load before the run {load}, after it "
        f"{', '.join(f'{one:.1f}' for one in os.getloadavg())}; a quiet machine begins below 0.5.",
        "",
        "Versions: " + "; ".join(tool for tool in tools if tool) + ".",
        "",
    ]  # fmt: skip


def text(records, reasons, absent, before, folder):
    lines = [
        "# Results", "",
        "Written by Benchmarks/run; [README.md](README.md) says what each workload is and what is compared.", "",
        *machine(before),
        "Processor is user and system time, wall the clock; medians of the runs. Every engine is held on one core, "
        "unless its name says more. `Margin is 5x` means that it does five times the work in a second of processor "
        "time. Agreement is to 1e-9, in W3 within five standard errors of means and medians.", "",
        *goals(records), "## Each workload", "",
    ]  # fmt: skip
    for workload in TITLES:
        lines += section(workload, records)
    missing = [(w, e, reason) for w, e, reason in reasons]
    missing += [(w, engines, reason) for w, some in absent.items() for engines, reason in some.items()]
    if missing:
        lines += ["## Who could not", "", "| workload | engine | why |", "| --- | --- | --- |"]
        lines += [f"| {w} | {e} | {reason.replace('|', '/')} |" for w, e, reason in sorted(missing)]
        lines.append("")
    with open(os.path.join(folder, "TRIED.md"), encoding="utf-8") as file:
        lines.append(file.read().rstrip())
    return "\n".join(lines) + "\n"

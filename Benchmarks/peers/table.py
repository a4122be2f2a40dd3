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


def times(more, less):
    """How many times as quick, as text; a dash where the noise is larger than what was measured."""
    return ratio(more / less) + "x" if less > 0 else "-"


def find(records, workload, engine):
    return next((r for r in records if r["workload"] == workload and r["engine"] == engine), None)


def process_times(program, model, runs):
    """The record of the whole program on a short text, its start included."""
    wall, cpu = [], []
    for _ in range(max(runs, 5)):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([program, "check", model], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        wall.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    with open(model, encoding="utf-8") as file:
        lines = len(file.readlines())
    return [{"workload": "W6 process", "engine": "Margin", "work": lines, "wall": wall, "cpu": cpu, "results": {},
             "agrees": None, "memory": 0}]  # fmt: skip


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
        values = [record["engine"], short(record["work"]), seconds(median(record)), seconds(median(record, "wall"))]
        lines.append("| " + " | ".join([*values, short(rate(record)), *against, memory, agrees]) + " |")
    for record in found:
        if "indices" in record:
            parts = ", ".join(f"{name} {value}" for name, value in record["indices"].items())
            lines += ["", f"{record['engine']}, first-order indices: {parts}."]
    return [*lines, ""]


def goals(records):
    """The ratios that the goals name, of this run."""
    rows = []

    def add(workload, what, engines, goal, floor=False):
        ours = find(records, workload, "Margin")
        theirs = [r for r in records if r["workload"] == workload and r["engine"].split(",")[0] in engines]
        theirs = [r for r in theirs if not floor or r["engine"] == engines[0]]
        if not theirs:
            return
        best = max(theirs, key=rate)
        value = "-" if not ours else times(*map(rate, (best, ours) if floor else (ours, best)))
        name = f" ({best['engine']})" if engines == SHEETS else ""
        rows.append(f"| {workload} | {what}{name} | {goal} | {value} |")

    add("W1", "over the fastest spreadsheet engine", SHEETS, "100x")
    add("W1", "over numpy", ("numpy",), "1x")
    add("W1", "time against C", ("C",), "at most 3x, then 1.5x", floor=True)
    add("W2 price", "over LibreOffice", ("LibreOffice",), "1x")
    add("W2 input", "over LibreOffice", ("LibreOffice",), "1x")
    for workload, numpy, numba in (("W3", "3.5x", "2x"), ("W4", "4.5x", "1.5x")):
        add(workload, "over numpy", ("numpy",), numpy)
        add(workload, "over numba", ("numba",), numba)
        add(workload, "time against C", ("C",), "at most 1.25x", floor=True)
        add(workload, "time against C, 8 wide", ("C, 8 wide",), "then 1.25x", floor=True)
    text, process = find(records, "W6", "Margin"), find(records, "W6 process", "Margin")
    if text:
        rows.append(f"| W6 | parse and check | 20 MB/s | {rate(text) / 1e6:.1f} MB/s |")
    if process:
        rows.append(f"| W6 | 1,000 lines checked in a process | under 50 ms | {seconds(median(process, 'wall'))} |")
    if not rows:
        return []
    heads = ["| workload | Margin | goal | this run |", "| --- | --- | --- | --- |"]
    return ["## Against the goals", "", *heads, *rows, ""]


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

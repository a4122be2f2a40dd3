"""W1 with Gnumeric's ssconvert, from the workbook: with_gnumeric.py W1 COUNT RUNS BOOK LAYOUT.

The program has no way in but a whole run, so that recalculating is a run with it less one without; a sheet of some
hundred lines is written in both. What-if edits and tables of Gnumeric cannot be driven without a window."""

import csv
import os
import resource
import statistics
import subprocess
import sys
import tempfile

from record import asked, measure, tell
from scenario import ROWS, W1_MONTHS
from book_cells import outcome


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    _, count, times = asked()
    path, layout = sys.argv[4:6]
    name, cells = f"Gnumeric, months {layout}", count * len(ROWS) * W1_MONTHS
    with tempfile.TemporaryDirectory(prefix="margin-bench-") as folder:
        target = os.path.join(folder, "results.csv")

        def run(*options):
            command = ["ssconvert", *options, "-O", "sheet=Results", "-T", "Gnumeric_stf:stf_assistant", path, target]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        wall, cpu, _ = measure(run, times, processor=children)
        tell("W1 load", name, cells, wall, cpu)
        load, busy = statistics.median(wall), statistics.median(cpu)
        wall, cpu, _ = measure(lambda: run("--recalc"), times, processor=children)
        with open(target, encoding="utf-8") as file:
            last = list(csv.reader(file))[count]
        results = outcome(*map(float, last))
        tell("W1", name, cells, [one - load for one in wall], [one - busy for one in cpu], results)


main()

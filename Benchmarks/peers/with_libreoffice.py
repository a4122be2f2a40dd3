"""W1 and W2 with LibreOffice, from the workbook, and W4 as its what-if table; run by the system's Python, which has
Debian's python3-uno: with_libreoffice.py WORKLOAD SIZE RUNS BOOK LAYOUT."""

import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Tests", "Oracle"))

from libreoffice import Office  # noqa: E402

from record import asked, measure, tell  # noqa: E402
from scenario import (  # noqa: E402
    INPUTS, NEW_HIT_RATE, NEW_PRICE, OUTPUTS, ROWS, VARIED, W1_MONTHS, W3_MONTHS, axes, scenarios,
)  # fmt: skip
from book_cells import HIT_RATE_CELL, PRICE_CELL, outcome  # noqa: E402


def processor(office):
    """The time on a core of all threads of LibreOffice's process, which does the work, to the nanosecond."""
    tasks = f"/proc/{office.process.pid}/task"

    def seconds():
        spent = 0
        for task in os.listdir(tasks):
            with open(f"{tasks}/{task}/schedstat", encoding="ascii") as file:
                spent += int(file.read().split()[0])
        return spent * 1e-9

    return seconds


def recalculate(office, book, count, times, layout, busy):
    cells, name = count * len(ROWS) * W1_MONTHS, f"LibreOffice, months {layout}"
    found = office.books[book]
    wall, cpu, _ = measure(found.calculateAll, times, processor=busy)
    tell("W1", name, cells, wall, cpu, reduced(found, count))


def reduced(found, count):
    line = found.Sheets.getByName("Results").getCellRangeByPosition(0, count, 2, count)
    return outcome(*line.getDataArray()[0])


def edit(office, book, count, times, layout, busy):
    cells, name = count * len(ROWS) * W1_MONTHS, f"LibreOffice, months {layout}"
    found = office.books[book]
    found.calculateAll()
    hit_rate = scenarios(1)[0]["hit_rate"]
    for title, sheet, cell, value, old in (
        ("W2 input", "Scenarios", HIT_RATE_CELL, NEW_HIT_RATE, hit_rate),
        ("W2 price", "Inputs", PRICE_CELL, NEW_PRICE, 0.25e-6),
    ):
        place = found.Sheets.getByName(sheet).getCellRangeByName(cell)
        values = iter([value, old] * times)

        def work():
            place.setValue(next(values))
            found.calculate()
            reduced(found, count)

        wall, cpu, _ = measure(work, 2 * (times // 2) + 1, processor=busy)
        tell(title, name, cells, wall, cpu, reduced(found, count))
        place.setValue(old)
        found.calculate()


def grid(office, book, side, times, busy):
    """Multiple operations over the first scenario of the book: one table for each output, hit rates down."""
    from com.sun.star.sheet.TableOperationMode import BOTH

    found = office.books[book]
    found.Sheets.insertNewByName("Table", 4)
    table, varied = found.Sheets.getByName("Table"), found.Sheets.getByName("Scenarios")
    for name, value in INPUTS.items():
        if name in VARIED:
            varied.getCellByPosition(VARIED.index(name), 0).setValue(value)
    hits, retries = axes(side)
    # The book has 60 months, the grid is over the first 24.
    cost, accepted, worth = (
        f"$Calc.{cells % ('A', letters(W3_MONTHS - 1))}"
        for cells in ("%s33:%s33", "%s34:%s34", "%.0s%s40")
    )
    results = f"=SUM({cost})", f"=SUM({cost})/SUM({accepted})", f"={worth}"
    table.getCellRangeByName("A1:C1").setFormulaArray((results,))
    hit_rate, retry_rate = (
        varied.getCellByPosition(VARIED.index(name), 0).CellAddress for name in ("hit_rate", "retry_rate")
    )
    blocks = []
    for k in range(len(OUTPUTS)):
        left = k * (side + 1)
        table.getCellRangeByPosition(left, 2, left, side + 1).setDataArray(tuple((value,) for value in hits))
        table.getCellRangeByPosition(left + 1, 1, left + side, 1).setDataArray((tuple(retries),))
        result = table.getCellRangeByPosition(k, 0, k, 0).RangeAddress
        block = table.getCellRangeByPosition(left, 1, left + side, side + 1)
        block.setTableOperation(result, BOTH, hit_rate, retry_rate)
        blocks.append(table.getCellRangeByPosition(left + 1, 2, left + side, side + 1))
    sums = {}

    def work():
        found.calculate()
        for name, block in zip(OUTPUTS, blocks):
            sums[name] = sum(map(sum, block.getDataArray()))

    def dirty():
        found.Sheets.getByName("Inputs").getCellRangeByName(PRICE_CELL).setValue(INPUTS["small_input_price"])

    wall, cpu, _ = measure(work, times, prepare=dirty, processor=busy)
    tell("W4", "LibreOffice", side * side, wall, cpu, sums)


def letters(column):
    return chr(ord("A") + column)


def main():
    workload, size, times = asked()
    path, layout = sys.argv[4:6]
    with tempfile.TemporaryDirectory(prefix="margin-bench-", ignore_cleanup_errors=True) as folder:
        office = Office(folder)
        try:
            busy = processor(office)
            start, used = time.perf_counter(), busy()
            book = office.open({"path": path})["book"]
            if workload == "W1":
                load = [time.perf_counter() - start], [busy() - used]
                tell("W1 load", f"LibreOffice, months {layout}", size * len(ROWS) * W1_MONTHS, *load)
                recalculate(office, book, size, times, layout, busy)
            elif workload == "W2":
                edit(office, book, size, times, layout, busy)
            else:
                grid(office, book, size, times, busy)
        finally:
            office.quit()


main()

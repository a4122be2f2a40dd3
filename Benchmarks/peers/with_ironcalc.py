"""W1 and W2 with IronCalc, from the workbook: with_ironcalc.py WORKLOAD COUNT RUNS BOOK LAYOUT."""

import sys

import ironcalc

from record import asked, measure, tell
from scenario import NEW_HIT_RATE, NEW_PRICE, ROWS, W1_MONTHS, scenarios
from book_cells import outcome

CALC, SCENARIOS, INPUTS, RESULTS = 2, 1, 0, 3


def reduced(book, count):
    return outcome(*(book.get_cell_value(RESULTS, count + 1, column) for column in (1, 2, 3)))


def changing(book, sheet, cell, values):
    """Writes one value after the other into a cell and recalculates."""

    def work():
        book.update_cell_with_number(sheet, *cell, next(values))
        book.evaluate()

    return work


def main():
    workload, count, times = asked()
    path, layout = sys.argv[4:6]
    cells = count * len(ROWS) * W1_MONTHS
    wall, cpu, book = measure(lambda: ironcalc.load_from_xlsx(path, "en", "UTC", "en"), 1)
    name = f"IronCalc, months {layout}"
    if workload == "W1":
        tell("W1 load", name, cells, wall, cpu)
        book.evaluate()
        wall, cpu, _ = measure(book.evaluate, times)
        tell("W1", name, cells, wall, cpu, reduced(book, count))
        return
    book.evaluate()
    hit_rate = scenarios(1)[0]["hit_rate"]
    for title, sheet, cell, value, old in (
        ("W2 input", SCENARIOS, (1, 5), NEW_HIT_RATE, hit_rate), ("W2 price", INPUTS, (9, 2), NEW_PRICE, 0.0),
    ):  # fmt: skip
        # The last of an odd number of edits writes the new value.
        values = iter([value, old] * times)
        wall, cpu, _ = measure(changing(book, sheet, cell, values), 2 * (times // 2) + 1)
        tell(title, name, cells, wall, cpu, reduced(book, count))
        book.update_cell_with_number(sheet, *cell, old)


main()

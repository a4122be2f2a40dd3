"""W1 and W2 with formualizer, from the workbook: with_formualizer.py WORKLOAD COUNT RUNS BOOK LAYOUT."""

import sys

import formualizer

from record import asked, measure, tell
from scenario import NEW_HIT_RATE, NEW_PRICE, ROWS, W1_MONTHS, scenarios
from book_cells import outcome


def reduced(book, count):
    return outcome(*(book.evaluate_cell("Results", count + 1, column) for column in (1, 2, 3)))


def load(path):
    return formualizer.load_workbook(path)


def main():
    workload, count, times = asked()
    path, layout = sys.argv[4:6]
    cells = count * len(ROWS) * W1_MONTHS
    name = f"formualizer, months {layout}"
    wall, cpu, book = measure(lambda: load(path), 1)
    if workload == "W1":
        tell("W1 load", name, cells, wall, cpu)
        # A second pass finds nothing to do, so that each run has a book of its own; loading is not counted.
        fresh = [book]

        def another():
            fresh[0] = load(path)

        wall, cpu, _ = measure(lambda: fresh[0].evaluate_all(), times, prepare=another)
        tell("W1", name, cells, wall, cpu, reduced(fresh[0], count))
        return
    book.evaluate_all()
    hit_rate = scenarios(1)[0]["hit_rate"]
    for title, place, value, old in (
        ("W2 input", ("Scenarios", 1, 5), NEW_HIT_RATE, hit_rate), ("W2 price", ("Inputs", 9, 2), NEW_PRICE, 0.25e-6),
    ):  # fmt: skip
        values = iter([value, old] * times)

        def work():
            book.set_value(*place, next(values))
            book.evaluate_all()

        wall, cpu, _ = measure(work, 2 * (times // 2) + 1)
        tell(title, name, cells, wall, cpu, reduced(book, count))
        book.set_value(*place, old)
        book.evaluate_all()


main()

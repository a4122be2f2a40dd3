"""Writes the scenarios as the C floor reads them: counts, the two edits of W2, then the inputs of each scenario.

The first argument is the file, the second how many. With `base` as the second it is the one scenario of W3 and W4.
"""

import sys

from scenario import INPUTS, NEW_HIT_RATE, NEW_PRICE, scenarios


def write(path, found):
    with open(path, "w", encoding="ascii") as file:
        print(len(found), len(INPUTS), repr(NEW_PRICE), repr(NEW_HIT_RATE), file=file)
        for one in found:
            print(*map(repr, one.values()), file=file)


if __name__ == "__main__":
    write(sys.argv[1], [INPUTS] if sys.argv[2] == "base" else scenarios(int(sys.argv[2])))

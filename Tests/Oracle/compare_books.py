"""Compares two folders of workbooks part by part: `compare_books.py KEPT NEW`.

Compression is not compared, since its libraries differ between systems, and cached numbers may differ by 1e-12 of
their size, since the libraries of mathematics do. Exit 1 with one line for each difference.
"""

import re
import sys
import zipfile
from pathlib import Path

ADVICE = "If the change is meant, run bin/exports and say in the commit why it changed."


def tokens(part):
    """Tags and texts of an XML part, one each; of any other part the bytes as one."""
    if not part.lstrip().startswith(b"<"):
        return [part]
    return [token for token in re.split(rb"(<[^>]*>)", part) if token.strip()]


def is_same(kept, new):
    if kept == new:
        return True
    try:
        left, right = float(kept), float(new)
    except ValueError:
        return False
    return abs(left - right) <= 1e-12 * max(abs(left), abs(right))


def difference_of_parts(kept, new):
    """The first place at which two parts differ, in words; None where they do not."""
    if kept == new:
        return None
    left, right = tokens(kept), tokens(new)
    cell = ""
    for one, other in zip(left, right):
        found = re.match(rb'<c r="([A-Z]+[0-9]+)"', one)
        cell = f"cell {found.group(1).decode()}: " if found else cell
        if not is_same(one, other):
            return f"{cell}{one[:100].decode(errors='replace')} is now {other[:100].decode(errors='replace')}"
    return None if len(left) == len(right) else f"{len(left)} pieces are now {len(right)}"


def differences_of_books(kept, new):
    with zipfile.ZipFile(kept) as left, zipfile.ZipFile(new) as right:
        for name in sorted(set(left.namelist()) | set(right.namelist())):
            if name not in left.namelist():
                yield f"{name}: is new"
            elif name not in right.namelist():
                yield f"{name}: is gone"
            else:
                difference = difference_of_parts(left.read(name), right.read(name))
                if difference:
                    yield f"{name}: {difference}"


def differences_of_folders(kept, new):
    left = {path.name: path for path in Path(kept).glob("*.xlsx")}
    right = {path.name: path for path in Path(new).glob("*.xlsx")}
    for name in sorted(set(left) | set(right)):
        if name not in left:
            yield f"{name}: its model has no workbook in {kept}"
        elif name not in right:
            yield f"{name}: has no model any more"
        else:
            for difference in differences_of_books(left[name], right[name]):
                yield f"{name}: {difference}"


def main():
    found = list(differences_of_folders(sys.argv[1], sys.argv[2]))
    for line in found:
        print(line, file=sys.stderr)
    if found:
        print(ADVICE, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

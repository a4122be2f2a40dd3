"""Edits a workbook with openpyxl, which writes every part of it anew.

    edit_book.py BOOK TARGET < CHANGES

CHANGES is a JSON list of {"sheet": S, "cell": "G14", "value": 3.5}.
"""

import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
for change in json.load(sys.stdin):
    book[change["sheet"]][change["cell"]].value = change["value"]
book.save(sys.argv[2])

"""LibreOffice as a second opinion on workbooks: one process that serves many requests.

Run by the system's Python, which has Debian's python3-uno. Reads one JSON object a line and answers each with one:

    {"do": "open", "path": FILE, "garbage": true}      -> {"book": 1}
    {"do": "set", "book": 1, "cells": [{"sheet": S, "cell": "D5", "value": 3.5 or "text"}]}
    {"do": "recalculate", "book": 1}
    {"do": "get", "book": 1, "ranges": [{"sheet": S, "range": "K5:AH5"}]}  -> {"values": [[row-major cells]]}
    {"do": "save", "book": 1, "path": FILE}
    {"do": "close", "book": 1}

A cell is a number in full, a text, or {"error": "#DIV/0!"}. What fails is answered with {"fault": REASON}. With
"garbage" the cached result of every formula is made wrong before LibreOffice sees the book. The end of the input
ends LibreOffice, and so does the end of this process, however it comes.
"""

import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile

START_SECONDS = 90
FIRST_RUN_EXITS = (79, 81)  # LibreOffice asks to be started again after it has made a profile.


def overwrite_cached_values(source, target):
    """Copies a workbook with the cached result of every formula cell replaced by a wrong one."""

    def spoil(match):
        opening, content = match.group(1), match.group(2)
        if b"<f" not in content:
            return match.group(0)
        wrong = b"garbage" if b't="str"' in opening else b"-987654.321"
        opening = opening.replace(b' t="b"', b"").replace(b' t="e"', b"")
        return opening + re.sub(rb"<v>[^<]*</v>", b"<v>" + wrong + b"</v>", content) + b"</c>"

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                part = re.sub(rb"(<c\b[^>]*[^/>]>)(.*?)</c>", spoil, part, flags=re.DOTALL)
            new.writestr(entry.filename, part)


def end_with_parent():
    """Asks the kernel to kill this process when its parent is gone."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


class Office:
    """A private LibreOffice with its own profile and pipe, and the books that are open in it."""

    def __init__(self, folder):
        self.folder = folder
        self.books = {}
        self.opened = 0
        self.pipe = "margin" + uuid.uuid4().hex
        self.process = self.start()
        self.desktop = self.connect()

    def start(self):
        script = shutil.which("soffice")
        if not script:
            raise RuntimeError("soffice is not installed (libreoffice-calc)")
        # The program itself and not the script, whose children would outlive it.
        program = os.path.join(os.path.dirname(os.path.realpath(script)), "soffice.bin")
        return subprocess.Popen(
            [
                program if os.path.exists(program) else script,
                "--headless", "--norestore", "--nologo", "--nodefault",
                "-env:UserInstallation=file://" + os.path.join(self.folder, "profile"),
                f"--accept=pipe,name={self.pipe};urp;",
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=end_with_parent,
        )  # fmt: skip

    def connect(self):
        import uno
        from com.sun.star.connection import NoConnectException

        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                context = resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
                return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            except NoConnectException:
                status = self.process.poll()
                if status in FIRST_RUN_EXITS:
                    self.process = self.start()
                elif status is not None:
                    raise RuntimeError(f"LibreOffice ended with {status} while starting") from None
                time.sleep(0.1)
        raise RuntimeError(f"LibreOffice did not answer within {START_SECONDS} seconds")

    def answer(self, request):
        actions = {
            "open": self.open, "set": self.set, "recalculate": self.recalculate, "get": self.get, "close": self.close,
            "save": self.save,
        }  # fmt: skip
        action = actions.get(request.get("do"))
        if action is None:
            raise RuntimeError(f"unknown request {request.get('do')!r}")
        return action(request)

    def open(self, request):
        from com.sun.star.beans import PropertyValue

        self.opened += 1
        # A copy, so that the book on disk is neither locked nor changed.
        copy = os.path.join(self.folder, f"book{self.opened}.xlsx")
        if request.get("garbage"):
            overwrite_cached_values(request["path"], copy)
        else:
            shutil.copyfile(request["path"], copy)
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        book = self.desktop.loadComponentFromURL("file://" + copy, "_blank", 0, (hidden,))
        os.remove(copy)
        if book is None or not book.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            raise RuntimeError(f"LibreOffice cannot open {request['path']}")
        self.books[self.opened] = book
        return {"book": self.opened}

    def range(self, request, place, address):
        sheet = self.books[request["book"]].Sheets.getByName(place["sheet"])
        return sheet.getCellRangeByName(address.replace("$", ""))

    def set(self, request):
        for place in request["cells"]:
            cell = self.range(request, place, place["cell"]).getCellByPosition(0, 0)
            if isinstance(place["value"], str):
                cell.setString(place["value"])
            else:
                cell.setValue(float(place["value"]))
        return {}

    def recalculate(self, request):
        self.books[request["book"]].calculateAll()
        return {}

    def get(self, request):
        return {"values": [self.cells(self.range(request, place, place["range"])) for place in request["ranges"]]}

    def cells(self, block):
        found = []
        for row, values in enumerate(block.getDataArray()):
            for column, value in enumerate(values):
                if isinstance(value, (float, str)):
                    found.append(value)
                else:
                    found.append({"error": block.getCellByPosition(column, row).getString()})
        return found

    def save(self, request):
        from com.sun.star.beans import PropertyValue

        kind = PropertyValue()
        kind.Name, kind.Value = "FilterName", "Calc MS Excel 2007 XML"
        self.books[request["book"]].storeToURL("file://" + request["path"], (kind,))
        return {}

    def close(self, request):
        self.books.pop(request["book"]).close(True)
        return {}

    def quit(self):
        self.process.kill()
        self.process.wait()


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="margin-office-", ignore_cleanup_errors=True) as folder:
        office = None
        try:
            for line in sys.stdin:
                try:
                    office = office or Office(folder)
                    answer = office.answer(json.loads(line))
                except Exception as fault:  # noqa: BLE001 - whatever fails is the answer to the request.
                    answer = {"fault": str(fault).strip() or type(fault).__name__}
                print(json.dumps(answer), file=answers, flush=True)
        finally:
            if office:
                office.quit()


if __name__ == "__main__":
    main()

"""W6: parsers of other languages on texts of about the size asked for, as plain references; the texts hold what a
Margin model does: names, numbers and formulas. with_parsers.py W6 BYTES RUNS NAME."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile

from record import asked, measure, tell


def records(size):
    """Statements as data, about as many bytes as asked for."""
    one = {"kind": "flow", "name": "token_cost_0000", "unit": "USD", "formula": "traffic * call_cost", "value": 0.25}
    return [dict(one, name=f"token_cost_{k}") for k in range(max(1, size // len(json.dumps(one))))]


def with_orjson(size, times):
    import orjson

    text = orjson.dumps(records(size))
    wall, cpu, _ = measure(lambda: orjson.loads(text), times)
    tell("W6", "orjson (JSON, parse)", len(text), wall, cpu)


def with_pyyaml(size, times):
    import yaml

    # A tenth of the size: it is slow, and its time is in proportion.
    text = yaml.safe_dump(records(size // 10))
    wall, cpu, _ = measure(lambda: yaml.safe_load(text), 1)
    tell("W6", "PyYAML (YAML, parse)", len(text), wall, cpu)


def with_clang(size, times):
    line = "static double token_cost_%d(double traffic, double call_cost) { return traffic * call_cost + 0.25; }\n"
    text = "".join(line % k for k in range(max(1, size // len(line))))
    compiler = shutil.which("clang") or "/opt/swift/usr/bin/clang"

    def children():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    with tempfile.TemporaryDirectory(prefix="margin-bench-") as folder:
        path = os.path.join(folder, "text.c")
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
        command = [compiler, "-fsyntax-only", "-w", path]
        wall, cpu, _ = measure(lambda: subprocess.run(command, check=True), times, processor=children)
    tell("W6", "clang (C, parse and check)", len(text), wall, cpu)


_, wanted, runs = asked()
{"orjson": with_orjson, "PyYAML": with_pyyaml, "clang": with_clang}[sys.argv[4]](wanted, runs)

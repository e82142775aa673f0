#!/usr/bin/env python3
"""summary.py RESULTS [FAILED-STEP...]: adds up the results of a run and prints `N passed, N failed, N skipped` last.

RESULTS has unit/PROJECT/*.trx, from the run without a cluster, cluster/PROJECT/*.trx, from the run with one, and perhaps
adapters/PROJECT/*.trx. A test that ran both without and with a cluster counts twice: those are two clusters. One that was
skipped in one run and ran in the other counts once. Each FAILED-STEP is one failure more, and so is a test project of
Allocator.sln without results or whose run was aborted. The names and messages of failures go before the last line.
The exit code is 0 only if nothing failed and something passed.
"""
import re
import sys
from pathlib import Path

from trx import read

ROOT = Path(__file__).resolve().parents[2]
GOOD = ("Passed", "NotExecuted")


def projects():
    """The names of the test projects of the solution."""
    return re.findall(r'"(?:tests|samples)[\\/][^"]*[\\/]([^"\\/]*(?:Tests|\.Sample))\.csproj"', (ROOT / "Allocator.sln").read_text())


def results_of(project, folder):
    runs = [list(read(file)) for run in ("unit", "cluster") for file in sorted((folder / run / project).glob("*.trx"))]
    if not runs:
        return [(f"{project} has no results", "Failed", "It was not built, or its run did not end.")]
    ran = {test.name for run in runs for test in run if test.outcome != "NotExecuted"}
    tests, skipped = [], set()
    for test in (test for run in runs for test in run):
        if test.outcome != "NotExecuted":
            tests.append((f"{test.name} ({project})", test.outcome, test.message))
        elif test.name not in ran and test.name not in skipped:
            skipped.add(test.name)
            tests.append((test.name, test.outcome, test.message))
    return tests


def main(folder, failed_steps):
    tests = [(step, "Failed", "") for step in failed_steps]
    for project in sorted(projects()):
        tests += results_of(project, folder)
    for file in sorted((folder / "adapters").glob("*/*.trx")):
        tests += [(test.name, test.outcome, test.message) for test in read(file)]
    passed, skipped = (sum(outcome == good for _, outcome, _ in tests) for good in GOOD)
    failed = [(name, message) for name, outcome, message in tests if outcome not in GOOD]
    for name, message in failed:
        print(f"FAILED {name}", *message.strip().splitlines(), sep="\n    ")
    print(f"{passed} passed, {len(failed)} failed, {skipped} skipped")
    return 0 if passed and not failed else 1


sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))

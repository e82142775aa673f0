#!/usr/bin/env python3
"""summary.py RESULTS [FAILED-STEP...]: adds up the results of a run and prints `N passed, N failed, N skipped` last.

RESULTS has unit/PROJECT/*.trx, from the run without a cluster, and cluster/PROJECT/*.trx, from the run with one. A project
with results of both counts once, with those from the cluster. Each FAILED-STEP is one failure more, and so is a test
project without results or whose run was aborted. The names and messages of failures go before the last line.
The exit code is 0 only if nothing failed and something passed.
"""
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2] / "tests"
GOOD = ("Passed", "NotExecuted")
NS = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}


def read(trx):
    """The tests of one file as (name, outcome, message)."""
    root = ET.parse(trx).getroot()
    tests = []
    for result in root.iterfind("t:Results/t:UnitTestResult", NS):
        info = result.find("t:Output/t:ErrorInfo", NS)
        parts = () if info is None else (info.findtext(f"t:{tag}", "", NS) for tag in ("Message", "StackTrace"))
        tests.append((result.get("testName"), result.get("outcome"), "\n".join(parts)))
    summary = root.find("t:ResultSummary", NS)
    # A crashed host or a fixture that cannot be disposed fails the run and no test of it.
    if summary.get("outcome") != "Completed" and all(outcome in GOOD for _, outcome, _ in tests):
        errors = (text.text or "" for text in summary.iterfind("t:RunInfos/t:RunInfo/t:Text", NS))
        tests.append((f"the run of {trx.parent.name}", "Failed", "\n".join(errors)))
    return tests


def results_of(project, folder):
    for run in ("cluster", "unit"):
        if files := sorted((folder / run / project).glob("*.trx")):
            return [test for file in files for test in read(file)]
    return [(f"{project} has no results", "Failed", "It was not built, or its run did not end.")]


def main(folder, failed_steps):
    tests = [(step, "Failed", "") for step in failed_steps]
    for project in sorted(path.stem for path in TESTS.glob("*/*Tests.csproj")):
        tests += results_of(project, folder)
    passed, skipped = (sum(outcome == good for _, outcome, _ in tests) for good in GOOD)
    failed = [(name, message) for name, outcome, message in tests if outcome not in GOOD]
    for name, message in failed:
        print(f"FAILED {name}", *message.strip().splitlines(), sep="\n    ")
    print(f"{passed} passed, {len(failed)} failed, {skipped} skipped")
    return 0 if passed and not failed else 1


sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))

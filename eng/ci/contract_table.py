#!/usr/bin/env python3
"""contract_table.py RESULTS [--write]: the table of what the embedded cluster does as Kubernetes does it, in docs/embedded-cluster.md.

RESULTS has unit/Allocator.Embedded.ContractTests/*.trx and cluster/Allocator.Cluster.ContractTests/*.trx. The table stands between
the two marks in the document. Without --write the script fails if the document has another one than the results give.
"""
import re
import sys
from pathlib import Path

from trx import read

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "embedded-cluster.md"
BEGIN, END = "<!-- contract table: begin -->\n", "<!-- contract table: end -->\n"
RUNS = {"embedded": "unit/Allocator.Embedded.ContractTests", "real": "cluster/Allocator.Cluster.ContractTests"}


def results(folder):
    """What became of each test on each cluster: {(area, test): {cluster: result}}."""
    found = {}
    for cluster, run in RUNS.items():
        for file in sorted((folder / run).glob("*.trx")):
            for test in read(file):
                area, name = re.match(r"(?:.*\.)?(\w+)Tests\.(\w+)", test.name).groups()
                found.setdefault((area, name), {})[cluster] = outcome(test)
    return found


def outcome(test):
    if test.outcome == "Passed":
        return "501" if re.search(r"^501: ", test.output, re.MULTILINE) else "yes"
    return "–" if test.outcome == "NotExecuted" else "**no**"


def words(text):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)


def table(found):
    lines = []
    for area in sorted({area for area, _ in found}):
        lines += [f"| **{words(area)}** | | |"]
        for (_, name), by_cluster in sorted((key, value) for key, value in found.items() if key[0] == area):
            lines += [f"| {name.replace('_', ' ')} | {by_cluster.get('embedded', '–')} | {by_cluster.get('real', '–')} |"]
    counts = [sum(by_cluster.get("embedded") == result for by_cluster in found.values()) for result in ("yes", "501")]
    head = [f"{len(found)} behaviours: {counts[0]} the same on both, {counts[1]} answered with 501.", "", "| | embedded | Kubernetes 1.20.2 |", "|-|-|-|"]
    return "\n".join(head + lines) + "\n"


def main(folder, write):
    found = results(folder)
    if any(not any(cluster in by_cluster for by_cluster in found.values()) for cluster in RUNS):
        sys.exit("results of one of the two clusters are missing")
    text = DOCUMENT.read_text()
    before, rest = text.split(BEGIN)
    new = before + BEGIN + table(found) + END + rest.split(END)[1]
    if write:
        DOCUMENT.write_text(new)
    elif new != text:
        sys.exit(f"{DOCUMENT.name} is not what the results say; write it with: python3 eng/ci/contract_table.py RESULTS --write")


main(Path(sys.argv[1]), "--write" in sys.argv)

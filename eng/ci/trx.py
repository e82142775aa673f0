"""Reads the result files of `dotnet test --logger trx`."""
import xml.etree.ElementTree as ET
from typing import NamedTuple

NS = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}


class Test(NamedTuple):
    name: str
    outcome: str  # Passed, NotExecuted or another
    message: str
    output: str


def read(file):
    """The tests of one file. A crashed host, or a fixture that cannot be disposed, is one failed test more."""
    root = ET.parse(file).getroot()
    tests = []
    for result in root.iterfind("t:Results/t:UnitTestResult", NS):
        info = result.find("t:Output/t:ErrorInfo", NS)
        parts = () if info is None else (info.findtext(f"t:{tag}", "", NS) for tag in ("Message", "StackTrace"))
        output = result.findtext("t:Output/t:StdOut", "", NS)
        tests.append(Test(result.get("testName"), result.get("outcome"), "\n".join(parts), output))
    summary = root.find("t:ResultSummary", NS)
    if summary.get("outcome") != "Completed" and all(test.outcome in ("Passed", "NotExecuted") for test in tests):
        errors = (text.text or "" for text in summary.iterfind("t:RunInfos/t:RunInfo/t:Text", NS))
        tests.append(Test(f"the run of {file.parent.name}", "Failed", "\n".join(errors), ""))
    return tests

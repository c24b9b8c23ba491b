# SPDX-License-Identifier: Apache-2.0
"""Read the outputs for pipelines in a folder as their readers do: *.sarif *.github *.gitlab *.prom *.comment *.md *.xml.

Each must be of its format to the letter, and hold nothing that acts. prometheus_client, markdown_it and xmllint are asked
where they are there.
"""
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys

import check_sarif
from check_sarif import need

try:
    from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
    from prometheus_client.parser import text_string_to_metric_families as parse_prometheus
except ImportError:
    parse_openmetrics = parse_prometheus = None
try:
    import markdown_it
except ImportError:
    markdown_it = None

XSD = pathlib.Path(__file__).with_name("junit.xsd")
ACTS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def github(text):
    command = re.compile(
        r"::(error|warning|notice) (?:file=([^:,\r\n]+),line=([1-9]\d*),col=([1-9]\d*),)?title=([^:,\r\n]+)::([^\r\n]+)")
    count = {}
    for line in text.splitlines():
        match = command.fullmatch(line)
        need(match, f"no command: {line}")
        for part in match.group(2, 5, 6):
            need(part is None or not re.search(r"%(?!(25|0A|0D|3A|2C))", part), f"an escape that is none: {line}")
        count[match.group(1)] = count.get(match.group(1), 0) + 1
    need(all(n <= 10 for n in count.values()), f"annotations that GitHub drops: {count}")


def gitlab(text):
    issues = json.loads(text)
    prints = set()
    for issue in issues:
        description, name, print_, severity, location = check_sarif.closed(
            issue, ["description", "check_name", "fingerprint", "severity", "location"])
        need(description and name, "an issue without words")
        need(severity in ("info", "minor", "major", "critical", "blocker"), severity)
        path, lines = check_sarif.closed(location, ["path", "lines"])
        need(path and not path.startswith(("/", "./")), path)
        need(check_sarif.closed(lines, ["begin"])[0] >= 1, lines)
        need(re.fullmatch(r"[0-9a-f]{64}", print_), print_)
        prints.add(print_)
    need(len(prints) == len(issues), "two issues that cannot be told apart")


NAME = r"exaequo_[a-z_]+"
LABEL = r'[a-z_0-9]+="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"({NAME})(\{{{LABEL}(?:,{LABEL})*\}})? ([+-]Inf|-?\d+(?:\.\d+)?)")


def openmetrics(text):
    lines = text.split("\n")
    need(lines[-2:] == ["# EOF", ""], "it does not end with # EOF")
    family, done, series = None, set(), set()
    for line in lines[:-2]:
        head = re.fullmatch(rf"# (TYPE|HELP) ({NAME}) (.+)", line)
        if head:
            if head.group(1) == "TYPE":
                family = head.group(2)
                need(family not in done, f"{family} is torn apart")
                done.add(family)
                need(head.group(3) == "gauge", line)
            need(head.group(2) == family, f"help of another family: {line}")
            continue
        sample = SAMPLE.fullmatch(line)
        need(sample and sample.group(1) == family, f"no sample of {family}: {line}")
        key = sample.group(1, 2)
        need(key not in series, f"a series twice: {line}")
        series.add(key)
    for parse in (parse_openmetrics, parse_prometheus):
        if parse:
            read = sum(len(metric.samples) for metric in parse(text))
            need(read == len(series), f"{read} of {len(series)} samples are read")


class Tags(html.parser.HTMLParser):
    """What a renderer makes of it: elements of tables and lists without attributes, and nothing else."""

    allowed = set("h3 table thead tbody tr th td p ul li code pre details summary br".split())

    def handle_starttag(self, tag, attrs):
        need(tag in self.allowed, f"<{tag}> in the page")
        need(not attrs, f"<{tag} {attrs}> in the page")


def markdown(text, most):
    need(len(text.encode()) < most, f"{len(text.encode())} bytes")
    need(not ACTS.search(text), "a character that acts")
    plain = re.sub(r"(?ms)^(`{3,})\n.*?^\1$", "", text)
    plain = re.sub(r"(?s)(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", "", plain)
    plain = re.sub(r"</?(?:details|summary)>|<!-- (?:exaequo:[A-Za-z0-9._-]* )?-->", "", plain)
    open_sign = re.search(r"(?<!\\)(?:\\\\)*[<>`*~$\[\]]", plain)
    need(not open_sign, f"a sign that acts: {plain[max(0, open_sign.start() - 40):][:80] if open_sign else ''}")
    called = re.search(r"[@#](?!<!-- -->)\w", re.sub(r"(?m)^### ", "", re.sub(r"(?ms)^(`{3,})\n.*?^\1$", "", text)))
    need(not called, f"somebody is called: {called}")
    columns = 0
    for line in text.split("\n"):
        cells = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) if line.startswith("|") else 0
        need(columns in (0, cells) or cells == 0, f"a row of {cells} instead of {columns} cells: {line}")
        columns = cells
    if markdown_it:
        Tags().feed(markdown_it.MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))


def comment(text):
    need(re.match(r"<!-- exaequo:[A-Za-z0-9._-]* -->\n### ", text), f"no mark: {text[:60]}")
    markdown(text, 60 * 1000)


def junit(path):
    if shutil.which("xmllint"):
        run = subprocess.run(["xmllint", "--noout", "--schema", str(XSD), str(path)], capture_output=True, text=True)
        need(run.returncode == 0, run.stderr[:500])


READERS = {
    ".sarif": lambda path: check_sarif.check(path.read_text(encoding="utf-8")),
    ".github": lambda path: github(path.read_bytes().decode()),
    ".gitlab": lambda path: gitlab(path.read_text(encoding="utf-8")),
    ".prom": lambda path: openmetrics(path.read_bytes().decode()),
    ".comment": lambda path: comment(path.read_bytes().decode()),
    ".md": lambda path: markdown(path.read_bytes().decode(), 1 << 20),
    ".xml": junit,
}


def main():
    count = 0
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        reader = READERS.get(path.suffix)
        if not reader:
            continue
        try:
            reader(path)
        except Exception as wrong:  # whatever a reader trips over is what is wrong with the file
            sys.exit(f"{path.name}: {type(wrong).__name__}: {wrong}")
        count += 1
    need(count > 0, "nothing to read")
    print(f"{count} files read")


main()

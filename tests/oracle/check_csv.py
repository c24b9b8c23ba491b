# SPDX-License-Identifier: Apache-2.0
# FOLDER/labels.json is a list of labels. FOLDER/N.csv was made with label N as a level and as a column name: it must give
# it back, and no cell may begin like a formula or hold a character that acts.
import csv
import json
import pathlib
import re
import sys

FORMULA = tuple("=+-@\t\r＝＋－＠")
ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
NUMBERS = {"value", "lo", "hi", "lo_alone", "hi_alone", "num", "den", "n"}


def take_off_quote(cell):
    return cell[1:] if cell.startswith("'") else cell


def unescape(text):
    return re.sub(r"\\(?:<U\+([0-9A-F]+)>|(.))", lambda m: chr(int(m[1], 16)) if m[1] else m[2], text, flags=re.S)


def split(text, separator):
    """Split at separators that no backslash protects."""
    parts, at = [""], 0
    while at < len(text):
        if text[at] == "\\":
            parts[-1] += text[at : at + 2]
            at += 2
        elif text.startswith(separator, at):
            parts.append("")
            at += len(separator)
        else:
            parts[-1] += text[at]
            at += 1
    return parts


def levels(cell):
    pairs = [split(part, "=") for part in split(take_off_quote(cell), "; ")]
    return [[unescape(text) for text in pair] for pair in pairs]


folder = pathlib.Path(sys.argv[1])
labels = json.loads((folder / "labels.json").read_text())
wrong = 0
for number, label in enumerate(labels):
    with open(folder / f"{number}.csv", newline="", encoding="utf-8") as file:
        text = file.read()
    rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    groups = {cell for row in rows for cell in (row["group"],) if cell}
    found = [levels(cell) for cell in groups]
    complaint = None
    if [[label, label]] not in found:
        complaint = f"the label is not among the groups {sorted(groups)}"
    if any(unescape(take_off_quote(row["by"])) != label for row in rows):
        complaint = "the column name is not what it was"
    for row in rows:
        if None in row or None in row.values():
            complaint = "a line has another number of cells"
            break
        for name, cell in row.items():
            if name not in NUMBERS and cell.startswith(FORMULA):
                complaint = f"a cell of {name} begins like a formula"
            if ACTING.search(cell):
                complaint = f"a cell of {name} holds a character that acts"
    if complaint:
        print(f"{label!r}: {complaint}")
        wrong += 1
sys.exit(wrong > 0)

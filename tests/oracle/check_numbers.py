# SPDX-License-Identifier: Apache-2.0
"""Every number of a page is a number of its result, and is shown as that number is rounded.

    check_numbers.py RESULT.json PAGE.html...

Each <data value="EXACT">shown</data> must hold a number of the JSON by its text; what is shown, read as English or French, must
be that number, or 100 times it where the page speaks of every 100, rounded to the decimals shown.
"""
import decimal
import html.parser
import json
import re
import sys

D = decimal.Decimal


def numbers(value, found):
    if isinstance(value, dict):
        for one in value.values():
            numbers(one, found)
    elif isinstance(value, list):
        for one in value:
            numbers(one, found)
    elif isinstance(value, D):
        found.add(value)
    elif isinstance(value, str):
        try:  # limits are texts
            found.add(D(value))
        except decimal.InvalidOperation:
            pass
    return found


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.french, self.exact, self.shown, self.pairs = False, None, "", []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.french = attributes.get("lang") == "fr"
        if tag == "data":
            self.exact, self.shown = attributes["value"], ""

    def handle_data(self, data):
        if self.exact is not None:
            self.shown += data

    def handle_endtag(self, tag):
        if tag == "data":
            self.pairs.append((self.exact, self.shown))
            self.exact = None


def is_rounded(exact, shown, french):
    """Whether the number shown is the exact one as far as its decimals go."""
    text = re.sub("[\u202f\u00a0 ]", "", shown).replace("\u2212", "-")
    text = text.replace(",", ".") if french else text.replace(",", "")
    between = re.fullmatch(r"entre(-?[\d.]+)et(-?[\d.]+)", text)
    if between:
        return D(between[1]) < exact < D(between[2])
    match = re.search(r"-?\d+(?:\.(\d+))?", text)
    if match is None:
        return False
    value, half = D(match.group()), D(1).scaleb(-len(match.group(1) or "")) / 2
    if re.search("<|less than|moins de", shown):
        return any(0 <= abs(exact * scale) < value for scale in (1, 100))
    if re.search(">|more than|plus de", shown):
        return any(abs(exact * scale) >= value for scale in (1, 100))
    slack = half + abs(value) * D("1e-12")  # a double half-way may lie on either side
    return any(abs(exact * scale - value) <= slack for scale in (1, 100))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        known = numbers(json.load(file, parse_float=D, parse_int=D), set())
    wrong = total = 0
    for path in sys.argv[2:]:
        page = Page()
        with open(path, encoding="utf-8") as file:
            page.feed(file.read())
        if not page.pairs:
            sys.exit(f"{path}: no number at all")
        for exact, shown in page.pairs:
            total += 1
            if D(exact) not in known:
                wrong += 1
                print(f"{path}: {exact} is not in the result")
            elif not is_rounded(D(exact), shown, page.french):
                wrong += 1
                print(f"{path}: {exact} is shown as “{shown}”")
    print(f"{total} numbers, {wrong} wrong")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Pages in a real browser: what the policy of content stops, what is fetched, what is too wide, what axe-core finds.

    check_page.py [--shots FOLDER] [--pdf] PAGE.html...

Each page is opened from disk at 320, 768 and 1280 pixels, light and dark, printed too with --pdf. It must fetch nothing, offend
against no policy, be no wider than the window, and have no violation of WCAG 2.2 A and AA nor of axe-core's best practice.
Exit 77 where the browser or the Python packages are absent: tools/deps --dev says how to have them.
"""
import argparse
import os
import pathlib
import shutil
import sys

SKIPPED = 77
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

WATCH = """
window.offences = [];
document.addEventListener('securitypolicyviolation', event => window.offences.push(
    event.violatedDirective + ' ' + (event.sourceFile || '') + ':' + event.lineNumber + ' ' + event.sample));
"""
# What sticks out of the window and is not inside a box that scrolls by itself.
TOO_WIDE = """() => {
    const window_width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= window_width)
        return [];
    const scrolls = node => node && node !== document.documentElement
        && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
    const out = [...document.body.querySelectorAll('*')].filter(node => {
        const box = node.getBoundingClientRect();
        return box.width > 0 && box.right > window_width + 1 && !scrolls(node.parentElement);
    });
    return ['the page is ' + document.documentElement.scrollWidth + ' wide'].concat(out.slice(0, 8).map(node =>
        node.tagName.toLowerCase() + '.' + (node.getAttribute('class') || '') + ' ' + node.textContent.trim().slice(0, 60)));
}"""
AXE = """rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations', 'incomplete']})
    .then(found => found.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3).map(
        node => node.target.join(' ') + ' ' + (node.failureSummary || '').replace(/\\s+/g, ' ').slice(0, 160)).join(' | ')))"""


def skip(why):
    print(f"skipped: {why} (tools/deps --dev installs it)")
    sys.exit(SKIPPED)


def tools():
    try:
        import axe_playwright_python
        from playwright.sync_api import sync_playwright
    except ImportError as missing:
        skip(f"no Python package {missing.name}")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        skip("no chromium")
    axe = pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js"
    return sync_playwright, chromium, axe.read_text(encoding="utf-8")


def look(context, page_file, axe, width, scheme, shots):
    """What is wrong with the page, and how many requests and offences there were."""
    wrong, requests = [], []
    page = context.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.add_init_script(WATCH)
    page.goto(page_file.as_uri())
    if shots is not None:
        page.screenshot(path=shots / f"{page_file.parent.name}-{page_file.stem}-{scheme}-{width}.png", full_page=True)
    fetched = [url for url in requests if url != page_file.as_uri()]
    wrong += [f"fetches {url}" for url in fetched]
    wrong += page.evaluate(TOO_WIDE)
    offences = page.evaluate("window.offences")
    page.evaluate(axe)  # through the debugger, which no policy of content binds
    violations = page.evaluate(AXE, list(RULES))
    page.close()
    wrong += [f"offends {one}" for one in offences] + [f"axe {one}" for one in violations]
    return wrong, len(fetched), len(offences), len(violations)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    parser.add_argument("--shots", type=pathlib.Path, help="put pictures of every view into this folder")
    parser.add_argument("--pdf", action="store_true", help="and the printed page")
    asked = parser.parse_args()
    sync_playwright, chromium, axe = tools()
    if asked.shots is not None:
        asked.shots.mkdir(parents=True, exist_ok=True)
    totals, views, failed = [0, 0, 0], 0, 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for page_file in (path.resolve() for path in asked.pages):
            for scheme in SCHEMES:
                for width in WIDTHS:
                    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                    wrong, *counts = look(context, page_file, axe, width, scheme, asked.shots)
                    context.close()
                    views += 1
                    totals = [a + b for a, b in zip(totals, counts)]
                    failed += bool(wrong)
                    for line in wrong:
                        print(f"{page_file.parent.name}/{page_file.name} {scheme} {width}: {line}")
            if asked.pdf and asked.shots is not None:
                page = browser.new_page()
                page.goto(page_file.as_uri())
                page.pdf(path=asked.shots / f"{page_file.parent.name}-{page_file.stem}.pdf", prefer_css_page_size=True,
                         print_background=True)
                page.close()
        browser.close()
    print(f"{len(asked.pages)} pages, {views} views: {totals[0]} requests, {totals[1]} offences against the policy, "
          f"{totals[2]} axe violations, {failed} views with something wrong")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()

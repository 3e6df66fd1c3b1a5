# SPDX-License-Identifier: BSD-2-Clause
"""Others that read the report: axe-core, a parser of HTML5, and whoever follows every link."""

import functools
import os
import pathlib
import re
import urllib.parse
from html.parser import HTMLParser

import html5lib


def find_violations(session, axe):
    """What axe-core finds against WCAG 2.2 A and AA on the page that is open, a line each."""
    # What is laid out only when it is scrolled to has no size before.
    session.run(
        "for (const e of document.querySelectorAll('*'))"
        " if (getComputedStyle(e).contentVisibility === 'auto') e.style.contentVisibility = 'visible';"
    )
    session.run(pathlib.Path(axe).read_text())
    result = session.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        ".then(done, error => done({violations: [{id: String(error), nodes: []}]}));"
    )
    return [
        f"{found['id']}: {node['target']} {node['html'][:160]}"
        for found in result["violations"]
        for node in (found["nodes"] or [{"target": "", "html": ""}])[:3]
    ]


def find_errors(report, pages):
    """Parse errors, by the algorithm of the HTML standard."""
    errors = []
    for page in pages:
        parser = html5lib.HTMLParser()
        with open(report / page, "rb") as file:
            parser.parse(file)
        errors += [f"{page}: {place}: {code} {data}" for place, code, data in parser.errors]
    return errors


class Links(HTMLParser):
    """Where a page's elements are, and where they lead."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loads = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "xlink:href") and tag == "a":
                self.links.append(value)
            elif name in ("href", "src", "srcset", "data", "action", "poster", "xlink:href"):
                self.loads.append(f"{tag} {value}")

    handle_startendtag = handle_starttag


@functools.cache
def read_pages(report):
    """All pages of the report with their links, read once."""
    return [
        (path, Links(path.read_text()))
        for path in sorted(report.rglob("*.html"))
        if "evidence" not in path.relative_to(report).parts
    ]


def find_next(report, page):
    """Where a page's "next" leads, relative to the report; None where nothing comes next."""
    link = re.search(r'<a class="to-next"[^>]* href="([^"]*)"', (report / page).read_text())
    return os.path.normpath(page.parent / urllib.parse.unquote(link[1])) if link else None


def find_lost_links(report):
    pages = {path.resolve(): links for path, links in read_pages(report)}
    lost = []
    for path, page in pages.items():
        for link in page.links:
            target = urllib.parse.urlsplit(link)
            if target.scheme or target.netloc:
                continue
            place = (path.parent / urllib.parse.unquote(target.path)).resolve() if target.path else path
            fragment = urllib.parse.unquote(target.fragment)
            if not place.exists():
                lost.append(f"{path.relative_to(report)}: {link}")
            elif fragment and "=" not in fragment and place in pages and fragment not in pages[place].ids:
                lost.append(f"{path.relative_to(report)}: {link}")
    return lost


def find_all(report, pages):
    """Links that lead nowhere, what comes from outside, and what a parser says of these pages."""
    return find_lost_links(report), find_outside(report), find_errors(report, pages)


def find_outside(report):
    """What a browser would fetch by itself from elsewhere."""
    outside = []
    for path, page in read_pages(report):
        for load in page.loads:
            address = load.split(" ", 1)[1]
            if address.startswith(("data:", "#")):
                continue
            if re.match(r"[a-z]+:|//", address):
                outside.append(f"{path.relative_to(report)}: {load}")
    for path in report.glob("*.css"):
        outside += [f"{path.name}: {url}" for url in re.findall(r"url\([^)]*\)|@import.*", path.read_text())]
    return outside

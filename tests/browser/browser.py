# SPDX-License-Identifier: BSD-2-Clause
"""
The HTML report in a browser, as its readers have it: python3 browser.py REPORT [AXE]. REPORT is a run that has a failing
lesson and a translated one among others; AXE is axe-core's axe.min.js. Test lines in TAP.
CHECKS, in the environment, names some of the checks, for who mends one.
"""

import concurrent.futures
import os
import pathlib
import re
import sys

from selenium.common.exceptions import WebDriverException

import readers
from session import PHONE, WIDE, Session, Tap

LESSON = "cases/wire/a-lost-segment-is-sent-again.html"


def kinds(session):
    """A page of each kind, as paths."""
    report = session.report
    failing = next(
        path for path in sorted(report.glob("cases/**/*.html")) if 'class="finding v-fail"' in path.read_text()
    )
    chapter = sorted(report.glob("chapters/**/*.html"))[-1]
    pages = ["index.html", "requirements.html", "tutorials.html", "methods.html", "glossary.html", "chapters/tcp/recv.html", LESSON]
    pages += [str(path.relative_to(report)) for path in (failing, chapter)]
    pages += ["zh/" + page for page in pages]
    pages += ["single.html", "quiz/" + LESSON]
    return [page for page in dict.fromkeys(pages)]


def check_pages(tap, session, axe):
    """Every kind of page: no violation, no complaint, no scrolling sideways; those most read also by night, and on a phone."""
    often = ("index.html", LESSON, "zh/index.html", "zh/" + LESSON)
    for page in kinds(session):
        if not (session.report / page).exists():
            tap.ok(False, f"{page} is there")
            continue
        for scheme, size in (("light", WIDE), ("dark", WIDE), ("light", PHONE)):
            if page not in often and (scheme, size) != ("light", WIDE):
                continue
            name = f"{page} ({scheme}, {size[0]} wide)"
            session.resize(size)
            session.prefer(color_scheme=scheme, reduced_motion="reduce")
            session.open(page)
            complaints = session.complaints()
            tap.ok(not complaints, f"{name}: the browser does not complain", complaints)
            width = session.run("return document.documentElement.scrollWidth")
            tap.ok(width <= size[0], f"{name}: nothing stands out sideways", [f"{width} px"])
            # The matrix has some two thousand rows, which axe-core takes a minute for: once will do.
            if axe and (not page.endswith("requirements.html") or (page, scheme, size) == (page.removeprefix("zh/"), "light", WIDE)):
                violations = readers.find_violations(session, axe)
                tap.ok(not violations, f"{name}: axe finds no violation", violations)
    session.resize(WIDE)


def check_narrow(tap, session):
    """On a phone no page of any kind is wider than it: what is wide scrolls in a place of its own."""
    session.resize(PHONE)
    abreast = sorted(str(path.relative_to(session.report)) for path in session.report.glob("cases/kinds/*.html"))
    tap.ok(abreast, "a page of both kinds of socket is there")
    wide = []
    for page in kinds(session) + abreast[:1]:
        if not page.endswith("requirements.html"):
            session.open(page)
            width = session.run("return document.documentElement.scrollWidth")
            wide += [f"{page}: {width} px"] if width > PHONE[0] else []
    tap.ok(not wide, "on a phone nothing stands out sideways, on any kind of page", wide)
    session.resize(WIDE)


def check_matrix(tap, session):
    """A document of the matrix is one line: the mark that opens it, its name and its counts."""
    session.open("requirements.html")
    heights = session.run("return [...document.querySelectorAll('.document > summary')].map(e => e.getBoundingClientRect().height)")
    tap.ok(heights and max(heights) < 50, "a document of the matrix has one line", heights)


def check_index(tap, session):
    session.open("index.html")
    rows = len(session.shown("tr.case"))
    session.one(".filter input[type=search]").send_keys("peek")
    found = session.shown("tr.case")
    tap.ok(0 < len(found) < rows, "a search leaves some cases", [len(found), rows])
    tap.ok(all("peek" in row.text.lower() for row in found), "each of them has the word")
    address = session.place()
    tap.ok("peek" in address, "the address tells what was searched for", [address])
    again = Session(session.report)
    try:
        again.driver.get(session.driver.current_url)
        tap.ok(len(again.shown("tr.case")) == len(found), "who gets the address sees the same")
    finally:
        again.close()
    session.open("index.html")
    label = session.one("label[for=show-fail]")
    label.click()
    failed = session.shown("tr.case")
    tap.ok(
        0 < len(failed) < rows and all("has-fail" in row.get_attribute("class") for row in failed),
        "the filter of a verdict leaves the cases that have it",
        [len(failed), rows],
    )
    tap.ok("fail" in session.place(), "the address tells the verdict", [session.place()])


def check_contents(tap, session):
    """The index as the contents of a book: filters that an address brings, and a way from chapter to chapter."""
    session.open("index.html", "show=pass&chapter=tcp/recv&call=recv&q=peek")
    found = [row.text for row in session.shown("tr.case")]
    tap.ok(
        found and all("peek" in text.lower() and "tcp/recv/" in text for text in found),
        "an address brings verdict, chapter, call and words",
        found,
    )
    tap.ok(session.one("#show-pass").is_selected(), "the verdict of the address is chosen")
    count = session.one(".found output").text
    tap.ok(count.startswith(f"{len(found)} "), "the number of what is left is said", [count])
    cited = next(word for uses in session.read("tr.case", "data-uses") for word in (uses or "").split() if ":" in word)
    session.open("index.html", "req=" + cited)
    rows = [row.get_attribute("data-uses").split() for row in session.shown("tr.case")]
    tap.ok(rows and all(cited in row for row in rows), "so does one with a requirement", [cited, rows])
    session.one(".found button").click()
    tap.ok(len(session.shown("tr.case")) == len(session.all("tr.case")), "one button shows everything again")
    tap.ok("#" not in session.place(), "and empties the address", [session.place()])
    session.open("index.html", "show-fail")
    tap.ok(session.one("#show-fail").is_selected(), "links of old, that name a verdict alone, are understood")
    session.open("requirements.html", "rows=passed&q=peek")
    rows = session.shown("tr.row")
    tap.ok(rows and all("is-passed" in row.get_attribute("class") for row in rows), "the matrix reads its address too")
    session.open("tutorials.html", "rows=holds&q=shutdown")
    rows = session.shown("tr.row")
    tap.ok(rows and all("is-holds" in row.get_attribute("class") for row in rows), "so does what the tutorials say")
    # From the first chapter by "next" alone: every page of the report comes once, in the order of the index.
    session.open("index.html")
    titles = session.read("tr.case th a", "href")
    walked = [session.read(".chapter h3 a", "href")[0]]
    while walked[-1] and len(walked) <= 2 * len(titles):
        walked.append(readers.find_next(session.report, pathlib.PurePath(walked[-1])))
    tap.ok(
        [page for page in walked if page and page.startswith("cases/")] == titles,
        "next leads through all pages in reading order",
        walked[:10] + titles[:10],
    )
    session.open(walked[0])
    session.run("arguments[0].click()", session.one("a.to-next"))
    tap.ok(session.place() == walked[1], "and can be followed", [session.place(), walked[1]])


def check_steps(tap, session):
    """From a step to its place in the ladder and back, by hand and by keys."""
    session.open(LESSON)
    step = next(
        row
        for row in session.all("tr.step[data-line]")
        if row.find_element("css selector", "code").text.startswith("> P. 1:6(5)")
    )
    line = step.get_attribute("data-line")
    arrows = session.all(f"svg [data-line='{line}']")
    tap.ok(len(arrows) > 0, "a packet line of the page has its arrow in the ladder")
    session.run("arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))", step)
    lit = session.all("svg .lit, svg.lit")
    tap.ok(
        lit and all(element.get_attribute("data-line") == line for element in lit),
        "pointing at a step lights up its arrow",
        [element.get_attribute("outerHTML")[:120] for element in lit],
    )
    session.run("arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))", arrows[0])
    tap.ok("lit" in (step.get_attribute("class") or ""), "pointing at the arrow lights up the step")
    link = step.find_element("css selector", "a[href*='ladder-']")
    target = link.get_attribute("href").split("#")[1]
    session.run("arguments[0].click()", link)
    tap.ok(session.place().endswith("#" + target), "a step leads to its place in the ladder", [session.place()])
    place = session.one(f"[id='{target}']")
    tap.ok(place.is_displayed(), "which can be seen there")
    back = place.find_element("css selector", f"a[href='#line-{line}']") if place.tag_name != "a" else place
    session.run(
        "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, view: window}))", back
    )
    tap.ok(session.place().endswith(f"#line-{line}"), "and the arrow leads back", [session.place()])


def check_links(tap, session):
    """Every link of every page leads to something, within the report."""
    lost, outside, errors = session.found.result()
    tap.ok(not lost, "every link within the report leads to a page, and to a place on it", lost)
    tap.ok(not outside, "no page loads anything from outside its folder", outside)
    tap.ok(not errors, "a parser of HTML5 finds no error", errors)


def check_language(tap, session):
    session.open(LESSON)
    switch = session.one("a[hreflang='zh-Hans']")
    session.run("arguments[0].click()", switch)
    tap.ok(session.place().startswith("zh/" + LESSON), "the switch leads to the same page in Chinese", [session.place()])
    tap.ok(session.run("return document.documentElement.lang") == "zh-Hans", "which says so")
    title = session.one("h1").text
    tap.ok(bool(re.search("[\u4e00-\u9fff]", title)), "its title is Chinese", [title])
    session.run("arguments[0].click()", session.one("a[hreflang='en']"))
    tap.ok(session.place().startswith(LESSON), "and back", [session.place()])


def check_keys(tap, session):
    """All that can be clicked can be reached by Tab, and is seen to be."""
    session.open(LESSON)
    unreachable = session.run(
        "return [...document.querySelectorAll('a[href], summary, input, label[for]')]"
        ".filter(e => e.checkVisibility() && e.tabIndex < 0 && e.tagName !== 'LABEL' && !e.closest('[aria-hidden=true]')).map(e => e.outerHTML.slice(0, 120))"
    )
    tap.ok(not unreachable, "nothing that can be clicked is out of reach of the keyboard", unreachable)
    session.open("index.html")
    session.press("j")
    active = session.run("return document.activeElement.closest('tr.case') !== null")
    tap.ok(active, "j goes to a case")
    session.press("/")
    tap.ok(session.run("return document.activeElement.type") == "search", "/ goes to the search")


def check_print(tap, session):
    session.open(LESSON)
    pdf = session.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})["data"]
    tap.ok(len(pdf) > 20000, "a lesson is printed", [len(pdf)])
    session.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    session.run("window.dispatchEvent(new Event('beforeprint'))")
    seen = [e.get_attribute("class") or e.tag_name for e in session.shown(".skip, .filter, nav, .switch")]
    tap.ok(not seen, "what leads elsewhere is not printed", seen)
    folded = session.run("return document.querySelectorAll('details:not([open])').length")
    tap.ok(folded == 0, "nothing stays folded on paper", [folded])
    session.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def check_paper(tap, session):
    """Without a script, what is folded is on paper all the same: names of settings, fields of packets in both modes, what was printed."""
    paper = session.paper()
    folded = session.run(
        "return [...document.querySelectorAll('details:not([open]) :is(tbody th, dt, dd, pre, .muted)')].filter(e => !e.querySelector('*'))"
        ".map(e => e.textContent.replace(/\\s+/g, ''))"
    )
    if paper is None:
        tap.ok(True, "what is folded is open on paper # SKIP no pdftotext (poppler-utils)")
        return
    missing = sorted({text for text in folded if text not in paper})
    tap.ok(len(set(folded)) > 100 and not missing, "what is folded is open on paper", [len(folded), *missing])


def check_without_script(tap, report):
    session = Session(report, javascript=False)
    try:
        session.open("index.html")
        tap.ok(len(session.shown("tr.case")) > 0, "without JavaScript the index shows its cases")
        session.one("label[for=show-fail]").click()
        tap.ok(
            all("has-fail" in row.get_attribute("class") for row in session.shown("tr.case")),
            "and filters by verdict",
        )
        session.open(LESSON)
        tap.ok(len(session.shown("tr.step")) > 0 and len(session.shown("figure svg")) > 0, "a lesson shows steps and ladder")
        check_paper(tap, session)
        session.open("quiz/" + LESSON)
        # Whether a driver takes what a closed fold holds for displayed differs, so it is the fold that is asked.
        all_of_them = len(session.all("tr.step .observed"))
        folded = len(session.all("tr.step details.quiz:not([open]) .observed"))
        tap.ok(0 < folded == all_of_them, "a quiz hides what was observed", [folded, all_of_them])
    finally:
        session.close()


def main():
    report, axe = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    tap = Tap()
    only = os.environ.get("CHECKS", "").split()
    session = Session(report)
    # Pages are read by another process meanwhile.
    pool = concurrent.futures.ProcessPoolExecutor(1)
    if not only or "links" in only:
        session.found = pool.submit(
            readers.find_all, session.report, [page for page in kinds(session) if (session.report / page).exists()]
        )
    try:
        for check in (check_index, check_contents, check_steps, check_language, check_keys, check_print, check_narrow, check_matrix):
            if only and check.__name__.removeprefix("check_") not in only:
                continue
            try:
                check(tap, session)
            except (WebDriverException, StopIteration, IndexError) as err:
                tap.ok(False, f"{check.__name__} comes to its end", [str(err).split("Stacktrace")[0]])
        try:
            if not only or "pages" in only:
                check_pages(tap, session, axe)
            if not only or "links" in only:
                check_links(tap, session)
        except WebDriverException as err:
            tap.ok(False, "check_pages comes to its end", [err.msg])
    finally:
        session.close()
        pool.shutdown()
    check_without_script(tap, report)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())

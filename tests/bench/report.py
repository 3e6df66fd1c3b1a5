#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What the report of a thousand cases costs: report.py SOCKSPEC CASES WORK [RUN]

A stored run (RUN, or one of every case, played first) is multiplied: each play is copied under further names until there are a
thousand, so that each is read, judged and written as if it had been played. Then Chromium opens index and lesson.
"""

import hashlib
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

WANTED = 1000


def copy_evidence(source, target, old, new):
    """One play under another name. The captures are the same."""
    target.mkdir(parents=True)
    for path in source.iterdir():
        if path.name == "evidence.json":
            text = path.read_text().replace(json.dumps(old), json.dumps(new), 1)
            (target / path.name).write_text(text)
        else:
            os.link(path, target / path.name)


def multiply(run, many):
    """The run's folder once more, with WANTED cases."""
    record = json.loads((run / "run.json").read_text())
    plays = {}
    for play in record["cases"]:
        plays.setdefault(play["id"], []).append(play)
    cases = []
    for i in range(WANTED):
        name = sorted(plays)[i % len(plays)]
        again = i // len(plays)
        new = f"{name}-{again + 1}" if again else name
        for play in plays[name]:
            folder = play["folder"].replace(f"/{name}/", f"/{new}/", 1)
            copy_evidence(run / play["folder"], many / folder, name, new)
            cases.append(dict(play, id=new, folder=folder))
            if "sha256" in play:
                cases[-1]["sha256"] = hashlib.sha256((many / folder / "evidence.json").read_bytes()).hexdigest()
    record["cases"] = cases
    (many / "run.json").write_text(json.dumps(record))
    if (run / "book").is_dir():
        shutil.copytree(run / "book", many / "book")
    return len(cases)


def measure(command):
    """Seconds by the clock and of the CPU, and the peak of memory in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    status = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    wall = time.monotonic() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status not in (0, 1):
        sys.exit(f"{command[0]} {command[1]} ended with {status}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def say(name, value, note=""):
    print(f"{name:<34} {value:>8}{'          (' + note + ')' if note else ''}", flush=True)


def weigh(many):
    """Bytes of the pages, and the largest lesson."""
    pages = [p for p in many.rglob("*.html") if "evidence" not in p.relative_to(many).parts]
    lessons = [p for p in (many / "cases").rglob("*.html")]
    return sum(p.stat().st_size for p in pages), len(pages), max(lessons, key=lambda p: p.stat().st_size)


def open_page(session, many, name, page):
    """The middle of five openings: until everything is loaded, laid out and drawn."""
    times = []
    for _ in range(5):
        session.open(page.relative_to(many).as_posix())
        times.append(
            session.driver.execute_async_script(
                "const done = arguments[0];"
                "const end = () => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0));"
                "if (document.readyState === 'complete') end(); else addEventListener('load', end);"
            )
        )
    say(f"Chromium opens {name}", f"{sorted(times)[2]:.0f} ms", f"{page.stat().st_size / 1024:.0f} KiB; of five openings {min(times):.0f} to {max(times):.0f} ms")


def main():
    sockspec, cases, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    os.environ["SOCKSPEC_CASES"] = cases
    run = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else work / "run"
    if not run.exists():
        measure([sockspec, "run", "--quiet", "--report", str(run)])
    many = work / "many"
    plays = multiply(run, many)
    wall, cpu, memory = measure([sockspec, "report", "--quiet", str(many)])
    size, pages, lesson = weigh(many)
    say(f"report of {WANTED} cases", f"{wall:.2f} s", f"{plays} plays read, judged and written; {cpu:.2f} s of CPU")
    say("its peak memory", f"{memory:.1f} MiB")
    say("its size", f"{size / 1048576:.1f} MiB", f"{pages} pages")
    try:
        sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "browser"))
        from session import Session

        session = Session(many)
    except Exception as reason:  # pylint: disable=broad-except
        say("Chromium opens", "-", f"not measured: {str(reason).splitlines()[0]}")
        return
    try:
        open_page(session, many, "the index", many / "index.html")
        open_page(session, many, "the matrix", many / "requirements.html")
        open_page(session, many, "the largest lesson", lesson)
    finally:
        session.close()


main()

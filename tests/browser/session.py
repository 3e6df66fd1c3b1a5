# SPDX-License-Identifier: BSD-2-Clause
"""Chromium without a screen, for the tests of the HTML report, and test lines in TAP."""

import base64
import os
import pathlib
import shutil
import subprocess

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

WIDE = (1280, 1600)
PHONE = (390, 844)


class Tap:
    """Test lines, and what was found where one does not hold."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def ok(self, holds, name, notes=()):
        self.count += 1
        self.failed += not holds
        print(f"{'ok' if holds else 'not ok'} {self.count} - {name}", flush=True)
        if not holds:
            for note in list(notes)[:20]:
                for line in str(note).splitlines():
                    print(f"# {line}", flush=True)

    def done(self):
        print(f"1..{self.count}", flush=True)
        return 1 if self.failed else 0


class Session:
    """One window over one report."""

    def __init__(self, report, javascript=True):
        options = webdriver.ChromeOptions()
        options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        for word in ("--headless=new", "--hide-scrollbars", "--disable-gpu", "--disable-dev-shm-usage"):
            options.add_argument(word)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")
        if not javascript:
            options.add_experimental_option(
                "prefs", {"profile.managed_default_content_settings.javascript": 2}
            )
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver")
        self.report = pathlib.Path(report).resolve()
        self.driver = webdriver.Chrome(service=Service(driver), options=options)
        self.driver.set_script_timeout(300)
        self.resize(WIDE)

    def close(self):
        self.driver.quit()

    def resize(self, size):
        """Of the page itself: a window is never narrower than 500."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False},
        )

    def prefer(self, **features):
        """prefer(color_scheme="dark", reduced_motion="reduce")"""
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {
                "features": [
                    {"name": "prefers-" + name.replace("_", "-"), "value": value}
                    for name, value in features.items()
                ]
            },
        )

    def open(self, path, fragment=""):
        """A file of the report; a fragment alone would not load it again."""
        self.driver.get("about:blank")
        self.driver.get((self.report / path).as_uri() + (f"#{fragment}" if fragment else ""))

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def one(self, selector):
        return self.driver.find_element("css selector", selector)

    def press(self, keys):
        self.one("body").send_keys(keys)

    def shown(self, selector):
        """What a reader sees, which what lies in closed details is not."""
        return self.run("return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility())", selector)

    def read(self, selector, name):
        """An attribute of each element, None where it has none; asked for at once, since each question takes the driver its time."""
        return self.run("return [...document.querySelectorAll(arguments[0])].map(e => e.getAttribute(arguments[1]))", selector, name)

    def paper(self):
        """What the page has on paper, without room between words; None where nothing here reads PDF."""
        if not shutil.which("pdftotext"):
            return None
        pdf = base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})["data"])
        text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
        return "".join(text.decode().split())

    def place(self):
        """Where the window is, relative to the report, with its fragment."""
        return self.driver.current_url.removeprefix(self.report.as_uri() + "/")

    def complaints(self):
        """What the browser's console said since the last call: refused by policy, missing, thrown."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

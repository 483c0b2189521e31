"""A real Chromium for the tests of the page. `make test-browser` installs it and runs them; `make test` needs none.

pytest finds this folder only by name (see `norecursedirs`). Chromium and its driver come from the system, of one
version; nothing is downloaded.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from qa import page
from qa.page import Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --force-device-scale-factor=1"
).split()
PATIENCE = 20.0  # seconds that a condition may take on a busy machine


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One browser for the run, with an empty profile and its logs kept."""
    binary = next(filter(None, map(shutil.which, BROWSERS)), None)
    served = shutil.which("chromedriver")
    if not binary or not served:
        pytest.fail("There is no Chromium with its driver here: apt install chromium chromium-driver", pytrace=False)
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(served))
    yield chrome
    chrome.quit()


@dataclass
class Browser:
    """A page in the browser, and what a person does with it."""

    driver: webdriver.Chrome
    folder: Path

    def size(self, width: int, height: int, *, phone: bool = False) -> None:
        """A window of that many CSS pixels; `phone` with a finger instead of a mouse."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def prefer(self, **features: str) -> None:
        """What the person prefers, as `color_scheme="dark"`, and the medium, as `media="print"`."""
        media = features.pop("media", "")
        wanted = [{"name": f"prefers-{name.replace('_', '-')}", "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": wanted})

    def open(self, shown: Page, *, hash: str = "") -> str:
        """Opens the page from disk; its address."""
        file = self.folder / "page.html"
        page.write(shown, file)
        self.driver.get("about:blank")
        self.console()  # what came before is no matter of this page
        self.requests()
        self.driver.get(file.as_uri() + hash)
        return file.as_uri() + hash

    def js(self, script: str, *args: Any) -> Any:
        """What the script returns, which runs as a function in the page."""
        return self.driver.execute_script(script, *args)

    def one(self, css: str) -> WebElement:
        """The first element that the selector finds."""
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def press(self, *keys: str) -> None:
        """Presses keys one after the other, wherever the focus is."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def point(self, css: str) -> None:
        """Moves the mouse over the element."""
        ActionChains(self.driver).move_to_element(self.one(css)).perform()

    def wait(self, script: str, *args: Any) -> None:
        """Until the script returns something true."""
        WebDriverWait(self.driver, PATIENCE, 0.02).until(lambda _: self.js(script, *args), script)

    def lit(self) -> str:
        """The characters that are lit in the sources, in their order there."""
        found = self.js("return [...document.querySelectorAll('.r.on')].map(r => r.textContent).join('')")
        assert isinstance(found, str)
        return found

    def focused(self) -> str:
        """Where the focus is: the id of its statement and its class, or its class and address."""
        found = self.js(
            "const a = document.activeElement, c = a.closest('.claim');"
            "return (c ? c.id + ' ' : '') + a.className + (a.matches('.back') ? ' ' + a.hash : '')"
        )
        assert isinstance(found, str)
        return found

    def wait_in_view(self) -> None:
        """Until the first lit run stands in the panel of sources, with nothing before it."""
        self.wait(
            "const run = document.querySelector('.r.on'); if (!run) return false;"
            "const line = run.getClientRects()[0];"
            "return document.elementFromPoint(line.left + 3, line.top + line.height / 2)?.closest('.r') === run"
        )

    def console(self) -> list[str]:
        """What the page wrote to the console since the last look."""
        return [entry["message"] for entry in self._log("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for since the last look."""
        events = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    def _log(self, kind: str) -> list[dict[str, Any]]:
        entries = self.driver.execute("getLog", {"type": kind})["value"]
        assert isinstance(entries, list)
        return entries


@pytest.fixture
def browser(driver: webdriver.Chrome, tmp_path: Path) -> Browser:
    """The browser in a desktop's window, by day."""
    found = Browser(driver, tmp_path)
    found.size(1400, 900)
    found.prefer(color_scheme="light")
    return found

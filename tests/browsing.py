"""One browser for the whole run (two of playwright's sync interfaces in one thread refuse each other), and ways to wait in it.

A loaded machine is slow, not wrong: what comes after a press is waited for, never asked once.
"""

import shutil
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
# Tiles drawn by several threads may meet an edge differently from one time to the next.
QUIET += ["--disable-gpu-rasterization", "--disable-partial-raster", "--num-raster-threads=1"]
DESK, PHONE = (1366, 768), (390, 844)
STEP, PAGE = 30_000, 120_000
"""Milliseconds: how long a thing on the page, and how long a page, may take to come."""
expect.set_options(timeout=STEP)

UNHURRIED = """(() => { const real = window.setTimeout, longer = { 1000: 60000, 10000: 600000 };
  window.setTimeout = (act, wait, ...more) => real(act, longer[wait] ?? wait, ...more); })()"""
"""The second a page gives a person between two keys, and the ten seconds of a toast, grow with the time a slow machine needs."""
Seen = TypeVar("Seen")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless chromium of this machine; the test says so when there is none."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: the browser tests did not run (apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET, timeout=2 * PAGE)
        yield launched
        launched.close()


def opened(browser: Browser, size: tuple[int, int] = DESK, **options: Any) -> BrowserContext:
    """A window of a person's own, in the light unless told otherwise."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **{"color_scheme": "light", **options})
    context.set_default_timeout(STEP)
    context.set_default_navigation_timeout(PAGE)
    context.add_init_script(UNHURRIED)
    return context


def comes(page: Page, look: Callable[[], Seen], wanted: Seen) -> None:
    """Looks until it is as wanted; for what `expect` of playwright has no words for."""
    ends = monotonic() + STEP / 1000
    while (seen := look()) != wanted and monotonic() < ends:
        page.wait_for_timeout(50)
    assert seen == wanted


def copied(page: Page, press: Callable[[], None]) -> str:
    """What the press puts on the clipboard."""
    page.evaluate("navigator.clipboard.writeText('')")
    press()
    page.wait_for_function("navigator.clipboard.readText()")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text

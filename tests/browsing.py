"""One browser for the whole run: two of playwright's sync interfaces in one thread refuse each other."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
# Tiles drawn by several threads may meet an edge differently from one time to the next.
QUIET += ["--disable-gpu-rasterization", "--disable-partial-raster", "--num-raster-threads=1"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless chromium of this machine; the test says so when there is none."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: the browser tests did not run (apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()

"""Journeys in a real browser: Debian's chromium driven by playwright against a live server."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from minhchung.apps.organisations.models import Person
from tests.personas import PASSWORD

# playwright's sync interface runs an event loop in this thread; the ORM calls of the tests are ordinary blocking ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: the browser journeys did not run (apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


class Desk:
    """A person at a computer: pages opened here must raise no script error and load nothing from elsewhere."""

    def __init__(self, context: BrowserContext, server: LiveServer) -> None:
        self.server = server
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self.server.url, "data:", "blob:")):
            self.errors.append(f"loads from elsewhere: {url}")

    def sign_in(self, person: Person) -> None:
        """Signs in through the page; whoever was signed in is signed out first."""
        self.page.context.clear_cookies()
        self.go("/tai-khoan/login/")
        self.page.get_by_label("Tên đăng nhập").fill(person.username)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url(lambda url: "/tai-khoan/" not in url)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.server.url}{path}")


@pytest.fixture
def desk(context: BrowserContext, live_server: LiveServer) -> Iterator[Desk]:
    opened = Desk(context, live_server)
    yield opened
    assert not opened.errors, opened.errors

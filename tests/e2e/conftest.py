"""Journeys in a real browser: people at their desks against a live server with its database on disk."""

import os
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.browsing import opened
from tests.personas import NOW, PASSWORD

# playwright's sync interface runs an event loop in this thread; the ORM calls of the tests are ordinary blocking ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
DROP = """(area, files) => { const held = new DataTransfer(), bytes = text => Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
  files.forEach(([name, content]) => held.items.add(new File([bytes(content)], name)));
  ["dragenter", "dragover", "drop"].forEach(kind => area.dispatchEvent(
    new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }))); }"""
PASTE = """(page, content) => { const held = new DataTransfer(), bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
  held.items.add(new File([bytes], "image.png", { type: "image/png" }));
  page.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true })); }"""


@pytest.fixture(autouse=True, scope="module")
def on_disk(database_on_disk: None, live_server: LiveServer) -> None:
    """A live server answers on several threads, each with a connection of its own.

    The server is started before the database moves to disk and would share the one connection it saw then: two requests at
    once (a form, and the line under a day field) would close it under each other.
    """
    live_server.thread.httpd.connections_override = {}


@pytest.fixture(autouse=True)
def answered() -> Iterator[None]:
    """The server has ended what the last page asked of it before the database is emptied for the next test."""
    under_way: set[int] = set()
    quiet = threading.Condition()

    def begins(**_: object) -> None:
        with quiet:
            under_way.add(threading.get_ident())

    def ends(**_: object) -> None:
        with quiet:
            under_way.discard(threading.get_ident())
            quiet.notify_all()

    request_started.connect(begins)
    request_finished.connect(ends)
    yield
    with quiet:
        assert quiet.wait_for(lambda: not under_way, timeout=60), "the server is still at work"
    request_started.disconnect(begins)
    request_finished.disconnect(ends)


class Desk:
    """A person at a computer: pages opened here must raise no script error and load nothing from elsewhere."""

    def __init__(self, context: BrowserContext, server: LiveServer) -> None:
        self.server = server
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.refusals_wanted = False
        """Set by a test that asks for a refusal: the browser then prints the answer's 4xx status on its console."""
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self._said(message.text) if message.type == "error" else None)
        self.page.on("request", lambda request: self._asked(request.url))

    def _said(self, text: str) -> None:
        refusal = "status of 4" in text or "Response Status Error Code 4" in text
        if not (self.refusals_wanted and refusal):
            self.errors.append(f"{self.page.url}: {text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.server.url, "data:", "blob:")):
            self.errors.append(f"loads from elsewhere: {url}")

    def come_in(self, person: Person) -> None:
        """Signs in without the sign-in page."""
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.server.url}])

    def sign_in(self, person: Person) -> None:
        """Signs in through the page."""
        self.go("/tai-khoan/login/")
        self.page.get_by_label("Tên đăng nhập").fill(person.username)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url(lambda url: "/tai-khoan/" not in url)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.server.url}{path}")

    def press(self, button: str) -> None:
        """Presses the button or follows the link of this name; where it leads to another page, its scripts listen then."""
        self.page.get_by_role("button", name=button).or_(self.page.get_by_role("link", name=button)).first.click()
        self.page.wait_for_load_state()

    def drop(self, *named: str | bytes) -> None:
        """Drags files onto the page's upload area and lets go: name, bytes, name, bytes …"""
        files = [[named[at], b64encode(named[at + 1]).decode()] for at in range(0, len(named), 2)]  # type: ignore[arg-type]
        self.page.locator("[data-drop]").first.evaluate(DROP, files)

    def paste_picture(self, content: bytes) -> None:
        """Ctrl+V of a picture taken of the screen."""
        self.page.locator("body").evaluate(PASTE, b64encode(content).decode())

    def reads(self, text: str) -> None:
        """Waits until the page shows the text and its scripts listen."""
        self.page.get_by_text(text).first.wait_for()
        self.page.wait_for_load_state()

    def says(self, text: str) -> None:
        """Waits until the text is to be read on the page's main part."""
        expect(self.page.locator("main")).to_contain_text(text, use_inner_text=True)

    def close(self) -> None:
        """Goes home: nothing on the way was wrong."""
        self.page.context.close()
        assert self.errors == []


@pytest.fixture(autouse=True)
def nobody_signed_in_before() -> None:
    """Sign-ins are counted per address and minute; those of the test before are not this one's."""
    cache.clear()


@pytest.fixture
def office(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[Person], Desk]]:
    """`office(person)`: that person's own desk, signed in from the start."""
    desks: dict[int, Desk] = {}

    def desk_of(person: Person) -> Desk:
        if person.pk not in desks:
            desks[person.pk] = Desk(opened(browser, locale="vi-VN"), live_server)
            desks[person.pk].come_in(person)
        return desks[person.pk]

    yield desk_of
    for desk in desks.values():
        desk.page.context.close()
    assert [error for desk in desks.values() for error in desk.errors] == []


Office = Callable[[Person], Desk]


@pytest.fixture
def give(ward: Commune, units: dict[str, Unit]) -> Callable[..., Occurrence]:
    """`give("VH-XH", "Lập danh sách …", due="2026-11-27")`: work given by hand by the system; its first occurrence."""

    def given(lead: str, title: str, *, due: str = "2026-11-27", with_: tuple[str, ...] = (), **values: Any) -> Occurrence:
        draft = Draft(
            title=title,
            lead=(DraftUnit(lead, units[lead].pk),),
            cooperating=tuple(DraftUnit(short, units[short].pk) for short in with_),
            deadline_kind=Assignment.DeadlineKind.DATE,
            deadline_on=due,
        )
        made = assignments.add(commune=ward, draft=draft, wording=title, actor=None, at=values.pop("at", NOW), **values)
        return Occurrence.objects.get(duty__assignment=made, duty__part="lead")

    return given


Give = Callable[..., Occurrence]

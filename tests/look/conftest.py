"""A server without a database and a browser, for the tests of the look."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page

from tests.browsing import opened

ASKED_FOR = ("Failed to load resource", "Response Status Error Code", "htmx:sendError", "htmx:afterRequest")
"""What the browser and htmx print when a test asks for a failing answer."""


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def site(settings: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a running site whose pages are those of tests/look/urls.py."""
    settings.ROOT_URLCONF = "tests.look.urls"  # type: ignore[attr-defined]
    server = Threaded(("127.0.0.1", 0), Quiet)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desk of 1366×768 in the light; it fails the test when the console shows an error."""
    context = opened(browser, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert [fault for fault in faults if not fault.startswith(ASKED_FOR)] == []

"""Files for the tests, and a store that each test has to itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from minhchung.apps.files.receiving import Received, receive
from tests.files.samples import notice_docx


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store in a folder of this test."""
    monkeypatch.setattr(storages["files"], "_location", str(tmp_path / "files"))
    for name in ("base_location", "location"):
        storages["files"].__dict__.pop(name, None)
    yield tmp_path / "files"
    for name in ("base_location", "location"):
        storages["files"].__dict__.pop(name, None)


@pytest.fixture
def given() -> Callable[..., Received]:
    """Receives bytes under a name, as an upload would be."""

    def take(content: bytes, name: str = "thong-bao.docx") -> Received:
        return receive(ContentFile(content, name=name))

    return take


@pytest.fixture
def notice() -> bytes:
    return notice_docx()

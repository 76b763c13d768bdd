"""Files as a person uploads them."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile

from minhchung.apps.files.receiving import Received, receive

UploadMaker = Callable[[str], Received]


@pytest.fixture
def upload(db: None) -> UploadMaker:
    return lambda text: receive(ContentFile(text.encode(), name="danh-sach.txt"))

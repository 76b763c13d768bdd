"""A ward with a small catalogue and its four channels."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from minhchung.apps.files.actions import store
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.publication import actions
from minhchung.apps.publication.models import Channel, Snapshot
from minhchung.apps.publication.queries.differences import Difference, differences
from tests.personas import NOW
from tests.plans.conftest import browse
from tests.procedures.conftest import bring, decision, page

__all__ = ["bring", "browse", "decision"]
TODAY = NOW.date()
HEAD = "Mã số\tTên thủ tục\tThời hạn giải quyết\tPhí, lệ phí\n"
RIGHT = "1.000894\tĐăng ký kết hôn\t03 ngày làm việc\tMiễn phí\n1.001193\tĐăng ký khai sinh\t3 ngày làm việc\tKhông thu phí\n"


@pytest.fixture
def channels(bring: Callable[..., Any], ward: Commune, standing: Person, units: dict[str, Unit]) -> dict[str, Channel]:
    """The usual four by kind, over a catalogue of two procedures."""
    bring([page("1.000894", "Đăng ký kết hôn"), page("1.001193", "Đăng ký khai sinh")])
    made = actions.begin(commune=ward, unit=units["VH-XH"], actor=standing, at=NOW)
    return {each.kind: each for each in made}


def kept(ward: Commune, person: Person, text: str, name: str = "kenh.txt") -> StoredFile:
    return store(commune=ward, received=receive(ContentFile(text.encode(), name=name)), actor=person, at=NOW)


@pytest.fixture
def see(ward: Commune, standing: Person) -> Callable[..., Snapshot]:
    """A channel as it shows a table on a day."""

    def seen(channel: Channel, rows: str, *, on: date = TODAY, whole: bool = True, name: str = "kenh.txt") -> Snapshot:
        stored = kept(ward, standing, HEAD + rows, name)
        return actions.take_snapshot(channel=channel, kind="list", on=on, whole=whole, stored=stored, actor=standing, at=NOW)

    return seen


def told(ward: Commune, channel: Channel) -> list[tuple[str, list[str]]]:
    """Code and fields of the differences at a channel."""
    rows: list[Difference] = differences(ward, TODAY)
    return [(each.code, [str(field) for field, _ in each.cells]) for each in rows if each.column.key == str(channel.pk)]


def procedure(ward: Commune, code: str) -> Procedure:
    return Procedure.objects.get(commune=ward, code=code)

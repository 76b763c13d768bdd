"""Two people act at the same moment: the second one is refused, nothing is left half done. Needs real row locks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from minhchung.apps.ground import history
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations import actions
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Handover, Person, RoleGrant, Unit
from tests.personas import NOW, make_person

pytestmark = pytest.mark.django_db(transaction=True)
YESTERDAY = NOW.date() - timedelta(days=1)


@pytest.fixture(autouse=True)
def row_locks() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("two connections at once need a server database: run with DATABASE_URL on PostgreSQL")


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Runs the calls in threads that start together; "done" or the kind of refusal of each."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        try:
            barrier.wait(timeout=60)
            call()
        except (Refused, PermissionDenied) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def test_two_administrators_removed_at_once_leave_one(ward: Commune, admin: Person) -> None:
    second = make_person("quantri2", "Lương Nhật Tân", Role.ADMIN, commune=ward)
    grants = {person.pk: person.grants.get() for person in (admin, second)}

    def end(person: Person) -> Callable[[], object]:
        # By the system, so that the refusal is the lock's and not that of a right lost a moment ago.
        return lambda: actions.end_role(grant=grants[person.pk], last_day=YESTERDAY, actor=None, at=NOW)

    assert at_once(end(admin), end(second)) == ["Refused", "done"]
    assert RoleGrant.objects.filter(role=Role.ADMIN, valid_to=None).count() == 1


def test_a_unit_merged_twice_at_once_has_one_successor(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    def merge(taker: str) -> Callable[[], object]:
        return lambda: actions.hand_over(
            commune=ward, from_unit=units["KT"], to_unit=units[taker], on=NOW.date(), closes=True, actor=admin, at=NOW
        )

    assert at_once(merge("VP"), merge("VH-XH")) == ["Refused", "done"]
    assert Handover.objects.count() == 1
    assert Unit.objects.get(pk=units["KT"].pk).successor == Handover.objects.get().to_unit
    assert history.verify(ward.pk) is None

"""Where an export gives no limit, the catalogue's of the day of reception counts, for the way the dossier was handed in."""

from datetime import date
from typing import Any

import pytest

from minhchung.apps.dossiers.catalogue_limits import limit_on, limits_of
from minhchung.apps.dossiers.own_dues import otherwise
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures.models import Procedure
from tests.dossiers import small_lake
from tests.dossiers.conftest import At
from tests.dossiers.small_lake import moment
from tests.dossiers.test_own_dues import ANSWERED, lake_of
from tests.quality.conftest import say

pytestmark = pytest.mark.django_db
CODE, CHANGED = "1.009994", date(2026, 11, 10)
DECISION = "4128/QĐ-UBND"


def way(kind: str, value: str, unit: str = "working_days", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "limit": {"value": value, "unit": unit, **more}, "fee": {}}


def told(ward: Commune, *ways: dict[str, Any], on: date = date(2026, 1, 5), decision: str = DECISION) -> None:
    say(ward, CODE, {"name": "Cấp giấy phép xây dựng", "ways": list(ways), "decision": decision}, on=on)


@pytest.mark.parametrize(
    ("ways", "channel", "wanted"),
    [
        ([way("online", "5"), way("direct", "7")], "online", "5 ngày làm việc"),
        ([way("online", "5"), way("direct", "7")], "direct", "7 ngày làm việc"),
        ([way("online", "5"), way("direct", "7")], "postal", None),
        ([way("online", "5"), way("direct", "7")], "", None),
        ([way("online", "5"), way("direct", "5")], "", "5 ngày làm việc"),
        ([way("any", "5")], "online", "5 ngày làm việc"),
        ([way("online", "5"), way("online", "8")], "online", None),
        ([way("online", "5", doubt="Nguồn ghi khác.")], "online", None),
        ([way("online", "5", unit="")], "online", None),
        ([way("online", "24", unit="hours")], "online", None),
        ([way("online", "0.5")], "online", None),
        ([way("online", "4", unit="working_hours")], "online", "4 giờ làm việc"),
    ],
)
def test_only_a_limit_that_is_certain_for_the_way_counts(
    ward: Commune, ways: list[dict[str, Any]], channel: str, wanted: str | None
) -> None:
    told(ward, *ways)
    limit, by = limit_on(limits_of(ward.pk, list(Procedure.objects.all()))[CODE], date(2026, 11, 2), channel)
    assert (str(limit) if limit else None) == wanted
    assert by == (f"theo danh mục, {DECISION}" if wanted else "")


@pytest.mark.parametrize(
    ("received", "ours"),
    [("2026-11-09 08:00", "16/11/2026"), ("2026-11-10 08:00", "13/11/2026"), ("2026-11-11 08:00", "16/11/2026")],
)
def test_the_limit_is_that_of_the_day_of_reception(lake: Commune, at: At, clerk: Person, received: str, ours: str) -> None:
    told(lake, way("any", "5"))
    told(lake, way("any", "3"), on=CHANGED, decision="4500/QĐ-UBND")
    row = small_lake.dossier(ANSWERED, moment(received), moment("2026-11-27 16:30")) | {"limit_amount": None, "limit_unit": None}
    small_lake.put(lake, [row], as_of=moment("2026-11-20 08:31"), whole=False)
    found = otherwise(lake_of(lake))[ANSWERED]
    decision = "4128/QĐ-UBND" if received < "2026-11-10" else "4500/QĐ-UBND"
    assert (f"{found.due:%d/%m/%Y}", found.by, found.differs) == (ours, f"theo danh mục, {decision}", True)
    assert f"(theo danh mục, {decision})" in at(clerk).get("/ho-so/?loc=hen-khac").content.decode()
    page = at(clerk).get(f"/ho-so/{ANSWERED}/").content.decode()
    assert f"theo danh mục, {decision}; tệp xuất không ghi" in page


def test_the_limit_of_the_export_goes_before_the_catalogue(lake: Commune) -> None:
    told(lake, way("any", "3"))
    small_lake.put(lake, [small_lake.dossier(ANSWERED, moment("2026-11-09 08:00"), None)], as_of=moment("2026-11-20 08:31"), whole=False)
    found = otherwise(lake_of(lake))[ANSWERED]
    assert (str(found.limit), found.by) == ("9 ngày làm việc", "")

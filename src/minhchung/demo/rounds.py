"""Two scoring rounds of the sample ward, all fictional: nine months, which the city appraises, and the year, which the units score."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from minhchung.apps.ground.clock import ZONE
from minhchung.apps.indexes import actions as indexes
from minhchung.apps.indexes.models import Criterion, Index
from minhchung.apps.indexes.rounds.declaring import living
from minhchung.apps.indexes.rounds.locking import prepare
from minhchung.apps.indexes.rounds.models import Round
from minhchung.apps.indexes.rules.rounds import Dates, is_self_scored
from minhchung.apps.organisations.models import Person

QUARTER = Decimal("0.25")
NINE_MONTHS = Dates(date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 15), date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 15))
OF_THE_YEAR = Dates(date(2026, 11, 16), date(2026, 12, 5), date(2026, 12, 15), date(2026, 12, 25), date(2026, 12, 28), date(2026, 12, 31))
SCORED = {"1.1.1": "nguyen", "1.1.2": "nguyen", "1.2.1": "nguyen", "6.1.2": "huy", "6.2.1": "huy"}
"""Leaves the units have scored in the year's round so far, and by whom."""
APPRAISED = {"1.1.1": None, "1.1.2": None, "1.2.1": "Hai báo cáo quý gửi chậm", "1.3.1": "Biên bản kiểm tra chưa đóng dấu"}
"""Leaves the city has appraised; with an opinion it gives a quarter less."""
EXPLAINED = ("1.3.1", "Đề nghị gửi biên bản kiểm tra của ba đơn vị, có chữ ký hai bên.")


def tell_rounds(index: Index, people: Mapping[str, Person]) -> None:
    """Opens both rounds and takes them as far as they have come."""
    standing = people["nguyen"]
    declared = indexes.open_round(index=index, title="Chấm thử 9 tháng", dates=NINE_MONTHS, actor=standing, at=_at("2026-10-02 15:00"))
    _score(declared, dict.fromkeys(_leaves(index), "nguyen"), people, _at("2026-10-09 10:00"))
    indexes.consolidate(round=declared, actor=standing, at=_at("2026-10-12 16:30"))
    indexes.approve_round(round=declared, actor=people["chutich"], at=_at("2026-10-14 08:40"))
    declared.refresh_from_db()
    locked = _at("2026-10-14 15:05")
    indexes.lock_round(round=declared, prepared=prepare(declared, at=locked), actor=standing, at=locked)
    declared.refresh_from_db()
    _appraise(declared, people)
    year = indexes.open_round(index=index, title="Tự chấm năm 2026", dates=OF_THE_YEAR, actor=standing, at=_at("2026-11-13 09:00"))
    _score(year, SCORED, people, _at("2026-11-18 09:30"))


def _leaves(index: Index) -> list[str]:
    return [leaf.code for leaf in living(index, _at("2026-10-09 09:00")).pack.leaves if is_self_scored(leaf)]


def _score(round: Round, leaves: Mapping[str, str], people: Mapping[str, Person], at: datetime) -> None:
    known = living(round.index, at)
    for code, who in leaves.items():
        by_rule = known.leaves[code].points
        points = (by_rule or Decimal(0)) // QUARTER * QUARTER
        reason = "Theo số liệu đến nay, minh chứng bổ sung sau"
        indexes.score_self(round=round, criterion=_leaf(round, code), points=points, reason=reason, actor=people[who], at=at)


def _appraise(declared: Round, people: Mapping[str, Person]) -> None:
    at = _at("2026-11-19 14:00")
    for code, opinion in APPRAISED.items():
        mark = declared.marks.get(criterion__code=code, column="approved")
        points = max(mark.points - QUARTER, Decimal(0)) if opinion else mark.points
        indexes.appraise(declared=declared, criterion=_leaf(declared, code), points=points, reason=opinion or "", actor=None, at=at)
    code, asked = EXPLAINED
    indexes.ask_explanation(declared=declared, criterion=_leaf(declared, code), asked=asked, actor=people["thamdinh"], at=at)


def _leaf(round: Round, code: str) -> Criterion:
    return Criterion.objects.select_related("index__pack", "unit").get(index=round.index, code=code)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)

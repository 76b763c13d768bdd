"""What the checks of the quality management system find, and what each clause spares."""

from datetime import date, timedelta
from typing import Any

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.refs import Ref
from minhchung.apps.management import actions
from minhchung.apps.management.models import Exclusion, ManagementReview, clause_ref
from minhchung.apps.plans.models import Objective
from minhchung.apps.quality.models import Declaration
from tests.checking import Examples, Ground, Make
from tests.management.management_world import POST, RISK, draft
from tests.personas import NOW

TODAY = NOW.date()


def entry(ground: Ground, *, register: str = "nang-luc", values: dict[str, str] = POST, due: int = 30, work: bool = False) -> Ref:
    """An entry to be looked at again in so many days."""
    day = TODAY + timedelta(days=due)
    made = actions.add_entry(commune=ground.commune, register=register, values=values, unit=ground.unit, review_on=day, actor=None, at=NOW)
    if work:
        actions.give_entry_work(entry=made, draft=draft(ground.unit), actor=None, at=NOW)
    return made.ref


def an_entry(**values: Any) -> Make:
    return lambda ground: entry(ground, **values)


def declare(ground: Ground) -> None:
    """The ward declared that it applies the standard."""
    decision = Document.objects.create(commune=ground.commune, direction="out", state="issued", added_at=NOW)
    Declaration.objects.create(
        commune=ground.commune, number=1, standard="TCVN ISO 9001:2015", scope="TTHC", listed_on=TODAY, added_at=NOW,
        signed_on=TODAY, document=decision,
    )  # fmt: skip


def a_clause(number: str, *, declared: bool = True, objective: bool = False, excluded: bool = False) -> Make:
    """A clause of a ward that has nothing but what is said here."""

    def made(ground: Ground) -> Ref:
        if declared:
            declare(ground)
        if objective:
            Objective.objects.create(commune=ground.commune, year=TODAY.year, title="Hồ sơ đúng hạn", measure="%")
        if excluded:
            Exclusion.objects.create(commune=ground.commune, number=number, reason="Phường không đo")
        return clause_ref(ground.commune.pk, number)

    return made


def last_review(held_on: date | None, *, declared: bool = True) -> Make:
    """A ward whose last management review was held on a day."""

    def made(ground: Ground) -> Ref:
        if declared:
            declare(ground)
        if held_on is not None:
            ManagementReview.objects.create(
                commune=ground.commune, number=1, title="Xem xét của lãnh đạo", planned_on=held_on, since=held_on - timedelta(days=365),
                held_on=held_on, snapshot={"inputs": []}, added_at=NOW,
            )  # fmt: skip
        return clause_ref(ground.commune.pk, "9.3")

    return made


LONG_AGO = TODAY - timedelta(days=400)
EXAMPLES = {
    "IS-21": Examples(
        an_entry(),
        {
            "mục ghi là chưa đạt": an_entry(values={**POST, "met": "yes"}),
            "chưa có việc nào đang làm": an_entry(work=True),
        },
        also=(
            an_entry(register="thiet-bi", values={"item": "Máy quét", "state": "broken"}),
            an_entry(register="nha-cung-cap", values={"supplier": "Công ty phần mềm", "service": "Bảo trì", "judged": "poor"}),
        ),
    ),
    "IS-22": Examples(an_entry(due=-1), {"đã qua ngày phải xem lại": an_entry(due=0)}),
    "IS-23": Examples(
        last_review(None),
        {
            "phường đã công bố áp dụng tiêu chuẩn": last_review(None, declared=False),
            "chưa họp, hoặc lần gần nhất đã quá chu kỳ": last_review(TODAY - timedelta(days=300)),
        },
        also=(last_review(LONG_AGO),),
    ),
    "IS-24": Examples(
        a_clause("6.2"),
        {
            "phường đã công bố áp dụng tiêu chuẩn": a_clause("6.2", declared=False),
            "điều khoản bắt buộc có tài liệu hoặc hồ sơ (★, ●)": a_clause("4.1"),
            "chưa có bằng chứng nào và không ghi là không áp dụng": a_clause("6.2", objective=True),
        },
    ),
    "IS-25": Examples(
        an_entry(register="rui-ro", values=RISK),
        {
            "mức hiện tại từ cao trở lên": an_entry(register="rui-ro", values={**RISK, "left_likelihood": "1", "left_severity": "3"}),
            "chưa có việc nào đang làm": an_entry(register="rui-ro", values=RISK, work=True),
        },
    ),
}

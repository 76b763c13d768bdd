"""What the checks of the catalogue find, and what each clause spares."""

from datetime import date, timedelta
from typing import Any

from minhchung.apps.ground.refs import Ref
from minhchung.apps.procedures.models import Initiative, Line, Procedure, Proposal, Source, Workflow
from tests.checking import Examples, Ground, Make
from tests.personas import NOW

THREE_DAYS = [{"kind": "direct", "limit": {"value": "3", "unit": "working_days", "raw": "3 ngày làm việc"}}]
UNCLEAR = [{"kind": "direct", "limit": {"value": "3", "raw": "3", "doubt": "Không có đơn vị."}}]


def procedure(ground: Ground, *, unit: bool = True, days: int = 100, **said: Any) -> Procedure:
    """A procedure stated so many days ago."""
    at = NOW - timedelta(days=days)
    number = Procedure.objects.filter(commune=ground.commune).count()
    row = Procedure.objects.create(
        commune=ground.commune, code=f"1.00{number:04d}", name="Chứng thực", unit=ground.unit if unit else None, added_at=at
    )
    source = Source.objects.create(commune=ground.commune, kind="list", title="Danh sách", on=at.date(), added_at=at)
    Line.objects.create(source=source, procedure=row, kind="stated", on=at.date(), said={"name": "Chứng thực", **said})
    return row


def a_procedure(**values: Any) -> Make:
    return lambda ground: procedure(ground, **values).ref


def timed(hours: str | None, ways: list[dict[str, Any]]) -> Make:
    """A procedure whose workflow has one step."""

    def make(ground: Ground) -> Ref:
        row = procedure(ground, ways=ways)
        steps = [{"name": "Ký", "unit": None, "post": "", "hours": hours, "result": ""}]
        Workflow.objects.create(procedure=row, on=date(2026, 3, 2), steps=steps, at=NOW)
        return row.ref

    return make


def holding(paper: str, *, proposed: bool = False) -> Make:
    """A procedure that asks for a paper."""

    def make(ground: Ground) -> Ref:
        row = procedure(ground, components=[{"name": paper}])
        if proposed:
            propose(ground, row, kind="paper", component=paper)
        return row.ref

    return make


def propose(ground: Ground, row: Procedure, **values: Any) -> None:
    said = {"before": "Nộp", "after": "Không nộp", "reason": "Đã có", "state_at": NOW, "added_at": NOW, "year": 2026}
    Proposal.objects.create(commune=ground.commune, procedure=row, unit=ground.unit, **said, **values)


def owing(proposals: int = 0, initiatives: int = 0) -> Make:
    """A unit with so many procedures proposed and initiatives."""

    def make(ground: Ground) -> Ref:
        procedure(ground)
        for _ in range(proposals):
            propose(ground, procedure(ground), kind="time")
        for number in range(initiatives):
            Initiative.objects.create(
                commune=ground.commune, unit=ground.unit, year=2026, title=f"Sáng kiến {number}", state_at=NOW, added_at=NOW
            )
        return Ref("unit", str(ground.unit.pk))

    return make


EXAMPLES = {
    "DM-01": Examples(
        timed("20", THREE_DAYS), {"tổng giờ các bước khác thời hạn": timed("24", THREE_DAYS)}, also=(timed("30", THREE_DAYS),)
    ),
    "DM-02": Examples(holding("Giấy khai sinh"), {"chưa có đề xuất bỏ": holding("Giấy khai sinh", proposed=True)}),
    "DM-03": Examples(a_procedure(unit=False), {"chưa giao đơn vị": a_procedure()}),
    "DM-04": Examples(a_procedure(ways=UNCLEAR), {"đã vào danh mục quá số ngày": a_procedure(ways=UNCLEAR, days=3)}),
    "DM-05": Examples(owing(), {"còn thiếu so với định mức": owing(proposals=3)}, also=(owing(proposals=2),)),
    "DM-06": Examples(owing(), {"còn thiếu so với định mức": owing(initiatives=1)}),
}

"""What the checks of the quality system find, and what each clause spares."""

from datetime import date, timedelta
from typing import Any

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person, RoleGrant
from minhchung.apps.quality.models import Acknowledgement, ControlledDocument, Declaration, QualitySettings, Version
from minhchung.apps.quality.rules import life
from tests.checking import Examples, Ground, Make
from tests.personas import NOW, SINCE
from tests.quality.conftest import BIRTH, say

TODAY = NOW.date()


def controlled(ground: Ground, *, days: int = 400, reviewed: bool = True, state: str = life.IN_FORCE, **values: Any) -> ControlledDocument:
    """A document whose version is in force since so many days; `state` "" for none."""
    number = ControlledDocument.objects.filter(commune=ground.commune).count() + 1
    usual = {"code": f"QT-{number:02d}", "kind": "internal", "title": "Soạn thảo văn bản", "owner": ground.unit, "added_at": NOW}
    made = ControlledDocument.objects.create(commune=ground.commune, **{**usual, **values})
    if state:
        hand = Person.objects.create(username=f"soat{number}", full_name="Đặng Soát Xét", commune=ground.commune) if reviewed else None
        version = Version(document=made, title=made.title, state=state, drafted_at=NOW, approved_at=NOW, reviewed_by=hand)
        version.effective_on = TODAY - timedelta(days=days)
        version.digest = version.fingerprint()
        version.save()
    return made


def a_document(**values: Any) -> Make:
    return lambda ground: controlled(ground, **values).ref


def _being_revised(ground: Ground) -> Ref:
    made = controlled(ground)
    Version.objects.create(document=made, revision=1, title=made.title, drafted_at=NOW)
    return made.ref


def reader(ground: Ground, *, days: int = 20, read: bool = False) -> Ref:
    """A document of the unit, with a person of the unit who has to read it."""
    made = controlled(ground, days=days)
    RoleGrant.objects.get_or_create(person=ground.officer, role=Role.OFFICER, unit=ground.unit, defaults={"valid_from": SINCE})
    if read:
        Acknowledgement.objects.create(version=made.versions.get(), person=ground.officer, at=NOW)
    return made.ref


def _bare(ground: Ground, **values: Any) -> Ref:
    made = say(ground.commune, _code(ground), BIRTH, unit=ground.unit)
    for name, value in values.items():
        setattr(made, name, value)
    made.save()
    return made.ref


def _code(ground: Ground) -> str:
    return f"1.{100000 + ground.commune.procedures.count()}"


def about(ground: Ground, *, abolished: bool) -> Ref:
    """A document about a procedure."""
    made, procedure = controlled(ground, days=1), say(ground.commune, _code(ground), BIRTH, unit=ground.unit)
    made.procedures.add(procedure)
    if abolished:
        say(ground.commune, procedure.code, {}, kind="abolished", on=date(2026, 11, 1))
    return made.ref


def declared(ground: Ground, *, more: bool) -> Ref:
    """A declaration over one procedure, with another one since."""
    code = _code(ground)
    say(ground.commune, code, BIRTH, unit=ground.unit)
    decision = Document.objects.create(commune=ground.commune, direction="out", state="issued", added_at=NOW)
    made = Declaration.objects.create(
        commune=ground.commune, number=1, standard="TCVN ISO 9001:2015", scope="TTHC", listed=[{"code": code, "name": "Khai sinh"}],
        listed_on=TODAY, signed_on=TODAY, document=decision, added_at=NOW,
    )  # fmt: skip
    if more:
        say(ground.commune, _code(ground), BIRTH)
    return made.ref


def _short_path(ground: Ground) -> Ref:
    QualitySettings.objects.create(commune=ground.commune, short_path=True)
    return controlled(ground, reviewed=False).ref


EXAMPLES = {
    "IS-01": Examples(
        a_document(),
        {
            "có bản đang hiệu lực, đã quá chu kỳ rà soát từ ngày hiệu lực hoặc lần rà soát trước": a_document(days=300),
            "không có bản mới đang soạn": _being_revised,
        },
        also=(a_document(days=40, review_months=1),),
    ),
    "IS-02": Examples(_bare, {"thủ tục do phường giải quyết, không phải ngành dọc": lambda ground: _bare(ground, vertical_sector=True)}),
    "IS-03": Examples(
        lambda ground: about(ground, abolished=True),
        {"có thủ tục đã bãi bỏ trong danh mục": lambda ground: about(ground, abolished=False)},
    ),
    "IS-04": Examples(
        lambda ground: declared(ground, more=True),
        {"danh mục thủ tục hôm nay khác danh mục lúc công bố": lambda ground: declared(ground, more=False)},
    ),
    "IS-05": Examples(
        reader,
        {
            "có người phải đọc mà chưa xác nhận": lambda ground: reader(ground, read=True),
            "đã quá số ngày để đọc từ ngày hiệu lực": lambda ground: reader(ground, days=5),
        },
    ),
    "IS-06": Examples(
        a_document(reviewed=False),
        {
            "có bản đang hiệu lực": a_document(reviewed=False, state=""),
            "bản đó không qua soát xét": a_document(),
            "phường không dùng đường ngắn": _short_path,
        },
    ),
}

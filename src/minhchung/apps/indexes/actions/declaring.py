"""Acts on what is known of a leaf: values declared, figures read anew, points put down by hand."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.adopting import index_ref
from minhchung.apps.indexes.facts import Computed, computed, is_figure, readings, written
from minhchung.apps.indexes.models import Criterion, Index, Reading, Ruling
from minhchung.apps.indexes.packs import pack_of_index
from minhchung.apps.indexes.rights import declares, keeps_criteria, refreshes
from minhchung.apps.organisations.models import Person
from minhchung.scoring.facts import Scalar
from minhchung.scoring.packs import Node


def _leaf_of(criterion: Criterion) -> Node:
    """The leaf of the criteria set that a criterion is. Raises Refused for a hand-made one."""
    leaf = pack_of_index(criterion.index).leaf(criterion.code) if criterion.index else None
    if leaf is None:
        raise Refused(f"Tiêu chí {criterion.code} không thuộc bộ tiêu chí nào nên không khai số liệu. Chọn bộ tiêu chí cho năm trước.")
    return leaf


@act("indexes.declare", "Khai số liệu tiêu chí", on="criterion", allowed=declares)
def declare(*, criterion: Criterion, values: Mapping[str, Scalar], note: str, actor: Person | None, at: datetime) -> int:
    """Writes down what is declared; None takes a value back. Only what differs from the newest is written. Returns how many values changed.

    Raises Refused for a name the leaf does not read, for a figure of the software, and when nothing changes.
    """
    leaf = _leaf_of(criterion)
    index = Index.objects.select_for_update().get(criteria=criterion)
    asked = {each.name for each in leaf.scored_by.inputs() if not is_figure(each.name)}
    if lost := [name for name in values if name not in asked]:
        raise Refused(f"Tiêu chí {criterion.code} không dùng số liệu “{lost[0]}”. Tải lại trang rồi khai lại.")
    known = {name: reading.value for name, reading in readings(index, at).items()}
    changed = {name: text for name, value in values.items() if known.get(name) != (text := written(value))}
    if not changed:
        raise Refused("Chưa có gì thay đổi so với lần khai trước.")
    Reading.objects.bulk_create(
        Reading(index=index, name=name, value=text, reason="" if text is not None else "đã bỏ khai", note=note[:500], by=actor, at=at)
        for name, text in changed.items()
    )
    record(commune=criterion.commune_id, subject=Ref("criterion", str(criterion.pk)),
           before={"values": {name: known.get(name) for name in changed}}, after={"values": changed}, note=note[:300])  # fmt: skip
    return len(changed)


@act("indexes.read_figures", "Tính lại số liệu bộ chỉ số", on="index", allowed=refreshes)
def read_figures(*, index: Index, actor: Person | None, at: datetime) -> int:
    """Computes every figure the set asks for and writes down those that changed. Returns how many did."""
    known = readings(index, at)
    found = computed(index, at)
    fresh = [Reading(index=index, name=name, by=None, at=at, **said) for name, value in found.items()
             if (said := _said(value)) and not _same(known.get(name), said)]  # fmt: skip
    Reading.objects.bulk_create(fresh)
    record(commune=index.commune_id, subject=index_ref(index), after={"figures": len(found), "changed": len(fresh)})
    return len(fresh)


def _said(value: Computed) -> dict[str, Any]:
    known = value.known
    return {"value": written(known.value), "numerator": known.numerator, "denominator": known.denominator, "ceiling": known.ceiling,
            "projected": value.projected, "floor": value.floor, "outlook": value.outlook[:500], "reason": known.reason[:500]}  # fmt: skip


def _same(before: Reading | None, said: Mapping[str, Any]) -> bool:
    return before is not None and all(getattr(before, field) == value for field, value in said.items())


@act("indexes.rule_out", "Không áp dụng tiêu chí", on="criterion", allowed=keeps_criteria)
def rule_out(*, criterion: Criterion, reason: str, actor: Person | None, at: datetime) -> Ruling:
    """The leaf does not apply to this ward: the policy of the set says what becomes of its points. Raises Refused."""
    return _rule(criterion, Ruling(kind=Ruling.Kind.NOT_APPLICABLE, reason=reason, by=actor, at=at))


@act("indexes.give_points", "Ghi điểm tay", on="criterion", allowed=keeps_criteria)
def give_points(*, criterion: Criterion, points: Decimal, reason: str, actor: Person | None, at: datetime) -> Ruling:
    """Points instead of the rule's, with the reason. Raises Refused outside 0…maximum and between the steps of the set."""
    leaf = _leaf_of(criterion)
    step = pack_of_index(criterion.index).step if criterion.index else Decimal(0)
    if not 0 <= points <= leaf.max:
        raise Refused(f"Điểm {points} ngoài khoảng 0 đến {leaf.max} của tiêu chí {criterion.code}. Ghi lại số điểm.")
    if step and points % step:
        raise Refused(f"Điểm {points} không theo bước {step} của bộ tiêu chí. Ghi lại số điểm.")
    return _rule(criterion, Ruling(kind=Ruling.Kind.GIVEN, points=points, reason=reason, by=actor, at=at))


def _rule(criterion: Criterion, made: Ruling) -> Ruling:
    _leaf_of(criterion)
    made.criterion, made.reason = criterion, made.reason.strip()[:500]
    if not made.reason:
        raise Refused("Chưa ghi lý do. Ghi lý do để người thẩm định hiểu vì sao.")
    before = Ruling.objects.select_for_update().filter(criterion=criterion, ended_at=None).first()
    if before is not None:
        Ruling.objects.filter(pk=before.pk).update(ended_at=made.at, ended_by=made.by)
    made.save()
    record(
        commune=criterion.commune_id, subject=Ref("criterion", str(criterion.pk)), before=_told(before), after=_told(made), note=made.reason
    )
    return made


@act("indexes.take_back", "Bỏ ghi tay", on="criterion", allowed=keeps_criteria)
def take_back(*, criterion: Criterion, reason: str, actor: Person | None, at: datetime) -> None:
    """The rule of the set counts again. Raises Refused when nothing was put down."""
    before = Ruling.objects.select_for_update().filter(criterion=criterion, ended_at=None).first()
    if before is None:
        raise Refused(f"Tiêu chí {criterion.code} đang chấm theo quy tắc, không có gì để bỏ. Tải lại trang.")
    Ruling.objects.filter(pk=before.pk).update(ended_at=at, ended_by=actor)
    record(commune=criterion.commune_id, subject=Ref("criterion", str(criterion.pk)), before=_told(before), after=_told(None), note=reason)


def _told(ruling: Ruling | None) -> dict[str, object]:
    return {"ruling": ruling.kind if ruling else None, "points": ruling.points if ruling else None}

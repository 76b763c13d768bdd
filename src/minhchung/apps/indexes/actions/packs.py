"""Acts on criteria sets: keep a version, take it for a year, say which unit is which."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.indexes.adopting import index_ref, keep_pack, leaves_follow, pack_ref, units_follow
from minhchung.apps.indexes.models import Index, IndexUnit, PackDraft, StoredPack
from minhchung.apps.indexes.packs import pack_of
from minhchung.apps.indexes.rights import keeps_criteria
from minhchung.apps.indexes.rounds.models import Round
from minhchung.apps.indexes.rules.rounds import DECLARED
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.scoring.fineness import places
from minhchung.scoring.packs import Pack
from minhchung.text.written import POINT_PLACES


@act("indexes.add_pack", "Thêm bộ tiêu chí", on="commune", allowed=keeps_criteria)
def add_pack(
    *, commune: Commune, pack: Pack, source: str, draft: PackDraft | None = None, actor: Person | None, at: datetime
) -> StoredPack:  # fmt: skip
    """Keeps a criteria set as a new version; a set that says exactly the same is not kept twice. `draft`: what it was made of, which ends.

    Raises Refused.
    """
    if draft is not None and draft.commune_id != commune.code:
        raise Refused("Dự thảo này không phải của phường. Chọn một dự thảo trong danh sách của phường.")
    if not pack.sample and not source.strip():
        raise Refused("Chưa ghi bộ tiêu chí lấy từ văn bản nào. Ghi số, ký hiệu văn bản ban hành rồi lưu lại.")
    stored = keep_pack(commune, pack, source=source, actor=actor, at=at)
    if draft is not None and not PackDraft.objects.filter(pk=draft.pk, ended_at=None).update(ended_at=at, kept=stored, content=b""):
        raise Refused("Dự thảo này đã được lưu hoặc bỏ rồi. Mở danh sách bộ tiêu chí để xem.")
    record(
        commune=commune.code,
        subject=pack_ref(stored),
        after={"pack": stored.identity, "version": stored.version, "year": stored.year, "digest": stored.digest},
        note=str(stored),
    )
    return stored


def _usable(stored: StoredPack) -> None:
    """Evidence and points of the ward are told by the code of a leaf, and a criterion is worth something. Raises Refused."""
    pack = pack_of(stored)
    leaves = (*pack.leaves, *pack.outside)
    twice = [code for code, times in Counter(leaf.code for leaf in leaves).items() if times > 1]
    if twice:
        raise Refused(f"Mã {', '.join(twice)} dùng cho nhiều tiêu chí nên chưa chấm được. Sửa thành bản mới, mỗi tiêu chí một mã riêng.")
    if nothing := [leaf.code for leaf in leaves if leaf.max <= 0]:
        raise Refused(f"Tiêu chí {', '.join(nothing)} có điểm tối đa không lớn hơn 0 nên chưa chấm được. Sửa thành bản mới rồi chọn lại.")
    if pack.decimals > POINT_PLACES or any(places(leaf.max) > POINT_PLACES for leaf in leaves):
        raise Refused(f"Bộ tiêu chí có điểm quá {POINT_PLACES} số lẻ nên không giữ được nguyên vẹn. Sửa thành bản mới rồi chọn lại.")


@act("indexes.adopt", "Chọn bộ tiêu chí cho năm", on="commune", allowed=keeps_criteria)
def adopt(
    *, commune: Commune, pack: StoredPack, target: Decimal | None = None, target_rank: int | None = None, group: str = "",
    actor: Person | None, at: datetime,
) -> Index:  # fmt: skip
    """The ward is scored by this set in its year: its leaves become the ward's criteria.

    Hand-made criteria of the same code become the leaf and keep their links; the others of the year are archived. Raises Refused when the
    year has an index already (replacing the set inside the year is `replace_pack`).
    """
    if pack.commune_id != commune.code:
        raise Refused("Bộ tiêu chí này không phải của phường. Chọn một bộ trong danh sách của phường.")
    if Index.objects.filter(commune=commune, year=pack.year).exists():
        raise Refused(f"Năm {pack.year} đã có bộ tiêu chí. Muốn đổi bộ giữa năm, dùng “Thay bộ tiêu chí”.")
    _usable(pack)
    index = Index.objects.create(
        commune=commune, year=pack.year, pack=pack, target=target, target_rank=target_rank, group=group, adopted_by=actor, adopted_at=at
    )
    matched = units_follow(index, on=at.date())
    changed = leaves_follow(index, {}, at=at)
    record(commune=commune.code, subject=index_ref(index), after={"pack": pack.identity, "version": pack.version, "year": pack.year,
           "units": matched, **changed}, note=str(pack))  # fmt: skip
    return index


@act("indexes.replace_pack", "Thay bộ tiêu chí", on="index", allowed=keeps_criteria)
def replace_pack(*, index: Index, pack: StoredPack, moved: Mapping[str, str], actor: Person | None, at: datetime) -> Index:
    """From now on the year is scored by another version or set. `moved`: code of an old leaf → code of the new one that takes over its
    evidence, links and history; leaves that nothing takes over are archived. Raises Refused."""
    if pack.commune_id != index.commune_id or pack.year != index.year:
        raise Refused(f"Bộ tiêu chí “{pack.title}” không phải của phường hoặc không phải cho năm {index.year}. Chọn bộ khác.")
    if pack.pk == index.pack_id:
        raise Refused("Phường đang dùng đúng bản này rồi.")
    if any(each.stage(timezone.localdate(at)) in DECLARED for each in Round.objects.filter(index=index)):
        raise Refused(f"Năm {index.year} đã có đợt chấm khóa theo bộ đang dùng nên không thay bộ được nữa. Mở lại đợt chấm trước khi thay.")
    _usable(pack)
    before = index.pack
    if not Index.objects.filter(pk=index.pk, pack=before).update(pack=pack):
        raise Refused("Bộ tiêu chí vừa được người khác thay. Tải lại trang để xem bộ mới.")
    index.pack = pack
    matched = units_follow(index, on=at.date())
    changed = leaves_follow(index, moved, at=at)
    record(commune=index.commune_id, subject=index_ref(index), before={"pack": before.identity, "version": before.version},
           after={"pack": pack.identity, "version": pack.version, "units": matched, **changed}, note=str(pack))  # fmt: skip
    return index


@act("indexes.set_unit", "Gán đơn vị của bộ tiêu chí", on="index", allowed=keeps_criteria)
def set_unit(*, index: Index, key: str, unit: Unit | None, actor: Person | None, at: datetime) -> None:
    """Says which unit of the ward a unit of the set is: its leaves follow. Raises Refused."""
    if unit is not None and unit.commune_id != index.commune_id:
        raise Refused("Đơn vị không thuộc phường này. Chọn đơn vị trong danh sách của phường.")
    row = IndexUnit.objects.select_for_update().filter(index=index, key=key).first()
    if row is None:
        raise Refused(f"Bộ tiêu chí không có đơn vị “{key}”. Tải lại trang.")
    before, row.unit = row.unit_id, unit
    row.save(update_fields=["unit"])
    changed = leaves_follow(index, {}, at=at)
    after = {"unit": unit.pk if unit else None, **changed}
    record(commune=index.commune_id, subject=index_ref(index), before={"unit": before}, after=after,
           note=f"{row.title} → {unit.name if unit else 'chưa xác định'}")  # fmt: skip


@act("indexes.set_target", "Đặt mục tiêu", on="index", allowed=keeps_criteria)
def set_target(*, index: Index, target: Decimal | None, target_rank: int | None, group: str, actor: Person | None, at: datetime) -> None:
    """The score and the place the ward aims at, and the group it is ranked in."""
    before = {"target": index.target, "target_rank": index.target_rank, "group": index.group}
    after = {"target": target, "target_rank": target_rank, "group": group}
    Index.objects.filter(pk=index.pk).update(**after)
    record(commune=index.commune_id, subject=index_ref(index), before=before, after=after)

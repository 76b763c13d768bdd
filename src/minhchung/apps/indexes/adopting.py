"""From a criteria set to the ward's rows: a version kept, the units recognised, the leaves with what they ask to see."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from minhchung.apps.ground import lookup
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import Criterion, Index, IndexUnit, RequiredEvidence, StoredPack
from minhchung.apps.indexes.packs import body_of, pack_of_index
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.organisations.naming import chosen, match_units
from minhchung.apps.organisations.written import written_names
from minhchung.scoring.packs import Node, Pack


def pack_ref(stored: StoredPack) -> Ref:
    """The subject a stored version is."""
    return Ref("pack", str(stored.pk))


def index_ref(index: Index) -> Ref:
    """The subject an index is."""
    return Ref("index", str(index.pk))


def keep_pack(commune: Commune, pack: Pack, *, source: str, actor: Person | None, at: datetime) -> StoredPack:
    """The set as the next version of its identity; the version that says exactly the same, where there is one."""
    known = StoredPack.objects.select_for_update().filter(commune=commune, identity=pack.id).order_by("-version")
    newest = known.first()
    numbered = pack.model_copy(update={"version": newest.version + 1 if newest else pack.version})
    for stored in known:
        if stored.digest == pack.model_copy(update={"version": stored.version}).digest:
            return stored
    return StoredPack.objects.create(
        commune=commune, identity=pack.id, version=numbered.version, title=pack.title, year=pack.year, level=pack.level,
        is_sample=pack.sample, digest=numbered.digest, body=body_of(numbered), source=source.strip() or pack.provenance[:300],
        added_by=actor, added_at=at,
    )  # fmt: skip


def units_follow(index: Index, *, on: date) -> int:
    """A row for every unit of the set; those whose name the ward knows are matched. Returns how many are."""
    pack, names = pack_of_index(index), written_names(index.commune).units
    known = {row.key: row for row in IndexUnit.objects.filter(index=index)}
    for key, title in pack.units.items():
        if key not in known:
            match = chosen(match_units(title, names, on, commune_name=index.commune.name))
            known[key] = IndexUnit.objects.create(index=index, key=key, title=title[:300], unit_id=match.unit_id if match else None)
    IndexUnit.objects.filter(index=index).exclude(key__in=pack.units).delete()
    return sum(known[key].unit_id is not None for key in pack.units)


def leaves_follow(index: Index, moved: Mapping[str, str], *, at: datetime) -> dict[str, Any]:
    """Makes the ward's criteria of the year those of the set. `moved`: old code → new code. Returns what changed, for the history."""
    pack = pack_of_index(index)
    units = {row.key: row.unit for row in IndexUnit.objects.filter(index=index).select_related("unit")}
    rows = {row.code: row for row in Criterion.objects.select_for_update().filter(commune=index.commune, year=index.year)}
    taken = {new: rows[old] for old, new in moved.items() if old in rows}
    kept: set[int] = set()
    made = 0
    # Codes first go out of each other's way: two leaves may have changed places.
    for moving in taken.values():
        Criterion.objects.filter(pk=moving.pk).update(code=f"~{moving.pk}")
    for leaf in (*pack.leaves, *pack.outside):
        row = taken.get(leaf.code) or (rows.get(leaf.code) if leaf.code not in moved else None)
        made += row is None
        kept.add(_put(index, leaf, row, units, at).pk)
    gone = Criterion.objects.filter(commune=index.commune, year=index.year, archived_at=None).exclude(pk__in=kept)
    archived = sorted(gone.values_list("code", flat=True))
    for pk in gone.values_list("pk", flat=True):
        lookup.remove(Ref("criterion", str(pk)))
    gone.update(archived_at=at)
    return {"leaves": len(kept), "made": made, "archived": archived}


def _put(index: Index, leaf: Node, row: Criterion | None, units: Mapping[str, Unit | None], at: datetime) -> Criterion:
    columns = {
        "index": index, "code": leaf.code, "title": leaf.title[:500], "points": leaf.max, "archived_at": None,
        "unit": units.get(leaf.lead or ""), "is_sample": index.pack.is_sample,
    }  # fmt: skip
    if row is None:
        row = Criterion.objects.create(commune=index.commune, year=index.year, **columns)
    else:
        Criterion.objects.filter(pk=row.pk).update(**columns)
        row.refresh_from_db()
    row.supporting.set([unit for key in leaf.supporting if (unit := units.get(key)) is not None])
    _requirements_follow(row, leaf, at)
    lookup.put(Ref("criterion", str(row.pk)), commune=index.commune_id, title=str(row), text="\n".join(item.text for item in leaf.evidence))
    return row


def _requirements_follow(row: Criterion, leaf: Node, at: datetime) -> None:
    """The requirements of the leaf; one whose words are the same keeps its links and claims, the others are archived with theirs."""
    known = {item.text: item for item in row.requirements.all()}
    for position, asked in enumerate(leaf.evidence):
        words, conditions = asked.text[:500], asked.model_dump(mode="json", exclude={"text"}, exclude_defaults=True)
        if words in known:
            item = known.pop(words)
            RequiredEvidence.objects.filter(pk=item.pk).update(position=position, conditions=conditions, archived_at=None)
        else:
            RequiredEvidence.objects.create(criterion=row, position=position, text=words, conditions=conditions)
    RequiredEvidence.objects.filter(pk__in=[item.pk for item in known.values()], archived_at=None).update(archived_at=at)

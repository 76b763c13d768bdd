"""The national list of communes, a commune put to use, and its way of reading deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.guarding import NATION, locked, ref
from minhchung.apps.organisations.making import make_alias, make_group, make_unit
from minhchung.apps.organisations.models import Commune, Person, Province, Unit, UnitGroup
from minhchung.apps.organisations.national_list import CommuneList
from minhchung.apps.organisations.rights import administers, never
from minhchung.apps.organisations.told import changed, told
from minhchung.apps.organisations.unit_words import take_apart
from minhchung.apps.organisations.wording import ALL_WORDINGS, PROFESSIONAL_WORDINGS

SETTINGS = (
    "before_excludes_the_day",
    "review_every_months",
    "urgent_working_days",
    "due_soon_working_days",
    "answer_wait_working_days",
    "numbers_arrivals",
    "apology_days_before",
    "apology_days_are_working",
    "reappointments_allowed",
    "apology_source",
)


@dataclass(frozen=True)
class Loaded:
    """How many the list holds, how many rows are new or changed, how many known communes it no longer names."""

    provinces: int
    communes: int
    added: int
    changed: int
    missing: int


@dataclass(frozen=True)
class FirstUnit:
    """A unit a commune starts with."""

    short: str
    name: str
    aliases: tuple[str, ...] = ()


@act("organisations.load_communes", "Nạp danh mục đơn vị hành chính", on="listing", allowed=never)
def load_communes(*, listing: CommuneList, actor: None, at: datetime) -> Loaded:
    """Brings provinces and communes to the state of the list. Doing it again changes nothing.

    A commune the list no longer names stays (its records are kept); what a commune has set for itself is not touched.
    """
    known = {commune.code: (commune.name, commune.province_id) for commune in Commune.objects.all()}
    provinces = [Province(code=code, name=name) for code, name in listing.provinces]
    Province.objects.bulk_create(provinces, update_conflicts=True, unique_fields=["code"], update_fields=["name"])
    wanted = {code: (name, province) for code, name, province in listing.communes}
    differing = [code for code, values in wanted.items() if known.get(code) != values]
    Commune.objects.bulk_create(
        [Commune(code=code, name=wanted[code][0], province_id=wanted[code][1]) for code in differing],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "province"],
        batch_size=500,
    )
    added = sum(code not in known for code in differing)
    loaded = Loaded(len(provinces), len(wanted), added, len(differing) - added, len(known.keys() - wanted.keys()))
    record(commune=NATION, subject=Ref("commune", NATION), after={**vars(loaded), "listed_on": listing.listed_on})
    return loaded


@act("organisations.put_in_use", "Bắt đầu dùng ở phường, xã", on="commune", allowed=never)
def put_in_use(*, commune: Commune, units: Sequence[FirstUnit], since: date, actor: None, at: datetime) -> Commune:
    """A People's Committee begins to work here: its units with aliases, and the two groups every commune starts with."""
    commune = locked(commune.pk)
    if Commune.objects.filter(pk=commune.pk, in_use=False).update(in_use=True) != 1:
        raise Refused(f"{commune.name} đã được thiết lập. Vào Thiết lập để sửa đơn vị và người dùng.")
    commune.in_use = True
    rows = [(make_unit(commune, name=unit.name, short=unit.short, valid_from=since, today=at.date()), unit.aliases) for unit in units]
    for row, aliases in rows:
        for text in aliases:
            make_alias(commune, row, text, on=max(since, at.date()))
    _make_first_groups(commune, [row for row, _ in rows])
    lookup.put(ref(commune), commune=commune.pk, title=commune.name)
    record(commune=commune.pk, subject=ref(commune), after={"in_use": True, "units": [unit.short for unit in units], "since": since})
    return commune


def _make_first_groups(commune: Commune, units: Sequence[Unit]) -> None:
    make_group(commune, UnitGroup(commune=commune), name="Mọi phòng, đơn vị", wordings=ALL_WORDINGS, every=True, units=[])
    professional = [unit for unit in units if take_apart(unit.name).kind == ("phong",)]
    if professional:
        make_group(
            commune,
            UnitGroup(commune=commune),
            name="Phòng chuyên môn",
            wordings=PROFESSIONAL_WORDINGS,
            every=False,
            units=professional,
        )


@act("organisations.edit_settings", "Sửa cách hiểu thời hạn", on="commune", allowed=administers)
def edit_settings(*, commune: Commune, values: dict[str, Any], actor: Person | None, at: datetime) -> Commune:
    """How deadlines are read and arrivals numbered from now on (`values` by the names of SETTINGS). Days already computed stay."""
    if unknown := set(values) - set(SETTINGS):
        raise ValueError(f"no settings named {sorted(unknown)}")
    commune = locked(commune.pk)
    before = told(commune, *SETTINGS)
    for name, value in values.items():
        setattr(commune, name, value)
    commune.save(update_fields=list(values))
    old, new = changed(before, told(commune, *SETTINGS))
    record(commune=commune.pk, subject=ref(commune), before=old, after=new)
    return commune

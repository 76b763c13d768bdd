"""What one may read around dossiers. The person comes first; dossiers one by one are for those who handle them (rights.reads_detail)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from minhchung.apps.dossiers.keys import SOURCE, dossier_key
from minhchung.apps.dossiers.lake import current_of
from minhchung.apps.dossiers.models import (
    DossierCard,
    DossierImport,
    ExportProfile,
    OfficialScore,
    ResultSignature,
    SlipHandover,
    SystemFault,
)
from minhchung.apps.dossiers.reading import Opened, opened
from minhchung.apps.dossiers.record import is_dossier
from minhchung.apps.dossiers.remembered import Called, called
from minhchung.apps.dossiers.rights import calls, reads_detail, reads_figures
from minhchung.apps.dossiers.scanning import code_in, written_as
from minhchung.apps.dossiers.slip_tables import handovers_of
from minhchung.apps.ground import history
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.organisations import chronicle
from minhchung.apps.organisations.models import Appointment, Commune, Person, Unit
from minhchung.apps.organisations.queries import in_force
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.queries.standing import procedures_for
from minhchung.flow.columns import DOSSIERS
from minhchung.flow.indicators import Window, parse_window

TITLES = {column.name: column.title for column in DOSSIERS}


def imports(person: Person) -> QuerySet[DossierImport]:
    """The imports of the person's commune, the newest data first."""
    return DossierImport.objects.filter(commune_id=person.commune_id or "").select_related("by")


def cards(person: Person, codes: Iterable[str] | None = None) -> dict[str, DossierCard]:
    """What people said of dossiers of the commune, by code."""
    found = DossierCard.objects.filter(commune_id=person.commune_id or "").select_related("proof", "person")
    return {card.code: card for card in (found if codes is None else found.filter(code__in=list(codes)))}


def faults(person: Person) -> QuerySet[SystemFault]:
    """The faults logged for the commune's dossier system, the newest first."""
    return SystemFault.objects.filter(commune_id=person.commune_id or "", withdrawn_at=None).select_related("logged_by")


def fault(person: Person, pk: int) -> SystemFault:
    """One logged fault; Http404 when it does not exist for the person."""
    found = faults(person).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có lỗi hệ thống này.")
    return found


def export_profiles(person: Person) -> QuerySet[ExportProfile]:
    """The ward's own profiles of exports."""
    return ExportProfile.objects.filter(commune_id=person.commune_id or "").select_related("saved_by")


def export_profile(person: Person, pk: int) -> ExportProfile:
    """One of them; Http404 when it does not exist for the person."""
    found = export_profiles(person).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có mẫu xuất này.")
    return found


def handovers(person: Person, codes: Iterable[str] | None = None) -> QuerySet[SlipHandover]:
    """The hand-overs of control slips that count, of some dossiers or of all, in their order."""
    return handovers_of(person.commune_id or "", codes).select_related("person", "unit", "recorded_by")


def handover(person: Person, pk: int) -> SlipHandover:
    """One hand-over; Http404 when it does not exist for the person, or was taken back."""
    found = handovers(person).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có lượt giao nhận này.")
    return found


def recorded_lately(person: Person, *, now: datetime) -> list[SlipHandover]:
    """What the person recorded on the spot in the last twelve hours, the newest first."""
    mine = handovers(person).filter(recorded_by=person, way=SlipHandover.Way.TAP, recorded_at__gt=now - timedelta(hours=12))
    return list(mine.order_by("-recorded_at", "-pk")[:30])


def signatures(person: Person, codes: Iterable[str] | None = None) -> QuerySet[ResultSignature]:
    """The signing times of results kept, the newest entry first."""
    rows = ResultSignature.objects.filter(commune_id=person.commune_id or "", source=SOURCE).select_related("recorded_by")
    return rows if codes is None else rows.filter(code__in=list(codes))


def unit_of(person: Person, on: date) -> Unit | None:
    """Where a person works on that day: the unit of the post, else the one unit of the roles; None when that is not clear."""
    posts = Appointment.objects.filter(in_force(on), person=person).select_related("unit")
    found = {each.unit for each in posts} or {
        grant.unit for grant in person.grants.filter(in_force(on)).select_related("unit") if grant.unit
    }
    return found.pop() if len(found) == 1 else None


def detail_of(person: Person, commune: Commune) -> Opened | None:
    """The lake for somebody who may see dossiers one by one; None when it is empty. Raises PermissionDenied."""
    if not reads_detail(person, commune):
        raise PermissionDenied("Tài khoản này chỉ xem số liệu tổng hợp, không xem từng hồ sơ. Hồ sơ do người xử lý và lãnh đạo xem.")
    return opened(commune)


def procedure(person: Person, code: str) -> Procedure | None:
    """The procedure of the catalogue with a national code; None where there is none."""
    return procedures_for(person).filter(code=code).first() if code else None


def called_today(person: Person, *, now: datetime) -> Called | None:
    """How many dossiers there are to call about, for those who call; None when the list was not opened yet today."""
    commune = person.commune
    return called(commune, now=now) if commune is not None and calls(person, commune) else None


@dataclass(frozen=True)
class CallLine:
    """The one line of the first screen. `called` is None until somebody has opened the list today."""

    as_of: datetime
    called: Called | None


def call_line(person: Person, *, now: datetime) -> CallLine | None:
    """What the first screen says of dossiers to those who call; None for others and for a ward without dossiers."""
    commune = person.commune
    current = current_of(commune) if commune is not None and calls(person, commune) else None
    return CallLine(current.as_of, called_today(person, now=now)) if current else None


def figures_of(person: Person, commune: Commune) -> Opened | None:
    """The lake for figures, which everybody who works in the commune may read; None when it is empty. Raises PermissionDenied."""
    if not reads_figures(person, commune):
        raise PermissionDenied("Tài khoản này chưa có vai nào ở phường nên chưa xem được số liệu. Quản trị của phường giao vai.")
    return opened(commune)


def official_scores(person: Person, window: Window) -> list[OfficialScore]:
    """The published figures brought in for a period, of the commune and of those it is ranked among."""
    found = OfficialScore.objects.filter(commune_id=person.commune_id or "").select_related("by")
    return [item for item in found.filter(period__startswith=str(window.last.year)) if parse_window(item.period) == window]


def own_official(person: Person, year: int, codes: Collection[str]) -> list[tuple[Window, OfficialScore]]:
    """What was published of the commune itself in a year under some codes, the newest period first."""
    found = OfficialScore.objects.filter(commune_id=person.commune_id or "", own=True, metric__in=codes, period__contains=str(year))
    told = [(parse_window(item.period), item) for item in found]
    return sorted((each for each in told if each[0].last.year == year), key=lambda each: (each[0].last, each[0].first), reverse=True)


def column_titles(names: Iterable[str]) -> list[str]:
    """Columns of the lake as the screen calls them."""
    return [TITLES[name] for name in names]


def said_of(person: Person, code: str) -> list[chronicle.EventRow]:
    """What was done with a dossier, in words, the newest first."""
    events = history.of(Ref("dossier", dossier_key(person.commune_id or "", code))).order_by("-position")
    return chronicle.told(person, list(events[:50]))


def found_by_code(person: Person, words: str) -> list[Described]:
    """The dossier of which `words` are the code, or hold one of the law's form, for somebody who reads dossiers one by one."""
    commune = person.commune
    # A code has a digit, whatever system made it.
    if commune is None or not any(map(str.isdigit, words)) or not reads_detail(person, commune):
        return []
    lake, lawful = opened(commune), code_in(words)
    codes = (lawful,) if lawful else written_as(words)
    code = next((code for code in codes if is_dossier(lake, code)), None) if lake else None
    if code is None:
        return []
    return list(describe(person, [Ref("dossier", dossier_key(commune.pk, code))]).values())

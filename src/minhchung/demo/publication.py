"""What the sample ward shows of its procedures, and where that is no longer what its catalogue says: hits and non-hits of each check.

The national database still stands as before the decision of October; the portal has two mistakes, one of which was mended; the board shows
names without codes; the dossier system was looked through by a person.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.core.files.base import ContentFile

from minhchung.apps.documents.models import Document
from minhchung.apps.files import actions as files
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure, Source
from minhchung.apps.procedures.queries.standing import Known, standing
from minhchung.apps.procedures.rules.telling import fee_words, limit_words
from minhchung.apps.publication import actions
from minhchung.apps.publication.models import Channel
from minhchung.apps.publication.queries.copies import expects, gathered

PAGES = Path(__file__).parent / "procedures" / "trang-thu-tuc.json"
HEAD = ("Mã số", "Tên thủ tục", "Thời hạn giải quyết", "Phí, lệ phí", "Thành phần hồ sơ", "Căn cứ pháp lý")
OF_UNITS = {"board": "PVHCC", "portal": "VH-XH", "system": "PVHCC", "national": "VP"}
WRONG = {"1.000894": ("limit", "05 ngày làm việc"), "2.001019": ("fee", "100.000 đồng")}
"""On the portal; the second is mended later."""
NOT_ON_PORTAL = ("1.001669",)
NOT_IN_SYSTEM = ("3.000322", "1.013229")
Look = tuple[str, str, str, bool, dict[str, str]]
PETITION = {"Địa chỉ": "Số 1 đường Vân Khê", "Điện thoại": "0225 000 000", "Thư điện tử hoặc trang tiếp nhận": "pakn@vankhe.example"}
EARLIER: tuple[Look, ...] = (("board", "duty", "2026-09-01", True, {"Tuần hoặc tháng áp dụng": "Tháng 9/2026"}),)
LOOKS: tuple[Look, ...] = (
    ("board", "petition", "2026-11-12", True, PETITION),
    ("portal", "petition", "2026-11-12", True, PETITION),
    ("board", "hotline", "2026-11-12", True, {"Số điện thoại": "0225 000 001"}),
    ("portal", "hotline", "2026-11-12", False, {}),
    ("board", "fees", "2026-11-12", True, {"Văn bản quy định mức thu": "Nghị quyết của Hội đồng nhân dân thành phố"}),
)
"""Looked at too long ago; whole, with a field left out, not there; the others nobody has looked at."""
_NEWS = "Lịch tiếp công dân tháng 12/2026"
SPELT = {"Đăng ký khai sinh kết hợp nhận cha, mẹ, con": "Đăng kí khai sinh kết hợp nhận cha, mẹ và con"}


def show_in_public(commune: Commune, people: Mapping[str, Person]) -> None:
    """Four channels from November on, the requests of the October decision, the notices."""
    officer = people["nguyen"]
    channels = _channels(commune, officer)
    _rules(commune, channels["portal"], officer)
    _look(channels, officer, EARLIER)
    _post(commune, channels, officer)
    _national(channels["national"], officer)
    _portal(channels["portal"], officer)
    _board(channels["board"], officer)
    _system(channels["system"], officer)
    _look(channels, officer, LOOKS)
    _zalo(commune, officer)


def _channels(commune: Commune, officer: Person) -> dict[str, Channel]:
    units = {unit.short: unit for unit in Unit.objects.filter(commune=commune)}
    made = {each.kind: each for each in actions.begin(commune=commune, actor=officer, at=_at("2026-05-04 09:00"))}
    addresses = {"board": "Tầng 1, Trung tâm Phục vụ hành chính công", "portal": "Trang thông tin điện tử phường, mục Thủ tục hành chính"}
    for number, (kind, channel) in enumerate(made.items()):
        actions.set_channel(
            channel=channel, title=channel.title, kind=kind, unit=units[OF_UNITS[kind]], address=addresses.get(kind, ""),
            for_procedures=True, actor=officer, at=_at(f"2026-05-04 09:1{number}"),
        )  # fmt: skip
    return {each.kind: each for each in Channel.objects.filter(commune=commune).select_related("commune", "unit")}


def _kept(channel: Channel, name: str, content: bytes, officer: Person, at: datetime) -> StoredFile:
    return files.store(commune=channel.commune, received=receive(ContentFile(content, name=name)), actor=officer, at=at)


def _national(channel: Channel, officer: Person) -> None:
    at = _at("2026-11-09 10:00")
    stored = _kept(channel, "csdl-quoc-gia-2026-11-09.json", PAGES.read_bytes() + b"\n", officer, at)
    note = "Tải trang từng thủ tục từ CSDL quốc gia"
    actions.take_snapshot(channel=channel, kind="page", on=at.date(), whole=True, stored=stored, note=note, actor=officer, at=at)


def _portal(channel: Channel, officer: Person) -> None:
    """A list with two mistakes and one procedure left out; the fee is mended five days later."""
    at, later = _at("2026-11-10 14:00"), _at("2026-11-16 08:30")
    rows = [_row(each, True) for each in _shown(channel, at.date()) if each.procedure.code not in NOT_ON_PORTAL]
    stored = _kept(channel, "cong-phuong-2026-11-10.txt", _table(rows), officer, at)
    actions.take_snapshot(channel=channel, kind="list", on=at.date(), whole=True, stored=stored, actor=officer, at=at)
    right = [_row(each, False) for each in _shown(channel, at.date()) if each.procedure.code == "2.001019"]
    stored = _kept(channel, "cong-phuong-da-sua-2026-11-16.txt", _table(right), officer, later)
    note = "Chụp lại sau khi sửa mức phí"
    actions.take_snapshot(channel=channel, kind="list", on=later.date(), whole=False, stored=stored, note=note, actor=officer, at=later)


def _board(channel: Channel, officer: Person) -> None:
    """Names without codes: all confirmed but the one that is spelt otherwise."""
    at = _at("2026-11-12 15:00")
    rows = [("", SPELT.get(row[1], row[1]), *row[2:4], "", "") for row in (_row(each, False) for each in _shown(channel, at.date()))]
    stored = _kept(channel, "bang-niem-yet-2026-11-12.txt", _table(rows), officer, at)
    actions.take_snapshot(channel=channel, kind="list", on=at.date(), whole=True, stored=stored, actor=officer, at=at)
    found = gathered(channel.commune_id, at.date())
    keys = dict(Procedure.objects.filter(commune=channel.commune_id).values_list("code", "pk"))
    meant: dict[str, int | None] = {each.name: keys[each.code] for each in found.waiting[channel.pk] if each.score == 100}
    actions.confirm_names(channel=channel, meant=meant, actor=officer, at=_at("2026-11-12 15:20"))


def _system(channel: Channel, officer: Person) -> None:
    at = _at("2026-11-13 09:00")
    there = [each.procedure.pk for each in _shown(channel, at.date()) if each.procedure.code not in NOT_IN_SYSTEM]
    actions.tick(channel=channel, on=at.date(), procedures=there, note="Xem danh mục trên hệ thống", actor=officer, at=at)


def _post(commune: Commune, channels: Mapping[str, Channel], officer: Person) -> None:
    """Posted in time at the portal, late at the board, still waiting in the system, not asked for at the national database."""
    source = Source.objects.filter(commune=commune, kind="decision").select_related("document__commune").get()
    asked = actions.ask_from_decision(
        source=source, channels=[channels[kind] for kind in ("portal", "board", "system")], actor=officer, at=_at("2026-10-13 10:00")
    )
    for posting, day in zip(asked, ("2026-10-16", "2026-10-23"), strict=False):
        where = posting.channel.address or posting.channel.title
        actions.post(posting=posting, posted_on=date.fromisoformat(day), posted_at=where, actor=officer, at=_at(f"{day} 16:00"))


def _rules(commune: Commune, portal: Channel, officer: Person) -> None:
    """The working rules of the ward, posted in time."""
    rules = Document.objects.filter(commune=commune, direction="out", subject__startswith="Ban hành Quy chế làm việc").first()
    if rules is None or rules.issued_on is None:
        raise LookupError("the sample ward has not issued its working rules")
    made = actions.ask(
        commune=commune, channels=[portal], title="", document=rules, decided_on=rules.issued_on, actor=officer,
        at=_at("2026-05-15 08:00"),
    )  # fmt: skip
    where = "Trang thông tin điện tử phường, mục Văn bản"
    actions.post(posting=made[0], posted_on=date(2026, 5, 18), posted_at=where, actor=officer, at=_at("2026-05-18 09:00"))


def _zalo(commune: Commune, officer: Person) -> None:
    """A channel where nothing was put since September; what was asked for two days ago is still in time."""
    unit = Unit.objects.get(commune=commune, short="VH-XH")
    channel = actions.add_channel(
        commune=commune, title="Trang Zalo của phường", kind=Channel.Kind.OTHER, unit=unit, address="Zalo OA của phường",
        for_procedures=False, actor=officer, at=_at("2026-05-04 09:30"),
    )  # fmt: skip
    for title, asked, posted in (("Lịch tiếp công dân tháng 9/2026", "2026-09-01", "2026-09-03"), (_NEWS, "2026-11-18", "")):
        made = actions.ask(
            commune=commune, channels=[channel], title=title, decided_on=date.fromisoformat(asked), actor=officer, at=_at(f"{asked} 09:00")
        )
        if posted:
            where = "Zalo OA, mục Thông báo"
            actions.post(posting=made[0], posted_on=date.fromisoformat(posted), posted_at=where, actor=officer, at=_at(f"{posted} 15:00"))


def _look(channels: Mapping[str, Channel], officer: Person, seen: "tuple[Look, ...]") -> None:
    for number, (kind, item, day, shown, said) in enumerate(seen, 10):
        at = _at(f"{day} 16:{number}")
        actions.look_at_notice(channel=channels[kind], item=item, on=at.date(), shown=shown, said=said, actor=officer, at=at)


def _shown(channel: Channel, day: date) -> list[Known]:
    return [each for each in standing(channel.commune_id, day) if each.standing.in_force and expects(channel, each)]


def _row(known: Known, mistaken: bool) -> tuple[str, ...]:
    """A procedure as a list of the ward tells it, from its catalogue; with the portal's mistakes or without."""
    content, code = known.standing.content, known.procedure.code
    ways = content.ways or ()
    limits = "; ".join(dict.fromkeys(limit_words(way.limit) for way in ways))
    fees = "; ".join(dict.fromkeys(fee_words(way.fee) for way in ways))
    told = {"limit": limits, "fee": fees} | (dict([WRONG[code]]) if mistaken and code in WRONG else {})
    papers = "; ".join(each.name for each in content.components or () if not each.doubt)
    basis = "; ".join(f"{each.title} {each.symbol}" for each in content.basis or () if each.symbol and not each.doubt)
    return code, content.name or known.procedure.name, told["limit"], told["fee"], papers, basis


def _table(rows: "list[tuple[str, ...]]") -> bytes:
    return "\n".join("\t".join(row) for row in (HEAD, *rows)).encode()


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)

"""The catalogue of procedures of the sample ward: names and codes look like those of public procedures but were not checked against them;
times, fees, papers and decisions are made up.

An import in March, a publication decision of October, workflows of which one does not add up, doubts left for the visitor, proposals.
"""

import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.core.files.base import ContentFile
from docx import Document as Written

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.files import actions as files
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures import actions as procedures
from minhchung.apps.procedures.decided import decided
from minhchung.apps.procedures.importing import look_at
from minhchung.apps.procedures.models import Line, Procedure
from minhchung.apps.procedures.rules.workflows import Step
from minhchung.demo.papers import MADE

FOLDER = Path(__file__).parent / "procedures"
OF_UNITS = {
    "VP": ("Hộ tịch", "Chứng thực"),
    "XD-NN-MT": ("Đất đai", "Hoạt động xây dựng"),
    "VH-XH": ("Bảo trợ xã hội", "Giảm nghèo", "Người có công"),
    "KT": ("Thành lập và hoạt động của hộ kinh doanh", "Lưu thông hàng hóa trong nước"),
}
"""Culture and compensation are left without a unit, for the review to find; residence belongs to the police."""
SECTOR = "Đăng ký, quản lý cư trú"
SAME_DAY = ("2.000635", "2.000908", "2.000815")


def keep_catalogue(commune: Commune, people: Mapping[str, Person]) -> None:
    """The catalogue from March to November."""
    units = {unit.short: unit for unit in Unit.objects.filter(commune=commune)}
    _bring_in(commune, people["nguyen"])
    _arrange(commune, units, people["nguyen"])
    _decide(commune, people["nguyen"])
    _flow(commune, units, people)
    _settle(commune, people["nguyen"])
    _simplify(commune, units, people)


def _bring_in(commune: Commune, standing: Person) -> None:
    name = "trang-thu-tuc.json"
    received = receive(ContentFile((FOLDER / name).read_bytes(), name=name), look=look_at)
    stored = files.store(commune=commune, received=received, actor=standing, at=_at("2026-03-02 09:00"))
    procedures.take_over(commune=commune, stored=stored, on=date(2026, 3, 2), actor=standing, at=_at("2026-03-02 09:05"))


def _arrange(commune: Commune, units: Mapping[str, Unit], standing: Person) -> None:
    for hour, (short, fields) in enumerate(OF_UNITS.items(), 10):
        given = {"unit": units[short], "at_centre": True}
        procedures.arrange_many(
            commune=commune, procedures=_of_fields(commune, fields), given=given, actor=standing, at=_at(f"2026-03-03 {hour}:00")
        )
    given = {"vertical_sector": True, "at_centre": False, "unit": units["PVHCC"]}
    procedures.arrange_many(
        commune=commune, procedures=_of_fields(commune, (SECTOR,)), given=given, actor=standing, at=_at("2026-03-03 15:00")
    )
    group = {"group": "Khai sinh, thường trú, bảo hiểm y tế cho trẻ em dưới 6 tuổi"}
    linked = list(Procedure.objects.filter(commune=commune, code__in=("1.001193", "1.004222", "2.000986")).values_list("pk", flat=True))
    procedures.arrange_many(commune=commune, procedures=linked, given=group, actor=standing, at=_at("2026-03-03 15:20"))


def _of_fields(commune: Commune, fields: tuple[str, ...]) -> list[int]:
    found = Line.objects.filter(source__commune=commune, said__field__in=fields)
    return sorted(set(found.values_list("procedure", flat=True)))


def _decide(commune: Commune, standing: Person) -> Document:
    """The city's decision arrives as a file and is laid over the catalogue from its day in force."""
    text = (FOLDER / "quyet-dinh-cong-bo.txt").read_text("utf-8")
    upload = receive(ContentFile(docx_with_tables(text), name="4128-QD-UBND.docx"))
    document = documents.register_incoming(commune=commune, upload=upload, actor=standing, at=_at("2026-10-13 08:40"))
    kinds = {each.read.row: each.kind.value for each in decided(document).lines if each.kind}
    procedures.publish_decision(document=document, on=date(2026, 10, 15), kinds=kinds, actor=standing, at=_at("2026-10-13 09:30"))
    return document


def _flow(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """One workflow adds up, one does not, one cannot be compared: its limit counts days off too."""

    def steps(*hours: int) -> list[Step]:
        names = ("Tiếp nhận, số hóa hồ sơ", "Thụ lý, dự thảo kết quả", "Kiểm tra, trình ký", "Ký duyệt", "Vào sổ, trả kết quả")
        who = ("PVHCC", "VP", "VP", None, "PVHCC")
        posts = ("Cán bộ Một cửa", "Công chức tư pháp - hộ tịch", "Chánh Văn phòng", "Lãnh đạo UBND phường", "Cán bộ Một cửa")
        return [
            Step(name, units[unit].pk if unit else None, post, Decimal(count))
            for name, unit, post, count in zip(names, who, posts, hours, strict=True)
        ]

    for code, hours in (("1.000894", (2, 14, 3, 3, 2)), ("1.001669", (2, 10, 3, 3, 2)), ("1.013225", (4, 80, 16, 12, 8))):
        procedure = Procedure.objects.get(commune=commune, code=code)
        procedures.set_workflow(
            procedure=procedure,
            on=date(2026, 4, 1),
            steps=steps(*hours),
            actor=people["an" if code < "1.01" else "nguyen"],
            at=_at("2026-03-30 14:00"),
        )


def _settle(commune: Commune, standing: Person) -> None:
    """One doubt is settled by its decision; the cut-off of same-day procedures is entered."""
    found = Procedure.objects.get(commune=commune, code="1.005461")
    told = Line.objects.get(procedure=found).pk
    rows = [(way, "5 ngày làm việc", "Miễn phí") for way in ("Trực tuyến", "Dịch vụ bưu chính", "Trực tiếp")]
    procedures.mend(
        procedure=found,
        field="ways",
        told=told,
        said=rows,
        note="Quyết định công bố của Bộ Tư pháp",
        actor=standing,
        at=_at("2026-05-12 10:00"),
    )
    for procedure in Procedure.objects.filter(commune=commune, code__in=SAME_DAY).select_related("unit"):
        procedures.arrange(
            procedure=procedure,
            unit=procedure.unit,
            at_centre=True,
            vertical_sector=False,
            group="",
            after_supplement="restart",
            cutoff=datetime(2026, 1, 1, 15, 0, tzinfo=ZONE).time(),
            actor=standing,
            at=_at("2026-05-12 10:30"),
        )


def _simplify(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """The office has its three, one of them approved; the others are behind. Two initiatives."""
    reason = "Giảm giấy tờ và thời gian đi lại của người dân."
    papers = (
        ("1.000894", "Giấy xác nhận tình trạng hôn nhân của người thường trú nơi khác"),
        ("1.001193", "Thẻ căn cước hoặc giấy tờ tùy thân khác để xuất trình"),
    )
    for number, (code, paper) in enumerate(papers):
        after = "Không yêu cầu giấy tờ này; công chức khai thác cơ sở dữ liệu."
        made = procedures.propose(
            procedure=Procedure.objects.get(commune=commune, code=code),
            unit=units["VP"],
            kind="paper",
            component=paper,
            before=f"Người dân phải nộp hoặc xuất trình: {paper}",
            after=after,
            reason=reason,
            actor=people["an"],
            at=_at(f"2026-06-1{number} 09:00"),
        )
        if number == 0:
            sent = Document.objects.filter(commune=commune, direction="in", archived_at=None).order_by("pk").first()
            if sent is None:
                raise LookupError("the sample ward has no document by which a proposal could be sent")
            procedures.send_proposal(simplification=made, document=sent, actor=people["an"], at=_at("2026-06-20 09:00"))
    _shorten(commune, units, people)


def _shorten(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """Two proposals about time, two initiatives."""
    for short, code, who in (("VP", "1.001669", "an"), ("KT", "1.001612", "huy")):
        procedures.propose(
            procedure=Procedure.objects.get(commune=commune, code=code),
            unit=units[short],
            kind="time",
            before="03 ngày làm việc",
            after="02 ngày làm việc",
            reason="Bỏ bước trình trung gian, ký số trên hệ thống.",
            actor=people[who],
            at=_at("2026-07-01 10:00"),
        )
    for short, who, title in (
        ("PVHCC", "chi", "Ngày thứ Năm không hẹn: trả kết quả hộ tịch trong ngày"),
        ("KT", "huy", "Mã QR hướng dẫn đăng ký hộ kinh doanh tại chợ"),
    ):
        procedures.register_initiative(
            commune=commune, unit=units[short], year=2026, title=title, actor=people[who], at=_at("2026-08-03 09:00")
        )


def docx_with_tables(text: str) -> bytes:
    """A text as a DOCX; lines of cells ("| a | b |") become ruled tables."""
    written = Written()
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line[1:-1].split("|")])
            continue
        if rows:
            table = written.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
            for cells in rows:
                for cell, words in zip(table.add_row().cells, cells, strict=True):
                    cell.text = words
            rows = []
        if line.strip():
            written.add_paragraph(line)
    written.core_properties.created = written.core_properties.modified = MADE
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)

"""One of each thing in ward A, made through the acts: what the rights walk and the page walk look at."""

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Occurrence, Proposal, RegisterReturn
from minhchung.apps.assignments.queries import register, sheets
from minhchung.apps.assignments.queries.rows import lines_of, with_related
from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Citation, Document, Relation
from minhchung.apps.dossiers import actions as dossiers
from minhchung.apps.dossiers.staging import stage
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.files.actions import store
from minhchung.apps.files.receiving import receive
from minhchung.apps.findings import actions as findings
from minhchung.apps.ground.models import HistoryEvent, Notice
from minhchung.apps.indexes import actions as indexes
from minhchung.apps.indexes.published_table import typed
from minhchung.apps.indexes.rules.rounds import Dates
from minhchung.apps.inspections import actions as inspections
from minhchung.apps.inspections.actions.planning import Planned
from minhchung.apps.inspections.drawing import Query
from minhchung.apps.inspections.models import Member
from minhchung.apps.meetings import actions as meetings
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Appointment, Commune, Person, Unit
from minhchung.apps.plans import actions as plans
from minhchung.apps.plans.rules.when import read_when
from minhchung.apps.plans.writing import ItemFields
from minhchung.apps.reviews.running import review
from minhchung.flow.exports import Profile
from minhchung.flow.indicators import Official
from minhchung.reading import read_text, to_json
from minhchung.scoring.exchange import draft_of
from minhchung.scoring.exchange.foreign import read_annex
from tests.dossiers import small_lake
from tests.files.samples import blank_pdf
from tests.guards.directive import DIRECTIVE
from tests.guards.legal_things import legal_things
from tests.indexes.rounds import appraise_all, declare_round
from tests.indexes.sets import BESIDE, small_set
from tests.inspections.conftest import RETOLD
from tests.management import management_world
from tests.personas import NOW, SINCE
from tests.procedures import catalogue
from tests.publication import examples as published
from tests.quality import quality_world
from tests.scoring.exchange.annexes import numbered_excel

EXPORT = "Mã hồ sơ,Tên thủ tục,Ngày tiếp nhận\nH99.12-261102-0001,Khai sinh,02/11/2026 08:00\nH99.12-261102-0002,Khai sinh,32/11/2026\n"
SHEET = (
    ("Số đến", "Ngày đến", "Số, ký hiệu", "Ngày văn bản", "Cơ quan ban hành", "Trích yếu"),
    ("12", "03/11/2026", "15/UBND-NV", "02/11/2026", "Ủy ban nhân dân thành phố Hải Khê", "Về việc cử người dự tập huấn"),
)
PLAN = (
    ("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Thời gian"),
    ("1", "Rà soát văn bản quy phạm pháp luật", "Báo cáo", "Văn phòng", "Quý IV/2026"),
)


def _sheet(rows: tuple[tuple[str, ...], ...] = SHEET) -> bytes:
    """A workbook: a register of a city system with one line, unless told otherwise."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for row, cells in enumerate(rows):
        page.write_row(row, 0, cells)
    book.close()
    return out.getvalue()


class World:
    """`things` by the name acts and addresses use for them: document, proposal, assignment, unit, person …"""

    def __init__(self, ward: Commune, units: dict[str, Unit], officer: Person) -> None:
        self.ward, self.units = ward, units
        self.things: dict[str, Any] = {"commune": ward, "listing": ward, "province": ward.province}
        self.things |= {"unit": units["VH-XH"], "person": officer}
        self._organisations(officer)
        self._working_time()
        self.things |= catalogue.examples(ward, units, at=NOW - timedelta(hours=1))
        self._documents()
        self._assignments()
        self._criteria()
        self._plans()
        self._rounds()
        self._dossiers()
        self._findings()
        self._inspections()
        self._meetings(officer)
        self.things |= legal_things(ward, units)
        self.things |= quality_world.made(ward, self.units, self.things["outgoing"])
        self.things |= management_world.made(ward, self.units, officer)
        self.things |= published.made(ward, units, self.things, at=NOW - timedelta(minutes=50))
        self.things["event"] = HistoryEvent.objects.filter(commune=ward.pk).order_by("position").first()

    def _organisations(self, officer: Person) -> None:
        ward, at = self.ward, NOW
        unit = organisations.add_unit(commune=ward, name="Tổ quản lý chợ", short="CHO", valid_from=SINCE, actor=None, at=at)
        body = organisations.add_body(commune=ward, name="Ban Chỉ đạo cải cách hành chính", valid_from=SINCE, actor=None, at=at)
        grant = organisations.grant_role(
            person=officer, role=Role.INSPECTOR, unit=None, valid_from=SINCE, valid_to=date(2025, 8, 1), actor=None, at=at
        )
        appointment = organisations.appoint(
            person=officer,
            unit=unit,
            post="Tổ phó",
            kind=Appointment.Kind.SECONDED,
            decision="",
            valid_from=SINCE,
            valid_to=date(2026, 12, 31),
            actor=None,
            at=at,
        )
        self.things |= {
            "body": body,
            "grant": grant,
            "appointment": appointment,
            "alias": organisations.add_alias(unit=unit, text="Tổ chợ Vân Khê", actor=None, at=at),
            "group": organisations.add_group(
                commune=ward, name="Khối kinh tế", wordings=["khối kinh tế"], every=False, units=[self.units["KT"]], actor=None, at=at
            ),
            "member": organisations.add_member(body=body, person=officer, place="Ủy viên", actor=None, at=at),
            "handover": organisations.hand_over(
                commune=ward,
                from_unit=unit,
                to_unit=self.units["DVSNC"],
                from_person=None,
                to_person=None,
                on=date(2026, 11, 1),
                decision="",
                note="",
                actor=None,
                at=at,
            ),
        }

    def _working_time(self) -> None:
        """A closing day and office hours of the ward's own."""
        shut, since = date(2026, 12, 7), date(2026, 5, 1)
        organisations.close_day(commune=self.ward, day=shut, reason="Sửa trụ sở", actor=None, at=NOW)
        hours = "07:00-11:30, 13:30-17:00"
        organisations.set_hours(
            commune=self.ward, valid_from=since, sessions=hours, friday="07:00-11:30", source="QĐ 12/QĐ-UBND", actor=None, at=NOW
        )
        self.things |= {"organisations:open_day day": shut, "organisations:drop_hours valid_from": since}

    def _documents(self) -> None:
        ward, at = self.ward, NOW - timedelta(days=5)
        document = documents.register_incoming(commune=ward, text=DIRECTIVE, actor=None, at=at)
        letter = Fields(code="90/UBND-VHXH", type="Công văn", issued_on=date(2026, 11, 12), issuer="Ủy ban nhân dân phường Vân Khê")
        outgoing = documents.draft(commune=ward, fields=letter, actor=None, at=at)
        relation = documents.relate(document=outgoing, target=document, kind=Relation.Kind.URGES, actor=None, at=at)
        received = receive(ContentFile("Danh sách dự tập huấn\nNgày 12/11/2026".encode(), name="danh-sach.txt"))
        stored = store(commune=ward, received=received, actor=None, at=at)
        city_register = receive(ContentFile(_sheet(), name="so-den.xlsx"))
        sheet = store(commune=ward, received=city_register, actor=None, at=at)
        columns = {0: "arrival_number", 1: "arrived_on", 2: "code", 3: "issued_on", 4: "issuer", 5: "subject"}
        direction = Document.Direction.INCOMING
        self.things |= {
            "sheet": sheet,
            "import": documents.import_register(commune=ward, stored=sheet, direction=direction, columns=columns, actor=None, at=at),
            "document": document,
            "outgoing": outgoing,
            "relation": relation,
            "file": stored,
            "citation": Citation.objects.filter(commune=ward).order_by("pk").first(),
        }

    def _assignments(self) -> None:
        document, at = self.things["document"], NOW - timedelta(days=4)
        assignments.propose(document=document, reading=to_json(read_text(document.text)), text=document.text, actor=None, at=at)
        for proposal in Proposal.objects.filter(document=document):
            assignments.take(proposal=proposal, actor=None, at=at)
        made = assignments.confirm(document=document, actor=None, at=at)
        self.things["notice"] = Notice.objects.order_by("pk").first()
        occurrence = Occurrence.objects.get(duty__assignment=made[0])
        place = Place(self.ward.code, "occurrence", str(occurrence.pk))
        claim = evidence.claim(place=place, stored=self.things["file"], actor=None, at=at)
        scan = store(commune=self.ward, received=receive(ContentFile(blank_pdf(), name="ban-quet.pdf")), actor=None, at=at)
        evidence.claim(place=place, stored=scan, actor=None, at=at)
        product = assignments.hand_in(occurrence=occurrence, title="Danh sách", actor=None, at=at)
        extension = assignments.ask_extension(
            occurrence=occurrence, due_on=date(2026, 12, 10), reason="Chờ danh sách của trường", actor=None, at=at
        )
        self.things |= {
            "assignment": made[0],
            "duty": occurrence.duty,
            "occurrence": occurrence,
            "proposal": Proposal.objects.get(assignment=made[0]),
            "product": product,
            "extension": extension,
            "claim": claim,
            "scan": scan,
            "place": place,
            "returned": self._returned(occurrence),
        }

    def _returned(self, occurrence: Occurrence) -> RegisterReturn:
        """A register that went out as XLSX with one line and came back unchanged."""
        lines = lines_of(with_related(Occurrence.objects.filter(pk=occurrence.pk)), commune=self.ward, today=NOW.date())
        rows = {str(line.occurrence.pk): sheets.plain(sheets.values_of(line)) for line in lines}
        kept = assignments.export_register(commune=self.ward, rows=rows, actor=None, at=NOW)
        content = sheets.workbook(register.grouped(lines, ""), export=kept, commune=self.ward, year=2026)
        return assignments.receive_register(commune=self.ward, name="so.xlsx", content=content, export_code=kept.code, actor=None, at=NOW)

    def _criteria(self) -> None:
        hand_made = indexes.add_criterion(
            commune=self.ward,
            year=2025,
            code="5.2.2",
            title="Tham gia tập huấn",
            points=1,
            unit=None,
            evidence=["Danh sách cử đi"],
            actor=None,
            at=NOW,
        )
        pack = indexes.add_pack(commune=self.ward, pack=small_set(**BESIDE), source="", actor=None, at=NOW)
        index = indexes.adopt(commune=self.ward, pack=pack, actor=None, at=NOW)
        newer = indexes.add_pack(commune=self.ward, pack=small_set(title="Bộ tiêu chí thử, sửa", **BESIDE), source="", actor=None, at=NOW)
        draft = indexes.start_draft(commune=self.ward, name="bo-thu.yaml", draft=draft_of(small_set(id="moi")), actor=None, at=NOW)
        annex = numbered_excel()
        annex_draft = indexes.start_draft(
            commune=self.ward, name=annex.name, content=annex.data, draft=read_annex(annex.data, annex.name, 2026), actor=None, at=NOW
        )
        self.things |= {"newer_pack": newer, "draft": draft, "annex_draft": annex_draft}
        criterion = index.criteria.get(code="1.2")
        asked = criterion.requirements.get()
        self._published()
        self.things |= {"hand_made": hand_made, "pack": pack, "index": index, "criterion": criterion, "requirement": asked}

    def _published(self) -> None:
        """What the city published of the year before, by field and in two groups, and what the portal of QĐ 766 did of the ward."""
        table = (
            "Đơn vị\tNhóm\tChỉ đạo\tTTHC\tTổng điểm\nPhường A\tphường\t11\t24\t92\nPhường Vân Khê\tphường\t10\t20\t88\nXã B\txã\t9\t21\t85"
        )
        indexes.take_published(commune=self.ward, year=2025, group="", scores=typed(table), source="QĐ 1/QĐ-UBND", actor=None, at=NOW)
        figure = Official(self.ward.name, "2026-10", "satisfaction", "Mức độ hài lòng", score=Decimal("16.5"), source="cong.csv")
        dossiers.keep_official(commune=self.ward, published=[figure], actor=None, at=NOW)

    def _plans(self) -> None:
        """A plan in force with an item behind which the assignment stands, one that was left out, and an objective."""
        ward, at = self.ward, NOW - timedelta(hours=2)
        title = "Kế hoạch cải cách hành chính năm 2026"
        plan = plans.add_plan(commune=ward, kind="cchc", year=2026, title=title, actor=None, at=at)
        unit = self.units["VH-XH"].pk
        fields = ItemFields("25", "Tập huấn chuyển đổi số", ("I. Xây dựng đội ngũ",), "Danh sách", when=read_when("Quý IV", year=2026))
        item = plans.add_item(plan=plan, fields=replace(fields, lead=(unit,), codes=("5.2.2",)), actor=None, at=at)
        left = plans.add_item(plan=plan, fields=ItemFields("26", "Rà soát điểm bưu điện văn hóa"), actor=None, at=at)
        plans.archive_item(item=left, reason="Không làm trong năm", actor=None, at=at)
        plans.link_item(item=item, assignment=self.things["assignment"], actor=None, at=at)
        paper = ItemFields("27", "Kiểm tra công vụ", product="Kế hoạch kiểm tra công vụ")
        wanted = plans.add_item(plan=plan, fields=paper, actor=None, at=at)
        self.things["wanted_item"] = wanted
        plans.put_in_force(plan=plan, actor=None, at=at)
        objective = plans.add_objective(
            commune=ward,
            year=2026,
            title="Thu ngân sách",
            measure="tỷ đồng",
            better="more",
            adding="cumulative",
            unit=self.units["VH-XH"],
            target=Decimal(120),
            actor=None,
            at=at,
        )
        for month, actual in ((9, "84"), (10, "92.5")):
            values = {"planned": Decimal(90), "actual": Decimal(actual), "cause": "Tiền sử dụng đất thu chậm"}
            plans.enter_value(objective=objective, month=month, **values, actor=None, at=at)
        stored = store(commune=ward, received=receive(ContentFile(_sheet(PLAN), name="phu-luc.xlsx")), actor=None, at=at)
        self.things |= {"plan": plan, "item": item, "objective": objective, "annex": stored}

    def _rounds(self) -> None:
        """A round in which the units score themselves, and one that the city appraises and the ward explains."""
        index, criterion = self.things["index"], self.things["criterion"]
        days = Dates(*(date(2026, 11, day) for day in (2, 24, 26)), *(date(2026, 12, day) for day in (5, 10, 20)))
        open_round = indexes.open_round(index=index, title="Tự chấm năm 2026", dates=days, actor=None, at=NOW)
        indexes.score_self(round=open_round, criterion=criterion, points=Decimal("0.75"), reason="Đã đối thoại", actor=None, at=NOW)
        declared = declare_round(index, "Tự chấm 9 tháng", days)
        signed = receive(ContentFile(blank_pdf() + b"% signed", name="ban-ky.pdf"))
        indexes.sign_round(round=declared, upload=signed, actor=None, at=NOW)
        asked = indexes.ask_explanation(declared=declared, criterion=criterion, asked="Biên bản nào?", actor=None, at=NOW)
        appraise_all(declared)
        indexes.end_first_appraisal(declared=declared, actor=None, at=NOW)
        indexes.open_explaining(declared=declared, actor=None, at=NOW)
        declared.refresh_from_db()
        paper = receive(ContentFile("Biên bản đối thoại ngày 12/11/2026".encode(), name="bien-ban.txt"))
        indexes.explain(explanation=asked, answer="Biên bản ngày 12/11/2026", uploads=[paper], actor=None, at=NOW)
        self.things |= {"round": open_round, "declared": declared, "explanation": asked, "explanation_file": asked.files.get()}

    def _inspections(self) -> None:
        """An inspection whose conclusion is being drafted, with one of each part, and a notice of conclusion half confirmed."""
        ward, unit, at = self.ward, self.units["VH-XH"], NOW - timedelta(hours=1)
        planned = Planned(title="Kiểm tra CCHC năm 2026", plans=[self.things["outgoing"]], ends_on=NOW.date(), starts_on=NOW.date())
        made = inspections.plan(commune=ward, kind="cchc", planned=planned, units=[unit, self.units["KT"]], actor=None, at=at)
        outside = {"person": None, "name": "Vũ An, Sở Nội vụ"}
        member = inspections.put_on_team(inspection=made, **outside, role=Member.Role.HEAD, actor=None, at=at)
        query = Query(date(2026, 1, 1), NOW.date(), count=2)
        sample = inspections.draw_dossiers(inspection=made, query=query, seed="2026", actor=None, at=at)
        inspected = made.inspectedunits.get(unit=unit)
        inspections.advance(inspection=made, actor=None, at=at)
        inspections.advance(inspection=made, actor=None, at=at)
        for each in made.inspectedunits.all():
            inspections.keep_minutes(inspected=each, worked_on=NOW.date(), text="Đã xem hồ sơ.", actor=None, at=at)
        inspections.fill_line(inspected=inspected, line="CC-26", result="shortcoming", note="12/40 hồ sơ giấy", actor=None, at=at)
        found = inspections.findings_of_checklist(inspection=made, actor=None, at=at)
        strength = inspections.add_strength(inspection=made, theme="Chỉ đạo", text="Có quy chế làm việc.", actor=None, at=at)
        required = inspections.require_work(inspection=made, text="Lập đủ hồ sơ.", units=[unit], findings=found, actor=None, at=at)
        inspections.advance(inspection=made, actor=None, at=at)
        made.refresh_from_db()
        notice = documents.register_incoming(commune=ward, text=RETOLD, actor=None, at=at)
        inspections.keep_half_taken(document=notice, digest="", fields={}, seen=0, actor=None, at=at)
        self.things |= {
            "inspection": made,
            "inspected": inspected,
            "team_member": member,
            "sample": sample,
            "strength": strength,
            "required": required,
            "conclusion_notice": notice,
        }

    def _dossiers(self) -> None:
        """A small lake, a cause and a letter on one of its dossiers, a fault of the system, an export that waits to be brought in."""
        small_lake.fill(self.ward)
        code, at = small_lake.LATE, NOW - timedelta(hours=1)
        dossiers.explain(commune=self.ward, codes=[code], cause="slow-appraisal", actor=None, at=at)
        dossiers.apologise(commune=self.ward, code=code, number="91/UBND", on=NOW.date(), new_due=date(2026, 11, 27), actor=None, at=at)
        fault = dossiers.log_fault(commune=self.ward, began_at=at, ended_at=None, what="Không đăng nhập được", actor=None, at=NOW)
        export = SimpleUploadedFile("ho-so.csv", EXPORT.encode())
        slip = dossiers.hand_over(commune=self.ward, code=code, person=self.things["person"], unit=None, actor=None, at=at)
        own = Profile(name="so", title="Sổ", source="Ghép", valid_from=NOW.date(), columns={"code": ("Phiếu",), "status": ("Ở đâu",)})
        profile = dossiers.save_profile(commune=self.ward, profile=own, actor=None, at=at)
        self.things |= {
            "code": code,
            "slip_line": slip,
            "profile": profile,
            "fault": fault,
            "token": stage(export, commune=self.ward.pk, suffix=".csv").token,
        }

    def _findings(self) -> None:
        """A finding with a waiver asked for, one that is worked on, and a run of the checks."""
        ward, unit, at = self.ward, self.units["VH-XH"], NOW - timedelta(hours=1)
        filing = "Công tác lập hồ sơ công việc điện tử chưa hiệu quả, còn hồ sơ giấy"
        finding = findings.add(commune=ward, message=filing, units=[unit, self.units["KT"]], actor=None, at=at)
        waiver = findings.ask_waiver(finding=finding, reason="Chờ kinh phí", until=date(2026, 12, 31), actor=None, at=at)
        other = findings.add(commune=ward, message="Bảng niêm yết thiếu mức phí", units=[unit], actor=None, at=at)
        findings.explain(finding=other, cause="outdated", side="", note="", actor=None, at=at)
        findings.plan(finding=other, plan="Sửa bảng niêm yết", closing_test="Đủ mức phí", actor=None, at=at)
        findings.link_work(finding=other, assignment=self.things["assignment"], actor=None, at=at)
        self.things |= {"finding": finding, "waiver": waiver, "mended": other, "review": review(ward, actor=None, at=NOW)}

    def _meetings(self, officer: Person) -> None:
        """A meeting that runs: an item, somebody invited, a conclusion that asks for work."""
        ward, at = self.ward, NOW - timedelta(hours=1)
        meeting = meetings.add(commune=ward, kind="weekly", title="Giao ban tuần 47", starts_at=at, actor=None, at=at)
        meetings.invite(meeting=meeting, units=[self.units["KT"]], people=[officer], actor=None, at=at)
        meetings.open_meeting(meeting=meeting, actor=None, at=at)
        line = "Phòng Kinh tế báo cáo thu ngân sách trước ngày 05/12."
        concluded = meetings.conclude(meeting=meeting, lines=[meetings.Said(line)], actor=None, at=at)
        self.things |= {
            "meeting": meeting,
            "agenda_item": meeting.items.all()[1],
            "invitation": meeting.invitations.all()[0],
            "conclusion": concluded[0],
        }

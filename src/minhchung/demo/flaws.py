"""What goes wrong in the demo's ward besides its stories, so that a review finds something by every rule and passes over the rest.

All fictional, and all of it the people's own acts but for one row: no act leaves work without a unit to lead it, so that row stands for
what was brought over from an older system.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Holding, Occurrence, Product
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.showing import Piece
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans import actions as plans
from minhchung.apps.plans.models import Plan
from minhchung.apps.plans.rules.when import read_when
from minhchung.apps.plans.writing import ItemFields
from minhchung.demo import papers

HEADS = {"PVHCC": "chi", "VH-XH": "duong", "DVSNC": "tuan", "XD-NN-MT": "son"}
MARKET_ENDED = date(2026, 6, 30)
COMEBACKS = (Decimal(2), Decimal(2), Decimal(3), Decimal(2), Decimal(2), Decimal(4), Decimal(2), Decimal(2))
"""By month from January: people who had to come back a second time, where two were planned."""


def leave_flaws(commune: Commune, people: Mapping[str, Person], documents: Mapping[str, Document]) -> None:
    """Slips in the ward's bodies, work, plan and objectives."""
    _bodies(commune, people)
    _plan(commune, people["nguyen"])
    _objective(commune, people)
    work = _Work(commune, people)
    work.slow()
    work.counted()
    work.urged(documents)
    work.of_the_market()


def _bodies(commune: Commune, people: Mapping[str, Person]) -> None:
    """The ISO board has its decision on record, the digital team has none."""
    leader, units = people["chutich"], {unit.short: unit for unit in Unit.objects.filter(commune=commune)}
    board = organisations.add_body(
        commune=commune,
        name="Ban Chỉ đạo ISO",
        decision="Số 77/QĐ-UBND",
        decided_on=date(2026, 4, 3),
        standing_unit=units["VH-XH"],
        valid_from=date(2026, 4, 3),
        actor=leader,
        at=_at("2026-04-06 08:30"),
    )
    team = organisations.add_body(
        commune=commune,
        name="Tổ Công nghệ số cộng đồng phường",
        standing_unit=units["DVSNC"],
        valid_from=date(2026, 3, 2),
        actor=leader,
        at=_at("2026-04-06 08:40"),
    )
    members = ((board, "phochutich", "Trưởng ban"), (board, "duong", "Thành viên"), (team, "tuan", "Tổ trưởng"), (team, "ha", "Thành viên"))
    for order, (body, who, place) in enumerate(members, 1):
        organisations.add_member(body=body, person=people[who], place=place, order=order, actor=leader, at=_at("2026-04-06 09:00"))


def _plan(commune: Commune, standing: Person) -> None:
    """Two items were added in July: of one nobody said the product, of the other the criterion."""
    plan = Plan.objects.get(commune=commune, year=2026)
    units = {unit.short: unit for unit in Unit.objects.filter(commune=commune)}
    video = ItemFields(
        number="31",
        task="Làm phim ngắn hướng dẫn nộp hồ sơ trực tuyến bằng điện thoại",
        headings=("Nhiệm vụ bổ sung",),
        lead_text="Trung tâm Dịch vụ sự nghiệp công",
        when=read_when("Tháng 12/2026", year=2026),
        codes=("1.4.1",),
        lead=(units["DVSNC"].pk,),
    )
    visit = replace(
        video,
        number="32",
        task="Trao đổi kinh nghiệm cải cách hành chính với phường bạn",
        product="Báo cáo kết quả trao đổi",
        lead_text="Văn phòng HĐND và UBND",
        codes=(),
        lead=(units["VP"].pk,),
    )
    for fields in (video, visit):
        plans.add_item(plan=plan, fields=fields, actor=standing, at=_at("2026-07-06 10:00"))


def _objective(commune: Commune, people: Mapping[str, Person]) -> None:
    """Taken for one where more is better, until September: two months are below the plan and nobody was asked why. Then nobody wrote on."""
    made = plans.add_objective(
        commune=commune,
        year=2026,
        title="Người nộp phải đến bổ sung hồ sơ từ hai lần",
        measure="người",
        better="more",
        adding="sum",
        unit=Unit.objects.get(commune=commune, short="PVHCC"),
        target=Decimal(24),
        source="Sổ theo dõi của Trung tâm",
        actor=people["nguyen"],
        at=_at("2026-01-20 09:30"),
    )
    for month, actual in enumerate(COMEBACKS, 1):
        at = datetime(2026, month + 1, 4, 16, 0, tzinfo=ZONE)
        plans.enter_value(objective=made, month=month, planned=Decimal(2), actual=actual, actor=people["chi"], at=at)
    plans.edit_objective(
        objective=made,
        title=made.title,
        measure=made.measure,
        better="less",
        adding=made.adding,
        unit=made.unit,
        target=made.target,
        source=made.source,
        actor=people["nguyen"],
        at=_at("2026-09-08 08:15"),
    )


@dataclass
class _Work:
    """Work given at the weekly meeting, without a document behind it."""

    commune: Commune
    people: Mapping[str, Person]

    def slow(self) -> None:
        """Waits for a day nobody set, for being accepted, for being mended; lengthened twice."""
        after = "trong 05 ngày làm việc sau khi có hướng dẫn của Sở Nội vụ"
        fee = Draft("Tham mưu kế hoạch áp dụng mức phí mới đối với dịch vụ công trực tuyến", product="Kế hoạch")
        self._give(replace(fee, deadline_kind="relative", deadline_text=after), ("PVHCC",), "2026-11-03 09:00")
        report = _due("Báo cáo kết quả rà soát thủ tục hành chính nội bộ", "Báo cáo", "2026-11-06")
        (report_share,) = self._give(report, ("VH-XH",), "2026-10-19 09:00")
        self._report(report_share, "duong", "Báo cáo rà soát thủ tục hành chính nội bộ", "2026-11-05 16:10")
        leaflet = _due("Soạn tờ gấp hướng dẫn người cao tuổi nộp hồ sơ", "Tờ gấp", "2026-12-04")
        (leaflet_share,) = self._give(leaflet, ("DVSNC",), "2026-10-19 09:10")
        self._report(leaflet_share, "tuan", "Tờ gấp hướng dẫn nộp hồ sơ", "2026-11-04 10:00")
        reason = "Chữ nhỏ, chưa có ảnh từng bước; in thử cho mười người đọc rồi sửa."
        assignments.send_back(occurrence=leaflet_share, reason=reason, actor=self.people["phochutich"], at=_at("2026-11-06 09:30"))
        self._lengthened()

    def _lengthened(self) -> None:
        scans = _due("Quét hồ sơ địa chính khu phố 4", "Tệp quét", "2026-09-30")
        (share,) = self._give(scans, ("XD-NN-MT",), "2026-08-17 09:00")
        for day, until, reason in (
            ("2026-09-28", date(2026, 10, 30), "Máy quét hỏng hai tuần."),
            ("2026-10-29", date(2026, 12, 15), "Còn 140 hồ sơ khổ lớn phải thuê quét."),
        ):
            asked = assignments.ask_extension(
                occurrence=share, due_on=until, reason=reason, actor=self.people["son"], at=_at(f"{day} 15:00")
            )
            assignments.decide_extension(extension=asked, granted=True, actor=self.people["phochutich"], at=_at(f"{day} 17:00"))

    def counted(self) -> None:
        """Ten sessions each: one unit keeps step with the time, the other lies far behind."""
        sessions = _due("Hướng dẫn dịch vụ công trực tuyến tại khu phố, mỗi đơn vị 10 buổi", "Biên bản buổi hướng dẫn", "2026-12-15")
        shares = self._give(replace(sessions, count_target=10, count_unit="buổi"), ("PVHCC", "DVSNC"), "2026-09-01 09:00")
        for share, who, held in zip(shares, ("chi", "tuan"), (8, 3), strict=True):
            product = self._hand_in(share, who, f"Biên bản {held} buổi hướng dẫn tại khu phố", "2026-11-12 15:00", quantity=held)
            assignments.judge_product(product=product, good=True, actor=self.people["phochutich"], at=_at("2026-11-13 08:30"))

    def urged(self, documents: Mapping[str, Document]) -> None:
        """Urged about the list of procedures, one unit once and the other twice; neither wrote back."""
        late = Occurrence.objects.filter(
            duty__assignment__document=documents["1816-UBND-VHXH"], duty__assignment__wording__icontains="danh mục quy trình"
        )
        for unit, day in (("KT", "2026-10-20"), ("XD-NN-MT", "2026-10-20"), ("XD-NN-MT", "2026-11-03")):
            assignments.remind(
                occurrence=late.get(duty__holdings__unit__short=unit),
                text="Gửi danh mục quy trình ISO đã cập nhật, nêu rõ phần chưa làm được.",
                document=documents["1990-UBND-VHXH"],
                actor=self.people["nguyen"],
                at=_at(f"{day} 10:00"),
            )

    def of_the_market(self) -> None:
        """A unit that was dissolved in June: work of it was opened again since, and one row came over from an older system without it."""
        admin, leader = self.people["quantri"], self.people["phochutich"]
        unit = organisations.add_unit(
            commune=self.commune,
            name="Ban Quản lý chợ Vân Khê",
            short="BQLC",
            valid_from=date(2025, 7, 1),
            actor=admin,
            at=_at("2026-01-05 09:00"),
        )
        book = _due("Rà soát hợp đồng thuê quầy chợ Vân Khê", "Danh sách hợp đồng", "2026-12-11")
        (share,) = self._give(book, ("BQLC",), "2026-03-02 09:00")
        self._report(share, None, "Danh sách 86 hợp đồng thuê quầy", "2026-04-24 15:00")
        assignments.accept(occurrence=share, actor=leader, at=_at("2026-04-27 08:30"))
        (left,) = self._give(_due("Thu hồi quầy bỏ trống ở chợ Vân Khê", "Biên bản", "2026-12-18"), ("BQLC",), "2026-05-11 09:00")
        Holding.objects.filter(duty=left.duty).update(until=MARKET_ENDED)
        reason = "Giải thể theo Quyết định 219/QĐ-UBND ngày 24/6/2026; chợ giao doanh nghiệp khai thác."
        organisations.close_unit(unit=unit, last_day=MARKET_ENDED, reason=reason, actor=admin, at=_at("2026-06-30 16:00"))
        again = "Kiểm tra thấy 12 hợp đồng chưa thanh lý, chưa rõ đơn vị nào theo dõi."
        assignments.reopen(occurrence=share, reason=again, actor=leader, at=_at("2026-11-12 09:20"))

    def _give(self, draft: Draft, shorts: tuple[str, ...], at: str) -> list[Occurrence]:
        """Gives the work to these units, whose heads take it on themselves; the share of each in turn."""
        units = [Unit.objects.get(commune=self.commune, short=short) for short in shorts]
        lead = tuple(DraftUnit(unit.name, unit.pk) for unit in units)
        made = assignments.add(
            commune=self.commune, draft=replace(draft, lead=lead), wording=draft.title, actor=self.people["nguyen"], at=_at(at)
        )
        shares = [Occurrence.objects.get(duty__assignment=made, duty__holdings__unit=unit) for unit in units]
        for share, short in zip(shares, shorts, strict=True):
            if head := self.people.get(HEADS.get(short, "")):
                assignments.name_person(duty=share.duty, person=head, actor=head, at=_at(at) + timedelta(hours=2))
        return shares

    def _hand_in(self, share: Occurrence, who: str | None, title: str, at: str, *, quantity: int = 1) -> Product:
        upload = receive(ContentFile(papers.docx_of(f"{title}\nVân Khê, ngày {_at(at):%d/%m/%Y}"), name=f"{title}.docx"))
        brought = assignments.Brought(pieces=[Piece(upload=upload)])
        actor = self.people[who] if who else None
        return assignments.hand_in(occurrence=share, title=title, quantity=quantity, brought=brought, actor=actor, at=_at(at))

    def _report(self, share: Occurrence, who: str | None, title: str, at: str) -> None:
        """Handed in and reported as done; by nobody in particular where who did it has no account."""
        self._hand_in(share, who, title, at)
        assignments.submit(occurrence=share, actor=self.people[who] if who else None, at=_at(at) + timedelta(minutes=5))


def _due(title: str, product: str, on: str) -> Draft:
    return Draft(title, product=product, deadline_kind="date", deadline_on=on)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)

"""What was found wrong in the demo's ward: by the inspection of October, by people, by the checks; in every step of its mending.

One thing comes back through three quarters in several units, so that the radar has something to show.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.files.receiving import receive
from minhchung.apps.findings import actions
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.reviews.running import review
from minhchung.demo import papers

FILING = "Công tác lập hồ sơ công việc điện tử chưa hiệu quả: còn hồ sơ giấy chưa có bản điện tử, chưa đủ thành phần theo danh mục"
REVIEWS = ("2026-11-13 06:30", "2026-11-20 07:50")
"""A night, and right after the dossiers of the demo's day came in."""


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def find_and_mend(commune: Commune, people: dict[str, Person], documents: dict[str, Document]) -> None:
    """The findings of the year, then two reviews."""
    story = _Findings(commune, people, documents["412-TB-DKT"])
    story.filing()
    story.of_the_inspection()
    story.of_people()
    for moment in REVIEWS:
        review(commune, actor=None, at=_at(moment))


@dataclass
class _Findings:
    commune: Commune
    people: dict[str, Person]
    conclusion: Document

    def filing(self) -> None:
        """Found in the second quarter and closed; found again in the third, mended by the work of the conclusion; found once more."""
        first = self._add(FILING, ("VH-XH", "XD-NN-MT"), date(2026, 6, 18))
        self._explain(first, "not-followed", "duong", "2026-06-19 10:00")
        self._plan(
            first,
            "Lập danh mục hồ sơ năm 2026, giao từng người lập hồ sơ điện tử.",
            "Mỗi đơn vị có đủ hồ sơ theo danh mục.",
            "duong",
            "2026-06-19 16:00",
        )
        work = self._give(first, "Lập đủ hồ sơ công việc điện tử quý II", ("VH-XH",), date(2026, 7, 10), "2026-06-22 09:00")
        self._finish(work, "duong", "2026-07-08 15:00")
        actions.evaluate(
            finding=first,
            effective=True,
            note="Đã xem 24 hồ sơ của hai đơn vị, đủ bản điện tử.",
            actor=self._who("kiemtra"),
            at=_at("2026-07-15 09:00"),
        )
        actions.close(finding=first, actor=self._who("kiemtra"), at=_at("2026-07-15 09:10"))
        again = self._add(FILING, ("VP", "VH-XH", "XD-NN-MT"), date(2026, 9, 16))
        self._explain(again, "late-doing", "an", "2026-09-18 09:00")
        self._plan(
            again, "Kiểm tra hồ sơ hằng tuần tại giao ban, nêu tên hồ sơ còn thiếu.", "Bốn tuần liền đủ hồ sơ.", "an", "2026-09-21 09:00"
        )
        actions.link_work(finding=again, assignment=self._work("hồ sơ công việc"), actor=self._who("nguyen"), at=_at("2026-10-27 09:00"))
        last = self._add(FILING, ("VP", "VH-XH", "XD-NN-MT", "PVHCC"), date(2026, 10, 26), from_conclusion=True)
        self._explain(last, "poor-cooperation", "nguyen", "2026-10-28 10:00")
        self._plan(
            last,
            "Văn phòng mở danh mục bổ sung, tập huấn một buổi, chấm điểm hồ sơ theo tháng.",
            "100% hồ sơ năm 2026 trên hệ thống.",
            "nguyen",
            "2026-10-29 09:00",
        )

    def of_the_inspection(self) -> None:
        """The two other findings of the conclusion: one whose work is done, one that waits for a plan."""
        letter = self._add("Việc gửi văn bản xin lỗi có thời điểm chưa kịp thời", ("PVHCC",), date(2026, 10, 26), from_conclusion=True)
        self._explain(letter, "late-doing", "chi", "2026-10-27 14:00")
        self._plan(
            letter,
            "Soạn văn bản xin lỗi ngay trong ngày hồ sơ quá hạn.",
            "Mọi hồ sơ quá hạn trong tháng 11 có văn bản trong ngày.",
            "chi",
            "2026-10-27 15:00",
        )
        actions.link_work(finding=letter, assignment=self._work("xin lỗi"), actor=self._who("nguyen"), at=_at("2026-10-28 08:00"))
        land = self._add("Còn 05 hồ sơ đất đai quá hạn", ("XD-NN-MT",), date(2026, 10, 26), from_conclusion=True)
        proof = "Công văn 118/UBND-XDNNMT ngày 02/10 và 131/UBND-XDNNMT ngày 16/10/2026 gửi Chi nhánh đăng ký đất đai, chưa có trả lời."
        self._explain(land, "others-late", "son", "2026-10-29 16:00", note=proof)

    def of_people(self) -> None:
        """What the inspector saw since: untouched, lived with, asked to be lived with, judged and waiting for the last word."""
        self._add("Bảng niêm yết tại bộ phận Một cửa thiếu mức phí của 4 thủ tục hộ tịch", ("PVHCC", "VP"), date(2026, 11, 17))
        scanner = self._add("Chưa số hóa hồ sơ giấy tồn từ trước sắp xếp", ("KT",), date(2026, 11, 5))
        waiver = actions.ask_waiver(
            finding=scanner,
            reason="Chờ kinh phí mua máy quét, đã có trong dự toán 2027.",
            until=date(2027, 1, 31),
            actor=self._who("huy"),
            at=_at("2026-11-09 09:00"),
        )
        actions.decide_waiver(waiver=waiver, granted=True, actor=self._who("chutich"), at=_at("2026-11-10 08:00"))
        website = self._add("Chuyên mục hỏi đáp trên trang thông tin của phường ba tháng chưa cập nhật", ("VH-XH",), date(2026, 11, 10))
        actions.ask_waiver(
            finding=website,
            reason="Trang đang chuyển sang cổng mới của thành phố.",
            until=date(2026, 12, 15),
            actor=self._who("duong"),
            at=_at("2026-11-19 16:00"),
        )
        book = self._add("Sổ theo dõi văn bản đến của Trung tâm ghi thiếu ngày chuyển xử lý", ("DVSNC",), date(2026, 10, 5))
        self._explain(book, "wrong-entry", "tuan", "2026-10-06 09:00")
        self._plan(book, "Ghi bổ sung quý III, người trực ghi trong ngày.", "Sổ tháng 10 không thiếu ngày.", "tuan", "2026-10-06 14:00")
        work = self._give(book, "Ghi bổ sung ngày chuyển xử lý trong sổ văn bản đến", ("DVSNC",), date(2026, 10, 20), "2026-10-07 09:00")
        self._finish(work, "tuan", "2026-10-16 15:00")
        note = "Đã xem sổ tháng 10: 86 dòng, đủ ngày chuyển."
        actions.evaluate(finding=self._now(book), effective=True, note=note, actor=self._who("kiemtra"), at=_at("2026-11-03 09:00"))

    def _who(self, name: str) -> Person:
        return self.people[name]

    def _now(self, finding: Finding) -> Finding:
        return Finding.objects.get(pk=finding.pk)

    def _units(self, shorts: tuple[str, ...]) -> list[Unit]:
        return [Unit.objects.get(commune=self.commune, short=short) for short in shorts]

    def _add(self, message: str, shorts: tuple[str, ...], on: date, *, from_conclusion: bool = False) -> Finding:
        origin = Ref("document", str(self.conclusion.pk)) if from_conclusion else None
        at = datetime(on.year, on.month, on.day, 17, 0, tzinfo=ZONE)
        return actions.add(
            commune=self.commune, message=message, units=self._units(shorts), origin=origin, actor=self._who("kiemtra"), at=at
        )

    def _explain(self, finding: Finding, cause: str, who: str, at: str, *, note: str = "") -> None:
        actions.explain(finding=finding, cause=cause, side="", note=note, actor=self._who(who), at=_at(at))

    def _plan(self, finding: Finding, plan: str, closing_test: str, who: str, at: str) -> None:
        actions.plan(finding=self._now(finding), plan=plan, closing_test=closing_test, actor=self._who(who), at=_at(at))

    def _give(self, finding: Finding, title: str, shorts: tuple[str, ...], due: date, at: str) -> Assignment:
        lead = tuple(DraftUnit(unit.name, unit.pk) for unit in self._units(shorts))
        draft = Draft(title=title, lead=lead, deadline_kind="date", deadline_on=due.isoformat())
        return actions.give_work(finding=self._now(finding), draft=draft, actor=self._who("nguyen"), at=_at(at))

    def _work(self, words: str) -> Assignment:
        return Assignment.objects.get(document=self.conclusion, wording__icontains=words)

    def _finish(self, work: Assignment, who: str, at: str) -> None:
        """The work is proven, reported and accepted."""
        for occurrence in Occurrence.objects.filter(duty__assignment=work):
            place = Place(self.commune.code, "occurrence", str(occurrence.pk))
            paper = papers.docx_of(f"Báo cáo kết quả\nViệc {work.number}: {work.title}\nVân Khê, {at[:10]}")
            upload = receive(ContentFile(paper, name=f"Báo cáo việc {work.number}.docx"))
            claim = evidence.claim(place=place, upload=upload, actor=self._who(who), at=_at(at))
            evidence.verify(claim=claim, good=True, actor=self._who("kiemtra"), at=_at(at))
            assignments.submit(occurrence=occurrence, actor=self._who(who), at=_at(at))
            assignments.accept(occurrence=occurrence, actor=self._who("phochutich"), at=_at(at))

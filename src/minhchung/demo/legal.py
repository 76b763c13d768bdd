"""A decree is replaced, a decision of the city loses an article; the ward reviews its own documents and looks over what it issued.

The ward, the city and their documents are fictional. That Nghị định 61/2018/NĐ-CP gave way to 118/2025/NĐ-CP is public; the days and words
here were not compared with the official text, and the sources say so.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.actions.validity import Source
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document, ValidityEvent
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.refs import Ref
from minhchung.apps.legal import actions
from minhchung.apps.legal.models import BasisReview, Campaign, Item
from minhchung.apps.legal.queries.self_checks import to_check
from minhchung.apps.legal.self_checklist import self_checklist
from minhchung.apps.organisations.models import Commune, Person, Unit

CITY = "Ủy ban nhân dân thành phố Hải Khê"
OLD_WARD = "Ủy ban nhân dân phường Khê Thượng"
SAMPLE = "Dữ liệu trình diễn, chưa đối chiếu bản gốc."


def tell_legal(commune: Commune, people: Mapping[str, Person]) -> None:
    """Laws with their events, the ward's own documents that cite them, a campaign half done, self-checks."""
    story = _Legal(commune, people)
    story.own_documents()
    story.laws()
    story.look()
    story.campaign()
    story.self_checks()


class _Legal:
    def __init__(self, commune: Commune, people: Mapping[str, Person]) -> None:
        self.commune, self.people = commune, people
        self.units = {unit.short: unit for unit in Unit.objects.filter(commune=commune)}
        self.own: dict[str, Document] = {}
        self.events: dict[str, ValidityEvent] = {}

    def own_documents(self) -> None:
        """What the ward issued on these bases: rules, a plan, a decision of a ward merged into it; and a draft on its way."""
        decree, article = "Căn cứ Nghị định số 61/2018/NĐ-CP;", "Căn cứ Điều 5 Quyết định số 15/2022/QĐ-UBND;"
        new = "Căn cứ Nghị định số 118/2025/NĐ-CP;"
        rows = (
            ("52/QĐ-UBND", "Quyết định", date(2026, 2, 10), "Ban hành Quy chế tiếp nhận và trả kết quả tại Trung tâm", "PVHCC", decree),
            ("64/QĐ-UBND", "Quyết định", date(2026, 3, 5), "Phân công trách nhiệm giải quyết thủ tục hành chính liên thông", "VP", decree),
            ("73/QĐ-UBND", "Quyết định", date(2026, 4, 14), "Quy định phối hợp quản lý trật tự xây dựng", "XD-NN-MT", article),
            ("88/QĐ-UBND", "Quyết định", date(2026, 9, 8), "Kiện toàn Tổ hỗ trợ nộp hồ sơ trực tuyến", "PVHCC", new),
            ("91/QĐ-UBND", "Quyết định", date(2026, 10, 12), "Ban hành Quy trình nội bộ giải quyết hồ sơ đất đai", "XD-NN-MT", new),
            ("06/CT-UBND", "Chỉ thị", date(2026, 11, 9), "Tăng cường kỷ luật, kỷ cương hành chính dịp cuối năm", "VP", ""),
        )
        for code, kind, on, subject, unit, text in rows:
            self.own[code] = self._issue(code, kind, on, subject=subject, unit=unit, text=text)
        draft = Fields(type="Quyết định", code="QĐ-UBND", subject="Ban hành Quy chế làm việc của Bộ phận Một cửa", unit=self.units["PVHCC"])
        at = _at("2026-11-16 10:00")
        self.own["draft"] = documents.draft(commune=self.commune, fields=draft, text=decree, actor=self.people["chi"], at=at)
        old = Fields(code="27/QĐ-UBND", type="Quyết định", issued_on=date(2023, 5, 18), issuer=OLD_WARD, unit=self.units["KT"],
                     subject="Quy định quản lý chợ tạm trên địa bàn phường Khê Thượng")  # fmt: skip
        self.own["27/QĐ-UBND"] = documents.register_incoming(
            commune=self.commune, fields=old, actor=self.people["an"], at=_at("2026-08-03 09:00")
        )

    def laws(self) -> None:
        """Two pairs of documents; of a third event nobody has looked at the source yet."""
        old = self._law("61/2018/NĐ-CP", "Nghị định", date(2018, 4, 23), "Chính phủ", "Cơ chế một cửa, một cửa liên thông")
        new = self._law("118/2025/NĐ-CP", "Nghị định", date(2025, 6, 9), "Chính phủ", "Thực hiện thủ tục hành chính theo cơ chế một cửa")
        city = self._law(
            "15/2022/QĐ-UBND", "Quyết định", date(2022, 6, 20), CITY, "Quy định quản lý trật tự xây dựng trên địa bàn thành phố"
        )
        later = self._law("22/2026/QĐ-UBND", "Quyết định", date(2026, 10, 30), CITY, "Bãi bỏ Điều 5 Quy định quản lý trật tự xây dựng")
        waste = self._law("09/2021/QĐ-UBND", "Quyết định", date(2021, 3, 15), CITY, "Quy định phân loại rác thải tại nguồn")
        for law, on in ((old, date(2018, 6, 21)), (new, date(2025, 7, 1)), (city, date(2022, 7, 1)), (later, date(2026, 11, 10))):
            self._verified(law, EventKind.IN_FORCE, on)
        self.events["decree"] = self._verified(old, EventKind.REPLACED, date(2025, 7, 1), by=new)
        self.events["article"] = self._verified(city, EventKind.REPEALED, date(2026, 11, 10), scope="Điều 5", by=later)
        source = Source(words="Trang công báo thành phố ghi hết hiệu lực toàn bộ. " + SAMPLE, fetched_on=date(2026, 11, 9))
        documents.enter_validity(
            document=waste,
            kind=EventKind.REPEALED,
            on=date(2026, 12, 1),
            source=source,
            actor=self.people["lan"],
            at=_at("2026-11-10 15:20"),
        )
        self._of_the_catalogue()
        self._verified(self.own["88/QĐ-UBND"], EventKind.IN_FORCE, date(2026, 9, 8))
        self._verified(self.own["52/QĐ-UBND"], EventKind.IN_FORCE, date(2026, 2, 10))

    def _of_the_catalogue(self) -> None:
        """Three texts procedures rest on: the law of civil status holds, a decree on social support was amended, so that two procedures
        wait for somebody to look."""
        status = self._law("60/2014/QH13", "Luật", date(2014, 11, 20), "Quốc hội", "Hộ tịch")
        support = self._law(
            "20/2021/NĐ-CP", "Nghị định", date(2021, 3, 15), "Chính phủ", "Chính sách trợ giúp xã hội đối với đối tượng bảo trợ xã hội"
        )
        newer = self._law("76/2024/NĐ-CP", "Nghị định", date(2024, 7, 1), "Chính phủ", "Sửa đổi, bổ sung Nghị định số 20/2021/NĐ-CP")
        for law, on in ((status, date(2016, 1, 1)), (support, date(2021, 7, 1)), (newer, date(2024, 7, 1))):
            self._verified(law, EventKind.IN_FORCE, on)
        self._verified(support, EventKind.AMENDED, date(2024, 7, 1), by=newer)

    def look(self) -> None:
        """One office has looked and goes on until the end of the year, one has brought its decision up to date."""
        at, what = _at("2026-11-19 09:10"), "Chỉ phân công người, không dẫn quy định đã thay đổi; sửa căn cứ khi kiện toàn cuối năm."
        self._looked("64/QĐ-UBND", BasisReview.Result.STANDS, what, "an", at, until=date(2026, 12, 31))
        what = "Thay căn cứ Nghị định 61/2018/NĐ-CP bằng Nghị định 118/2025/NĐ-CP tại Quyết định 88/QĐ-UBND."
        self._looked("88/QĐ-UBND", BasisReview.Result.UPDATED, what, "chi", at + timedelta(hours=1))

    def campaign(self) -> None:
        """The year's review, past its day: most are proposed on, one long ago, three not begun; among them a document of a merged ward."""
        made = actions.start(
            commune=self.commune,
            title="Rà soát quyết định, chỉ thị của UBND phường năm 2026",
            ground=Campaign.Ground.ORDERED,
            scope=actions.Scope(types=["QĐ", "CT", "QC"], since=date(2026, 1, 1), until=date(2026, 9, 30)),
            cutoff_on=date(2026, 11, 15),
            due_on=date(2026, 11, 16),
            actor=self.people["nguyen"],
            at=_at("2026-09-21 08:30"),
        )
        inherited = self.own["27/QĐ-UBND"]
        actions.add_document(campaign=made, document=inherited, actor=self.people["nguyen"], at=_at("2026-09-21 08:40"))
        repealed = [Item.objects.get(campaign=made, document=inherited)]
        at, reason = _at("2026-10-06 14:00"), "Chợ tạm đã giải tỏa; đối tượng điều chỉnh không còn."
        actions.take(campaign=made, items=repealed, actor=self.people["nguyen"], at=at)
        actions.propose(
            campaign=made, items=repealed, proposal="repeal", reason=reason, actor=self.people["nguyen"], at=at + timedelta(hours=1)
        )
        actions.submit(campaign=made, items=repealed, actor=self.people["nguyen"], at=at + timedelta(hours=2))
        lying = [self.own[code].pk for code in ("52/QĐ-UBND", "64/QĐ-UBND", "73/QĐ-UBND", "27/QĐ-UBND", "88/QĐ-UBND")]
        rest = list(made.items.exclude(document__in=lying))
        why = "Đã xem toàn văn; nội dung còn phù hợp, căn cứ còn hiệu lực."
        actions.propose(campaign=made, items=rest, proposal="keep", reason=why, actor=self.people["nguyen"], at=_at("2026-11-12 15:30"))
        kept = [Item.objects.get(campaign=made, document=self.own["88/QĐ-UBND"])]
        at, reason = _at("2026-11-13 15:00"), "Mới ban hành, căn cứ còn hiệu lực."
        actions.propose(campaign=made, items=kept, proposal="keep", reason=reason, actor=self.people["chi"], at=at)
        actions.submit(campaign=made, items=kept, actor=self.people["chi"], at=at + timedelta(minutes=20))
        actions.handle(campaign=made, items=kept, actor=self.people["nguyen"], at=_at("2026-11-17 09:00"))

    def self_checks(self) -> None:
        """What was issued before August was looked over; of one decision a basis was out of force the day it was signed."""
        ours = [document.pk for document in self.own.values()]
        good = {each.code: {"answer": "yes"} for each in self_checklist().question}
        for document in to_check().filter(commune=self.commune, issued_on__lt=date(2026, 8, 1)).exclude(pk__in=ours):
            actions.keep_self_check(document=document, answers=good, actor=self.people["nguyen"], at=_at("2026-08-10 14:00"))
        for code, who, day in (("73/QĐ-UBND", "son", "2026-05-06 10:00"), ("88/QĐ-UBND", "chi", "2026-09-30 15:00")):
            self._checked(code, who, day)
        note = "Căn cứ Nghị định 61/2018/NĐ-CP đã hết hiệu lực; ban hành quyết định sửa đổi căn cứ."
        self._checked("52/QĐ-UBND", "chi", "2026-03-10 09:00", wrong="TK-1", note=note)

    def _issue(self, code: str, kind: str, on: date, *, subject: str, unit: str, text: str) -> Document:
        day = datetime(on.year, on.month, on.day, 9, 0, tzinfo=ZONE)
        fields = Fields(code=code.partition("/")[2], type=kind, subject=subject, unit=self.units[unit])
        head = f"{code.partition('/')[2]}\n{subject}\n"
        made = documents.draft(commune=self.commune, fields=fields, text=head + text, actor=self.people["an"], at=day - timedelta(days=2))
        documents.approve(document=made, actor=self.people["chutich"], at=day - timedelta(days=1))
        signed = {"signer": "Vũ Đình Khải", "personal_signature": True, "agency_signature": True}
        return documents.issue(document=made, code=code, issued_on=on, **signed, actor=self.people["an"], at=day)  # type: ignore[arg-type]

    def _law(self, code: str, kind: str, on: date, issuer: str, subject: str) -> Document:
        fields = Fields(code=code, type=kind, issued_on=on, issuer=issuer, subject=subject)
        return documents.register_law(commune=self.commune, fields=fields, actor=self.people["an"], at=_at("2026-11-17 08:30"))

    def _verified(self, document: Document, kind: EventKind, on: date, *, scope: str = "", by: Document | None = None) -> ValidityEvent:
        at = _at("2026-11-17 10:00")
        source = Source(by_document=by, words=SAMPLE, fetched_on=date(2026, 11, 17))
        event = documents.enter_validity(
            document=document, kind=kind, on=on, scope=scope, source=source, actor=self.people["nguyen"], at=at
        )
        return documents.verify_validity(validity_event=event, actor=self.people["an"], at=at + timedelta(hours=5))

    def _looked(self, code: str, result: str, what: str, who: str, at: datetime, *, until: date | None = None) -> None:
        subject = Ref("document", str(self.own[code].pk))
        actions.look_again(
            validity_event=self.events["decree"], subject=subject, result=result, what=what, until=until, actor=self.people[who], at=at
        )

    def _checked(self, code: str, who: str, at: str, *, wrong: str = "", note: str = "") -> None:
        answers = {each.code: {"answer": "no" if each.code == wrong else "yes"} for each in self_checklist().question}
        actions.keep_self_check(document=self.own[code], answers=answers, note=note, actor=self.people[who], at=_at(at))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)

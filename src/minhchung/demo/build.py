"""Builds the demo's data through the acts themselves, so that its history, rights and figures are those of real use."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.core.files.base import ContentFile

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Occurrence, Proposal
from minhchung.apps.assignments.rules.periods import period_words
from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.showing import Piece
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations.actions import load_communes
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.organisations.national_list import read_commune_list
from minhchung.demo import MARK, READY, papers
from minhchung.demo.catalogue import keep_catalogue
from minhchung.demo.dossiers import EXPORTS, bring_in_exports
from minhchung.demo.expected import issue_papers
from minhchung.demo.findings import find_and_mend
from minhchung.demo.flaws import leave_flaws
from minhchung.demo.inspections import tell_inspections
from minhchung.demo.legal import tell_legal
from minhchung.demo.management import keep_registers
from minhchung.demo.meetings import hold_meetings
from minhchung.demo.people import PASSWORD, PEOPLE, make_people, make_ward
from minhchung.demo.plans import bring_in_plan, follow
from minhchung.demo.publication import show_in_public
from minhchung.demo.quality import keep_quality_system
from minhchung.demo.register import keep_register
from minhchung.demo.scores import score_the_ward
from minhchung.reading import read_text, to_json

DROPPED_BY_HAND = "2140-UBND-VHXH"
"""Left out of the register, for the visitor to drop into the page."""
UNREAD = "468-TB-UBND"
"""Registered and proposed, but not confirmed: the reader opens on it."""


def build(data: Path, *, port: int) -> Iterator[str]:
    """Prepares the demo once; a second call finds it ready. Yields lines for the terminal."""
    if not (data / READY).exists():
        if Commune.objects.exists():
            # A half-built demo was thrown away before (is_half_built): what stands here is somebody's own.
            raise SystemExit(f"Thư mục {data} đã có dữ liệu không phải của bản trình diễn. Chọn thư mục khác bằng --data.")
        yield "Chuẩn bị phường mẫu…"
        (data / MARK).write_text("Thư mục này do bản trình diễn tạo, xóa được.\n", "utf-8")
        load_communes(listing=read_commune_list(), actor=None, at=moment("2026-01-05 08:00"))
        commune = make_ward(at=moment("2026-01-05 08:05"))
        people = make_people(commune, at=moment("2026-01-05 08:10"))
        story = _Story(commune, people)
        story.tell()
        bring_in_exports(commune, people["lan"], data / EXPORTS)
        tell_inspections(commune, people)
        keep_register(commune, people)
        keep_catalogue(commune, people)
        leave_flaws(commune, people, story.documents)
        score_the_ward(commune, people, story.documents)
        issue_papers(commune, people)
        tell_legal(commune, people)
        keep_quality_system(commune, people)
        keep_registers(commune, people)
        show_in_public(commune, people)
        find_and_mend(commune, people, story.documents)
        hold_meetings(commune, people)
        (data / READY).write_text("Đã chuẩn bị xong.\n", "utf-8")
    papers.write_all(data / "van-ban-mau")
    yield f"Văn bản mẫu để kéo thả thử: {data / 'van-ban-mau'}"
    yield f"Tệp xuất hồ sơ mẫu để nhập thử: {data / EXPORTS}"
    yield f"Mở http://127.0.0.1:{port} và đăng nhập (mật khẩu chung: {PASSWORD}):"
    for sample in PEOPLE:
        yield f"  {sample.username:<11} {sample.full_name} · {sample.role.label}{f' · {sample.unit}' if sample.unit else ''}"


def moment(text: str) -> datetime:
    """ "2026-11-09 16:48" in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


class _Story:
    """Eleven months in the ward, told as acts of its people."""

    def __init__(self, commune: Commune, people: dict[str, Person]) -> None:
        self.commune, self.people = commune, people
        self.standing = people["nguyen"]
        self.documents: dict[str, Document] = {}

    def tell(self) -> None:
        self._take_in("21-KH-UBND", "2026-01-14 15:00", "2026-01-15 09:00")
        plan = bring_in_plan(self.commune, self.standing, self.documents["21-KH-UBND"])
        self._take_in("1816-UBND-VHXH", "2026-09-21 10:10", "2026-09-21 14:00")
        self._register("1990-UBND-VHXH", moment("2026-10-20 08:40"))
        documents.relate(
            document=self.documents["1990-UBND-VHXH"],
            target=self.documents["1816-UBND-VHXH"],
            kind=Relation.Kind.URGES,
            actor=self.standing,
            at=moment("2026-10-20 09:20"),
        )
        self._take_in("412-TB-DKT", "2026-10-26 16:20", "2026-10-27 08:30")
        self._routine()
        self._work()
        follow(plan, self.standing, self.documents)
        self._register(UNREAD, moment("2026-11-20 08:31"))
        self._read(UNREAD, moment("2026-11-20 08:31"))

    def _take_in(self, name: str, arrived: str, assigned: str) -> None:
        """A directive from its arrival to the work given from it."""
        self._register(name, moment(arrived))
        self._read(name, moment(arrived))
        self._assign(name, moment(assigned))

    def _register(self, name: str, at: datetime) -> None:
        received = receive(ContentFile(papers.docx_of(papers.text_of(name)), name=f"{name}.docx"))
        self.documents[name] = documents.register_incoming(commune=self.commune, upload=received, actor=self.standing, at=at)

    def _read(self, name: str, at: datetime) -> None:
        document = self.documents[name]
        assignments.propose(document=document, reading=to_json(read_text(document.text)), text=document.text, actor=self.standing, at=at)

    def _assign(self, name: str, at: datetime) -> None:
        for proposal in Proposal.objects.filter(document=self.documents[name], state=Proposal.State.NEW).order_by("order"):
            assignments.take(proposal=proposal, actor=self.standing, at=at)
        assignments.confirm(document=self.documents[name], actor=self.standing, at=at)

    def _routine(self) -> None:
        """The plan's recurring work, done in time up to early November: each period reported with its product and accepted."""
        assignments.open_occurrences(commune=self.commune, actor=None, at=moment("2026-11-20 07:00"))
        past = Occurrence.objects.filter(duty__assignment__document=self.documents["21-KH-UBND"], due_on__lt=date(2026, 11, 16))
        units = {unit.short: unit.pk for unit in Unit.objects.filter(commune=self.commune)}
        heads = {units[sample.unit]: sample.username for sample in PEOPLE if sample.role == Role.UNIT_HEAD}
        for occurrence in past.select_related("duty__assignment").order_by("due_on"):
            if occurrence.duty.part != "lead" or occurrence.due_on is None:
                continue
            day = datetime.combine(occurrence.due_on, time(15, 30), tzinfo=ZONE)
            who = self.people[heads[occurrence.duty.holdings.get().unit_id]]
            begun = day - timedelta(days=1) if self._was_sent_back(occurrence) else day
            self._produce(occurrence, who, begun)
            if begun < day:
                assignments.submit(occurrence=occurrence, actor=who, at=begun + timedelta(minutes=5))
                self._send_back(occurrence, begun + timedelta(minutes=40))
            assignments.submit(occurrence=occurrence, actor=who, at=day + timedelta(minutes=5))
            assignments.accept(occurrence=occurrence, actor=self.people["phochutich"], at=day + timedelta(hours=1))

    def _was_sent_back(self, occurrence: Occurrence) -> bool:
        """The weekly lists of the first half of the year: sent back on the eve, handed in again in time."""
        weekly = occurrence.duty.assignment.recurrence == "weekly"
        return weekly and occurrence.due_on is not None and occurrence.due_on < date(2026, 7, 1)

    def _send_back(self, occurrence: Occurrence, at: datetime) -> None:
        reason = "Ghi thêm người phụ trách của từng việc."
        assignments.send_back(occurrence=occurrence, reason=reason, actor=self.people["phochutich"], at=at)

    def _produce(self, occurrence: Occurrence, who: Person, day: datetime) -> None:
        """The period's report as a file, handed in and found good."""
        title = f"Báo cáo {period_words(occurrence.period)}".strip()
        unit = occurrence.duty.holdings.get().unit
        text = f"{unit.name}\n{title}\nVân Khê, ngày {day:%d} tháng {day:%m} năm {day:%Y}\nViệc {occurrence.duty.assignment.number}"
        received = receive(ContentFile(papers.docx_of(text), name=f"{title} {unit.short}.docx".replace("/", "-")))
        brought = assignments.Brought(pieces=[Piece(upload=received)])
        product = assignments.hand_in(occurrence=occurrence, title=title, brought=brought, actor=who, at=day)
        evidence.verify(claim=product.claims.get(), good=True, actor=self.people["kiemtra"], at=day + timedelta(minutes=3))

    def _work(self) -> None:
        """What the units have done by today; what is not named here stands as it was assigned."""
        apology = self._occurrence("412-TB-DKT", "xin lỗi", "PVHCC")
        letter = "Số: 31/UBND-PVHCC\nVân Khê, ngày 04 tháng 11 năm 2026\nV/v xin lỗi do giải quyết hồ sơ quá hạn"
        self._prove(apology, "Văn bản xin lỗi 05 hồ sơ.docx", letter, "chi")
        assignments.submit(occurrence=apology, actor=self.people["chi"], at=moment("2026-11-04 15:30"))
        assignments.accept(occurrence=apology, actor=self.people["phochutich"], at=moment("2026-11-05 08:15"))
        report = self._occurrence("412-TB-DKT", "báo cáo Đoàn kiểm tra", "VH-XH")
        assignments.set_progress(
            occurrence=report, progress="Khắc phục xong 7/9 tồn tại", actor=self.people["duong"], at=moment("2026-11-12 14:05")
        )
        files = self._occurrence("412-TB-DKT", "hồ sơ công việc", "XD-NN-MT")
        assignments.set_progress(occurrence=files, progress="Đã lập 46/65 hồ sơ", actor=self.people["son"], at=moment("2026-11-13 10:20"))
        assignments.ask_extension(
            occurrence=files,
            due_on=moment("2026-11-27 00:00").date(),
            reason="19 hồ sơ chờ Văn phòng mở danh mục bổ sung.",
            actor=self.people["son"],
            at=moment("2026-11-18 16:20"),
        )

    def _occurrence(self, name: str, words: str, unit: str) -> Occurrence:
        return Occurrence.objects.get(
            duty__assignment__document=self.documents[name],
            duty__assignment__wording__icontains=words,
            duty__holdings__unit__short=unit,
            duty__part="lead",
        )

    def _prove(self, occurrence: Occurrence, name: str, text: str, who: str) -> None:
        place = Place(self.commune.code, "occurrence", str(occurrence.pk))
        received = receive(ContentFile(papers.docx_of(text), name=name))
        claim = evidence.claim(place=place, upload=received, actor=self.people[who], at=moment("2026-11-04 15:20"))
        evidence.verify(claim=claim, good=True, actor=self.people["kiemtra"], at=moment("2026-11-04 15:25"))

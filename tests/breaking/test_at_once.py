"""Two people press at the same moment, each in a browser of their own: one is heard, the other is told, nothing is done twice."""

import hashlib
import threading
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence, Proposal, Reminder
from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.jobs import read_waiting
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.ground import history
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.reading import read_text, to_json
from tests.files.samples import NOTICE, docx_of, png
from tests.guards.world import DIRECTIVE, World
from tests.personas import NOW, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_on_disk")]
Press = Callable[[Client], object]


def _pressed_together(people: list[Person], presses: list[tuple[str, dict[str, object]]]) -> list[int]:
    """The answers, sorted, of these requests sent together, each by its own person in a thread of their own."""
    clients = [Client() for _ in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)
    together, statuses = threading.Barrier(len(people)), list[int]()

    def press(client: Client, address: str, data: dict[str, object]) -> None:
        try:
            together.wait(timeout=60)
            statuses.append(client.post(address, data).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(client, *asked)) for client, asked in zip(clients, presses, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    return sorted(statuses)


@pytest.fixture
def world(ward: Commune, units: dict[str, Unit], officer: Person) -> World:
    """A world of this test alone: several threads see only what is written for good."""
    return World(ward, units, officer)


@pytest.fixture
def other_leader_here(ward: Commune) -> Person:
    """A second leader of the same ward."""
    return make_person("lanhdao2", "Kiều Nhật Minh", Role.LEADER, commune=ward)


@pytest.fixture
def reported(world: World, standing: Person) -> Occurrence:
    """Work that waits to be accepted."""
    occurrence: Occurrence = world.things["occurrence"]
    extension = world.things["extension"]
    assignments.decide_extension(extension=extension, granted=False, note="Không cần", actor=None, at=NOW)
    assignments.submit(occurrence=occurrence, actor=None, at=NOW)
    return occurrence


def test_work_accepted_and_sent_back_at_once_is_one_of_the_two(
    reported: Occurrence, leader: Person, other_leader_here: Person, ward: Commune
) -> None:
    address = f"/viec/ky/{reported.pk}"
    statuses = _pressed_together(
        [leader, other_leader_here], [(f"{address}/nghiem-thu/", {}), (f"{address}/tra-lai/", {"reason": "Thiếu danh sách"})]
    )
    assert statuses == [302, 422]
    reported.refresh_from_db()
    acts = HistoryEvent.objects.filter(act__in=["assignments.accept", "assignments.send_back"])
    assert [event.act for event in acts] == [{"accepted": "assignments.accept", "returned": "assignments.send_back"}[reported.state]]
    assert history.verify(ward.code) is None


def test_a_directive_confirmed_twice_at_once_gives_each_work_once(world: World, standing: Person, leader: Person, ward: Commune) -> None:
    text = DIRECTIVE.replace("77/TB-UBND", "78/TB-UBND")
    document: Document = documents.register_incoming(commune=ward, text=text, actor=None, at=NOW)
    assignments.propose(document=document, reading=to_json(read_text(text)), text=document.text, actor=None, at=NOW)
    for proposal in Proposal.objects.filter(document=document):
        assignments.take(proposal=proposal, actor=None, at=NOW)
    address = f"/van-ban/{document.pk}/doc/hoan-tat/"
    statuses = _pressed_together([standing, leader], [(address, {}), (address, {})])
    assert statuses == [302, 302], "the second press shows what the first one made"
    assert Assignment.objects.filter(document=document).count() == Proposal.objects.filter(document=document).count()
    numbers = list(Assignment.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))
    assert history.verify(ward.code) is None


def test_a_clause_taken_and_dropped_at_once_is_one_of_the_two(world: World, standing: Person, leader: Person, ward: Commune) -> None:
    document = documents.register_incoming(commune=ward, text=DIRECTIVE, actor=None, at=NOW)
    assignments.propose(document=document, reading=to_json(read_text(DIRECTIVE)), text=document.text, actor=None, at=NOW)
    proposal = Proposal.objects.filter(document=document, state="new").earliest("order")
    address = f"/van-ban/y/{proposal.pk}"
    statuses = _pressed_together([standing, leader], [(f"{address}/nhan/", {}), (f"{address}/bo/", {"ly-do": "Chỉ để biết"})])
    assert statuses == [302, 409]
    assert history.verify(ward.code) is None


def test_evidence_judged_two_ways_at_once_is_judged_once(world: World, inspector: Person, leader: Person, ward: Commune) -> None:
    claim: Claim = world.things["claim"]
    address = f"/minh-chung/{claim.pk}/kiem-tra/"
    statuses = _pressed_together(
        [inspector, leader],
        [(address, {"ket_qua": "dat", "seen": "wait"}), (address, {"ket_qua": "chua", "reason": "Sai kỳ", "seen": "wait"})],
    )
    assert statuses == [302, 409]
    assert HistoryEvent.objects.filter(act="evidence.verify").count() == 1
    assert history.verify(ward.code) is None


def test_progress_written_by_two_at_once_keeps_the_first_and_tells_the_second(
    world: World, head: Person, leader: Person, ward: Commune
) -> None:
    occurrence: Occurrence = world.things["occurrence"]
    address = f"/viec/ky/{occurrence.pk}/o-tien-do/"
    statuses = _pressed_together(
        [head, leader], [(address, {"progress": "Một nửa", "expected": ""}), (address, {"progress": "Hai phần ba", "expected": ""})]
    )
    assert statuses == [200, 409]
    occurrence.refresh_from_db()
    assert occurrence.progress in ("Một nửa", "Hai phần ba")
    assert history.verify(ward.code) is None


def test_many_people_at_once_are_all_heard_and_the_chain_has_no_gap(world: World, leader: Person, standing: Person, ward: Commune) -> None:
    occurrence: Occurrence = world.things["occurrence"]
    before = HistoryEvent.objects.filter(commune=ward.code).count()
    address = f"/viec/{occurrence.duty.assignment_id}/y-kien/"
    statuses = _pressed_together([leader, standing] * 4, [(address, {"text": f"Ý kiến {number}"}) for number in range(8)])
    assert statuses == [302] * 8
    assert HistoryEvent.objects.filter(commune=ward.code).count() == before + 8
    assert history.verify(ward.code) is None
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("name", ["thong-bao.docx", "anh-chup.png"], ids=["read at once", "read later"])
def test_one_file_sent_by_two_people_at_once_is_stored_once_and_read_once(
    name: str, world: World, standing: Person, leader: Person, ward: Commune
) -> None:
    content = png() if name.endswith(".png") else docx_of([*NOTICE, "Bản gửi cùng lúc"])
    sent = [("/van-ban/tai-len/", {"files": SimpleUploadedFile(name, content)}) for _ in range(2)]
    before = Document.objects.count()
    assert _pressed_together([standing, leader], sent) == [302, 302]
    stored = StoredFile.objects.get(blob=hashlib.sha256(content).hexdigest())
    assert Document.objects.filter(file=stored).count() == 2, "twice in the register is pointed out, not refused"
    assert Document.objects.count() == before + 2
    if name.endswith(".png"):
        waiting = Blob.objects.filter(text_state=Blob.TextState.WAITING).count()  # the world has files of its own
        counts: list[int] = []
        hands = [threading.Thread(target=_read_here, args=(counts,)) for _ in range(3)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join(timeout=180)
        assert sum(counts) == waiting
        assert Blob.objects.get(pk=stored.blob_id).text_state != Blob.TextState.WAITING
    assert history.verify(ward.code) is None


def _read_here(counts: list[int]) -> None:
    try:
        counts.append(read_waiting(NOW))
    finally:
        connections.close_all()

"""Every template of the apps is rendered by some page."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse

import minhchung
from minhchung.apps.assignments import actions as assignments
from minhchung.apps.documents import actions as documents
from minhchung.apps.files.models import Blob
from minhchung.apps.files.receiving import receive
from minhchung.apps.inspections.models import Inspection
from minhchung.apps.meetings import actions as meetings
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.reading import read_text, to_json
from tests.files.samples import png
from tests.guards.test_rights import addresses, signed_in
from tests.guards.world import DIRECTIVE, World
from tests.personas import NOW, make_person

pytestmark = pytest.mark.django_db
MEETING_NOTICE = """ỦY BAN NHÂN DÂN
PHƯỜNG VÂN KHÊ

Số: 480/TB-UBND
Vân Khê, ngày 20 tháng 11 năm 2026

THÔNG BÁO
Kết luận tại cuộc họp giao ban

Chủ tịch Ủy ban nhân dân phường kết luận như sau:

- {line}
"""
APPS = Path(minhchung.__file__ or "").parent / "apps"


def test_every_template_of_the_apps_is_rendered_by_a_page(
    ward: Commune,
    units: dict[str, Unit],
    officer: Person,
    leader: Person,
    standing: Person,
    admin: Person,
    head: Person,
    appraiser: Person,
) -> None:
    seen: set[str] = set()
    dashed: set[str] = set()

    def note(sender: Any, template: Any, **_: Any) -> None:
        seen.add(str(template.origin.name))

    template_rendered.connect(note)
    try:
        clients: list[Client] = [signed_in(person) for person in (leader, standing, admin, head)]
        clients[1].get("/")
        clients[1].get(reverse("dossiers:overview"))
        clients[1].get(reverse("plans:list"))
        world = World(ward, units, officer)
        for path in addresses(world).values():
            for client in clients:
                page = client.get(path)
                if page.streaming:
                    b"".join(page.streaming_content)  # type: ignore[arg-type]  # some of it is rendered while it is sent
                elif b">---------<" in page.content:
                    dashed.add(path)
        walk_by_hand(world, clients, signed_in(appraiser))
    finally:
        template_rendered.disconnect(note)
    unseen = {str(path.relative_to(APPS)) for path in APPS.rglob("templates/**/*.html") if str(path) not in seen}
    assert not unseen
    assert not dashed, "an empty choice says in words what to choose"


def walk_by_hand(world: World, clients: list[Client], stranger: Client) -> None:
    """Pages that need more than an address: a reading not yet decided, its editing, a part by htmx, a password shown once."""
    standing, admin = clients[1], clients[2]
    unread = documents.register_incoming(commune=world.ward, text=DIRECTIVE.replace("77/TB", "78/TB"), actor=None, at=NOW)
    reading = to_json(read_text(unread.text))
    assignments.propose(document=unread, reading=reading, text=unread.text, actor=None, at=NOW)
    reader = reverse("assignments:reader", args=[unread.pk])
    standing.get(reader)
    standing.get(f"{reader}?y=1&che-do=sua")
    standing.get(reader, headers={"HX-Request": "true"})
    standing.get(f"{reverse('evidence:list')}?muc=le")
    standing.get(f"{reverse('findings:findings')}?loc=da-dong")
    standing.get(f"{reverse('evidence:library')}?muc=mo-coi")
    standing.get(f"{reverse('dossiers:figures')}?chia=unit")
    standing.get(f"{reverse('indexes:criterion', args=[world.things['criterion'].pk])}?ngay=14/6/2026")
    saver = Person.objects.get(username="thuongtruc")
    again = assignments.receive_register(commune=world.ward, name="so.xlsx", content=b"-", export_code="", actor=saver, at=NOW)
    assignments.finish_return(returned=again, saved=1, actor=saver, at=NOW)
    standing.get(reverse("assignments:register"))
    standing.get(reverse("quality:version", args=[world.things["version_in_force"].pk]))
    replaces = DIRECTIVE.replace("77/TB", "79/TB") + "\nBãi bỏ Thông báo số 12/TB-UBND ngày 05/01/2026 của Ủy ban nhân dân phường.\n"
    changing = documents.register_incoming(commune=world.ward, text=replaces, actor=None, at=NOW)
    standing.get(reverse("documents:detail", args=[changing.pk]))
    walk_a_scan(world, standing)
    walk_a_meeting(world, standing)
    stranger.get(reverse("organisations:settings"))
    walk_a_round(world, standing, stranger)
    standing.get(reverse("indexes:criterion", args=[world.things["index"].criteria.get(code="2.2").pk]))
    walk_an_inspection(world, standing)
    signed_in(make_person("chuavai", "Lý Chưa Vai", commune=world.ward)).get("/")
    admin.post(reverse("organisations:issue_password", args=[world.things["person"].pk]))


def walk_a_round(world: World, standing: Client, appraiser: Client) -> None:
    """A leaf marked where it stands and refused without script; the city's side of a round."""
    criterion = world.things["criterion"].pk
    address = reverse("indexes:round_mark", args=[world.things["round"].pk, criterion])
    sent = {"points": "1", "reason": "Có biên bản", "column": "self", "seen": world.things["round"].marks.get().pk}
    standing.post(address, sent, headers={"HX-Request": "true"})
    standing.post(address, {})
    for name in ("round", "round_marks", "appraisal", "explanations"):
        appraiser.get(reverse(f"indexes:{name}", args=[world.things["declared"].pk]))
    appraiser.get(reverse("indexes:round_leaf", args=[world.things["declared"].pk, criterion]))


def walk_an_inspection(world: World, standing: Client) -> None:
    """A line of a checklist refused in its place and without script; a document that concludes nothing; what many findings wait for."""
    line = reverse("inspections:line", args=[world.things["inspected"].pk, "CC-01"])
    standing.post(line, {"result": "ok"}, headers={"HX-Request": "true"})
    standing.post(line, {"result": "ok"})
    standing.get(reverse("inspections:take", args=[world.things["document"].pk]))
    concluded = {"state": "concluded", "conclusion": world.things["conclusion_notice"], "concluded_on": NOW.date()}
    Inspection.objects.filter(pk=world.things["inspection"].pk).update(**concluded)
    standing.get(reverse("inspections:inspection", args=[world.things["inspection"].pk]))


def walk_a_meeting(world: World, standing: Client) -> None:
    """Minutes kept as they are typed, and a notice whose clause says what the meeting gave."""
    minute = reverse("meetings:minute", args=[world.things["agenda_item"].pk])
    standing.post(minute, {"minutes": "Đã báo cáo"}, headers={"HX-Request": "true"})
    meetings.give(conclusion=world.things["conclusion"], actor=None, at=NOW)
    text = MEETING_NOTICE.format(line=world.things["conclusion"].text)
    notice = documents.register_incoming(commune=world.ward, text=text, actor=None, at=NOW)
    assignments.propose(document=notice, reading=to_json(read_text(notice.text)), text=notice.text, actor=None, at=NOW)
    standing.get(reverse("assignments:reader", args=[notice.pk]))


def walk_a_scan(world: World, client: Client) -> None:
    """A file that is being read, and one that could not be read."""
    scan = documents.register_incoming(commune=world.ward, upload=receive(ContentFile(png(), name="anh.png")), actor=None, at=NOW)
    client.get(reverse("documents:detail", args=[scan.pk]))
    Blob.objects.filter(stored=scan.file).update(text_state=Blob.TextState.FAILED, text_error="Chưa cài Tesseract.")
    client.get(reverse("documents:detail", args=[scan.pk]))

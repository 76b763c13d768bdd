"""Báo tin: every line leads to its subject; news that is over leaves the unread list by itself; read one, read all."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Duty, Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.ground import notices
from minhchung.apps.ground.models import Notice
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import with_paper
from tests.guards.test_rights import signed_in
from tests.home.conftest import UploadMaker
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def assign(ward: Commune, title: str, *units: Unit, actor: Person | None = None) -> Assignment:
    lead = tuple(DraftUnit(unit.name, unit.pk, 1.0, "name") for unit in units)
    draft = Draft(title=title, lead=lead, deadline_kind="date", deadline_on="2026-12-05", deadline_text="trước 05/12")
    return assignments.add(commune=ward, draft=draft, wording=title, actor=actor, at=NOW - timedelta(days=3))


def share(made: Assignment, unit: Unit | None = None) -> Occurrence:
    found = Occurrence.objects.filter(duty__assignment=made)
    return found.get(duty__holdings__unit=unit) if unit else found.get()


def fresh(person: Person) -> list[str]:
    return [news.notice.text for news in notices.current(person, today=TODAY)]


def done(occurrence: Occurrence, head: Person, title: str = "Báo cáo") -> None:
    assignments.hand_in(occurrence=occurrence, title=title, brought=with_paper(occurrence), actor=head, at=NOW)
    assignments.submit(occurrence=occurrence, actor=head, at=NOW)


@pytest.fixture
def work(ward: Commune, units: dict[str, Unit], leader: Person, head: Person) -> Occurrence:
    return share(assign(ward, "Lập danh sách dự tập huấn", units["VH-XH"], actor=leader))


def test_work_given_to_a_unit_is_news_until_it_is_handed_in(work: Occurrence, head: Person) -> None:
    assert fresh(head) == ["Việc 1 giao đơn vị chủ trì: Lập danh sách dự tập huấn"]
    done(work, head)
    assert fresh(head) == []


def test_work_of_several_units_is_over_for_the_unit_that_handed_in_its_own_share(
    ward: Commune, units: dict[str, Unit], head: Person, officer: Person
) -> None:
    made = assign(ward, "Gửi số liệu", units["VH-XH"], units["KT"])
    done(share(made, units["VH-XH"]), head)
    assert (len(fresh(head)), len(fresh(officer))) == (0, 1)


def test_a_submission_is_news_until_it_is_accepted(work: Occurrence, leader: Person, head: Person) -> None:
    done(work, head)
    assert fresh(leader) == ["Việc 1 chờ nghiệm thu: Lập danh sách dự tập huấn"]
    assignments.accept(occurrence=work, actor=leader, at=NOW)
    assert fresh(leader) == []
    assert fresh(head) == ["Việc 1 đã được nghiệm thu."]
    assert [notice.text for notice in notices.past(leader, besides=[])] == ["Việc 1 chờ nghiệm thu: Lập danh sách dự tập huấn"]


def test_a_submission_taken_back_is_no_news_any_more(work: Occurrence, leader: Person, head: Person) -> None:
    done(work, head)
    assignments.take_back(occurrence=work, actor=head, at=NOW)
    assert fresh(leader) == []


def test_work_sent_back_is_news_until_it_is_submitted_again_and_then_told_once(work: Occurrence, leader: Person, head: Person) -> None:
    done(work, head)
    assignments.send_back(occurrence=work, reason="Thiếu năm sinh", actor=leader, at=NOW)
    assert "Việc 1 cần sửa lại: Thiếu năm sinh" in fresh(head)
    assignments.submit(occurrence=work, actor=head, at=NOW + timedelta(hours=1))
    assert fresh(head) == []
    assert len(fresh(leader)) == 1, "the first submission is replaced by the second"


def test_an_extension_asked_for_is_news_until_it_is_decided(work: Occurrence, leader: Person, head: Person) -> None:
    extension = assignments.ask_extension(occurrence=work, due_on=date(2026, 12, 20), reason="Chờ số liệu", actor=head, at=NOW)
    assert fresh(leader) == ["Việc 1 xin gia hạn đến 20/12/2026: Chờ số liệu"]
    assignments.decide_extension(extension=extension, granted=True, actor=leader, at=NOW)
    assert fresh(leader) == []
    assert "Việc 1 được gia hạn đến 20/12/2026." in fresh(head)


def test_urging_twice_is_told_once_and_not_after_the_work_is_done(work: Occurrence, leader: Person, head: Person) -> None:
    assignments.remind(occurrence=work, text="Gửi trước 15 giờ", actor=leader, at=NOW)
    assignments.remind(occurrence=work, text="Gửi ngay", actor=leader, at=NOW + timedelta(hours=2))
    assert [text for text in fresh(head) if text.startswith("Đôn đốc")] == ["Đôn đốc việc 1: Gửi ngay"]
    done(work, head)
    assert fresh(head) == []


def test_work_named_to_a_person_is_news_until_another_is_named(
    ward: Commune, units: dict[str, Unit], work: Occurrence, leader: Person, head: Person, standing: Person
) -> None:
    duty = Duty.objects.get(pk=work.duty_id)
    assignments.name_person(duty=duty, person=standing, actor=leader, at=NOW)
    assert any("phụ trách" in text for text in fresh(standing))
    assignments.name_person(duty=duty, person=head, actor=leader, at=NOW)
    assert not any("phụ trách" in text for text in fresh(standing))


def test_work_put_into_the_archive_is_no_news(work: Occurrence, leader: Person, head: Person) -> None:
    assignments.archive(assignment=work.duty.assignment, reason="Nhập nhầm", actor=leader, at=NOW)
    assert fresh(head) == []


def test_evidence_found_wrong_is_news_until_it_is_corrected(
    ward: Commune, work: Occurrence, leader: Person, head: Person, upload: UploadMaker
) -> None:
    place = Place(ward.code, "occurrence", str(work.pk))
    claim = evidence.claim(place=place, upload=upload("Danh sách"), actor=head, at=NOW)
    evidence.verify(claim=claim, good=False, reason="Thiếu dấu", actor=leader, at=NOW)
    news = [each for each in notices.current(head, today=TODAY) if each.notice.topic == "evidence.bad"]
    assert [each.subject.url for each in news if each.subject] == [reverse("evidence:detail", args=[claim.pk])]
    evidence.withdraw(claim=claim, reason="Nộp lại", actor=head, at=NOW)
    assert not any(each.notice.topic == "evidence.bad" for each in notices.current(head, today=TODAY))


def test_every_line_leads_to_its_subject(work: Occurrence, leader: Person, head: Person) -> None:
    done(work, head)
    line = f'<a href="{reverse("assignments:occurrence", args=[work.pk])}">Việc 1 chờ nghiệm thu'
    for address in (reverse("home:news"), reverse("home:today")):
        assert line in signed_in(leader).get(address).content.decode()


def test_one_line_is_marked_read_and_stays_under_what_is_past(work: Occurrence, head: Person) -> None:
    client, notice = signed_in(head), Notice.objects.get(person=head)
    answer = client.post(reverse("home:read-notice", args=[notice.pk]), {"tu": "bao-tin"})
    assert answer["Location"] == reverse("home:news")
    page = client.get(reverse("home:news"))
    assert ([each.notice for each in page.context["news"]], [each.notice for each in page.context["past"]]) == ([], [notice])
    assert "Không có tin mới." in page.content.decode()


def test_nobody_marks_another_s_notice(work: Occurrence, head: Person, leader: Person, other_leader: Person) -> None:
    notice = Notice.objects.get(person=head)
    for stranger in (leader, other_leader):
        assert signed_in(stranger).post(reverse("home:read-notice", args=[notice.pk])).status_code == 404
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_all_are_marked_read_at_once(ward: Commune, units: dict[str, Unit], work: Occurrence, head: Person) -> None:
    assign(ward, "Báo cáo tuần", units["VH-XH"])
    assert len(fresh(head)) == 2
    signed_in(head).post(reverse("home:read-notices"))
    assert fresh(head) == []
    assert Notice.objects.filter(person=head, read_at=None).count() == 0


def test_nothing_new_and_nothing_past_is_said_in_words(client: Client, leader: Person) -> None:
    page = signed_in(leader).get(reverse("home:news")).content.decode()
    assert "Không có tin mới." in page
    assert "Chưa có tin nào." in page
    assert "Không có tin mới." in signed_in(leader).get("/").content.decode()


def test_a_notice_of_before_topics_stays_until_it_is_read(work: Occurrence, ward: Commune, leader: Person) -> None:
    about = Ref("occurrence", str(work.pk))
    notices.notify([leader], commune=ward.code, subject=about, text="Việc 1 chờ nghiệm thu", at=NOW)
    assert fresh(leader) == ["Việc 1 chờ nghiệm thu"]


def test_each_correction_of_a_work_is_told_and_all_are_over_once_it_is_handed_in(work: Occurrence, leader: Person, head: Person) -> None:
    made = work.duty.assignment
    before = len(fresh(head))
    assignments.reword(assignment=made, title="Lập danh sách tập huấn", actor=leader, at=NOW)
    assignments.reword(assignment=made, title="Lập danh sách dự tập huấn đợt 2", actor=leader, at=NOW + timedelta(hours=1))
    assert len(fresh(head)) == before + 2
    done(work, head)
    assert fresh(head) == []


def test_news_that_something_is_gone_is_told_without_a_link(ward: Commune, leader: Person) -> None:
    notices.notify([leader], commune=ward.code, subject=Ref("file", "999"), text="Tệp đóng dấu mật đã gỡ", at=NOW)
    assert [(each.notice.text, each.subject) for each in notices.current(leader, today=TODAY)] == [("Tệp đóng dấu mật đã gỡ", None)]
    assert "Tệp đóng dấu mật đã gỡ" in signed_in(leader).get(reverse("home:news")).content.decode()


def test_a_topic_nobody_ends_is_refused(work: Occurrence, ward: Commune, leader: Person) -> None:
    about = Ref("occurrence", str(work.pk))
    with pytest.raises(LookupError, match="lost"):
        notices.notify([leader], commune=ward.code, subject=about, text="Việc 1", at=NOW, topic="lost")


def test_the_questions_asked_do_not_grow_with_the_news(ward: Commune, units: dict[str, Unit], head: Person) -> None:
    assign(ward, "Việc một", units["VH-XH"])
    head.mandate(TODAY)
    with CaptureQueriesContext(connection) as one:
        notices.current(head, today=TODAY)
    for number in range(12):
        assign(ward, f"Việc thêm {number}", units["VH-XH"])
    with CaptureQueriesContext(connection) as many:
        assert len(notices.current(head, today=TODAY)) == 13
    assert len(many) == len(one)

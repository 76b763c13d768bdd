"""The history holds no English: every field and code an act writes has a word, and the page of the history shows the words."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from django.apps import apps as installed
from django.db.models import Field
from django.test import Client
from django.urls import reverse

import minhchung.apps
from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Proposal
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.documents import actions as documents
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.ground import words
from minhchung.apps.ground.acts import ACTS
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.indexes import actions as indexes
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.reading import read_text, to_json
from tests.event_words import WordlessError, refuse_wordless
from tests.guards.test_rights import signed_in
from tests.guards.world import DIRECTIVE, World
from tests.personas import NOW

NOT_ENGLISH = {"in", "on", "to", "a", "the", "an", "hai", "ban", "so", "da", "sua", "text"}
"""Column names and codes that are also Vietnamese syllables without marks, or too short to be told from them."""


def acts_of_source() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every act with the function that does it, out of the source of the action modules."""
    for app in pkgutil.iter_modules(minhchung.apps.__path__):
        package = importlib.import_module(f"minhchung.apps.{app.name}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".actions" not in module.name:
                continue
            tree = ast.parse(inspect.getsource(importlib.import_module(module.name)))
            for node in tree.body:
                if isinstance(node, ast.FunctionDef):
                    names = [call.args[0] for call in node.decorator_list if isinstance(call, ast.Call) and call.args]
                    yield from ((str(name.value), node) for name in names if isinstance(name, ast.Constant))


def fields_written(function: ast.FunctionDef) -> set[str]:
    """The fields that stand by name in what an act records: in the call itself, or in a dictionary the call names."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record"]
    given = [keyword.value for call in calls for keyword in call.keywords if keyword.arg in ("before", "after")]
    bases = {id(node.value) for value in given for node in ast.walk(value) if isinstance(node, ast.Subscript | ast.Attribute)}
    named = {node.id for value in given for node in ast.walk(value) if isinstance(node, ast.Name) and id(node) not in bases}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id in named for target in targets):
                given.append(node.value)
    dicts = [node for value in given for node in ast.walk(value) if isinstance(node, ast.Dict)]
    return {key.value for each in dicts for key in each.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def test_every_field_that_stands_in_the_source_of_an_act_has_a_word() -> None:
    written = {(act, field) for act, function in acts_of_source() for field in fields_written(function)}
    assert {act for act, _ in acts_of_source()} == {name for name in ACTS if ACTS[name].function.__module__.startswith("minhchung.")}
    assert len(written) > 50, "the source is not read as it should be"
    missing = [(act, field) for act, field in sorted(written) if not words.field_of(act, field) and not words.is_hidden(act, field)]
    assert missing == []


@pytest.mark.parametrize("pair", sorted(words.FIELDS), ids=".".join)
def test_a_word_is_vietnamese_and_not_the_name_of_the_column(pair: tuple[str, str]) -> None:
    field = words.FIELDS[pair]
    assert field.label != pair[1]
    assert field.label == field.label.strip() != ""
    assert all(text and text != code for code, text in (field.values or {}).items())


def test_scopes_are_acts_or_apps_that_exist() -> None:
    apps_of_acts = {name.partition(".")[0] for name in ACTS}
    assert {scope for scope, _ in words.FIELDS} - apps_of_acts <= set(ACTS)


def test_the_guard_notices_a_word_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    event = ("assignments.set_progress", {"progress": "", "state": "assigned"}, {"progress": "Đã gửi", "state": "in_progress"})
    refuse_wordless(*event)
    monkeypatch.delitem(words.FIELDS, ("assignments", "progress"))
    with pytest.raises(WordlessError, match="progress"):
        refuse_wordless(*event)


def test_the_guard_notices_a_code_without_a_word() -> None:
    with pytest.raises(WordlessError, match="state=asleep"):
        refuse_wordless("assignments.start", None, {"state": "asleep"})


def english_words() -> set[str]:
    """Names of columns and codes of the apps' own models, and every field the history knows."""
    columns = {name for _, name in words.FIELDS} | {name for _, name in words.HIDDEN}
    codes: set[str] = set()
    for model in installed.get_models():
        if model.__module__.startswith("minhchung."):
            fields = [field for field in model._meta.get_fields() if isinstance(field, Field)]
            columns |= {field.name for field in fields}
            codes |= {str(code) for field in fields for code, _ in field.flatchoices}
    return {word for word in columns | codes if re.fullmatch(r"[a-z_]+", word)} - NOT_ENGLISH


def lived_in(world: World, leader: Person) -> World:
    """The world after some more acts, of every app: judged, urged, decided, edited, relieved, archived."""
    occurrence, document, at = world.things["occurrence"], world.things["document"], NOW
    assignments.set_progress(occurrence=occurrence, progress="Đã lập 12/20", actor=None, at=at)
    assignments.remind(occurrence=occurrence, actor=None, at=at)
    assignments.decide_extension(extension=world.things["extension"], granted=True, note="Đồng ý", actor=None, at=at)
    assignments.judge_product(product=world.things["product"], good=False, reason="Thiếu chữ ký", actor=None, at=at)
    assignments.comment(assignment=world.things["assignment"], text="Gửi trước thứ Hai", actor=None, at=at)
    assignments.add_duty(assignment=world.things["assignment"], unit=world.units["KT"].pk, part="with", actor=None, at=at)
    evidence.verify(claim=world.things["claim"], good=True, actor=None, at=at)
    assignments.submit(occurrence=occurrence, note="Đã gửi", done_on=date(2026, 11, 19), actor=None, at=at)
    documents.want_answer(document=document, wanted=True, due_on=date(2026, 12, 1), actor=None, at=at)
    documents.unrelate(relation=world.things["relation"], actor=None, at=at)
    documents.approve(document=world.things["outgoing"], actor=None, at=at)
    unread = documents.register_incoming(commune=world.ward, text=DIRECTIVE.replace("77/TB", "78/TB"), actor=None, at=at)
    assignments.propose(document=unread, reading=to_json(read_text(unread.text)), text=unread.text, actor=None, at=at)
    first, second = Proposal.objects.filter(document=unread).order_by("order")[:2]
    draft = replace(Draft.from_json(first.draft), deadline_kind="recurring", recurrence="quarterly", recurring_day="Q1-05", deadline_on="")
    assignments.edit(proposal=first, draft=draft, actor=None, at=at)
    assignments.merge(proposal=second, actor=None, at=at)
    criterion, requirement = world.things["criterion"], world.things["requirement"]
    indexes.link_assignment(criterion=criterion, requirement=requirement, assignment=world.things["assignment"], actor=None, at=at)
    organisations.end_role(grant=world.things["grant"], last_day=date(2025, 7, 31), actor=None, at=at)
    organisations.issue_password(person=leader, actor=None, at=at)
    return world


def read_history(client: Client) -> str:
    """What the table of the history says on all its pages."""
    table, history = Visible(), reverse("organisations:history")
    for number in client.get(history).context["page"].paginator.page_range:
        table.feed(client.get(history, {"trang": number}).content.decode())
    return table.text


class Visible(HTMLParser):
    """The text a person sees of the table."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.text = 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += tag == "tbody"

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "tbody"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += f" {data}"


@pytest.mark.once
@pytest.mark.django_db
def test_the_history_of_a_whole_ward_shows_no_column_and_no_code(
    ward: Commune, units: dict[str, Unit], officer: Person, leader: Person, admin: Person
) -> None:
    lived_in(World(ward, units, officer), leader)
    said = read_history(signed_in(admin))
    assert HistoryEvent.objects.filter(commune=ward.pk).count() > 40
    assert set(re.findall(r"[a-z_]+", said)) & english_words() == set()
    assert not re.search(r"\d{4}-\d\d-\d\d", said), "days are told as 20/11/2026"
    assert words.UNNAMED not in said
    for told in ("hằng quý", "ngày 05 tháng đầu quý", "đề nghị gia hạn:", "đôn đốc", "Thiếu chữ ký", "19/11/2026", "có", "trống"):
        assert told in said


@pytest.mark.django_db
def test_things_named_by_key_are_told_by_name_with_a_link(
    ward: Commune, units: dict[str, Unit], officer: Person, leader: Person, admin: Person
) -> None:
    world = lived_in(World(ward, units, officer), leader)
    page = signed_in(admin).get(reverse("organisations:history"), {"trang": 1}).content.decode()
    unit = reverse("organisations:unit", args=[units["KT"].pk])
    assert f'<span class="hint">đơn vị:</span> <a href="{unit}">Phòng Kinh tế</a>' in page
    claim = reverse("evidence:detail", args=[world.things["claim"].pk])
    assert f'<span class="hint">minh chứng:</span> <a href="{claim}">' in page


@pytest.mark.once
@pytest.mark.django_db
def test_the_walk_over_the_ward_notices_a_word_taken_away(
    ward: Commune, units: dict[str, Unit], officer: Person, admin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    World(ward, units, officer)
    monkeypatch.setitem(words.FIELDS, ("assignments.hand_in", "quantity"), words.FieldWords("quantity", 0))
    assert set(re.findall(r"[a-z_]+", read_history(signed_in(admin)))) & english_words() == {"quantity"}

"""What is left empty is said at its field, in Vietnamese, by the server: the browser's own bubble speaks the browser's language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

import minhchung
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.guards.test_rights import addresses, signed_in
from tests.guards.world import World

TEMPLATES = sorted(Path(minhchung.__file__ or "").parent.rglob("templates/**/*.html"))
FORM = re.compile(r"<form\b[^>]*>")
SAID = re.compile(r'class="field-error[^>]*>\s*(?:<div>)?([^<]+)|class="note" data-kind="late" role="alert">\s*(?:<div>)?([^<]+)')
WHY = re.compile(r"<b>Vì sao:</b>\s*([^<]+)")
NOTHING = {"csrfmiddlewaretoken": "-"}
"""What a browser sends of a form in which nothing was filled."""
OVER = {"organisations:end_role", "organisations:end_appointment"}
"""The world's grant and post have their end already: no page shows a form to end them."""
ENGLISH = re.compile(r"\b(?:this field|required|select a valid|enter a|is not)\b", re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_form_that_saves_is_refused_by_the_browser(path: Path) -> None:
    forms = FORM.findall(path.read_text(encoding="utf-8"))
    assert [form for form in forms if 'method="post"' in form and "novalidate" not in form] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_form_that_only_asks_holds_nothing_required(path: Path) -> None:
    text = re.sub(r"<form\b[^>]*novalidate[^>]*>.*?</form>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"<(?:input|select|textarea)\b[^>]*\brequired\b", text) == []


class Answers:
    """What an empty form sent to one address was answered, up to the first person who was told what is missing."""

    def __init__(self) -> None:
        self.statuses: set[int] = set()
        self.said: list[str] = []
        self.why: list[str] = []

    def add(self, status: int, page: str) -> None:
        self.statuses.add(status)
        if status == 422:
            self.said += ["".join(found).strip() for found in SAID.findall(page)]
        if status == 409:
            self.why += WHY.findall(page)


def sent_empty(world: World, people: list[Person]) -> Iterator[tuple[str, Answers]]:
    clients = [signed_in(person) for person in people]
    for name, path in addresses(world).items():
        answers = Answers()
        for client in clients:
            with transaction.atomic():
                response = client.post(path, NOTHING)
                connection.needs_rollback = True
            answers.add(response.status_code, response.content.decode("utf-8", "replace"))
            if answers.said or response.status_code not in (403, 404, 422):
                break  # whoever else may send it is told the same
        yield name, answers


@pytest.mark.once
@pytest.mark.django_db
def test_every_form_sent_empty_says_what_is_missing_at_its_field(
    ward: Commune, units: dict[str, Unit], officer: Person, leader: Person, standing: Person, admin: Person, head: Person
) -> None:
    world = World(ward, units, officer)
    refused, silent, foreign = {}, [], {}
    for name, answers in sent_empty(world, [leader, standing, admin, head]):
        if missing := [why for why in answers.why if why.lstrip().startswith("Chưa")]:
            refused[name] = missing[0]
        if 422 in answers.statuses and not any(answers.said) and name not in OVER:
            silent.append(name)
        if wrong := [said for said in answers.said if ENGLISH.search(said)]:
            foreign[name] = wrong[0]
    assert refused == {}, "a page of its own says what is missing, the form is lost"
    assert silent == [], "the form comes back without a word"
    assert foreign == {}


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["account_login", "account_change_password", "account_reauthenticate"])
def test_the_account_pages_say_so_too(page: str, officer: Person) -> None:
    client = Client() if page == "account_login" else signed_in(officer)
    said = ["".join(found).strip() for found in SAID.findall(client.post(reverse(page), NOTHING).content.decode())]
    assert said
    assert not [each for each in said if ENGLISH.search(each)]

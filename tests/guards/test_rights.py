"""Who may see and do what: every address × role × own and other ward, every act × role, against docs/rights.md.

Run with MINHCHUNG_TEST_WRITE_RIGHTS=1 to rewrite the tables after a change, and read the difference before committing it.
"""

import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from minhchung.apps.ground.acts import ACTS
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.guards.keys import kwargs_of
from tests.guards.world import World

TABLE = Path(__file__).resolve().parents[2] / "docs" / "rights.md"
ROLES = {
    "admin": "quản trị",
    "leader": "lãnh đạo",
    "standing": "thường trực CCHC",
    "head": "trưởng đơn vị giữ việc",
    "officer": "công chức đơn vị khác",
    "clerk": "một cửa",
    "inspector": "kiểm tra",
    "reader": "chỉ xem",
    "appraiser": "thẩm định thành phố",
    "other_leader": "lãnh đạo phường khác",
}
DRAWN = {"reader"}
"""Roles for whom the pages are drawn too: the one that may do least; test_pages.py draws them for those who may do most."""
PUBLIC = {"account_login", "account_logout", "account_inactive"}
"""Addresses open without an account; everything else asks to sign in."""
OWN_PAGES = ("account_login", "account_logout", "account_inactive", "account_change_password", "account_reauthenticate", "mfa_index")
OF_THE_PERSON = ("account_", "mfa_")
"""Pages of one's own account: the same for every role, so not in the table."""


pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def world(ward: Commune, units: dict[str, Unit], officer: Person) -> World:
    return World(ward, units, officer)


@pytest.fixture
def people(request: pytest.FixtureRequest) -> dict[str, Person]:
    return {name: request.getfixturevalue(name) for name in ROLES}


def patterns(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", pattern


def addresses(world: World) -> dict[str, str]:
    """Every named address of the site, filled with things of the world (tests/guards/keys.py says which)."""
    found = {}
    for name, pattern in patterns():
        if name.startswith(OF_THE_PERSON):
            continue
        for row, kwargs in kwargs_of(name, pattern.pattern.converters, world.things).items():
            found[row] = reverse(name, kwargs=kwargs)
    return found


def outcome(client: Client, path: str, method: str) -> str:
    """What a person meets there: "xem", "403", "404", "405", "đăng nhập"; the request leaves nothing behind."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        connection.needs_rollback = True
    if response.status_code in (403, 404, 405):
        return str(response.status_code)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "đăng nhập"
    assert response.status_code < 500, f"{method} {path} answers {response.status_code}"
    return "xem"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_table(world: World, people: dict[str, Person]) -> list[list[str]]:
    """Who may open what is decided before a page is drawn; drawn it is for who may do least, or this walk takes minutes."""
    rows = []
    clients = {name: signed_in(person) for name, person in people.items()}
    for name, path in sorted(addresses(world).items()):
        cells = []
        for role in ROLES:
            with nullcontext() if role in DRAWN else patch("django.shortcuts.loader.render_to_string", return_value=""):
                cells.append(outcome(clients[role], path, "get"))
        if set(cells) != {"405"}:
            rows.append([f"`{name}`", *("✓" if cell == "xem" else cell for cell in cells)])
    return rows


def act_table(world: World, people: dict[str, Person]) -> list[list[str]]:
    return [
        [
            act.label,
            f"`{act.name}`",
            *("✓" if person.has_perm(act.name, world.things[act.on]) else "–" for person in people.values()),
        ]
        for act in sorted(ACTS.values(), key=lambda act: act.name)
    ]


def rendered(world: World, people: dict[str, Person]) -> str:
    def table(heads: list[str], rows: list[list[str]]) -> str:
        lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *(f"| {' | '.join(row)} |" for row in rows)]
        return "\n".join(lines)

    return "\n\n".join(
        [
            "# Quyền của từng vai",
            "Bảng này do kiểm thử giữ: mỗi địa chỉ và mỗi hành vi được thử với từng vai, trên dữ liệu của phường mình và của phường khác.",
            "404: với người này, thứ đó không tồn tại. 403: thấy được nhưng không có quyền.",
            "“Trưởng đơn vị giữ việc” và “công chức đơn vị khác” đứng trước một việc của Phòng Văn hóa - Xã hội.",
            "## Xem trang",
            table(["địa chỉ", *ROLES.values()], page_table(world, people)),
            "## Làm",
            table(["hành vi", "tên", *ROLES.values()], act_table(world, people)),
            "",
        ]
    )


def test_the_rights_table_says_what_the_site_does(world: World, people: dict[str, Person]) -> None:
    now = rendered(world, people)
    if os.environ.get("MINHCHUNG_TEST_WRITE_RIGHTS") == "1":
        TABLE.write_text(now, "utf-8")
    assert TABLE.read_text("utf-8").splitlines() == now.splitlines(), "rights changed: rewrite docs/rights.md and read the difference"


def test_every_address_asks_to_sign_in_unless_it_is_public(world: World) -> None:
    client = Client()
    named = {**addresses(world), **{name: reverse(name) for name in OWN_PAGES}}
    open_to_all = {
        name for name, path in named.items() for how in ("get", "post") if outcome(client, path, how) not in ("đăng nhập", "405")
    }
    assert open_to_all <= PUBLIC


APPRAISED = {"indexes:ask_explanation"}
"""Where the city appraiser writes about a thing of a ward: a leaf of a round that was handed in."""
APPRAISING = {
    f"indexes.{name}"
    for name in ("appraise", "ask_explanation", "end_first_appraisal", "end_second_appraisal", "extend_appraisal", "open_explaining")
}
"""What the city appraiser may do, with a round that was handed in only."""


@pytest.mark.parametrize(("stranger", "expected"), [("other_leader", set()), ("appraiser", APPRAISED)])
def test_nobody_else_acts_on_a_thing_of_the_ward(world: World, people: dict[str, Person], stranger: str, expected: set[str]) -> None:
    """Posting to any address of a thing answers 404 or 403 to people of another ward and to the city appraiser."""
    client = signed_in(people[stranger])
    reached = {
        name: met
        for name, path in addresses(world).items()
        if any(part.isdigit() for part in path.split("/"))
        for met in [outcome(client, path, "post")]
        if met not in ("403", "404", "405")
    }
    assert set(reached) == expected


def test_no_act_is_allowed_to_a_stranger(world: World, people: dict[str, Person]) -> None:
    allowed = [
        (act.name, name)
        for act in ACTS.values()
        for name in ("other_leader", "appraiser")
        if people[name].has_perm(act.name, world.things[act.on])
    ]
    assert sorted(allowed) == sorted((name, "appraiser") for name in APPRAISING)


def test_a_deactivated_person_may_nothing(world: World, leader: Person) -> None:
    leader.is_active = False
    leader.save()
    assert [act.name for act in ACTS.values() if leader.has_perm(act.name, world.things[act.on])] == []

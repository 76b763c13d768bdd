"""Who may see and do what: every address × role × own and other ward, every act × role, against docs/rights.md.

Run with MINHCHUNG_TEST_WRITE_RIGHTS=1 to rewrite the tables after a change, and read the difference before committing it.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from minhchung.apps.ground.acts import ACTS
from minhchung.apps.organisations.models import Commune, Person, Unit
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
PUBLIC = {"account_login", "account_logout", "account_reset_password", "account_reset_password_done"}
"""Addresses open without an account; everything else asks to sign in."""
OF_THE_PERSON = ("account_", "mfa_")
"""Pages of one's own account: the same for every role, so not in the table."""


pytestmark = pytest.mark.django_db


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
    """Every named address of the site, filled with things of the world; an address nobody can fill is a failure."""
    from tests.guards.keys import KEYS, THINGS  # noqa: PLC0415

    found = {}
    for name, pattern in patterns():
        converters = pattern.pattern.converters
        given = KEYS.get(name, {})
        kwargs = {key: given[key] if key in given else world.things[THINGS[name]].pk for key in converters}
        try:
            found[name] = reverse(name, kwargs=kwargs)
        except NoReverseMatch as problem:
            raise AssertionError(f"address {name} cannot be filled: name its thing in tests/guards/keys.py") from problem
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
    rows = []
    clients = {name: signed_in(person) for name, person in people.items()}
    for name, path in sorted(addresses(world).items()):
        if name in PUBLIC or name.startswith(OF_THE_PERSON):
            continue
        cells = [outcome(clients[role], path, "get") for role in ROLES]
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
            "Bảng này do kiểm thử giữ: mỗi địa chỉ và mỗi hành vi được thử với từng vai, trên dữ liệu của phường mình và của phường khác "
            "(`tests/guards/test_rights.py`). 404: với người này, thứ đó không tồn tại. 403: thấy được nhưng không có quyền.",
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
    open_to_all = {
        name for name, path in addresses(world).items() for method in ("get", "post") if outcome(client, path, method) not in ("đăng nhập", "405")
    }
    assert open_to_all <= PUBLIC | {name for name in open_to_all if name.startswith(OF_THE_PERSON)}


@pytest.mark.parametrize("stranger", ["other_leader", "appraiser"])
def test_nobody_else_acts_on_a_thing_of_the_ward(world: World, people: dict[str, Person], stranger: str) -> None:
    """Posting to any address of a thing answers 404 or 403 to people of another ward and to the city appraiser."""
    client = signed_in(people[stranger])
    reached = {
        name: met
        for name, path in addresses(world).items()
        if any(part.isdigit() for part in path.split("/")) and not name.startswith(OF_THE_PERSON)
        for met in [outcome(client, path, "post")]
        if met not in ("403", "404", "405")
    }
    assert reached == {}


def test_no_act_is_allowed_to_a_stranger(world: World, people: dict[str, Person]) -> None:
    allowed = [(act.name, name) for act in ACTS.values() for name in ("other_leader", "appraiser") if people[name].has_perm(act.name, world.things[act.on])]
    assert allowed == []


def test_a_deactivated_person_may_nothing(world: World, leader: Person) -> None:
    leader.is_active = False
    leader.save()
    assert [act.name for act in ACTS.values() if leader.has_perm(act.name, world.things[act.on])] == []

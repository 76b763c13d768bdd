"""Choices in forms as people read lists."""

import re

import pytest
from django.test import Client

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person
from tests.organisations.test_pages import page
from tests.personas import make_person

pytestmark = pytest.mark.django_db


def test_people_are_chosen_by_given_name_and_an_empty_choice_says_what_to_choose(client: Client, admin: Person, ward: Commune) -> None:
    for number, name in enumerate(("Tạ Văn Đức", "Bùi Thị Dung", "Zương An")):
        make_person(f"nguoi{number}", name, Role.READER, commune=ward)
    shown = page(client, admin, "handovers").content.decode()
    names = re.findall(r"<option[^>]*>([^<]+)</option>", shown.split('name="to_person"')[1].split("</select>")[0])
    assert names == ["Chọn người", "Zương An", "Bùi Thị Dung", "Tạ Văn Đức", "Vũ Đình Khải"]

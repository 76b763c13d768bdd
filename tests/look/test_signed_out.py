"""What a person meets whose session ended, or who opens an address that only takes forms."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.personas import make_person

pytestmark = pytest.mark.django_db

PAGE = "http://testserver/viec/16/?ky=91"
FORM = "/viec/ky/91/bat-dau/"


def test_a_form_sent_after_the_session_ended_leads_to_the_sign_in_page_and_back_to_its_page() -> None:
    response = Client().post(FORM, headers={"Referer": PAGE})
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next=%2Fviec%2F16%2F%3Fky%3D91&phien=het"


def test_the_sign_in_page_then_says_that_nothing_was_saved() -> None:
    page = Client().post(FORM, headers={"Referer": PAGE}, follow=True).content.decode()
    assert "Phiên làm việc đã hết, điều vừa gửi chưa được lưu." in page
    assert "Phiên làm việc đã hết" not in Client().get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("address", ["", "http://noi-khac.vn/viec/16/", "javascript:alert(1)"])
def test_a_form_from_elsewhere_leads_to_the_first_screen(address: str) -> None:
    response = Client().post(FORM, headers={"Referer": address})
    assert response["Location"] == f"{reverse('account_login')}?next=%2F&phien=het"


def test_a_page_asked_for_after_the_session_ended_is_where_the_sign_in_leads() -> None:
    assert Client().get("/so/?loc=qua-han")["Location"] == f"{reverse('account_login')}?next=/so/%3Floc%3Dqua-han"


def test_an_address_that_only_takes_forms_says_so_when_it_is_opened_like_a_page(client: Client) -> None:
    client.force_login(make_person("ai-do", "Mai Quốc Tuấn"), backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("home:read-notices"))
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Địa chỉ này không mở như một trang" in response.content.decode()

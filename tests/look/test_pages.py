"""Whole pages: the frame, errors, sign-in. Rendered by Django, without a browser and without a database."""

import re

import pytest
from django.test import Client

from tests.look.urls import ERRORS

pytestmark = pytest.mark.urls("tests.look.urls")


def read(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_says_what_why_and_the_way_out(name: str) -> None:
    html = read(f"/error/{name}/")
    assert html.count("<h1>") == 1
    assert re.search(r"Vì sao:</b> \S", html)
    assert re.search(r'<ul class="way"><li>\S', html)
    assert 'href="/"' in html


def test_the_frame_has_one_heading_a_way_past_the_menu_and_the_live_regions() -> None:
    html = read("/")
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert html.index('class="skip"') < html.index('class="spine"')
    assert '<html lang="vi"' in html
    assert 'id="announce" class="visually-hidden" role="status"' in html
    assert 'id="alert" class="visually-hidden" role="alert"' in html


def test_the_tab_in_hand_is_marked_and_a_count_is_spoken_in_words() -> None:
    html = read("/")
    assert re.search(r'href="/so/" data-go="s" aria-current="page"', html)
    assert "3 việc cần xem" in html


def test_search_goes_by_get_to_its_own_page() -> None:
    assert re.search(r'<form class="search" role="search" action="/tim/" method="get">', read("/"))


def test_signing_out_is_a_post_with_a_token() -> None:
    assert re.search(
        r'<form method="post" novalidate action="/tai-khoan/logout/"><input type="hidden" name="csrfmiddlewaretoken"', read("/")
    )


def test_a_wrong_field_names_its_error_to_screen_readers() -> None:
    html = read("/")
    control = re.search(r'<input[^>]*name="short"[^>]*>', html)
    assert control
    assert 'aria-describedby="id_short-error"' in control.group(0)
    assert 'aria-invalid="true"' in control.group(0)
    assert 'id="id_short-error"' in html


def test_a_right_field_with_a_hint_names_the_hint_only() -> None:
    html = read("/")
    control = re.search(r'<input[^>]*name="name"[^>]*>', html)
    assert control
    assert 'aria-describedby="id_name-hint"' in control.group(0)
    assert "aria-invalid" not in control.group(0)


def test_a_page_of_a_list_keeps_the_rest_of_the_address() -> None:
    html = read("/?trang=3&loc=qua-han")
    assert 'href="?trang=4&amp;loc=qua-han"' in html
    assert "101–150 trong 1.284 việc" in html


@pytest.mark.parametrize("address", ["login/", "password/reset/", "password/reset/done/", "inactive/", "signup/"])
def test_a_page_of_sign_in_speaks_vietnamese_only(address: str) -> None:
    html = read(f"/tai-khoan/{address}")
    words = re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")])
    assert not re.search(r"\b(Sign|Password|Username|Email address|Remember|Forgot|Please|account)\b", words)
    assert "placeholder=" not in html[html.index("<main") : html.index("</main>")]


def test_every_sentence_of_the_sign_in_package_has_a_vietnamese_one() -> None:
    """Telephone sign-in is not offered, so its sentences are left as they are."""
    from allauth.account.adapter import DefaultAccountAdapter
    from allauth.mfa.adapter import DefaultMFAAdapter

    from minhchung.site.account_words import ACCOUNT_ERRORS, MFA_ERRORS

    missing = {key for key in DefaultAccountAdapter.error_messages if key not in ACCOUNT_ERRORS and "phone" not in key}
    missing |= {key for key in DefaultMFAAdapter.error_messages if key not in MFA_ERRORS and key != "add_email_blocked"}
    assert not missing


def test_two_different_passwords_are_refused_in_vietnamese() -> None:
    from minhchung.site.account_forms import SetPassword

    form = SetPassword(data={"password1": "mot-mat-khau-dai-1", "password2": "mot-mat-khau-dai-2"}, user=None)
    assert not form.is_valid()
    assert form.errors["password2"] == ["Hai lần gõ mật khẩu không giống nhau. Gõ lại mật khẩu ở ô này."]


def test_several_buttons_of_one_question_stand_under_a_legend() -> None:
    html = read("/")
    assert re.search(r'<fieldset class="choices"><legend class="form-label">Nhịp rà lại</legend>.*?type="radio"', html, re.DOTALL)
    assert 'for=""' not in html

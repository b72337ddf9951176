"""A field's label, hint and error belong to its control, for those who can't see them."""

import reflex as rx

from fitness_app.ui import fields
from tests.ui.tree import attribute, find, find_all, words

ERROR = rx.Var("errors.height", _var_type=str).to(str)
"""What a State may say of a field, or not."""


def test_the_label_names_the_control():
    drawn = fields.text_field("Height", "height")
    assert attribute(find(drawn, "label"), "html_for") == "height"
    assert attribute(find(drawn, "input"), "id") == "height"


def test_an_id_of_its_own_adds_no_second_value_to_the_form():
    control = find(fields.text_field("Height", "height", id="new-height"), "input")
    assert control.get_ref() is None
    assert control.custom_attrs["id"] == "new-height"


def test_a_hint_is_read_with_the_control():
    drawn = fields.text_field("Height", "height", hint="In centimetres.")
    assert "height-hint" in str(attribute(find(drawn, "input"), "aria-describedby"))
    assert any(attribute(one, "id") == "height-hint" for one in find_all(drawn, "p"))


def test_an_error_takes_the_hints_place_and_is_announced():
    drawn = fields.text_field("Height", "height", hint="In centimetres.", error=ERROR)
    error, hint = find_all(drawn, "p")
    assert attribute(error, "role") == "alert"
    assert attribute(error, "id") == "height-error"
    assert attribute(hint, "id") == "height-hint"
    described = str(attribute(find(drawn, "input"), "aria-describedby"))
    assert described.index("height-error") < described.index("height-hint")


def test_without_an_error_nothing_is_announced():
    control = find(fields.text_field("Height", "height", error=""), "input")
    assert str(attribute(control, "aria-invalid")) in {"False", "false"}


def test_a_password_can_be_shown_and_says_so():
    drawn = fields.password_field("Password", "password")
    eye = find(drawn, "button")
    assert attribute(eye, "type") == "button"
    assert "Show password" in str(attribute(eye, "aria_label") or eye.custom_attrs)
    assert eye.custom_attrs["data-reveals"] == "password"


def test_a_forms_own_error_stands_alone():
    assert attribute(find(fields.form_errors("Try again in a minute."), "p"), "role") == "alert"


def test_a_draft_is_kept_under_its_name():
    assert fields.form(draft="profile").custom_attrs["data-draft"] == "profile"
    assert "data-draft" not in fields.form().custom_attrs


def test_a_choice_offers_its_words():
    drawn = fields.select_field("Week starts on", "week", [("mon", "Monday"), ("sun", "Sunday")])
    assert "Monday" in words(drawn)
    assert len(find_all(drawn, "option")) == 2

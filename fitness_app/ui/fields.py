"""Form fields: a label, the control, and a hint whose place an error takes.

Controls are uncontrolled: they keep what is typed, and the form sends it by `name`. After a
submit the page moves the focus to the first field with an error (assets/parts.js).
"""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx

from fitness_app.ui.buttons import icon_button
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child, Count, Flag, Text

InputType = Literal["text", "email", "date", "number", "search", "tel", "url"]

_BOX = "input has-[button]:pr-1"


def text_field(
    label: Text,
    name: str,
    *,
    error: Text = "",
    hint: Text = "",
    type: InputType = "text",  # noqa: A002  # the name HTML gives it
    autocomplete: str = "",
    required: bool = False,
    default_value: Text = "",
    suffix: Text = "",
    aside: Child | None = None,
    optional: bool = False,
    id: str = "",  # noqa: A002
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """One line of text; `suffix` is a unit inside the box, `aside` a link beside the label."""
    field_id = id or name
    control = _input(
        _bearings(name, field_id, error, hint),
        type=type,
        autocomplete=autocomplete,
        required=required,
        default_value=default_value,
        **props,
    )
    if _is_given(suffix):
        control = rx.el.div(
            control, rx.el.span(suffix, class_name="text-sm text-muted"), class_name=_BOX
        )
    else:
        control.class_name = "input"
    return field(
        label,
        control,
        field_id,
        error=error,
        hint=hint,
        aside=aside,
        optional=optional,
        class_name=class_name,
    )


def search_field(label: str, *, find: Any, id: str = "search") -> rx.Component:  # noqa: A002
    """What to look for in a list; `find` hears of it once the typing rests."""
    return rx.el.label(
        icon("search", 18, "text-muted"),
        rx.el.input(
            type="search",
            placeholder=label,
            on_change=find.debounce(300),
            custom_attrs={"id": id, "aria-label": label, "maxLength": 80},
        ),
        class_name="input w-full",
    )


def password_field(
    label: Text,
    name: str,
    *,
    error: Text = "",
    hint: Text = "",
    autocomplete: str = "current-password",
    strength: Count | None = None,
    aside: Child | None = None,
    required: bool = True,
    id: str = "",  # noqa: A002
    **props: Any,
) -> rx.Component:
    """A password with a button that shows it, and four bars for its `strength` of 0 to 4.

    The bars are for the eye; the hint says the same in words.
    """
    field_id = id or name
    typed = _input(
        _bearings(name, field_id, error, hint),
        type="password",
        autocomplete=autocomplete,
        required=required,
        **props,
    )
    eye = icon_button(
        "eye", "Show password", size="sm", data_reveals=field_id, aria_pressed="false"
    )
    control = rx.el.div(typed, eye, class_name=_BOX)
    if strength is not None:
        control = rx.fragment(control, _strength_meter(strength))
    return field(label, control, field_id, error=error, hint=hint, aside=aside)


def code_field(
    label: Text,
    name: str,
    *,
    error: Text = "",
    hint: Text = "",
    length: int = 6,
    numeric: bool = False,
    **props: Any,
) -> rx.Component:
    """A one-time code as one wide field that pastes and autofills."""
    control = _input(
        _bearings(name, name, error, hint),
        autocomplete="one-time-code",
        required=True,
        class_name="input h-14 text-center text-2xl font-semibold tracking-[.4em] tabular",
        **props,
    )
    control.custom_attrs |= {
        "maxLength": length,
        "inputMode": "numeric" if numeric else "text",
        "autoCapitalize": "characters",
        "spellCheck": False,
    }
    return field(label, control, name, error=error, hint=hint)


def select_field(
    label: Text,
    name: str,
    options: Sequence[tuple[str, str]] | rx.Component,
    *,
    error: Text = "",
    hint: Text = "",
    default_value: Text = "",
    optional: bool = False,
    id: str = "",  # noqa: A002
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A choice from a list of (value, words), or of options that are drawn already."""
    field_id = id or name
    drawn = (
        [options]
        if isinstance(options, rx.Component)
        else [rx.el.option(words, value=value) for value, words in options]
    )
    control = rx.el.select(
        *drawn,
        default_value=default_value,
        class_name="select",
        **_bearings(name, field_id, error, hint),
        **props,
    )
    return field(
        label, control, field_id, error=error, hint=hint, optional=optional, class_name=class_name
    )


def text_area(
    label: Text,
    name: str,
    *,
    error: Text = "",
    hint: Text = "",
    default_value: Text = "",
    rows: int = 3,
    optional: bool = False,
    id: str = "",  # noqa: A002
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """Several lines of text."""
    field_id = id or name
    control = rx.el.textarea(
        default_value=default_value,
        rows=str(rows),
        class_name="textarea",
        **_bearings(name, field_id, error, hint),
        **props,
    )
    return field(
        label, control, field_id, error=error, hint=hint, optional=optional, class_name=class_name
    )


def checkbox(
    label: Child,
    name: str,
    *,
    default_checked: Flag = False,
    switch: bool = False,
    **props: Any,
) -> rx.Component:
    """A yes or no; as a switch where it takes effect at once."""
    look = "toggle toggle-primary toggle-sm" if switch else "checkbox checkbox-primary checkbox-sm"
    box = rx.el.input(
        type="checkbox", name=name, default_checked=default_checked, class_name=look, **props
    )
    return rx.el.label(box, label, class_name="flex items-center gap-2.5 text-sm")


def form_errors(error: Text, *, id: str = "") -> rx.Component:  # noqa: A002
    """What is wrong with a form as a whole, below its fields."""
    return rx.cond(_is_said(error), _error(error, id or "form-error"), rx.fragment())


def form(
    *children: Child, class_name: str = "grid gap-5", draft: str = "", **props: Any
) -> rx.Component:
    """A form that leaves checking to us; with a `draft` name, what is typed survives a reload."""
    attrs = {"noValidate": True, **({"data-draft": draft} if draft else {})}
    return rx.el.form(*children, class_name=class_name, custom_attrs=attrs, **props)


def field(
    label: Text,
    control: rx.Component,
    field_id: str,
    *,
    error: Text = "",
    hint: Text = "",
    aside: Child | None = None,
    optional: bool = False,
    class_name: str = "",
) -> rx.Component:
    """The frame around a control of your own; it must carry `field_id` as its id."""
    return rx.el.div(
        _label(label, field_id, aside, optional),
        control,
        _note(field_id, error, hint),
        class_name=f"grid content-start gap-1.5 {class_name}".rstrip(),
    )


def _label(label: Text, field_id: str, aside: Child | None, optional: bool) -> rx.Component:
    beside = "optional" if aside is None and optional else aside
    return rx.el.div(
        rx.el.label(label, html_for=field_id, class_name="text-sm font-medium"),
        *([rx.el.span(beside, class_name="text-sm text-muted")] if beside is not None else []),
        class_name="flex items-baseline justify-between gap-3",
    )


def _note(field_id: str, error: Text, hint: Text) -> Child:
    hint_line: Child = rx.fragment()
    if _is_given(hint):
        hint_line = rx.el.p(
            hint, class_name="text-sm text-muted", custom_attrs={"id": f"{field_id}-hint"}
        )
    return rx.cond(_is_said(error), _error(error, f"{field_id}-error"), hint_line)


def _error(error: Text, error_id: str) -> rx.Component:
    return rx.el.p(
        icon("circle-alert", 16, "mt-0.5"),
        rx.el.span(error),
        role="alert",
        class_name="flex items-start gap-1.5 text-sm text-error",
        custom_attrs={"id": error_id},
    )


def _strength_meter(strength: Count) -> rx.Component:
    reached = rx.Var.create(strength).to(int)

    def bar(n: int) -> rx.Component:
        lit = rx.cond(reached >= 3, "bg-success", "bg-warning")
        return rx.el.span(
            class_name=["h-1 rounded-full", rx.cond(reached >= n, lit, "bg-base-300")]
        )

    return rx.el.div(
        *(bar(n) for n in range(1, 5)),
        class_name="mt-1 grid grid-cols-4 gap-1",
        aria_hidden=True,
        data_strength=strength,
    )


def _input(
    bearings: dict[str, Any],
    *,
    type: InputType | Literal["password"] = "text",  # noqa: A002
    autocomplete: str = "",
    required: bool = False,
    default_value: Text = "",
    input_mode: str = "",
    custom_attrs: dict[str, Any] | None = None,
    **props: Any,
) -> rx.Component:
    attrs = bearings["custom_attrs"] | (custom_attrs or {})
    if input_mode:
        attrs["inputMode"] = input_mode
    if required:
        attrs["aria-required"] = True
    if autocomplete:
        attrs["autoComplete"] = autocomplete
    placed = bearings | {"custom_attrs": attrs}
    return rx.el.input(type=type, default_value=default_value, **placed, **props)


def _bearings(name: str, field_id: str, error: Text, hint: Text) -> dict[str, Any]:
    """What a control is called, and where its hint or its error stands."""
    said = _is_said(error)
    note = rx.cond(said, f"{field_id}-error", f"{field_id}-hint" if _is_given(hint) else None)
    attrs = {"aria-invalid": said, "aria-describedby": note}
    if field_id == name:
        return {"name": name, "id": name, "custom_attrs": attrs}
    # Reflex would send an `id` of another name as a second value of the form.
    return {"name": name, "custom_attrs": {"id": field_id, **attrs}}


def _is_given(text: Text) -> bool:
    return isinstance(text, rx.Var) or text != ""


def _is_said(text: Text) -> Any:
    return text.bool() if isinstance(text, rx.Var) else rx.Var.create(bool(text))

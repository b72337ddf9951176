"""Charts; only pages that draw one import this module, for it brings the chart library along."""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx

from fitness_app.ui.cards import card
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child, Count, Text

TOOLTIP = {
    "background": "var(--color-neutral)",
    "color": "var(--color-neutral-content)",
    "border": "none",
    "borderRadius": "var(--radius-field)",
}


def chart_frame(
    title: Text,
    *,
    name: str,
    chart: Child,
    table: Child,
    sub: Child = "",
    figure: Child | None = None,
    range: Child | None = None,  # noqa: A002
    legend: Sequence[Child] = (),
) -> rx.Component:
    """A card that shows a chart or the same numbers as a table; `name` is unique on the page."""
    return card(
        title,
        *([figure] if figure is not None else []),
        rx.el.div(chart, class_name="group-has-[[value=table]:checked]:hidden"),
        rx.el.div(
            table, class_name="-mx-5 hidden group-has-[[value=table]:checked]:block sm:-mx-6"
        ),
        *([_legend(legend)] if legend else []),
        sub=sub,
        actions=[*([range] if range is not None else []), chart_or_table(name)],
        class_name="group",
    )


def chart_or_table(name: str) -> rx.Component:
    """The choice between a chart and its table, on a card of the class 'group'."""
    # It needs no event: by its choice, CSS shows one and hides the other.
    return rx.el.fieldset(
        rx.el.legend("Show as", class_name="sr-only"),
        _show_as(name, "chart", "Chart", "chart-line", is_first=True),
        _show_as(name, "table", "Table", "table", is_first=False),
        class_name="inline-flex rounded-field bg-base-200 p-0.5",
    )


def trend_chart(
    points: Sequence[Any] | rx.Var[Any],
    *,
    name: Text,
    label_key: str = "label",
    trend_key: str = "trend",
    reading_key: str = "reading",
    end_key: str = "end",
    goal: Count | None = None,
    ticks: Sequence[float] | rx.Var[Any] = (),
    unit: Text = "",
    height: int = 236,
) -> rx.Component:
    """Readings as small dots and their trend as a line, with the goal as a dashed one.

    A point that has `end` marks where the line stands; `ticks` are the axis's numbers, if given.
    """
    chart = rx.recharts.composed_chart(
        *_frame(label_key, unit, ticks=ticks),
        rx.cond(goal, _goal_line(goal), rx.fragment()),
        _dots(reading_key, "Entered"),
        _line(trend_key, "Trend"),
        _end(end_key),
        data=rx.Var.create(points).to(list[dict[str, Any]]),
        width="100%",
        height=height,
        margin={"top": 8, "right": 0, "bottom": 0, "left": 8},
    )
    return rx.el.div(chart, role="img", aria_label=name, class_name="min-w-0")


def record_chart(
    points: Sequence[Any] | rx.Var[Any],
    *,
    name: Text,
    measure: Text,
    label_key: str = "label",
    value_key: str = "value",
    record_key: str = "record",
    ticks: Sequence[float] | rx.Var[Any] = (),
    height: int = 268,
) -> rx.Component:
    """A line over a tinted ground, with a brass mark where a value was a record."""
    chart = rx.recharts.composed_chart(
        *_frame(label_key, "", ticks=ticks),
        rx.recharts.area(
            data_key=value_key,
            name=measure,
            stroke="var(--chart-1)",
            stroke_width=2.25,
            fill="var(--chart-fill)",
            fill_opacity=1,
            type_="monotone",
            connect_nulls=True,
            dot={"r": 2.5, "fill": "var(--color-base-100)", "stroke": "var(--chart-1)"},
            active_dot=False,
            is_animation_active=False,
        ),
        rx.recharts.line(
            data_key=record_key,
            name="Record",
            stroke="none",
            dot={"r": 5, "fill": "var(--record)", "stroke": "var(--color-base-content)"},
            active_dot=False,
            is_animation_active=False,
        ),
        data=rx.Var.create(points).to(list[dict[str, Any]]),
        width="100%",
        height=height,
        margin={"top": 8, "right": 0, "bottom": 0, "left": 8},
    )
    return rx.el.div(chart, role="img", aria_label=name, class_name="min-w-0")


def bar_chart(
    points: Sequence[Any] | rx.Var[Any],
    *,
    name: Text,
    label_key: str = "label",
    count_key: str = "count",
    counted: str = "Count",
    height: int = 236,
) -> rx.Component:
    """Counts as bars from zero; `counted` names them where a bar is pointed at."""
    chart = rx.recharts.bar_chart(
        *_frame(label_key, "", least=0),
        rx.recharts.bar(
            data_key=count_key,
            name=counted,
            fill="var(--chart-1)",
            radius=[3, 3, 0, 0],
            is_animation_active=False,
        ),
        data=rx.Var.create(points).to(list[dict[str, Any]]),
        width="100%",
        height=height,
        bar_category_gap="28%",
        margin={"top": 8, "right": 0, "bottom": 0, "left": 8},
    )
    return rx.el.div(chart, role="img", aria_label=name, class_name="min-w-0")


def legend_line(words: Text) -> rx.Component:
    """The key of the chart's line."""
    return _key(rx.el.span(class_name="h-0.5 w-4 rounded bg-primary"), words)


def legend_dot(words: Text) -> rx.Component:
    """The key of the chart's dots."""
    return _key(rx.el.span(class_name="size-2 rounded-full border border-strong"), words)


def legend_dashes(words: Text) -> rx.Component:
    """The key of the chart's dashed line."""
    return _key(rx.el.span(class_name="w-4 border-t border-dashed border-strong"), words)


def legend_record(words: Text) -> rx.Component:
    """The key of the chart's records."""
    mark = rx.el.span(class_name="size-2.5 rounded-full border border-base-content bg-record")
    return _key(mark, words)


def legend_bar(words: Text) -> rx.Component:
    """The key of the chart's bars."""
    return _key(rx.el.span(class_name="h-3 w-2 rounded-t-sm bg-primary"), words)


def _frame(
    label_key: str,
    unit: Text,
    *,
    least: int | Literal["auto"] = "auto",
    ticks: Sequence[float] | rx.Var[Any] = (),
) -> list[rx.Component]:
    scale: dict[str, Any] = {"tick_count": 5, "domain": [least, "auto"]}
    if isinstance(ticks, rx.Var) or ticks:
        marks = rx.Var.create(ticks).to(list[int])  # halves are fine with the library
        scale = {"ticks": marks, "domain": [marks[0], marks[-1]]}
    return [
        rx.recharts.cartesian_grid(vertical=False),
        rx.recharts.x_axis(
            data_key=label_key,
            axis_line=False,
            tick_line=False,
            min_tick_gap=48,
        ),
        rx.recharts.y_axis(
            orientation="right",
            axis_line=False,
            tick_line=False,
            width=44,
            unit=unit,
            **scale,
        ),
        rx.recharts.graphing_tooltip(
            content_style=TOOLTIP, item_style={"color": "inherit"}, is_animation_active=False
        ),
    ]


def _dots(data_key: str, name: str) -> rx.Component:
    return rx.recharts.line(
        data_key=data_key,
        name=name,
        stroke="none",
        dot={"r": 2.5, "fill": "var(--color-base-100)", "stroke": "var(--line-strong)"},
        active_dot=False,
        is_animation_active=False,
    )


def _line(data_key: str, name: str) -> rx.Component:
    return rx.recharts.line(
        data_key=data_key,
        name=name,
        stroke="var(--chart-1)",
        stroke_width=2.25,
        type_="monotone",
        dot=False,
        connect_nulls=True,
        is_animation_active=False,
    )


def _end(data_key: str) -> rx.Component:
    return rx.recharts.line(
        data_key=data_key,
        stroke="none",
        dot={"r": 4.5, "fill": "var(--chart-1)", "stroke": "var(--color-base-100)"},
        active_dot=False,
        is_animation_active=False,
        custom_attrs={"tooltipType": "none"},
    )


def _goal_line(goal: Count | None) -> rx.Component:
    return rx.recharts.reference_line(
        y=rx.Var.create(goal).to(int),
        stroke="var(--line-strong)",
        stroke_dasharray="3 4",
        if_overflow="extendDomain",
    )


def _legend(keys: Sequence[Child]) -> rx.Component:
    return rx.el.p(
        *keys,
        class_name="flex flex-wrap items-center gap-x-5 gap-y-1 pt-3 text-xs text-muted",
    )


def _key(mark: rx.Component, words: Text) -> rx.Component:
    return rx.el.span(mark, words, class_name="inline-flex items-center gap-2")


def _show_as(name: str, value: str, words: str, picture: str, *, is_first: bool) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=f"{name}-as",
            value=value,
            default_checked=is_first,
            class_name="sr-only",
        ),
        icon(picture, 16),
        rx.el.span(words, class_name="sr-only"),
        title=words,
        class_name="relative grid h-7 w-8 cursor-pointer place-items-center rounded-[.4rem] "
        "text-muted has-checked:bg-base-100 has-checked:text-base-content "
        "has-checked:shadow-(--lift) has-focus-visible:outline-2 "
        "has-focus-visible:outline-primary pointer-coarse:h-10 pointer-coarse:w-11",
    )

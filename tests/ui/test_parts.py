"""What parts promise to whoever uses them."""

from fitness_app.development.state import StyleguideState
from fitness_app.ui import buttons, dialogs, navigation, progress, tables, tabs
from fitness_app.ui.icons import icon
from tests.ui.tree import attribute, find, find_all, words


def test_an_icon_is_hidden_from_readers():
    assert icon("check").custom_attrs["aria-hidden"] is True


def test_an_icon_alone_has_a_name():
    drawn = buttons.icon_button("pencil", "Edit goal")
    assert "Edit goal" in str(drawn.custom_attrs)


def test_a_button_sends_no_form_unless_asked():
    assert attribute(buttons.ghost("Cancel"), "type") == "button"
    assert attribute(buttons.primary("Save", type="submit"), "type") == "submit"


def test_a_busy_button_keeps_its_words():
    drawn = buttons.primary("Saving", busy=True)
    assert "Saving" in words(drawn)
    assert any("loading-spinner" in str(one.class_name) for one in find_all(drawn, "span"))


def test_the_tab_one_is_at_says_so():
    here, there = find_all(tabs.tabs("Cabinet", [("A", "/a"), ("B", "/b")], "/a"), "Link")
    assert here.custom_attrs["aria-current"] == "page"
    assert "aria-current" not in there.custom_attrs


def test_a_segment_says_which_choice_holds():
    drawn = tabs.segment("Span", [("4w", "4 w"), ("1y", "1 y")], "4w", StyleguideState.choose)
    pressed = [str(one.custom_attrs["aria-pressed"]) for one in find_all(drawn, "button")]
    assert "4w" in pressed[0]
    assert "1y" in pressed[1]


def test_a_table_has_a_caption_and_a_frame_that_keys_can_scroll():
    drawn = tables.table("Entries", ["Date"], [tables.row(tables.head_cell("14 May"))])
    assert "Entries" in words(find(drawn, "caption"))
    assert attribute(drawn, "tab_index") == 0
    assert [attribute(one, "scope") for one in find_all(drawn, "th")] == ["col", "row"]


def test_only_columns_with_a_key_can_be_sorted_by():
    columns = [tables.Column("Date", sort="day"), "Note"]
    drawn = tables.table("Entries", columns, [], sorted_by="day", sort=StyleguideState.choose)
    sortable, plain = find_all(drawn, "th")
    assert len(find_all(sortable, "button")) == 1
    assert find_all(plain, "button") == []


def test_a_dialog_is_opened_by_the_button_beside_it():
    drawn = dialogs.confirm(
        "Delete it?",
        "It goes.",
        act="Delete",
        keep="Keep it",
        trigger=buttons.danger_ghost("Delete…"),
        on_confirm=StyleguideState.answer,
    )
    opener, keep, act = find_all(drawn, "button")
    assert "data-opens" in opener.custom_attrs
    assert "data-closes" in keep.custom_attrs
    assert "data-closes" in act.custom_attrs
    assert list(act.event_triggers) == ["on_click"]
    assert list(keep.event_triggers) == []


def test_a_dialog_that_state_opens_tells_state_when_it_closes():
    drawn = dialogs.dialog(
        "Sign in", open=StyleguideState.is_asking, on_close=StyleguideState.answer
    )
    assert "data-open" in drawn.custom_attrs
    assert "on_cancel" in drawn.event_triggers


def test_progress_says_how_far_it_is():
    drawn = progress.bar("Import", 40)
    assert attribute(drawn, "role") == "progressbar"
    assert "40" in str(drawn.custom_attrs)


def test_a_place_is_marked_on_pages_within_it_too():
    place = navigation.Place("You", "/you", "circle-user", also=("/you/data",))
    assert place.is_at("/you")
    assert place.is_at("/you/data")
    assert not place.is_at("/yours")

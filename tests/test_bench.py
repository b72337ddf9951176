"""What `make bench` says, and the yardstick it measures with."""

import json
from pathlib import Path

from bench import report, servers
from bench.events import INCREMENT
from bench.report import Row
from bench.wire import Tab


def test_a_figure_meets_its_target_up_to_the_last():
    assert Row("", "", 1.5, at_most=1.5).verdict == "met"
    assert Row("", "", 1.51, at_most=1.5).verdict == "MISSED"
    assert Row("", "", 3, at_least=3).verdict == "met"
    assert Row("", "", 2.99, at_least=3).verdict == "MISSED"
    assert Row("", "", 99).verdict == ""


def test_of_a_hundred_figures_five_lie_above_the_95th_percentile():
    figures = [float(number) for number in range(1, 101)]
    assert sum(figure > report.p95(figures) for figure in figures) == 5
    assert report.p50(figures) == 50.5


def test_the_table_puts_figure_target_and_verdict_below_the_name_of_the_part():
    rows = [
        Row("Start", "again", 2.345, "s", 3, {"slowest s": 2.9}),
        Row("Start", "the first time", 1234, "ms"),
    ]
    assert report.table(rows).splitlines() == [
        "",
        "Start",
        "  again             2.35 s  ≤ 3 s  met  slowest s 2.90",
        "  the first time  1,234 ms",
    ]


def test_the_file_holds_every_row_and_what_it_was_measured_on(tmp_path: Path):
    file = tmp_path / "bench.json"
    report.save([Row("Start", "again", 3.5, "s", 3)], seconds=12.34, file=file)
    saved = json.loads(file.read_text())
    assert saved["took_seconds"] == 12.3
    assert saved["machine"]["reflex"]
    assert saved["rows"] == [
        {
            "part": "Start",
            "what": "again",
            "figure": 3.5,
            "unit": "s",
            "at_most": 3,
            "beside": {},
            "at_least": None,
            "verdict": "missed",
        }
    ]


def test_the_empty_app_counts():
    with (
        servers.empty_app() as server,
        Tab(server.port, path="/", cookie="", address="127.0.0.1") as tab,
    ):
        press = tab.message(INCREMENT)
        assert tab.round_trip(press) > 0
        assert '"count_rx_state_":2' in tab.ask(press, "count")

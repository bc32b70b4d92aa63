"""Charts: geometry, and coordinates that have a dot in every language."""

import re

import pytest
from django.test import override_settings
from django.utils import translation

from tests.ui.helpers import render
from ui import charts

ROWS = [("Police", 1212, 189), ("Court", 148, 42), ("Employment", 76, 0)]
NODES = [("PRB", "Probation"), ("POL", "Police"), ("CRT", "Court")]
LEVELS = ["Low", "Medium", "High", "Very high"]


def drawings() -> dict[str, object]:
    return {
        "columns": charts.stacked_columns(["Nov", "Dec"], [("s1", "Low", [1038, 7]), ("s2", "High", [12, 3])]),
        "butterfly": charts.butterfly(ROWS),
        "step": charts.step_line([("Feb", 4), ("Apr", 3), ("Jun", 3)], LEVELS),
        "ring": charts.ring(NODES, [("PRB", "POL", 212, 189), ("PRB", "CRT", 148, 42)]),
    }


@pytest.mark.parametrize("name", ["columns", "butterfly", "step", "ring"])
@override_settings(USE_THOUSAND_SEPARATOR=True)
def test_no_coordinate_has_a_comma_in_german(name: str) -> None:
    with translation.override("de"):
        html = render('{% include "charts/' + name + '.html" with id="c" summary="s" %}', chart=drawings()[name])
    values = re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy|r|rx|width|height|d|viewBox|stroke-width)="([^"]*)"', html)
    assert len(values) > 10
    assert not [value for value in values if "," in value]
    assert all(re.fullmatch(r"[-0-9. MHVQ]+", value) for value in values)


@pytest.mark.parametrize("name", ["columns", "butterfly", "step", "ring"])
def test_a_chart_says_its_finding_and_hides_its_parts(name: str) -> None:
    html = render(
        '{% include "charts/' + name + '.html" with id="c" summary=s %}', chart=drawings()[name], s="It <rises>"
    )
    assert '<title id="c">It &lt;rises&gt;</title>' in html
    assert 'role="img" aria-labelledby="c"' in html
    assert '<g aria-hidden="true">' in html


def test_segments_stand_on_each_other_and_add_up() -> None:
    chart = charts.stacked_columns(["Nov"], [("s1", "Low", [30]), ("s2", "High", [20])], 560, 280)
    low, high = chart.columns[0].segments
    assert chart.columns[0].total == 50
    assert float(high.y) + float(high.height) == pytest.approx(float(low.y), abs=0.11)
    assert float(low.y) + float(low.height) == pytest.approx(float(chart.base), abs=0.11)


def test_an_empty_column_has_no_segment() -> None:
    chart = charts.stacked_columns(["Nov"], [("s1", "Low", [0])])
    assert chart.columns[0].segments == []


def test_bars_share_one_scale() -> None:
    chart = charts.butterfly([("Police", 200, 100)])
    assert float(chart.rows[0].sent_width) == pytest.approx(2 * float(chart.rows[0].received_width), abs=0.11)


@pytest.mark.parametrize(
    ("sent", "received", "expected"), [(3, 1, True), (2, 1, False), (0, 0, False), (1, 0, True), (148, 42, True)]
)
def test_one_sided_means_three_times_as_much(sent: int, received: int, expected: bool) -> None:
    assert charts.is_one_sided(sent, received) is expected
    assert charts.is_one_sided(received, sent) is expected


def test_a_line_steps_only_sideways_and_up_or_down() -> None:
    chart = charts.step_line([("Feb", 4), ("Apr", 1)], LEVELS, 292, 128)
    assert chart.path == "M66 10H282V106"
    with pytest.raises(ValueError, match="at least one point"):
        charts.step_line([], LEVELS)


def test_names_on_the_ring_stand_outside_it() -> None:
    chart = charts.ring(NODES, [], 560, 360)
    assert [node.anchor for node in chart.nodes] == ["t-mid", "t-start", "t-end"]


@pytest.mark.parametrize(("value", "text"), [(12.0, "12"), (12.34, "12.3"), (-0.04, "0"), (0.5, "0.5"), (100.0, "100")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert charts.number(value) == text


@pytest.mark.parametrize(("value", "top"), [(132, 150), (7, 8), (0, 4), (1000, 1000)])
def test_an_axis_ends_on_a_round_number(value: float, top: float) -> None:
    assert charts.nice_max(value)[0] == top

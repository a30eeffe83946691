"""What is suggested of a change: by substance, and by who would have had a chance to be heard."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from plugin.boundary.compare import compare
from plugin.domain.consequence import Consequence, Consequences, Movement
from plugin.domain.red_line_request import Handling
from plugin.domain.rule_result import Topic
from plugin.reports.suggested_handling import suggested_handling
from plugin.rules.rules import Rules

PRESENT = shapely.box(0, 0, 20, 30)


def suggested(line, *topics):
    lines = tuple(Consequence(topic, f"{topic.value}-{number}", "x", "", "y", Movement.GAINED, ()) for number, topic in enumerate(topics))
    return suggested_handling(Consequences(compare(PRESENT, line, Rules(date(2026, 11, 22))), lines))


@pytest.mark.parametrize(
    ("line", "topics", "handling", "reason"),
    [
        (
            shapely.box(0, 0, 20.02, 30),
            (),
            Handling.ACCEPT_AS_DRAWN,
            "The same site is drawn more exactly: nobody is concerned who was not before.",
        ),
        (shapely.box(0, 0, 10, 30), (), Handling.ACCEPT_AS_DRAWN, "No land comes in: nobody is concerned who was not before."),
        (shapely.box(0, 0, 10, 30), (Topic.CONSULTEE,), Handling.RECONSULT, "No land comes in, but 1 consultee must be heard."),
        (
            shapely.box(0, 0, 25, 30),
            (Topic.CONSULTEE, Topic.CONSULTEE, Topic.NEIGHBOUR),
            Handling.RECONSULT,
            "150 m² of land come in, and 2 consultees and new neighbours with it: whoever is concerned has had no chance to comment on it.",
        ),
        (
            shapely.box(15, 0, 60, 30),
            (),
            Handling.FRESH_APPLICATION,
            "Only 8 % of the land is in common: in substance it is another application.",
        ),
    ],
)
def test_substance_and_fairness(line, topics, handling, reason):
    assert suggested(line, *topics) == (handling, reason)


def test_a_first_line_was_never_consulted_on():
    assert suggested_handling(None).handling is Handling.RECONSULT

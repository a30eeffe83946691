"""The readiness as a web page and as a picture: everything is in it, nothing is fetched, no sign stands by its colour alone."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

from plugin.constraints.readiness.dataset_readiness import StandardState
from plugin.domain.dataset import Coverage
from plugin.reports.readiness.colours import Colours
from plugin.reports.readiness.readiness_page import readiness_page
from plugin.reports.readiness.readiness_picture import readiness_picture
from plugin.reports.readiness.readiness_words import state_words

from .ready import MUST, absent, age, readiness, ready, standing

HOSTILE = "<script>alert(1)</script> & “Quay”\u202e"
PLAIN = Colours("#000", "#777", "#59c", "#070", "#850", "#b00")
STATES = [ready(standard=standing(state=state)) for state in StandardState]


def picture(*datasets: object) -> ET.Element:
    return ET.fromstring(readiness_picture(readiness(*datasets), PLAIN))  # type: ignore[arg-type]  # datasets


def texts(root: ET.Element) -> list[str]:
    return [each.text or "" for each in root.iter() if each.tag.endswith("text")]


def test_words_from_outside_are_shown_as_they_read() -> None:
    hostile = ready(faults=(replace(MUST, example=HOSTILE),), dataset=replace(ready().dataset, name=HOSTILE))

    page = readiness_page(readiness(hostile, authority=HOSTILE))

    assert "<script" not in page
    assert "\u202e" not in page
    assert page.count("&lt;script&gt;") >= 5


def test_the_page_fetches_and_runs_nothing() -> None:
    page = readiness_page(readiness(ready(), absent()))

    assert re.findall(r"(?:src|href|action)=", page) == []
    assert [found for found in re.findall(r"https?://[^\"' ]+", page) if not found.startswith("http://www.w3.org/2000/svg")] == []
    assert "default-src 'none'" in page


def test_a_store_without_datasets_makes_a_page_that_says_so() -> None:
    page = readiness_page(readiness(absent()))

    assert "The store has no dataset that could constrain a site" in page
    assert "<svg" not in page


def test_every_state_of_a_standard_has_its_word_and_a_sign_of_its_own_form() -> None:
    words = texts(picture(*STATES))
    signs = set()
    for each in STATES:
        drawn = readiness_picture(readiness(each), PLAIN)
        signs.add(
            re.sub(r"#[0-9a-f]{3}", "", re.sub(r"<text.*?</text>|<desc.*?</desc>", lambda found: "?" if ">?<" in found[0] else "", drawn))
        )

    assert {state_words(state) for state in StandardState} <= set(words)
    assert len(signs) == len(StandardState)


def test_every_coverage_has_its_word() -> None:
    assert {"full", "partial", "none", "not said"} <= set(texts(picture(*(ready(coverage=coverage) for coverage in Coverage))))


def test_a_bar_that_is_too_long_says_that_a_refresh_is_due_and_stays_within_the_picture() -> None:
    root = picture(ready(age=age(4000)), ready(age=age(None)))
    (bar,) = [each for each in root.iter() if each.tag.endswith("rect")]

    assert float(bar.get("width", "0")) == 200
    assert "4,000: due" in texts(root)
    assert "not known" in texts(root)


def test_the_picture_is_read_out_as_its_summary() -> None:
    title, desc = list(picture(ready()))[:2]

    assert "Southwark, 27 November 2026" in str(title.text)
    assert "Fresh: all of 1 dataset loaded within the days allowed." in str(desc.text)

"""The code on a notice: by the library that comes with Redline, whole, with its white border, and none at all where it can't be sound."""

from __future__ import annotations

import hashlib
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from plugin.domain.errors import RedlineError
from plugin.reports import qr_code as module
from plugin.reports.qr_code import QUIET, qr_code, qr_svg

#: As PyPI has it of segno 1.6.6.
PUBLISHED = "28c7d081ed0cf935e0411293a465efd4d500704072cdb039778a2ab8736190c7"
LINK = "https://planning.example/26-00001-HAPP"


def test_a_code_is_square_with_three_finders_and_a_white_border():
    rows = qr_code(LINK)
    side = len(rows)
    finder = [True] * 7

    assert all(len(row) == side for row in rows)
    assert not any(any(row) for row in (*rows[:QUIET], *rows[-QUIET:]))
    assert list(rows[QUIET][QUIET : QUIET + 7]) == finder
    assert list(rows[QUIET][-QUIET - 7 : -QUIET]) == finder
    assert list(rows[-QUIET - 1][QUIET : QUIET + 7]) == finder


def test_another_text_gives_another_code_and_the_same_text_the_same():
    assert qr_code(LINK) == qr_code(LINK)
    assert qr_code(LINK) != qr_code(f"{LINK}0")


def test_the_picture_has_a_square_for_every_dark_one():
    root = ET.fromstring(qr_svg(LINK))
    path = root.findall("{http://www.w3.org/2000/svg}path")[0].attrib["d"]

    assert path.count("M") == sum(sum(row) for row in qr_code(LINK))


@pytest.mark.parametrize("text", ["", "  ", "x" * 401])
def test_no_address_and_one_too_long_are_refused(text):
    with pytest.raises(RedlineError, match="1 to 400 characters"):
        qr_code(text)


def test_the_library_is_the_one_that_was_published():
    wheel = Path(module.__file__).parent.parent / "external" / module._WHEEL

    assert hashlib.sha256(wheel.read_bytes()).hexdigest() == PUBLISHED


def test_a_library_that_is_not_in_its_place_is_told(monkeypatch):
    monkeypatch.setattr(module, "_WHEEL", "segno-0.whl")
    monkeypatch.delitem(sys.modules, "segno", raising=False)
    module._segno.cache_clear()
    with pytest.raises(RedlineError, match="is not in its place"):
        qr_code(LINK)
    monkeypatch.undo()
    module._segno.cache_clear()

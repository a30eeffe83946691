"""The answer to an enquiry on paper: one page whatever there is to say, and what has no room is counted."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from qgis.PyQt.QtGui import QImage

from plugin.domain.dataset import Coverage
from plugin.domain.enquiry import Bearing
from plugin.domain.errors import RedlineError
from plugin.domain.finding import DatasetState
from plugin.domain.place import Place
from plugin.gui.layouts.enquiry_printer import print_enquiry
from plugin.gui.layouts.enquiry_text import EnquiryText, Styles
from plugin.gui.layouts.map_scale import fitting_scale
from plugin.reports.enquiry.answer import EnquiryAnswer
from tests.qgis.small_borough import build
from tests.unit.reports.enquiry.asked import MEANING, X, Y, answer, finding, full_answer, hostile_answer, result

TOP = Path(__file__).parents[2]
OUT = TOP / "out"
LONG = "The permitted development rights of a very long name that goes on over the whole width of the page and a little farther still"


def crowded() -> EnquiryAnswer:
    """More than a page holds of everything."""
    slugs = ("conservation-area", "article-4-direction-area", "listed-building", "tree-preservation-zone", "flood-risk-zone")
    bearings = (Bearing.APPLIES, Bearing.MAY_APPLY, Bearing.NEAR)
    made = [
        finding(
            slugs[number % len(slugs)],
            number,
            bearings[number % 3],
            entity={"name": f"{LONG} {number}"},
            says=(LONG,),
            meanings=(replace(MEANING, sentence=f"{MEANING.sentence} {LONG} {number}"),),
            shape=shapely.Point(X + number % 7 * 9 - 30, Y + number % 5 * 9 - 20).buffer(6),
        )
        for number in range(90)
    ]
    unchecked = [result(f"layer-{number}", DatasetState.NOT_CHECKED, Coverage.NONE, LONG) for number in range(60)]
    clear = [result(f"clear-{number}") for number in range(60)]
    return answer(*made, datasets=(*unchecked, *clear), cautions=(LONG,) * 4, officer="Jo Officer")


def text_of(path: Path) -> tuple[str, int]:
    """The words of a PDF, and how many pages it has."""
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    words = told.stdout.decode("utf-8")
    return " ".join(words.split()), words.count("\f")


def picture_of(path: Path, name: str) -> QImage:
    OUT.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-r", "80", "-png", "-singlefile", str(path), str(OUT / name)], check=True, timeout=60)
    return QImage(str(OUT / f"{name}.png"))


def reds(image: QImage) -> list[tuple[int, int]]:
    """Where a picture is red."""
    return [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).red() > 190 and image.pixelColor(x, y).green() < 90 and image.pixelColor(x, y).blue() < 70
    ]


def test_a_folder_that_is_not_there_is_a_sentence(qgis_app: object, tmp_path: Path) -> None:
    with pytest.raises(RedlineError, match="is not there"):
        print_enquiry(answer(), tmp_path / "nowhere" / "answer.pdf")


@pytest.mark.parametrize("make", [answer, full_answer, hostile_answer, crowded])
def test_it_is_one_page_whatever_there_is_to_say(make, qgis_app: object, tmp_path: Path) -> None:
    path = print_enquiry(make(), tmp_path / "answer.pdf")
    picture_of(path, f"enquiry-sheet-{make.__name__}")

    words, pages = text_of(path)
    assert pages == 1
    assert "binds nobody" in words
    assert [each.name for each in tmp_path.iterdir()] == ["answer.pdf"]


def test_what_has_no_room_is_counted_and_what_applies_goes_last(qgis_app: object, tmp_path: Path) -> None:
    words, _ = text_of(print_enquiry(crowded(), tmp_path / "answer.pdf"))

    assert re.search(r"and 30 more near\b", words)
    assert re.search(r"and \d+ more that may apply\b", words)
    assert re.search(r"and \d+ more not checked\b", words)
    assert "and 60 more with nothing here" in words
    assert "Applies here" in words
    shown = len(re.findall(r"Permitted|The permitted development rights of a very long name", words))
    assert shown > 2


def test_nothing_is_left_out_without_its_number(qgis_app: object) -> None:
    made = crowded()
    text = EnquiryText(made, Styles.of(7.0), 186.0)
    for room in (5.0, 40.0, 90.0, 400.0, 4000.0):
        shown = text.fitted(room)
        said = " ".join(line.text for line in text.lines(shown))
        left_out = {name: count - shown[name] for name, count in text.everything().items() if count > shown[name]}
        assert len(re.findall(r"\band \d+ more\b", said)) == len(left_out)
        assert sum(map(int, re.findall(r"\band (\d+) more\b", said))) == sum(left_out.values())


def test_where_there_is_room_nothing_is_left_out(qgis_app: object, tmp_path: Path) -> None:
    words, _ = text_of(print_enquiry(full_answer(), tmp_path / "answer.pdf"))

    for part in (
        "SAMPLE",
        "Borough of Saltmere · Planning enquiry",
        "Planning constraints at TQ 300 800",
        "answered by Jo Officer",
        "2 constraints apply here, 1 may apply, 2 are near",
        "The place lies at the border.",
        "Scale 1:1,250 on A4",
        "Covering the whole map: 1.",
        "Trees need six weeks' notice.",
        "Not yet in force",
        "Ended, no longer in force",
        "Tree (not in the store)",
        "Data loaded on 20 November 2026",
        "© the keepers",
    ):
        assert part in words
    assert "more near" not in words


def test_the_red_cross_stands_in_the_middle_of_the_map(qgis_app: object, tmp_path: Path) -> None:
    image = picture_of(print_enquiry(answer(), tmp_path / "answer.pdf"), "enquiry-sheet-cross")

    across = [x for x, _ in reds(image)]
    assert len(across) > 40
    assert abs((min(across) + max(across)) / 2 - image.width() / 2) < 3


def test_a_plot_is_edged_red_and_the_paper_says_so(qgis_app: object, tmp_path: Path) -> None:
    plot = shapely.box(X - 15, Y - 10, X + 15, Y + 10)
    made = answer(finding(percent=50.0, edge_m=None), place=Place(X, Y, "a plot", "A test.", plot=plot))

    path = print_enquiry(made, tmp_path / "answer.pdf")

    assert "the site is edged red" in text_of(path)[0]
    across = [x for x, _ in reds(picture_of(path, "enquiry-sheet-plot"))]
    # 30 m at 1 : 1,250 are 24 mm, at 80 dots an inch some 76 dots
    assert 70 < max(across) - min(across) < 84


def test_the_scale_is_a_round_one_that_holds_what_was_looked_at() -> None:
    assert fitting_scale(100, 100, 186, 90) == 1250
    assert fitting_scale(10, 10, 186, 90) == 200
    assert fitting_scale(10_000_000, 1, 186, 90) == 5_000_000


def test_the_command_line_prints_the_page_where_qgis_is(tmp_path: Path, qgis_app: object) -> None:
    store, path = build(tmp_path), tmp_path / "answer.pdf"
    command = [sys.executable, "-m", "scripts.command_line", "enquire", str(store), "530010 180010", "--pdf", str(path)]

    run = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=120, check=False)

    assert run.returncode == 0, run.stderr
    assert f"Written: {path}" in run.stdout
    words, pages = text_of(path)
    assert pages == 1
    assert "Conservation area: A conservation-area" in words


def test_the_command_line_tells_what_is_no_place_in_a_sentence_there_too(tmp_path: Path, qgis_app: object) -> None:
    command = [sys.executable, "-m", "scripts.command_line", "enquire", str(build(tmp_path)), "TQ 30 8", "--pdf", str(tmp_path / "a.pdf")]

    run = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=120, check=False)

    assert run.returncode == 2
    assert "which is short?" in run.stderr
    assert not (tmp_path / "a.pdf").exists()

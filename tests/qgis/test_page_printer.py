"""A page on paper: every script that this computer has letters for, links that lead, and what it lacks is told."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QFont, QImage

from plugin.domain.casework.condition import Condition
from plugin.gui.layers.fonts import font
from plugin.gui.layouts.page_printer import _drawn, _typeface, print_page
from plugin.reports.records_page import records_body
from tests.unit.casefile.examples import SOURCE, opened, pulled

TOP = Path(__file__).parents[2]
OUT = TOP / "out"
#: As a PDF reader gives Arabic back: each letter in the shape that it has between its neighbours.
_JOINED = re.compile("([\ufe70-\ufefc] ?){4}")


def text_of(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    return told.stdout.decode("utf-8")


def test_a_name_in_latin_cyrillic_or_greek_is_read_whole_from_the_page(tmp_path: Path, qgis_app: object) -> None:
    names = ["Łukasz Żółć", "Siân Ŵyn", "Владимир Ильич", "Γιώργος Παπαδόπουλος", "Nguyễn Thị Ánh"]
    pdf = print_page("Names", records_body("Names", ["Of this page."], [("Case 1", [{"name": name} for name in names])]))
    words = text_of(pdf, tmp_path)

    OUT.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-png", "-r", "80", str(tmp_path / "page.pdf"), str(OUT / "printed-page")], check=True, timeout=60)
    assert [name for name in names if name not in words] == []
    assert "has no font" not in words
    assert "Names, page 1 of 1" in words


def test_arabic_letters_are_joined_and_latin_ones_are_not(tmp_path: Path, qgis_app: object) -> None:
    words = text_of(print_page("Names", "<p>محمد</p><p>office, affluent, find</p>"), tmp_path)

    assert _JOINED.search(words)
    assert "office, affluent, find" in words


@pytest.mark.parametrize("name", ["王小明", "मोहन", "𐍈𐍉"])
def test_a_name_is_drawn_or_the_page_says_that_this_computer_has_no_font_for_it(name: str, tmp_path: Path, qgis_app: object) -> None:
    words = text_of(print_page("Names", f"<p>{name}</p>"), tmp_path)
    told = "This computer has no font for" in words

    assert told is not all(_drawn(letter, _typeface(9.5)) for letter in name)
    assert told or name[0] in words


def test_a_link_leads_and_markup_of_the_title_is_words(tmp_path: Path, qgis_app: object) -> None:
    pdf = print_page("A <b>title</b>", '<p><a href="https://example.com/a?b=1&amp;c=2">there</a></p>')

    assert b"/URI (https://example.com/a?b=1&c=2)" in pdf
    assert "A <b>title</b>, page 1 of 1" in text_of(pdf, tmp_path)


def test_nothing_is_fetched_for_a_page(tmp_path: Path, qgis_app: object) -> None:
    picture = tmp_path / "secret.png"
    QImage(123, 321, QImage.Format.Format_RGB32).save(str(picture))
    pdf = print_page("T", f'<p>before</p><img src="{picture}"><img src="file://{picture}"><p>after</p>')

    assert b"/Width 123" not in pdf
    assert "after" in text_of(pdf, tmp_path)


def test_words_wider_than_the_page_are_broken_and_none_is_lost(tmp_path: Path, qgis_app: object) -> None:
    words = text_of(print_page("T", f"<p>{'x' * 400}</p>"), tmp_path)
    assert words.count("x") == 400


def test_many_records_run_over_pages_in_a_time_that_grows_with_their_number(tmp_path: Path, qgis_app: object) -> None:
    def seconds(count: int) -> tuple[float, str]:
        body = records_body("T", [], [(f"Record {number}", [{"name": "some words", "other": "more"}]) for number in range(count)])
        begun = time.process_time()
        pdf = print_page("T", body)
        return time.process_time() - begun, text_of(pdf, tmp_path)

    few, _ = seconds(50)
    many, words = seconds(400)

    assert "Record 399" in words
    assert "T, page 12 of" in words
    assert many < few * 8 * 4


def test_the_page_has_the_typeface_of_all_prints(qgis_app: object) -> None:
    assert QFont(_typeface(9.5)).family() == font().family()


def test_the_command_line_prints_what_is_given_out(tmp_path: Path, qgis_app: object) -> None:
    with opened(tmp_path) as file:
        (uuid,) = file.take_in([pulled()], SOURCE).uuids
        file.keep_casework(uuid, Condition("Материалы", "Владимир Ильич", "Character."))
        file.send_casework(uuid)
    case_file, pack, person = tmp_path / "cases.redline", tmp_path / "pack", tmp_path / "person.zip"
    subject = ["casefile", "export-subject", str(case_file), "--name", "Владимир Ильич", "--output", str(person), "--officer", "Jo Tran"]
    export = ["changes", "export", str(case_file), "--reference", "26-00001-HAPP", "--output", str(pack)]

    for arguments in (export, subject):
        command = [sys.executable, "-m", "scripts.command_line", *arguments]
        run = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=120, check=False)
        assert run.returncode == 0, run.stderr
        assert "No PDF" not in run.stdout

    assert "Record a condition: Материалы" in text_of((pack / "changes.pdf").read_bytes(), tmp_path)
    with zipfile.ZipFile(person) as given:
        assert "Владимир Ильич" in text_of(given.read("person.pdf"), tmp_path)

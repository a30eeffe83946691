"""The officer's report of the open case: a PDF whose text can be selected, the same for a word processor; the window goes on meanwhile."""

from __future__ import annotations

import subprocess
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer

from plugin.casefile.case_file import CaseFile
from plugin.domain.casework.recommendation import Recommendation
from plugin.domain.clock import Clock
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.decide.report_place import ReportPlace
from plugin.gui.messages import Messages
from tests.qgis.cases_of_nowhere import OFFICER, OpenDesk, pulled, until
from tests.qgis.conftest import reading
from tests.qgis.fake_iface import FakeIface
from tests.qgis.small_borough import build
from tests.qgis.test_blue_line import has_blue

#: Milliseconds; more than this and the window would be felt to stand still.
LONGEST_STANDSTILL = 700
OTHER_LAND = "POLYGON ((530060 180000, 530100 180000, 530100 180040, 530060 180040, 530060 180000))"


@pytest.fixture
def said(iface: FakeIface) -> Messages:
    return Messages(iface.messageBar())


@pytest.fixture
def open_place(open_desk: OpenDesk, clock: Clock, said: Messages, tmp_path: Path) -> Callable[..., tuple[ReportPlace, CasesDesk]]:
    """A desk on a small borough with one case open, screened, recommended on; the keywords are those of the case."""

    def opened(**case: object) -> tuple[ReportPlace, CasesDesk]:
        QgsSettings().setValue("redline/store", str(build(tmp_path)))
        desk = open_desk(pulled(1, **case))
        assert desk.file is not None
        with CaseFile.open(desk.file.path, clock=clock, identity=OFFICER) as file:
            uuid = file.cases()[0].uuid
            file.keep_recommendation(uuid, Recommendation("granted", "It complies with policy P14. " * 12))
        desk.open(uuid)
        until(lambda: desk.case is not None and not desk.refreshes_case, 60)
        return ReportPlace(desk, said), desk

    return opened


def written(place: ReportPlace, path: Path, patience: float = 120) -> int:
    """Writes and gives the longest standstill of the window in milliseconds."""
    longest, watch = 0, QElapsedTimer()
    place.write(path)
    watch.start()
    end = time.monotonic() + patience
    while place.writing is not None and time.monotonic() < end:
        QCoreApplication.processEvents()
        longest = max(longest, watch.restart())
        time.sleep(0.002)
    assert place.writing is None
    return longest


def text(path: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    return " ".join(told.stdout.decode().split())


def pages(path: Path) -> list[bytes]:
    """Each page as a picture."""
    subprocess.run(["pdftoppm", "-r", "60", str(path), str(path.with_suffix(""))], check=True, timeout=120)
    return [page.read_bytes() for page in sorted(path.parent.glob(f"{path.stem}-*.ppm"))]


def test_case_49_the_report_is_written_twice_alike_in_text_and_pictures(
    open_place: Callable[..., tuple[ReportPlace, CasesDesk]], tmp_path: Path
) -> None:
    place, desk = open_place()
    assert desk.case is not None
    assert desk.case.screening is not None, "it was screened when it was opened"

    # The better of two, because a busy machine stands still by itself
    standstill = min(written(place, tmp_path / f"{name}.pdf") for name in ("one", "two"))

    told = text(tmp_path / "one.pdf")
    assert "Recommended: Granted." in told
    assert "red line 1, as submitted" in told
    assert "Rules tables" in told
    assert "Scale 1:" in told
    assert told == text(tmp_path / "two.pdf")
    assert pages(tmp_path / "one.pdf") == pages(tmp_path / "two.pdf")
    assert (tmp_path / "one.odt").read_bytes() == (tmp_path / "two.odt").read_bytes()
    assert standstill < LONGEST_STANDSTILL
    with zipfile.ZipFile(tmp_path / "one.odt") as archive:
        assert {"Pictures/site.png", "Pictures/constraints.png"} <= set(archive.namelist())


@pytest.mark.parametrize("name", ["report.pdf", "report.odt"])
def test_where_one_of_the_two_is_open_elsewhere_neither_is_replaced_and_nothing_is_left_beside_them(
    name: str,
    open_place: Callable[..., tuple[ReportPlace, CasesDesk]],
    said: Messages,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place, _ = open_place()
    folder = tmp_path / "reports"
    folder.mkdir()
    for each in ("report.pdf", "report.odt"):
        (folder / each).write_text("as it was")
    really_replace = Path.replace

    def open_elsewhere(path: Path, target: Path) -> Path:
        if name in (path.name, target.name):
            raise PermissionError(13, "it is open in another program")
        return really_replace(path, target)

    monkeypatch.setattr(Path, "replace", open_elsewhere)
    written(place, folder / "report.pdf")

    assert f"{folder / name} could not be written (it is open in another program)" in said.said[-1]
    assert {each.name: each.read_text() for each in folder.iterdir()} == {"report.pdf": "as it was", "report.odt": "as it was"}


def test_other_land_of_the_applicant_is_edged_blue_on_its_maps_and_named_below_them(
    open_place: Callable[..., tuple[ReportPlace, CasesDesk]], clock: Clock, tmp_path: Path
) -> None:
    place, desk = open_place()
    assert desk.file is not None
    assert desk.case is not None
    written(place, tmp_path / "without.pdf")
    drawn = reading("other land", OTHER_LAND)
    assert drawn.boundary is not None
    with CaseFile.open(desk.file.path, clock=clock, identity=OFFICER) as file:
        file.keep_blue_line(desk.case.uuid, replace(drawn, original=drawn.boundary.original), "Edged blue on the plan.")
    desk.read_again()

    written(place, tmp_path / "with.pdf")

    assert "Other land of the applicant" not in text(tmp_path / "without.pdf")
    assert text(tmp_path / "with.pdf").count("Other land of the applicant, blue line") == 2
    assert not has_blue(tmp_path / "without.pdf", tmp_path)
    assert has_blue(tmp_path / "with.pdf", tmp_path)
    with zipfile.ZipFile(tmp_path / "with.odt") as archive:
        assert archive.read("content.xml").count(b"Other land of the applicant, blue line") == 4, (
            "below each map, and read out for who does not see it"
        )


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left(
    open_place: Callable[..., tuple[ReportPlace, CasesDesk]], said: Messages, tmp_path: Path
) -> None:
    place, _ = open_place()

    written(place, tmp_path / "nowhere" / "report.pdf")

    assert f"the folder {tmp_path / 'nowhere'} is not there" in said.said[-1]
    assert not list(tmp_path.glob("**/*.odt"))

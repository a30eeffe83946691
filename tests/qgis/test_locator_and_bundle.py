"""Cases in QGIS's search box, and what a support bundle may hold."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from qgis.core import QgsFeedback, QgsLocatorContext, QgsLocatorResult

from plugin.domain.application import Address
from plugin.domain.clock import Clock
from plugin.gui.case_list.locator_filter import CaseLocatorFilter
from plugin.gui.settings import Settings
from plugin.gui.setup.support_bundle import save, without_persons
from tests.qgis.cases_of_nowhere import OpenDesk, pulled


def found(filter_: CaseLocatorFilter, words: str) -> list[QgsLocatorResult]:
    results: list[QgsLocatorResult] = []
    filter_.resultFetched.connect(lambda result: results.append(QgsLocatorResult(result)))
    filter_.fetchResults(words, QgsLocatorContext(), QgsFeedback())
    return results


def test_rl_and_part_of_a_reference_finds_the_case(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1), pulled(2))

    (result,) = found(CaseLocatorFilter(desk, lambda: None), "rl 26-00002")

    assert result.displayString.startswith("26-00002-HAPP")
    assert "statutory expiry 29 Dec" in result.description


def test_part_of_an_address_finds_the_case_without_the_prefix(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1), pulled(2, address=Address(text="3 Church Lane")))

    (result,) = found(CaseLocatorFilter(desk, lambda: None), "church")

    assert result.displayString == "26-00002-HAPP  3 Church Lane"


def test_two_letters_that_were_not_meant_for_redline_find_nothing(open_desk: OpenDesk) -> None:
    assert found(CaseLocatorFilter(open_desk(pulled(1)), lambda: None), "26") == []


def test_choosing_a_result_shows_the_panels_and_opens_the_case(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1))
    shown: list[bool] = []
    filter_ = CaseLocatorFilter(desk, lambda: shown.append(True))

    filter_.triggerResult(found(filter_, "rl 26-00001")[0])

    assert shown == [True]
    assert desk.case is not None


def test_a_bundle_names_no_person_and_no_case(tmp_path: Path, clock: Clock) -> None:
    log = ["Error: 26-00001-HAPP at 1 High Street, SE1 2AA was refused for ada@example.org with bops_abc."]
    settings = Settings(officer="Ada Example", authcfg="abc1234", store=f"{Path.home()}/store")

    save(tmp_path / "bundle.zip", settings, clock, log)

    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        everything = "\n".join(bundle.read(name).decode() for name in bundle.namelist())
        versions = json.loads(bundle.read("versions.json"))
    assert set(versions) >= {"redline", "qgis", "qt", "python", "shapely", "pyproj", "proj", "platform"}
    for secret in ("Ada Example", "abc1234", "26-00001", "SE1 2AA", "ada@example.org", "bops_abc", str(Path.home())):
        assert secret not in everything


def test_what_a_line_of_the_log_says_stays_readable() -> None:
    assert without_persons("26-00001-HAPP was not found.") == "[reference] was not found."

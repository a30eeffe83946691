"""What of a log may leave the office: that something happened and of what kind, not to whom or where."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path, PureWindowsPath

import pytest

from plugin.domain.clock import Clock
from plugin.gui.settings import Settings
from plugin.gui.setup.support_bundle import save, told_settings, without_persons


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("Authorization: Bearer eyJhbGciOi.J9-abc_d/e+f==", "eyJ"),
        ("the token=0123456789abcdef was refused", "0123456789abcdef"),
        ('{"access_token": "s3cr3t-value"}', "s3cr3t"),
        ("sent Basic YWRhOnNlY3JldA==", "YWRhOnNlY3JldA"),
        ("bops_abcDEF123 is not known", "bops_abc"),
        ("Case 26/00107/FUL was refused", "00107"),
        ("Case 26-00107-HAPP was refused", "00107"),
        ("Case SWK-26-00107-HAPP was refused", "SWK"),
        ("Case DC/2026/01234 was refused", "01234"),
        ("Case 26/AP/0107 was refused", "0107"),
        ("at se22 8ur", "8ur"),
        ("at SE1 2AA", "2AA"),
        ("12a Church Lane can't be placed", "Church"),
        ("Flat 3, 101-103 St John's Hill can't be placed", "John"),
        ("7 CHURCH LANE can't be placed", "CHURCH"),
        ("could not open /srv/planning/Smith objection.pdf: broken", "Smith"),
        ("could not open C:\\Users\\ada\\Smith objection.docx: broken", "Smith"),
        ("Smith objection.pdf could not be kept on this computer: disk full.", "Smith"),
        ("mail ada@example.org", "ada@"),
        ("Owner “Mr Smith” is unknown", "Smith"),
        ("https://council.bops.services/planning_applications/26-1?q=Smith failed", "Smith"),
    ],
)
def test_a_line_of_the_log_names_nobody_and_no_place(line: str, secret: str) -> None:
    assert secret not in without_persons(line)


@pytest.mark.parametrize(
    "line",
    [
        "Screening stopped: the store could not be read on 22 November 2026 at 12:00.",
        "The back office took longer than 90 s; asked again twice first.",
        "Up to date: 0 new, 3 changed, 497 unchanged of 500 applications in the back office.",
        "Error: the token may not read validation requests.",
    ],
)
def test_a_sentence_without_a_person_stays_as_it_was(line: str) -> None:
    assert without_persons(line) == line


def test_the_home_folder_is_left_out_on_windows_as_well(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clock: Clock, qgis_app: object
) -> None:
    home = PureWindowsPath("C:\\Users\\ada.example")
    monkeypatch.setattr(Path, "home", staticmethod(lambda: home))

    save(tmp_path / "bundle.zip", Settings(store="C:\\Users\\ada.example\\store", case_file="c:/Users/ada.example/x.redline"), clock, [])

    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        told = json.loads(bundle.read("settings.json"))
    assert told["store"] == "~\\store"
    assert "ada.example" not in told["case_file"]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("https://api.maps.example/{z}/{x}/{y}.png?key=SECRET&style=light", "https://api.maps.example/{z}/{x}/{y}.png?[...]"),
        ("https://gis:SECRET@maps.example/wmts", "https://[...]@maps.example/wmts"),
        ("/srv/maps/base.gpkg", "/srv/maps/base.gpkg"),
        ("", ""),
    ],
)
def test_the_key_of_a_base_map_stays_in_the_office(source: str, told: str, qgis_app: object) -> None:
    assert told_settings(Settings(base_map_source=source))["base_map_source"] == told


def test_who_asks_a_database_for_addresses_stays_in_the_office(qgis_app: object) -> None:
    told = told_settings(
        Settings(addresses="dbname='gis' user='ada' password='SECRET' table=addresses", store="postgresql://ada:SECRET@db/gis")
    )

    assert told["addresses"] == "dbname='gis' user=[...] password=[...] table=addresses"
    assert told["store"] == "postgresql://[...]@db/gis"


def test_a_bundle_of_a_full_working_day_holds_nothing_of_a_case_or_a_person(tmp_path: Path, clock: Clock, qgis_app: object) -> None:
    log = [
        "09:01 The back office can't be reached; what is here can be used meanwhile.",
        "09:02 26-00107-HAPP was not sent: the back office has a newer boundary (version 3, changed by the applicant on 4 November).",
        "09:03 The shape of Church of the Tides could not be read: no such column.",
        "09:04 letter to Mr Smith.pdf could not be kept on this computer: disk full.",
        "09:05 Asked ada.byron@council.example at 12a Church Lane, SE22 8UR with bops_abcdefgh0123456789.",
    ]
    settings = Settings(authority_url="https://council.bops.services", officer="Ada Byron", authcfg="abc1234")

    save(tmp_path / "bundle.zip", settings, clock, log)

    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        assert sorted(bundle.namelist()) == ["log.txt", "settings.json", "versions.json"]
        whole = "\n".join(bundle.read(name).decode() for name in bundle.namelist())
    for secret in ("00107", "Smith", "ada.byron", "Church Lane", "SE22", "bops_", "Ada", "Byron", "abc1234"):
        assert secret not in whole, secret
    assert "council.bops.services" in whole
    assert "no such column" in whole

"""An authority's records out of the file of a whole dataset: the same as page by page, and never out of a file that is not whole."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import shapely

from plugin.constraints.platform.asker import Asker
from plugin.constraints.platform.authority import PlatformAuthority, find_authority, ground_of
from plugin.constraints.platform.fetch_dataset import FetchedDataset, fetch_dataset
from plugin.constraints.platform.file_records import file_records
from plugin.constraints.platform.part_file import PartFile
from plugin.constraints.platform.platform_settings import settings_for, usual_settings
from plugin.constraints.platform.spool import Spool
from plugin.constraints.platform.web import PlatformError, WebAnswer
from plugin.domain.errors import StoreError
from tests.platform_stand_in import Fault, Platform, district, record

from .asking import BOW_TIE, CLOCK, GROUND, asking, square
from .southwark import DATASETS, southwark
from .test_fetch import once

DATASET = "conservation-area"
FILE = f"/files/dataset/{DATASET}.json"


def platform(**told: Any) -> Platform:
    """Five areas, one that another body publishes here, one of it elsewhere, a shape that crosses itself, none at all, a point, and one
    that has ended."""
    areas = [record(number, DATASET, square(number * 5, 0), name=f"Area {number}", notes="“Ö” " * 40) for number in range(1, 6)]
    others = [
        record(20, DATASET, square(400, 400), organisation_entity="5"),
        record(21, DATASET, square(50, 20), organisation_entity=5),
        record(22, DATASET, BOW_TIE, organisation_entity="5"),
        record(30, DATASET, BOW_TIE),
        record(31, DATASET, ""),
        record(32, DATASET, "", point="POINT (-0.07 51.46)", organisation_entity="5"),
        record(33, DATASET, "", point="POINT (1.07 51.46)", organisation_entity="5"),
        record(40, DATASET, square(1, 1), end_date="2020-01-01"),
    ]
    return Platform([district(GROUND), *areas, *others], **told)


def fetched(
    asker: Asker, folder: Path, *, by_file: bool = True, name: str = "spool", dataset: str = DATASET, **options: Any
) -> FetchedDataset:
    authority = find_authority(asker, "SWK")
    ground = ground_of(asker, authority) if by_file else None
    return fetch_dataset(dataset, authority, asker, Spool(folder / name), CLOCK, ground=ground, **options)


def numbers(found: FetchedDataset) -> list[int]:
    return [each["entity"] for each in json.loads(found.path.read_text(encoding="utf-8"))["entities"]]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(404), "has no file of conservation-area"),
        (Fault(403, b"<Error/>", "application/xml"), "has no file of conservation-area"),
        (Fault(410, b"{}", "application/json"), "has taken this out"),
        (Fault(500), r"failed \(status 500\)"),
        (Fault(200), "gave a page in place of data"),
        (Fault(301, b"", headers={"Location": FILE}), "round in a circle"),
        (Fault(302, b"", headers={"Location": "http://127.0.0.2/x"}), "another server"),
        (Fault(200, b"[1, 2]", "application/json"), "has records that are none of"),
        (Fault(200, b'{"error": "busy"}', "application/json"), "holds no records"),
        (Fault(200, b'{"entities": [{"entity": "1", "dataset": "tree"}]}', "application/json"), "has records that are none of"),
        (Fault(200, b'{"entities": [{"entity": "9223372036854775808", "dataset": "conservation-area"}]}', "text/plain"), "are none of"),
        (Fault(200, b"[" * 100_000, "application/json"), "cut off or damaged"),
        (Fault(hang_up=True), "broke off in the middle"),
    ],
    ids=[
        "404",
        "403",
        "410",
        "500",
        "a web page",
        "a circle",
        "elsewhere",
        "no objects",
        "an error",
        "others",
        "65 bits",
        "brackets",
        "hung up",
    ],
)
def test_what_is_no_file_of_the_dataset_is_refused_and_what_was_there_stands(tmp_path: Path, fault: Fault, said: str) -> None:
    there = platform()
    with asking(there) as (asker, _):
        before = fetched(asker, tmp_path).path.read_bytes()
        there.fault = lambda asked: fault if asked == FILE else None
        with pytest.raises(PlatformError, match=said):
            fetched(asker, tmp_path, afresh=True)

    assert (tmp_path / "spool" / f"{DATASET}.json").read_bytes() == before
    assert not list((tmp_path / "spool").glob("file.part*"))


def test_a_file_that_ends_too_early_is_fetched_once_more_and_then_refused(tmp_path: Path) -> None:
    there = platform()
    there.files.damage = lambda body: body[:-40]
    with asking(there) as (asker, _), pytest.raises(PlatformError, match="cut off or damaged"):
        fetched(asker, tmp_path)

    assert len(there.files.sent) == 2
    assert not (tmp_path / "spool" / f"{DATASET}.json").exists()


def test_a_file_with_fewer_records_than_the_platform_counts_is_refused_with_both_figures(tmp_path: Path) -> None:
    there = platform()
    there.files.damage = lambda body: json.dumps({"entities": json.loads(body)["entities"][:-1]}).encode()
    with asking(there) as (asker, _), pytest.raises(PlatformError, match="counts 13 records of conservation-area and its file has 12"):
        fetched(asker, tmp_path)


def test_the_count_of_the_platform_is_understood_in_its_older_form_too(tmp_path: Path) -> None:
    there = platform(counts_in_objects=True)
    there.files.damage = lambda body: json.dumps({"entities": json.loads(body)["entities"][:-1]}).encode()
    with asking(there) as (asker, _), pytest.raises(PlatformError, match="counts 13 records"):
        fetched(asker, tmp_path)


@pytest.mark.parametrize("said", [True, False], ids=["said before", "not said"])
def test_a_file_that_is_too_large_is_refused_before_it_is_read_or_at_the_limit(tmp_path: Path, said: bool) -> None:
    there = platform()
    there.files.packed = not said
    with asking(there, largest_file=2000) as (asker, _), pytest.raises(PlatformError, match="page by page"):
        fetched(asker, tmp_path)


def test_a_disk_that_is_full_is_told(tmp_path: Path) -> None:
    part = PartFile(tmp_path / "spool" / "file.part", "https://files.example/x.json", 10**9, lambda _done, _of: None)
    sink = part.place(WebAnswer("https://files.example/x.json", 200, {}, b""))
    with Path("/dev/full").open("ab", buffering=0) as full:
        sink._file = full

        with pytest.raises(StoreError, match="Make room on the disk"):
            sink.write(b"x" * 10_000)


def test_the_usual_files_are_never_taken_for_those_of_another_platform() -> None:
    assert settings_for("").files == usual_settings().files
    assert settings_for("https://other.example").files == ""
    assert settings_for("https://other.example", "https://files.other.example/").files == "https://files.other.example"


def test_a_platform_on_this_computer_is_asked_without_pauses_and_every_other_with_them() -> None:
    assert settings_for("http://127.0.0.1:8000").pause == settings_for("http://localhost").pause == 0.0
    assert settings_for("").pause == settings_for("https://other.example").pause == usual_settings().pause > 0.0


def test_an_address_without_a_scheme_is_asked_by_https_and_what_is_none_is_refused_as_a_platforms() -> None:
    assert settings_for("platform.example/").address == "https://platform.example"
    assert settings_for("", "files.example").files == "https://files.example"
    assert settings_for("HTTPS://platform.example").address == "HTTPS://platform.example"
    for address, files in (("ftp://platform.example", ""), ("", "file:///etc")):
        with pytest.raises(PlatformError, match=r"is not where a platform can be\. An address looks like https://"):
            settings_for(address, files)


def test_a_licence_that_is_not_known_is_not_used_and_the_file_not_asked_for(tmp_path: Path) -> None:
    there = platform(licences={DATASET: "all-rights-reserved"})
    with asking(there) as (asker, _), pytest.raises(PlatformError, match="under the licence"):
        fetched(asker, tmp_path)

    assert there.files.asked == []


def test_by_file_and_page_by_page_the_same_records_are_kept_to_the_byte(tmp_path: Path) -> None:
    with asking(platform()) as (asker, _):
        by_file, by_pages = fetched(asker, tmp_path), fetched(asker, tmp_path, by_file=False, name="pages")

    assert by_file.path.read_bytes() == by_pages.path.read_bytes()
    assert numbers(by_file) == [1, 2, 3, 4, 5, 21, 30, 31, 32]
    assert by_file.unfindable == by_pages.unfindable == (30, 31)
    assert (by_file.from_file, by_file.sent) == (True, 13)


@pytest.mark.parametrize("dataset", DATASETS)
def test_southwarks_layers_are_the_same_both_ways_to_the_byte(tmp_path: Path, dataset: str) -> None:
    with asking(Platform(southwark()), page=500) as (asker, _):
        by_file = fetched(asker, tmp_path, dataset=dataset)
        by_pages = fetched(asker, tmp_path, by_file=False, name="pages", dataset=dataset)

    assert by_file.path.read_bytes() == by_pages.path.read_bytes()
    assert by_file.unfindable == by_pages.unfindable


def test_what_changed_since_is_the_same_both_ways_and_either_way_goes_on_from_the_other(tmp_path: Path) -> None:
    there = platform()
    with asking(there) as (asker, _):
        fetched(asker, tmp_path)
        fetched(asker, tmp_path, by_file=False, name="pages")
        there.records[1].update({"name": "Renamed", "entry-date": "2026-11-20"})
        there.records[2].update({"end-date": "2026-11-01", "entry-date": "2026-11-20"})
        there.records.append(record(50, DATASET, square(90, 9), entry_date="2026-11-21", end_date="2026-11-22"))
        there.records.append(record(51, DATASET, square(80, 9), entry_date="2026-11-21"))
        by_file, by_pages = fetched(asker, tmp_path), fetched(asker, tmp_path, by_file=False, name="pages")
        crosswise = fetched(asker, tmp_path, by_file=False)

    assert by_file.path.read_bytes() == by_pages.path.read_bytes()
    assert crosswise.incremental
    assert crosswise.path.read_bytes() == by_pages.path.read_bytes()
    assert numbers(by_file) == [1, 2, 3, 4, 5, 21, 30, 31, 32, 51]


@pytest.mark.parametrize(("etags", "dates"), [(True, False), (False, True)], ids=["ETag", "Last-Modified"])
def test_a_file_that_is_as_it_was_is_not_sent_again(tmp_path: Path, etags: bool, dates: bool) -> None:
    there = platform()
    there.files.etags, there.files.dates = etags, dates
    with asking(there) as (asker, _):
        before = fetched(asker, tmp_path).path.read_bytes()
        again = fetched(asker, tmp_path)

    assert (len(there.files.sent), again.sent) == (1, 0)
    assert again.path.read_bytes() == before


def test_a_record_that_ends_by_the_calendar_ends_though_the_file_is_as_it_was(tmp_path: Path) -> None:
    there = platform()
    there.records[1]["end-date"] = "2026-12-31"
    with asking(there) as (asker, _):
        assert 1 in numbers(fetched(asker, tmp_path))
        authority = find_authority(asker, "SWK")
        later = type(CLOCK)(CLOCK.now().replace(year=2027))
        again = fetch_dataset(DATASET, authority, asker, Spool(tmp_path / "spool"), later, ground=ground_of(asker, authority))

    assert len(there.files.sent) == 1
    told = {each["entity"]: each["end-date"] for each in json.loads(again.path.read_text(encoding="utf-8"))["entities"]}
    assert told[1] == "2026-12-31"
    assert 1 not in json.loads((tmp_path / "spool" / "ways.json").read_text(encoding="utf-8"))["by place"]


@pytest.mark.parametrize(("etags", "dates"), [(True, True), (False, True)], ids=["ETag", "Last-Modified"])
def test_of_a_file_that_broke_off_only_the_rest_is_fetched(tmp_path: Path, etags: bool, dates: bool) -> None:
    there = platform()
    there.files.etags, there.files.dates = etags, dates
    there.files.broken_after = [1000, 700]
    with asking(there) as (asker, slept):
        found = fetched(asker, tmp_path)

    assert there.files.sent[:2] == [1000, 700]
    assert [asked.get("Range") for _, asked in there.files.asked] == [None, "bytes=1000-", "bytes=1700-"]
    assert [wait for wait in slept if wait] == [2.0, 8.0]
    assert found.count == 9


def test_a_run_that_was_broken_off_goes_on_where_the_file_broke(tmp_path: Path) -> None:
    there = platform()
    there.files.broken_after = [1000]
    with asking(there, tries=1) as (asker, _):
        with pytest.raises(PlatformError, match="broke off in the middle"):
            fetched(asker, tmp_path)
        assert fetched(asker, tmp_path).count == 9

    assert there.files.asked[1][1]["Range"] == "bytes=1000-"


def test_a_file_that_changed_meanwhile_is_fetched_anew(tmp_path: Path) -> None:
    there = platform()
    there.files.broken_after = [1000]
    with asking(there, tries=1) as (asker, _):
        with pytest.raises(PlatformError):
            fetched(asker, tmp_path)
        there.records[1]["name"] = "Renamed"
        found = fetched(asker, tmp_path)

    assert there.files.asked[1][1]["Range"] == "bytes=1000-"
    assert "Renamed" in found.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("without", ["parts", "marks", "unpacked"])
def test_where_the_server_has_no_parts_or_no_marks_it_is_fetched_anew(tmp_path: Path, without: str) -> None:
    there = platform()
    there.files.broken_after = [300]
    there.files.parts = without != "parts"
    there.files.packed = without == "unpacked"
    if without == "marks":
        there.files.etags = there.files.dates = False
    with asking(there) as (asker, _):
        found = fetched(asker, tmp_path)

    assert found.count == 9
    assert [("Range" in asked) for _, asked in there.files.asked] == [False, without == "parts"]


def test_a_part_that_is_longer_than_the_file_goes(tmp_path: Path) -> None:
    there = platform()
    there.files.broken_after = [1000]
    with asking(there, tries=1) as (asker, _), pytest.raises(PlatformError):
        fetched(asker, tmp_path)
    part = tmp_path / "spool" / "file.part"
    part.write_bytes(part.read_bytes() + b" " * 100_000)
    with asking(there) as (asker, _):
        # Another server, another address: nothing is gone on with
        assert fetched(asker, tmp_path).count == 9


def test_a_file_that_lies_elsewhere_on_the_same_server_is_followed(tmp_path: Path) -> None:
    moved = Fault(301, b"", headers={"Location": FILE})
    with asking(platform(fault=once(lambda asked: asked == FILE, moved))) as (asker, _):
        assert fetched(asker, tmp_path).count == 9

    assert asker.again == 0


def test_a_packed_file_comes_as_it_is(tmp_path: Path) -> None:
    there = platform()
    there.files.packed = True
    with asking(there) as (asker, _):
        assert fetched(asker, tmp_path).count == 9

    assert there.files.asked[0][1]["Accept-Encoding"] == "identity"


def test_qualities_that_the_file_does_not_say_are_asked_for_by_number(tmp_path: Path) -> None:
    there = platform()
    there.files.lacking = ("quality",)
    there.records[1]["quality"] = "some"
    with asking(there) as (asker, _):
        by_file, by_pages = fetched(asker, tmp_path), fetched(asker, tmp_path, by_file=False, name="pages")

    assert by_file.path.read_bytes() == by_pages.path.read_bytes()


def test_a_large_file_is_read_piece_by_piece_and_never_held(tmp_path: Path) -> None:
    far = [record(number, DATASET, square(4000, number), organisation_entity="5", notes="x" * 4000) for number in range(1, 8001)]
    path = tmp_path / "file.json"
    path.write_text(json.dumps({"entities": [*far, record(9000, DATASET, square(5, 5))]}), encoding="utf-8")
    authority = PlatformAuthority("Southwark", "SWK", "E09000028", 329, 8600000)
    pieces: list[int] = []

    tracemalloc.start()
    found = file_records(path, DATASET, authority, shapely.from_wkt(GROUND), lambda: pieces.append(1))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (found.count, list(found.found)) == (8001, [9000])
    assert path.stat().st_size > 30_000_000
    assert peak < 20_000_000
    assert len(pieces) > 5


def test_it_is_told_how_far_it_has_come(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    with asking(platform()) as (asker, _):
        fetched(asker, tmp_path, told=lambda done, of: heard.append((done, of)))

    assert heard[-1] == (13, 13)


def test_it_can_be_stopped_between_two_pieces(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    there = platform()
    with asking(there) as (asker, _):

        def sleep(_seconds: float) -> None:
            if there.files.sent:
                raise Stopped

        asker._sleep = sleep
        with pytest.raises(Stopped):
            fetched(asker, tmp_path)

    assert not (tmp_path / "spool" / f"{DATASET}.json").exists()


def test_after_a_wait_that_is_asked_for_the_file_comes(tmp_path: Path) -> None:
    busy = Fault(503, headers={"Retry-After": "7"})
    with asking(platform(fault=once(lambda asked: asked == FILE, busy))) as (asker, slept):
        assert fetched(asker, tmp_path).count == 9

    assert [wait for wait in slept if wait] == [7.0]

"""Lists and searches: pages, filters and how each of them fails."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from scripts.backoffice import casework, intake
from scripts.backoffice.storage.database import jsonb

from .bench import Bench, TestClock
from .submissions import submission

LIST = "/api/v2/planning_applications"
SEARCH = f"{LIST}/search"


@pytest.fixture
def twelve(bench: Bench, clock: TestClock) -> Bench:
    """Twelve applications of two days: five of Tuesday evening, which count from Wednesday at nine, and seven of Wednesday."""
    for number in range(12):
        clock.moment = datetime(2026, 11, 17, 20, number, tzinfo=timezone.utc)
        if number >= 5:
            clock.moment = datetime(2026, 11, 18, 10, number, tzinfo=timezone.utc)
        code = "listed" if number % 4 == 0 else "pp.full.householder"
        text = "Solar panels" if number == 7 else "Rear extension"
        made = submission(code=code, description=text, pao=str(number + 1), postcode=f"SE1 {number}AA", town="PANELSTON")
        intake.submit(bench.office, made)
    return bench


def references(answer: dict[str, Any]) -> list[str]:
    return [record["application"]["reference"] if "application" in record else record["reference"] for record in answer["data"]]


def total(bench: Bench, query: str) -> int:
    results: int = bench.data(f"{SEARCH}?{query}")["metadata"]["total_results"]
    return results


@pytest.mark.parametrize(
    ("query", "size", "page"),
    [
        ("", 10, 1),
        ("maxresults=500", 50, 1),
        ("maxresults=0", 1, 1),
        ("maxresults=-3", 1, 1),
        ("maxresults=abc", 1, 1),
        ("maxresults=5abc", 5, 1),
        ("maxresults=", 1, 1),
        ("page=abc", 10, 1),
        ("page=0", 10, 1),
        ("page=2", 10, 2),
        ("page=99", 10, 2),
        ("maxresults=5&page=99999999", 5, 3),
    ],
)
@pytest.mark.parametrize("path", [LIST, SEARCH])
def test_a_page_is_what_ruby_makes_of_the_numbers(path: str, query: str, size: int, page: int, twelve: Bench) -> None:
    answer = twelve.data(f"{path}?{query}")

    assert answer["metadata"]["results"] == size
    assert answer["metadata"]["page"] == page
    assert answer["metadata"]["total_results"] == 12
    assert len(answer["data"]) == answer["metadata"]["to"] - answer["metadata"]["from"] + 1


def test_the_list_has_the_latest_made_first(twelve: Bench) -> None:
    shown = references(twelve.data(f"{LIST}?maxresults=50"))

    assert [int(reference[3:8]) for reference in shown] == list(range(111, 99, -1))


def test_links_lead_through_every_page_of_the_list(twelve: Bench) -> None:
    answer, seen = twelve.data(f"{LIST}?maxresults=5&page=1"), []
    while True:
        seen += references(answer)
        following = answer["links"]["next"]
        if following is None:
            break
        answer = twelve.data(following.removeprefix(twelve.url))

    assert len(set(seen)) == len(seen) == 12


def test_links_keep_the_question_and_its_brackets(twelve: Bench) -> None:
    links = twelve.data(f"{SEARCH}?applicationStatus[]=not_started&page=2&maxresults=5")["links"]

    assert links["prev"] == f"{twelve.url}{SEARCH}?applicationStatus%5B%5D=not_started&page=1&maxresults=5"


def test_only_the_ids_that_are_asked_for_are_listed(twelve: Bench) -> None:
    assert [record["id"] for record in twelve.data(f"{LIST}?ids[]=3&ids[]=5&ids[]=999")["data"]] == [5, 3]


def test_pages_of_a_search_repeat_and_lose_what_was_received_at_one_time(bench: Bench, clock: TestClock) -> None:
    clock.at("2026-11-21T12:00:00")
    for _ in range(40):
        intake.submit(bench.office, submission())
    seen = [reference for page in range(1, 9) for reference in references(bench.data(f"{SEARCH}?maxresults=5&page={page}"))]

    assert len(seen) == total(bench, "maxresults=5") == 40
    assert len(set(seen)) < 40


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("applicationStatus[]=nonsense", 0),
        ("applicationType[]=nonsense", 0),
        ("applicationStatus=nonsense", 12),
        ("applicationType=nonsense", 12),
        ("applicationStatus[]=", 12),
        ("applicationStatus[]=not_started,pending", 12),
        ("applicationType[]=listed", 3),
        ("applicationType[]=listed&applicationType[]=pp.full.householder", 12),
        ("receivedAtFrom=notadate", 12),
        ("receivedAtFrom=2026-11-18&receivedAtTo=notadate", 12),
        ("receivedAtFrom=2026-11-18", 12),
        ("receivedAtFrom=2026-11-19&receivedAtTo=2026-11-30", 0),
        ("receivedAtTo=2026-11-17", 0),
        ("validatedAtFrom=2026-11-01&validatedAtTo=2026-11-30", 0),
        ("councilDecision=granted", 0),
        ("alternativeReference=PP-1", 0),
        ("sortBy=nonsense&orderBy=nonsense", 12),
    ],
)
def test_a_filter_fails_in_silence_in_its_own_way(query: str, count: int, twelve: Bench) -> None:
    assert total(twelve, query) == count


def test_a_beginning_without_an_end_ends_today_and_hides_what_counts_from_tomorrow(bench: Bench, clock: TestClock) -> None:
    clock.at("2026-11-18T20:00:00")
    intake.submit(bench.office, submission())

    assert total(bench, "receivedAtFrom=2026-11-18") == 0
    assert total(bench, "receivedAtFrom=2026-11-18&receivedAtTo=2026-11-30") == 1


def test_in_assessment_means_assessment_in_progress_too(twelve: Bench) -> None:
    for identity in (1, 2):
        casework.validate(twelve.office, identity, twelve.office.clock.now())
    casework.happens(twelve.office, 2, "save_assessment")

    assert total(twelve, "applicationStatus[]=in_assessment") == 2
    assert total(twelve, "applicationStatus[]=assessment_in_progress") == 1


@pytest.mark.parametrize(
    ("words", "count", "why"),
    [
        ("00103", 1, "part of a reference"),
        ("26-00103-happ", 1, "a reference in small letters"),
        ("se1 4aa", 1, "a postcode, whole, however it is written"),
        ("SE1 4A", 0, "a postcode in part is no postcode"),
        ("high street", 12, "all words of the address"),
        ("high panel", 1, "an address that lacks one of the words is none: the description decides"),
        ("panelston", 12, "the address wins over the description"),
        ("panel", 1, "the description, whatever the ending"),
        ("extensions moon", 11, "any word of the description"),
        ("moon", 0, "nothing"),
        ("'; DROP TABLE applications; --", 0, "nothing"),
        ('"', 0, "nothing"),
    ],
)
def test_words_are_looked_for_in_the_reference_then_the_postcode_the_address_and_the_description(
    words: str, count: int, why: str, twelve: Bench
) -> None:
    assert twelve.ask(SEARCH, params={"q": words}).json()["metadata"]["total_results"] == count, why


def test_an_answer_that_the_client_has_is_not_sent_again(twelve: Bench) -> None:
    tag = twelve.ask(f"{LIST}?maxresults=5").headers["etag"]
    again = twelve.ask(f"{LIST}?maxresults=5", headers={"If-None-Match": tag})

    assert tag.startswith('W/"')
    assert again.status_code == 304
    assert again.content == b""


def test_an_answer_that_has_changed_is_sent(twelve: Bench) -> None:
    tag = twelve.ask(f"{LIST}/1").headers["etag"]
    casework.assign(twelve.office, 1, "Amina Yusuf")
    again = twelve.ask(f"{LIST}/1", headers={"If-None-Match": tag})

    assert again.status_code == 200
    assert again.json()["assigned_user_name"] == "Amina Yusuf"


@pytest.mark.parametrize("name", ["nonsense", "26-1-HAPP", "1e3", "-1"])
def test_what_is_neither_reference_nor_id_is_a_bad_request(name: str, twelve: Bench) -> None:
    answer = twelve.ask(f"{LIST}/{name}")

    assert answer.status_code == 400
    assert answer.json()["error"]["detail"] == f'Invalid planning application reference or id: "{name}"'


@pytest.mark.parametrize("name", ["26-99999-HAPP", "999", "9" * 30])
def test_what_is_not_there_answers_404_in_json(name: str, twelve: Bench) -> None:
    answer = twelve.ask(f"{LIST}/{name}")

    assert answer.status_code == 404
    assert answer.json()["error"]["message"] == "Not Found"


def test_a_case_that_was_removed_is_gone_from_show_list_and_search(twelve: Bench) -> None:
    casework.remove(twelve.office, 3)

    assert twelve.ask(f"{LIST}/3").status_code == 404
    assert twelve.data(LIST)["metadata"]["total_results"] == total(twelve, "") == 11


def test_an_appeal_takes_the_place_of_the_status_in_words(twelve: Bench) -> None:
    casework.appeal(twelve.office, 1, {"reason": "Unfair", "lodged_at": "2026-11-18"})
    (found,) = twelve.data(f"{SEARCH}?q=26-00100")["data"]

    assert found["application"]["status"] == "Appeal lodged"
    casework.appeal(twelve.office, 1, {"reason": "Unfair", "lodged_at": "2026-11-01", "determined_at": "2026-11-18", "decision": "allowed"})
    (found,) = twelve.data(f"{SEARCH}?q=26-00100")["data"]
    assert found["application"]["status"] == "Appeal allowed"
    assert twelve.data(f"{LIST}/1")["status"] == "not_started"


def test_the_public_sees_what_is_published_and_past_validation_only(twelve: Bench) -> None:
    for identity in (1, 2):
        casework.publish(twelve.office, identity)
    casework.validate(twelve.office, 2, twelve.office.clock.now())
    answer = twelve.ask("/api/v2/public/planning_applications/search", role=None)

    assert references(answer.json()) == ["26-00101-HAPP"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert twelve.ask("/api/v2/public/planning_applications/26-00100-LBC", role=None).status_code == 404


def test_a_boundary_is_shown_as_it_is_kept_even_text(twelve: Bench) -> None:
    twelve.office.boundaries.add(1, jsonb('{"type": "Feature"}'), twelve.office.now(), "submission")

    assert twelve.data(f"{LIST}/1")["boundary_geojson"] == '{"type": "Feature"}'


def test_a_page_takes_the_time_that_was_asked_for_each_case_on_it(twelve: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    object.__setattr__(twelve.office.settings, "delay_per_case", 0.03)
    for path in (LIST, SEARCH):
        twelve.data(f"{path}?maxresults=5")

    assert [seconds for seconds in slept if seconds] == [pytest.approx(0.15)] * 2

"""The times of acts as figures: by month or quarter, in working days or by the clock, never of so few that one could be read out."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from plugin.domain.act_time import ActTime, TimeUnit, When
from plugin.reports.readiness.act_figures import ActFigures, Figures, Period, act_figures
from plugin.reports.readiness.act_form import act_form
from plugin.reports.readiness.act_page import act_part
from plugin.reports.readiness.act_words import about_sentences, count_words, period_words, time_words
from plugin.reports.readiness.colours import Colours

TODAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 2)
PLAIN = Colours("#000", "#777", "#59c", "#070", "#850", "#b00")


def days(*lengths: int, began: date = MONDAY, measure: str = "received-valid", name: str = "") -> list[ActTime]:
    """Acts that began on one day and took so many days of the calendar."""
    return [ActTime(measure, f"{name or measure} {number}", began, began + timedelta(days=length)) for number, length in enumerate(lengths)]


def minutes(*lengths: int, began: datetime = datetime(2026, 11, 2, 9, tzinfo=timezone.utc)) -> list[ActTime]:
    return [ActTime("draft-asked", f"line {number}", began, began + timedelta(minutes=length)) for number, length in enumerate(lengths)]


def figures(*files: list[ActTime], on: date = TODAY, period: Period = Period.MONTH) -> ActFigures:
    return act_figures(files, on, period)


def only(found: ActFigures) -> Figures | None:
    ((period,),) = [each.periods for each in found.measures]
    return period.figures


def test_without_acts_there_are_no_measures_and_the_page_says_so() -> None:
    found = figures([])

    assert found.measures == ()
    assert "No act of which both ends are known" in act_part(found, PLAIN)


def test_fewer_than_five_acts_of_a_period_are_told_by_no_figure_anywhere() -> None:
    found = figures(days(1, 2, 3, 4))

    assert only(found) is None
    (form,) = act_form(found)["measures"][0]["periods"]
    assert {form["count"], form["lower_quartile"], form["median"], form["upper_quartile"]} == {None}
    assert "fewer than 5" in act_part(found, PLAIN)
    assert "working day<" not in act_part(found, PLAIN)
    assert count_words(found.measures[0].periods[0], found.least) == "fewer than 5"


def test_median_and_quartiles_in_working_days() -> None:
    assert only(figures(days(0, 1, 2, 3, 7))) == Figures(5, 1.0, 2.0, 3.0)


def test_weekends_and_bank_holidays_are_no_working_days() -> None:
    christmas = days(0, 1, 2, 3, 4, began=date(2026, 12, 24))

    assert only(figures(christmas, on=date(2026, 12, 31))) == Figures(5, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("began", [date(1, 11, 2), date(1999, 11, 2)])
def test_a_day_in_a_year_whose_bank_holidays_are_not_known_is_left_out(began: date) -> None:
    slip = ActTime("received-valid", "slip", began, MONDAY)

    found = only(figures([*days(0, 1, 2, 3, 4), slip]))

    assert found is not None
    assert found.count == 5


def test_a_moment_counts_on_its_day_in_england() -> None:
    late: When = datetime(2026, 6, 30, 23, 30, tzinfo=timezone.utc)
    times = [ActTime("asked-agreed", f"{number}", late, date(2026, 7, 1)) for number in range(5)]

    found = figures(times)

    assert found.measures[0].periods[0].name == "July 2026"
    assert only(found) == Figures(5, 0.0, 0.0, 0.0)


def test_by_the_clock_nights_and_sundays_count() -> None:
    assert only(figures(minutes(10, 20, 30, 40, 60 * 24 * 7))) == Figures(5, 20.0, 30.0, 40.0)


def test_acts_are_put_together_by_the_month_or_the_quarter_in_which_they_ended() -> None:
    october, november = days(0, 1, 2, 3, 4, began=date(2026, 10, 5), name="a"), days(0, 1, 2, 3, 4)

    by_month, by_quarter = figures(october + november), figures(october + november, period=Period.QUARTER)

    assert [(each.name, each.unfinished) for each in by_month.measures[0].periods] == [("November 2026", True), ("October 2026", False)]
    assert [period_words(each) for each in by_quarter.measures[0].periods] == ["October to December 2026, so far"]
    assert only(by_quarter) == Figures(10, 1.0, 2.0, 3.0)


def test_what_ended_longer_ago_or_is_still_to_come_is_left_out() -> None:
    old = days(0, 1, 2, 3, 4, began=date(2024, 10, 21))
    coming = days(0, 1, 2, 3, 4, began=date(2026, 11, 28))

    assert figures(old + coming).measures == ()


def test_what_two_case_files_tell_of_one_act_counts_once() -> None:
    found = figures(days(0, 1, 2), days(0, 1, 2))

    assert (found.files, only(found)) == (2, None)


def test_acts_of_several_officers_files_are_put_together() -> None:
    assert only(figures(days(0, 1, 2), days(0, 1, 2, name="b"))) == Figures(6, 0.25, 1.0, 1.75)


def test_the_figures_of_one_file_are_told_as_those_of_one_person() -> None:
    assert "mostly of one person" in " ".join(about_sentences(figures([])))
    assert "2 case files were read together" in " ".join(about_sentences(figures([], [])))


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0, TimeUnit.WORKING_DAYS, "0 working days"),
        (1, TimeUnit.WORKING_DAYS, "1 working day"),
        (10, TimeUnit.WORKING_DAYS, "10 working days"),
        (2.5, TimeUnit.WORKING_DAYS, "2.5 working days"),
        (0.4, TimeUnit.ELAPSED, "under a minute"),
        (1, TimeUnit.ELAPSED, "1 minute"),
        (59.7, TimeUnit.ELAPSED, "1 hour"),
        (60, TimeUnit.ELAPSED, "1 hour"),
        (90, TimeUnit.ELAPSED, "1.5 hours"),
        (2880, TimeUnit.ELAPSED, "2 days"),
    ],
)
def test_times_in_words(value: float, unit: TimeUnit, words: str) -> None:
    assert time_words(value, unit) == words


def test_the_page_has_a_bar_from_quartile_to_quartile_within_its_scale() -> None:
    part = act_part(figures(minutes(10, 20, 30, 40, 50)), PLAIN)

    assert part.count("<rect") == 1
    assert "<td>30 minutes</td>" in part
    assert 'width="107.0"' in part

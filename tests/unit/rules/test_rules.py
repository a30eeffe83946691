"""Rules are dated data: on any day exactly one row of a code is in force, and its source is known."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from plugin.domain.errors import RedlineError
from plugin.resources_path import resources_path
from plugin.rules.rules import Rules

HEAD = "code,value,unit,valid_from,valid_to,source,checked_on,sure,date_basis\n"
CHECKOUT = Path(__file__).resolve().parents[3]


def rules(tmp_path, *rows, on=date(2026, 1, 1)):
    (tmp_path / "table.csv").write_text(HEAD + "\n".join(rows) + "\n")
    return Rules(on, tmp_path)


OLD = "fee,206,GBP,2018-01-17,2023-12-05,SI 2012/2920,2026-11-22,A,application"
NEW = "fee,258,GBP,2023-12-06,,SI 2012/2920 as amended,2026-11-22,A,application"


@pytest.mark.parametrize(
    ("on", "fee"), [(date(2018, 1, 17), 206), (date(2023, 12, 5), 206), (date(2023, 12, 6), 258), (date(2030, 1, 1), 258)]
)
def test_the_row_in_force_on_the_day_counts_both_its_days_included(tmp_path, on, fee):
    assert rules(tmp_path, OLD, NEW, on=on).number("fee") == fee


def test_before_the_first_row_there_is_no_rule(tmp_path):
    with pytest.raises(RedlineError, match="'fee' is in force on 2018-01-16"):
        rules(tmp_path, OLD, NEW, on=date(2018, 1, 16)).row("fee")


def test_two_rows_for_one_day_are_an_error(tmp_path):
    with pytest.raises(RedlineError, match="Two rules 'fee'"):
        rules(tmp_path, OLD, NEW.replace("2023-12-06", "2023-12-05"), on=date(2023, 12, 5)).number("fee")


def test_an_unknown_code_is_an_error(tmp_path):
    with pytest.raises(RedlineError, match="'fees'"):
        rules(tmp_path, NEW).number("fees")


def test_a_word_where_a_number_should_be_is_an_error(tmp_path):
    with pytest.raises(RedlineError, match="should be a number"):
        rules(tmp_path, NEW.replace("258", "much")).number("fee")


@pytest.mark.parametrize(
    "row",
    [
        NEW.replace("2023-12-06", "6 December 2023"),
        NEW.replace(",A,", ",D,"),
        NEW.replace("SI 2012/2920 as amended", ""),
        "fee,258",
    ],
    ids=["a date in words", "no such sureness", "no source", "cut off"],
)
def test_a_row_that_can_t_be_trusted_is_an_error_that_names_file_and_line(tmp_path, row):
    with pytest.raises(RedlineError, match=r"Line 2 of the rules table table\.csv"):
        rules(tmp_path, row)


def test_no_shipped_rule_claims_a_day_twice():
    days = {date(2015, 4, 15), date(2021, 8, 1), date(2024, 1, 1), date(2026, 11, 22), date(2099, 1, 1)}

    for on in days:
        known = Rules(on)
        codes = {line.split(",", 1)[0] for path in resources_path("rules").glob("*.csv") for line in path.read_text().splitlines()[1:]}
        for code in codes:
            known.find(code)


def test_every_threshold_that_the_red_line_checks_ask_for_is_a_number_today():
    asked = {
        code
        for path in (CHECKOUT / "plugin" / "boundary").glob("*.py")
        for code in re.findall(r'rules\.number\(\s*"([^"]+)"', path.read_text())
    }

    assert len(asked) >= 12
    assert all(Rules(date(2026, 11, 22)).number(code) > 0 for code in asked)


def test_every_threshold_of_the_red_line_table_is_asked_for():
    source = "".join(path.read_text() for path in (CHECKOUT / "plugin").rglob("*.py"))
    lines = resources_path("rules", "boundary_checks.csv").read_text().splitlines()[1:]

    assert [line.split(",")[0] for line in lines if f'"{line.split(",")[0]}"' not in source] == []

"""Every row of every rules table: dated, sourced, understood by the code, and none that nobody reads."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from plugin.constraints.catalogue import Catalogue
from plugin.resources_path import resources_path
from plugin.rules.attributes import TOLD_APART_BY_A_COLUMN
from tests.shared import shared_path

CHECKOUT = Path(__file__).resolve().parents[3]
TABLES = sorted(resources_path("rules").glob("*.csv"))
NAMES = [path.name for path in TABLES]


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def source() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "plugin").rglob("*.py"))


@pytest.mark.parametrize("path", TABLES, ids=NAMES)
def test_every_row_is_whole_dated_and_sourced(path):
    for row in rows(path):
        assert None not in row, f"{row['code']} has more cells than the table has columns"
        assert None not in row.values(), f"{row['code']} has fewer cells than the table has columns"
        assert row["code"] == row["code"].lower(), row["code"]
        assert len(row["source"]) >= 10, row["code"]
        assert date.fromisoformat(row["valid_from"]) <= date.fromisoformat(row["valid_to"] or "9999-12-31"), row["code"]
        assert row["date_basis"] in {"application", "validity", "decision"}, row["code"]


def test_every_family_of_rules_is_asked_for_somewhere():
    text = source()
    families = {row["code"].split(".")[0].removesuffix("-of-type") for path in TABLES for row in rows(path)}

    assert [family for family in sorted(families) if f'"{family}' not in text] == []


def test_every_type_that_a_table_names_is_a_code_of_the_national_list_or_the_head_of_some():
    listed = re.findall(
        r"^\s+- \['([A-Za-z0-9.]+)'", shared_path("vectors/bops/vocabulary/odp.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    known = {".".join(code.lower().split(".")[:length]) for code in listed for length in range(1, code.count(".") + 2)} | {"any"}
    named = {row["code"].partition(".")[2] for path in TABLES for row in rows(path) if row["code"].partition(".")[0].endswith("-of-type")}

    named |= {code for path in TABLES for row in rows(path) for column in ("types", "not_for") for code in row.get(column, "").split()}

    assert len(listed) > 100
    assert named - known == set()


def test_what_a_column_tells_apart_is_read_by_whoever_screens_for_the_rules():
    told_apart = {
        dataset for row in rows(resources_path("rules", "consultees.csv")) if row["attribute"] for dataset in row["datasets"].split()
    }

    assert told_apart | {"flood-risk-zone"} == TOLD_APART_BY_A_COLUMN


def test_nothing_that_is_uncertain_passes_for_sure():
    unsure = re.compile(r"uncertain|not found|no outcome|worked out|varies by class", re.IGNORECASE)
    passed_off = [row["code"] for path in TABLES for row in rows(path) if unsure.search(row["source"]) and row["sure"] == "A"]

    assert passed_off == []


def test_the_page_on_the_rules_names_every_layer_that_a_council_has_to_load_itself():
    national = {dataset.slug for dataset in Catalogue.load().datasets}
    asked = {
        dataset
        for name in ("consultees.csv", "publicity.csv")
        for row in rows(resources_path("rules", name))
        for dataset in row["datasets"].split()
    }
    page = (CHECKOUT / "docs" / "rules.md").read_text(encoding="utf-8")
    listed = re.findall(r"`([a-z-]+)`", page[page.index("under these names:") : page.index("What is not loaded is listed")])

    assert sorted(listed) == sorted((asked | {"priority-habitat", "critical-drainage-area"}) - national)


def test_the_page_on_the_rules_names_every_table_and_no_other():
    page = (CHECKOUT / "docs" / "rules.md").read_text(encoding="utf-8")

    assert sorted(set(re.findall(r"`(\w+\.csv)`", page))) == sorted([*NAMES, "bank_holidays.csv"])

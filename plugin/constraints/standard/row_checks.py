"""Whether the rows of a file go together: what is empty, what stands twice, what names a record that is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ...domain.written_days import read_date
from .issue import Issue, issue
from .standard import Need, StandardField
from .standard_table import StandardRow, StandardTable
from .value_checks import check_value


def check_columns(table: StandardTable) -> Iterator[Issue]:
    """The fields that the file lacks altogether; of one without a record only that is told, as it says nothing of its columns."""
    if not table.rows:
        yield issue("no-rows", None, "reference")
        return
    either = [field.name for field in table.standard.fields if field.need is Need.EITHER]
    if either and not any(table.has(name) for name in either):
        yield issue("missing-column", None, " or ".join(either))
    for field in table.standard.fields:
        if field.need in (Need.MUST, Need.SHOULD) and not table.has(field.name):
            yield issue("missing-column", None, field.name)


def check_blanks(table: StandardTable) -> Iterator[Issue]:
    """Fields that the file has and a row leaves empty."""
    wanted = [field for field in table.standard.fields if field.need in (Need.MUST, Need.SHOULD) and table.has(field.name)]
    either = [field.name for field in table.standard.fields if field.need is Need.EITHER and table.has(field.name)]
    for position, row in enumerate(table.rows):
        for field in wanted:
            if _is_blank(table, position, row, field):
                yield issue("missing-value", row.number, field.name)
        if either and all(_no_shape(table, position, name) for name in either):
            yield issue("missing-value", row.number, either[-1])


def check_references(table: StandardTable) -> Iterator[Issue]:
    """References that a row before has already."""
    first: dict[str, int] = {}
    for row in table.rows:
        reference = row["reference"].strip()
        if not reference:
            continue
        if reference in first:
            yield issue("reference-not-unique", row.number, "reference", value=reference, other=first[reference])
        else:
            first[reference] = row.number


def check_own_pages(table: StandardTable) -> Iterator[Issue]:
    """Addresses that each record must have for itself, and shares."""
    for field in (field for field in table.standard.fields if field.kind == "own url"):
        first: dict[str, int] = {}
        for row in table.rows:
            address = row[field.name].strip()
            if address and address in first:
                yield issue("url-shared", row.number, field.name, other=first[address])
            elif address:
                first[address] = row.number


def check_pairs(table: StandardTable) -> Iterator[Issue]:
    """Fields of which one is there without the other, and ends before their beginnings."""
    for row in table.rows:
        for field in table.standard.fields:
            if field.beside and row[field.name] and not row[field.beside]:
                yield issue("beside-missing", row.number, field.name, other=field.beside)
        begin, end = read_date(row["start-date"]), read_date(row["end-date"], last=True)
        if begin is not None and end is not None and end < begin:
            yield issue("dates-crossed", row.number, "end-date", value=row["end-date"], other=row["start-date"])


def check_links(table: StandardTable, known: Mapping[str, frozenset[str]], today: date) -> Iterator[Issue]:
    """References to records of another dataset; ``known`` has the references of those datasets that can be asked."""
    for field in table.standard.links:
        if field.of not in known:
            continue
        for row in table.rows:
            named = row[field.name].strip()
            # What is not even written as a reference is told by its value
            if named and named not in known[field.of] and not any(check_value(row.number, field, named, today)):
                code = "organisation-invalid" if field.kind == "organisation" else "link-unmatched"
                yield issue(code, row.number, field.name, value=named, wanted=field.of)


def check_published(table: StandardTable, known: Mapping[str, frozenset[str]]) -> Iterator[Issue]:
    """References that were published before and are not in the file; ``known`` has them under the dataset's own name."""
    there = {row["reference"].strip() for row in table.rows}
    for reference in sorted(known.get(table.standard.dataset, frozenset()) - there):
        yield issue("record-gone", None, "reference", value=reference)


def _is_blank(table: StandardTable, position: int, row: StandardRow, field: StandardField) -> bool:
    return _no_shape(table, position, field.name) if field.is_geometry else not row[field.name].strip()


def _no_shape(table: StandardTable, position: int, name: str) -> bool:
    """Whether there is no shape, and none that only can't be read or is a point where an area should be."""
    placed = table.placed.get(name)
    if placed is None:
        return True
    told = (placed.unread, placed.unplaced, placed.points)
    return placed.shapes[position] is None and not any(position in each for each in told)

"""Whatever is taken in, in whatever order: the file equals the last word, and what went before is in its history."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from plugin.domain.case import CaseQuery
from tests.unit.casefile.examples import SOURCE, geojson, no_site, opened, pulled, site

SITES = (no_site(), site(geojson(-0.08)), site(geojson(-0.09), east=531_000), site(geojson(-0.1), errors=1))

TOLD = st.builds(
    lambda number, status, description, line: (number, status, description, line),
    st.integers(1, 3),
    st.sampled_from(["in_assessment", "determined", "withdrawn"]),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    st.integers(0, len(SITES) - 1),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(TOLD, max_size=4), max_size=6))
def test_any_sequence_of_pulls_leaves_the_last_word_with_its_history(pulls):
    last: dict[int, tuple[int, str, str, int]] = {}
    lines: dict[int, list[int]] = {}
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as file:
        for page in pulls:
            cases = [pulled(number, status=status, description=text, site=SITES[line]) for number, status, text, line in page]
            report = file.take_in(cases, SOURCE)
            assert len(report.new) + len(report.changed) + report.unchanged == len(page)
            for number, status, text, line in page:
                last[number] = (number, status, text, line)
                if lines.setdefault(number, [line])[-1] != line:
                    lines[number].append(line)

        rows = file.cases(CaseQuery(closed=True))
        assert sorted(int(row.back_office_id) for row in rows) == sorted(last)
        for row in rows:
            number, status, text, _ = last[int(row.back_office_id)]
            assert (row.status, row.description) == (status, text)
            versions = file.boundary_versions(row.uuid)
            assert [version.number for version in versions] == list(range(1, len(versions) + 1))
            assert [version.original for version in versions] == [SITES[line].original for line in lines[number]]
            assert [version.current for version in versions] == [False] * (len(versions) - 1) + [True]
            assert row.red_line_errors == (1 if lines[number][-1] in {0, 3} else 0)
        again = file.take_in([pulled(n, status=s, description=t, site=SITES[line]) for n, s, t, line in last.values()], SOURCE)
        assert again.unchanged == len(last)
        assert file.verify_audit() == []
        assert file._connection.execute("PRAGMA foreign_key_check").fetchall() == []

"""Until when comments are taken on a case, by the notices that are kept of it."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.case_facts import facts_of_case
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.press_notice import PressNotice
from plugin.rules.open_periods import comment_periods, public_periods
from plugin.rules.rules import Rules
from tests.unit.casefile.examples import opened
from tests.unit.casefile.recommended import ready

ON = date(2026, 11, 22)


@pytest.mark.parametrize(("reasons", "until"), [(("environment",), date(2026, 12, 9)), (("conservation_area",), date(2026, 11, 30))])
def test_an_environmental_statement_that_the_press_notice_tells_of_makes_the_site_notice_longer_too(tmp_path, reasons, until):
    with opened(tmp_path) as file:
        uuid = ready(file)
        file.keep_casework(uuid, PostedNotice(date(2026, 11, 10), "On the gate"))
        file.keep_casework(uuid, PressNotice(True, reasons))
        case = file.case(uuid)
        known = (case, facts_of_case(case), Rules(ON))

    for periods in (comment_periods(*known), public_periods(*known)):
        assert [each.day for each in periods if each.name.startswith("Site notice")] == [until]

"""How long a request for another red line took, told by a real exchange with the back office."""

from __future__ import annotations

from datetime import timedelta

from plugin.domain.act_time import ActTime

from .agreement_bench import Agreement
from .test_agreement import silent


def times(agreement: Agreement) -> dict[str, ActTime]:
    with agreement.file.reader() as reader:
        return {each.measure: each for each in reader.act_times()}


def test_a_line_that_was_agreed_tells_when_it_was_asked_sent_and_answered(agreement: Agreement) -> None:
    agreement.asked()
    asked = agreement.clock.now()
    agreement.clock.moment = asked + timedelta(days=2)
    agreement.answer(0, approved=True)
    agreement.refresh()

    told = times(agreement)

    assert {"asked-agreed", "request-answered", "act-sent", "draft-asked"} <= set(told)
    assert told["request-answered"].ended == told["asked-agreed"].ended
    assert [told[each].ended - told[each].began for each in ("asked-agreed", "act-sent", "draft-asked")] == [
        timedelta(days=2),
        timedelta(),
        timedelta(),
    ]


def test_a_line_that_silence_closed_was_neither_answered_nor_agreed(agreement: Agreement) -> None:
    agreement.asked()
    silent(agreement)
    agreement.pull()

    assert {"asked-agreed", "request-answered"} & set(times(agreement)) == set()

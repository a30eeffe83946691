"""What an article 4 direction takes away, beside what an application is about. It never changes a finding's relation."""

from __future__ import annotations

import re

from ...domain.application import Application
from ...domain.plain_lists import listed
from ...rules.rules import Rules

UNKNOWN_CLASSES = "Check the direction's text: the data does not say which permitted development rights it removes."

_CODE = re.compile(r"(?P<part>\d{1,2}(?:A(?=-))?)-?(?P<letters>[A-Z]{0,3})")


def direction_remark(codes: str, application: Application | None, rules: Rules) -> str:
    """A sentence from a direction's ``permitted-development-rights`` ("1A;3L": Part 1 Class A and Part 3 Class L).

    Source of the codes: the permitted-development-right register of the Planning Data platform; of the Parts: SI 2015/596 Schedule 2
    (resources/rules/article_4.csv). What can't be read as a class is said, never guessed.
    """
    written = [code.strip() for code in re.split(r"[;,|]", codes) if code.strip()]
    read = [(code, _CODE.fullmatch(code.upper())) for code in written]
    unread = [code for code, match in read if match is None or _part_title(match["part"], rules) is None]
    classes = [(match["part"], match["letters"]) for code, match in read if match is not None and code not in unread]
    if not classes:
        return UNKNOWN_CLASSES
    removes = listed([_class_words(part, letters, rules) for part, letters in classes])
    doubt = f" Check the direction's text: {listed(unread)} in the data is no known class." if unread else ""
    about = _application_part(application, rules)
    if about is None:
        return f"This direction removes {removes}.{doubt}"
    title = _part_title(about, rules)
    part = f"Part {about}" + (f" ({title})" if title else "")
    if any(of_part == about for of_part, _ in classes):
        return f"This direction affects {part}: it removes {removes}.{doubt}"
    if unread:
        return f"This direction removes {removes}.{doubt}"
    return f"This direction does not affect {part}: it removes {removes}."


def _application_part(application: Application | None, rules: Rules) -> str | None:
    if application is None or not application.type_code:
        return None
    row = rules.most_specific("application-part", application.type_code)
    return None if row is None else row.value


def _part_title(part: str, rules: Rules) -> str | None:
    row = rules.find(f"permitted-development-part.{part.lower()}")
    return None if row is None else row.value


def _class_words(part: str, letters: str, rules: Rules) -> str:
    if not letters:
        return f"all of Part {part}"
    row = rules.find(f"permitted-development-class.{part}{letters}".lower())
    return f"Part {part} Class {letters}" + (f" ({row.value})" if row is not None else "")

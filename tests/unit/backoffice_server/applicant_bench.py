"""An applicant with a letter: follows its link and sends the page's form, as a browser would."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from scripts.backoffice.back_office import BackOffice

from .bench import Bench
from .officer_bench import OfficerBench


def letter_to(office: BackOffice, request_id: int) -> Path:
    """The letter that asks about a request."""
    (path,) = (path for path in office.letters.paths() if path.name.endswith(f"-request-{request_id}-ask.txt"))
    return path


def link_in(letter: Path) -> str:
    """The path of the secret link in a letter."""
    (address,) = re.findall(r"^http\S+/applicant/\S+$", letter.read_text(encoding="utf-8"), re.MULTILINE)
    return urlsplit(address).path


class ApplicantBench:
    """One request that is open, and its applicant."""

    def __init__(self, officer: OfficerBench, made: dict[str, Any] | None = None, **changes: Any) -> None:
        """``made`` is a request that is open already; else a red line is proposed, with ``changes``."""
        self.officer = officer
        self.made = made or officer.proposed(**changes)
        self.link = link_in(letter_to(officer.bench.office, self.made["id"]))

    @property
    def bench(self) -> Bench:
        return self.officer.bench

    def look(self, link: str | None = None, **more: Any) -> requests.Response:
        return self.bench.ask(link or self.link, role=None, **more)

    def send(
        self, answer: str = "", reason: str = "", *, link: str | None = None, seal: str | None = None, **more: Any
    ) -> requests.Response:
        """What the form sends; the seal is the one of the page, unless given."""
        if seal is None:
            found = re.search(r'name="seal" value="([0-9a-f]+)"', self.look().text)
            seal = found[1] if found else ""
        data = {"seal": seal, "reason": reason, **({"answer": answer} if answer else {})}
        return self.bench.ask(self.link, "POST", role=None, data=data, **more)

    @property
    def outcome(self) -> tuple[str, bool | None, str | None]:
        """State, yes or no, reason."""
        shown = self.officer.shown(self.made)
        return shown["state"], shown["approved"], shown["rejection_reason"]


def text_of(page: requests.Response) -> str:
    """What is to be read on a page, without its marks."""
    body = page.text.partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())

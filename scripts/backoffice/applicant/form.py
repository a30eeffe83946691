"""The applicant's answer as a plain form sends it: yes, or no with a reason, to what was shown."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

_LARGEST_BYTES = 64_000
_LONGEST_REASON = 5000
_FIELDS = 8


class NotAForm(Exception):
    """The body is none that the page sends."""


@dataclass(frozen=True)
class Answer:
    """What was chosen ("yes", "no", "" for neither), what was written, the seal of what was shown."""

    choice: str = ""
    reason: str = ""
    seal: str = ""

    @property
    def approved(self) -> bool:
        """Whether it is a yes; ask ``faults`` first."""
        return self.choice == "yes"

    @property
    def faults(self) -> Mapping[str, str]:
        """What has to be mended, by field: a yes has no reason for a no, and a no has one."""
        written = bool(self.reason.strip())
        if self.choice not in ("yes", "no"):
            return {"answer": "Select whether you agree or disagree"}
        if self.choice == "no" and not written:
            return {"reason": "Tell us why you disagree"}
        if self.choice == "yes" and written:
            return {"reason": "You agree, and have written why you disagree: empty this box, or select that you disagree"}
        if len(self.reason) > _LONGEST_REASON:
            return {"reason": f"Shorten your reason to {_LONGEST_REASON:,} characters or fewer"}
        return {}

    @property
    def reply_faults(self) -> Mapping[str, str]:
        """The same, where words are asked for and no choice."""
        if not self.reason.strip():
            return {"reason": "Write your answer"}
        if len(self.reason) > _LONGEST_REASON:
            return {"reason": f"Shorten your answer to {_LONGEST_REASON:,} characters or fewer"}
        return {}

    def is_to(self, seal: str) -> bool:
        """Whether it answers what ``seal`` is the seal of."""
        return hmac.compare_digest(self.seal.encode("utf-8", "surrogatepass"), seal.encode())


def answer_in(content: bytes) -> Answer:
    """The answer in a form's body. Raises NotAForm."""
    if len(content) > _LARGEST_BYTES:
        raise NotAForm
    try:
        given = parse_qs(content.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError as error:
        raise NotAForm from error
    if any(len(values) != 1 for values in given.values()):
        raise NotAForm
    one = {name: values[0] for name, values in given.items()}
    return Answer(one.get("answer", ""), _plain(one.get("reason", "")), one.get("seal", ""))


def _plain(text: str) -> str:
    """Without control characters, any kind of space as a space, ends of lines as one character."""
    letters = (" " if letter.isspace() and letter not in "\n\t" else letter for letter in text.replace("\r\n", "\n"))
    return "".join(letter for letter in letters if letter in "\n\t" or letter.isprintable())

"""What an officer has to say before an applicant is asked, and the sentence where it is missing: one for the form and the case file."""

from __future__ import annotations

from ...domain.red_line_request import Grounds

REASON = "Say why the red line has to change: the applicant and the file need the reason."
HANDLING_REASON = "Say why it is handled so: substance, and fairness to those consulted."
CERTIFICATE = "Land is added: say who owns it, or that this is to be confirmed."


def missing_words(grounds: Grounds, *, takes_in_land: bool) -> dict[str, str]:
    """The sentence for each field that is missing, in the order of the form; empty where nothing is."""
    missing = {
        "reason": "" if grounds.reason.strip() else REASON,
        "certificate": CERTIFICATE if takes_in_land and grounds.certificate is None else "",
        "handling_reason": "" if grounds.handling_reason.strip() else HANDLING_REASON,
    }
    return {field: words for field, words in missing.items() if words}

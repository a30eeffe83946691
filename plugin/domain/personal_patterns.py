"""What points at a person in any text, whoever it is: the forms of e-mail addresses, telephone numbers and postcodes."""

from __future__ import annotations

import re

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
#: Numbers in the United Kingdom, the first three digits or more in one piece, so that no date is taken for one.
TELEPHONE = re.compile(r"(?<![\w./-])(?:\+44[\s-]?(?:\(0\)[\s-]?)?\d{2,4}|\(?0\d{2,4}\)?)(?:[\s-]?\d){6,8}(?![\w])")

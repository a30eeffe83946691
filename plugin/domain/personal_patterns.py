"""What points at a person in any text, whoever it is: the forms of e-mail addresses, telephone numbers and postcodes."""

from __future__ import annotations

import re

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
#: Numbers of the United Kingdom, 10 or 11 digits from 0 or +44 on, in groups or not.
TELEPHONE = re.compile(r"(?<![\w.])(?:\+44[ .-]?(?:\(0\)[ .-]?)?|\(?0)\d{2,5}\)?(?:[ .-]?\d{2,4}){2,3}(?![\w.]*\d)")

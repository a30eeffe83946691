"""The answer to an enquiry about a place: content, a web page, a text for a mail, JSON."""

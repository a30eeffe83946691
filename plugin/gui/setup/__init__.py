"""How an officer or the IT team sets Redline up: first-run pages, options, the support bundle."""

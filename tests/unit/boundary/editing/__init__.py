"""Drawing on a red line: well-known text in, well-known text out."""

"""What a sheet, a sentence or an answer in JSON says; content, never layout."""

"""One peer a file. Each has a function ``peer(job)`` and imports nothing but its own environment's libraries."""

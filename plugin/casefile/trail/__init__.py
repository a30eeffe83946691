"""Who did what: the chain of acts, its proof and its seals, and what it tells of the other side."""

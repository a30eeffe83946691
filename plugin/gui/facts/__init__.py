"""Facts of an application in the officer's reach: seen with who told them, and told."""

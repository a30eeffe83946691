"""Made data of national size: constraints and sites that nobody owns, the same every time."""

"""The Processing provider, one algorithm a file."""

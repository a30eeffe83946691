"""What every suite shares: property tests that are the same twice, and no help from the machine's own settings."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Derandomised, so that a red run can be had again; without a deadline, because a busy machine is no defect.
settings.register_profile("redline", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("redline")

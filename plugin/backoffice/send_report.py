"""What became of what waited to be sent."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class SendReport:
    """``sent`` acts, and a sentence for each that was refused or waits on.

    ``unreachable`` says why the run ended before everything was tried, "" where it did not; every act that waits has its reason too.
    """

    sent: int = 0
    refused: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    unreachable: str = ""

    @property
    def sentences(self) -> list[str]:
        """What an officer has to hear of: what was refused, and why the rest was not tried."""
        ended = [f"What waits for the back office was not sent: {self.unreachable}"] if self.unreachable else []
        return [*self.refused, *ended]

"""What an application is weighed against in one area of policy."""

from __future__ import annotations

from dataclasses import dataclass, field

from .one_of_many import OneOfMany


@dataclass(frozen=True)
class Consideration(OneOfMany):
    """``references`` name policies ("P14 Design quality"), ``guidance`` documents; ``conclusion`` is what the weighing comes to."""

    policy_area: str
    references: tuple[str, ...] = field(default=())
    guidance: tuple[str, ...] = field(default=())
    assessment: str = ""
    conclusion: str = ""

    @property
    def lacking(self) -> str:
        if not self.policy_area.strip():
            return "Name the policy area: the consideration stands under it in the report."
        return "" if self.references else "Name a policy that the application is weighed against."

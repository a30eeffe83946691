"""Who to write to about an application: personal data, kept only for cases that an officer has opened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ContactRole(Enum):
    """In which capacity a person stands in the application."""

    APPLICANT = "applicant"
    AGENT = "agent"


@dataclass(frozen=True)
class Contact:
    """One person or firm; what is not known is empty."""

    role: ContactRole
    name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    uuid: str = ""
    gone: bool = False

    @property
    def key(self) -> str:
        """One applicant and one agent to an application."""
        return self.role.value

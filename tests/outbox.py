"""The folder that letters are laid into, and the link in the latest."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from moderation import worker
from moderation.delivery.mail import FileMail
from moderation.parts import Parts


class Outbox:
    """The folder that letters are laid into, by the worker that lays them there."""

    def __init__(self, parts: Parts, folder: Path) -> None:
        self.folder = folder
        self.parts = replace(parts, mail=FileMail(folder, "comments@desk.example"))

    def letters(self) -> list[EmailMessage]:
        """All that was ever laid there, oldest first."""
        worker.work_once(self.parts)
        files = sorted(self.folder.iterdir())
        return [message_from_bytes(each.read_bytes(), EmailMessage, policy=policy.default) for each in files]

    def path(self) -> str:
        """Where the link of the latest letter leads."""
        found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", self.letters()[-1].get_content())
        assert found is not None
        return found[1]

"""What it costs to guess a password from its hash; the other tests hash at a lower cost (tests/conftest.py)."""

from __future__ import annotations

import subprocess
import sys

COST = "from moderation.use_cases.steps.passwords import hashed; print(hashed('a long enough password'))"


def test_a_hash_is_as_dear_as_owasp_says() -> None:
    said = subprocess.run([sys.executable, "-c", COST], check=True, capture_output=True, text=True).stdout

    assert said.startswith("$argon2id$v=19$m=19456,t=2,p=1$")

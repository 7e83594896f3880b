"""Certificates that nobody vouches for but who is told to."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.missing import lacking

KIND = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]


def certificate_of(name: str, folder: Path) -> Path:
    """A certificate of this host with its key, in one file."""
    if shutil.which("openssl") is None:
        lacking("openssl", "apt-get install openssl")
    named = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    kept = ["-keyout", str(folder / "key"), "-out", str(folder / "certificate")]
    subprocess.run(["openssl", "req", *KIND, *named, *kept], check=True, capture_output=True)
    both = folder / "both"
    both.write_text((folder / "certificate").read_text() + (folder / "key").read_text())
    return both

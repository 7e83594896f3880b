"""These tests teach a real, tiny encoder where its libraries are installed; elsewhere they are not collected."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = (
    [] if find_spec("torch") and find_spec("transformers") else ["test_sentences.py", "test_teaching.py"]
)

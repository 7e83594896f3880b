"""What a browser calls itself in short, and nothing more of it."""

from __future__ import annotations

import pytest

from moderation.web.browsers import spoken

ENGINE = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64) {ENGINE} Chrome/142.0 Safari/537.36", "Chrome on Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {ENGINE} Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) {ENGINE} Version/18.1 Safari/605.1",
            "Safari on Mac",
        ),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {ENGINE} Safari/604.1", "Safari on iPhone"),
        (f"Mozilla/5.0 (Linux; Android 15) {ENGINE} Chrome/142.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.5.0", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)
def test_a_browser_is_known_by_its_name_and_system(user_agent: str, words: str) -> None:
    assert spoken(user_agent) == words

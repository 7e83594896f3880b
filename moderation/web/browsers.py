"""What a browser calls itself, in the few words by which its owner knows it again."""

from __future__ import annotations

from flask import request

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""What tells each browser; those that claim to be others as well stand before them."""

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser() -> str:
    """The browser that asks now: "Firefox on Linux"; nothing more of what it says is kept."""
    return spoken(request.headers.get("User-Agent", ""))


def spoken(user_agent: str) -> str:
    """The browser and the system that a User-Agent header names, as far as they are known."""
    name = next((called for sign, called in BROWSERS if sign in user_agent), "")
    system = next((called for sign, called in SYSTEMS if sign in user_agent), "")
    return " on ".join(filter(None, (name, system))) or "An unknown browser"

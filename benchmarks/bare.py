"""A bare Flask route that answers JSON with JSON: what the framework alone costs."""

from __future__ import annotations

from typing import Any

from flask import Flask, request

app = Flask(__name__)


@app.post("/bare")
def bare() -> Any:
    """The length of the text."""
    return {"length": len(request.get_json()["comment"]["text"])}

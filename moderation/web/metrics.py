"""What is counted and timed, for Prometheus; over all web processes when its folder is set."""

from __future__ import annotations

import os

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

REQUESTS = Counter("moderation_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "moderation_request_seconds",
    "Time to answer a request, in seconds.",
    ["route"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
SUBMITTED = Counter("moderation_comments_total", "Comments taken in, by what became of them.", ["status"])

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request; an unknown method is counted as OTHER, so that labels stay few."""
    REQUESTS.labels(method if method in METHODS else "OTHER", route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def count_submission(status: str) -> None:
    """Count one comment that came in."""
    SUBMITTED.labels(status).inc()


def exposition() -> tuple[bytes, str]:
    """All figures in the Prometheus text format, and its media type."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST

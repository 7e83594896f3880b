"""Models come, go, break and are learned anew while the real service takes every comment."""

from __future__ import annotations

import json
import pickle
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.serving import MODERATION, RealService
from tests.small_model import in_service, put, small_model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("service")


@pytest.fixture(scope="module")
def models(folder: Path) -> Path:
    """A model in service that may be broken: a small one, for what happens to files is the same to any."""
    put(small_model(), folder / "models")
    return folder / "models"


@pytest.fixture(scope="module")
def service(folder: Path, models: Path) -> Iterator[RealService]:
    """One service for the whole story: it starts slowly, and every harm to it is undone."""
    with RealService(folder / "var", {"MODERATION_MODELS_DIR": str(models)}) as service:
        yield service


def artefact_in(models: Path) -> Path:
    version = json.loads((models / "current").read_text())["version"]
    return Path(models / version / "model.joblib")


def submit(service: RealService, text: str, again: str = "") -> dict[str, Any]:
    """What became of a comment; asked ``again`` with the same key, what has become of it since."""
    key = (service.data_dir / "replay.key").read_text()
    response = urllib3.request(
        "POST",
        f"{service.url}/api/v1/sites/demo/articles/quay-street-vote/comments",
        json={"text": text, "author": {"id": "ada", "name": "Ada"}},
        headers={"Authorization": f"Bearer {key}", "Idempotency-Key": again or uuid.uuid4().hex},
    )
    assert response.status == 201, response.data
    answer: dict[str, Any] = response.json()
    return answer


def ready(service: RealService) -> dict[str, Any]:
    answer: dict[str, Any] = urllib3.request("GET", f"{service.url}/readyz").json()
    return answer


def eventually(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.1)


class Hostile:
    """What a pickle can do to whoever loads it."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.proof,)


def removed(artefact: Path) -> None:
    artefact.unlink()


def corrupted(artefact: Path) -> None:
    content = bytearray(artefact.read_bytes())
    content[len(content) // 2] ^= 1
    artefact.write_bytes(content)


def replaced(artefact: Path) -> None:
    artefact.write_bytes(pickle.dumps(Hostile(artefact.parent / "executed")))


@pytest.mark.parametrize("harm", [removed, corrupted, replaced])
def test_without_a_sound_model_comments_wait_and_are_scored_when_it_is_back(
    service: RealService, models: Path, harm: Callable[[Path], None]
) -> None:
    artefact = artefact_in(models)
    sound = artefact.read_bytes()
    harm(artefact)
    eventually(lambda: ready(service)["scorer"] == "missing")

    text = "A fair plan for Quay Street, and the buses still pass."
    held = submit(service, text, again=harm.__name__)
    told = ready(service)
    doctor = subprocess.run(
        [MODERATION, "doctor"], env=service.environment, capture_output=True, text=True, check=False
    )

    assert (held["status"], held["reasons"][0]["code"], held["model"]) == ("held", "unscored", None)
    assert told["storage"] == "ok"
    assert "model" in told["reason"]
    assert doctor.returncode == 1
    assert not (artefact.parent / "executed").exists()

    artefact.write_bytes(sound)

    eventually(lambda: submit(service, text, again=harm.__name__)["model"] is not None)


def test_a_service_that_starts_without_a_model_takes_comments_all_the_same(tmp_path: Path) -> None:
    settings = in_service(tmp_path)
    removed(artefact_in(tmp_path / "models"))

    with RealService(tmp_path / "var", settings) as service:
        held = submit(service, "A fair plan for Quay Street.")

    assert (held["status"], held["reasons"][0]["code"]) == ("held", "unscored")


def test_a_model_is_learned_promoted_and_taken_back_while_comments_come_in(
    tmp_path: Path, service: RealService, models: Path
) -> None:
    eventually(
        lambda: all(ready(service)["model"] for _ in range(8))
    )  # every web process has its model again
    before = ready(service)["model"]
    file = tmp_path / "comments.jsonl"
    article = {"id": "tides", "title": "The tide tables", "text": "The tide tables are wrong this year."}
    file.write_text(
        "\n".join(
            json.dumps({"text": f"The tide was {n} minutes late.", "article": article}) for n in range(20_000)
        )
    )
    command = [str(MODERATION), "replay", str(file), "-n", "2", "--rate", "30", "--url", service.url]
    with subprocess.Popen(command, env=service.environment, stdout=subprocess.PIPE, text=True) as replay:
        run(service, "train")
        run(service, "evaluate", "latest")
        run(service, "promote", "latest")
        after = json.loads((models / "current").read_text())["version"]
        eventually(lambda: submit(service, "Which buses still pass Quay Street?")["model"] == after)
        run(service, "rollback")
        eventually(lambda: submit(service, "Which buses still pass Quay Street?")["model"] == before)
        still_running = replay.poll() is None
        replay.send_signal(signal.SIGINT)  # it ends with the figures so far
        told, _ = replay.communicate(timeout=60)

    assert still_running
    assert "failed 0" in " ".join(told.split())
    assert "sent = stored: yes" in told


def run(service: RealService, *words: str) -> None:
    done = subprocess.run(
        [MODERATION, *words], env=service.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr

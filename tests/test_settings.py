"""Flag over environment over qa.toml over default, and every value knows where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SettingError
from qa import settings
from qa.settings import load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A current folder without a qa.toml."""
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_need_nothing(folder: Path) -> None:
    found = load(environ={}, folder=folder)
    assert (found.model, found.embedder, found.chroma, found.base_url, found.has_key) == (
        "extractive",
        "minilm",
        None,
        None,
        False,
    )
    assert found.index.is_absolute()
    assert all(found.origins[name].startswith("default: ") for name in settings.NAMES)


def test_each_level_wins_over_the_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder / "home"))
    here, user = settings.files(folder)
    write(user, 'model = "of-user"\nembedder = "of-user"\n')
    assert load(environ={}, folder=folder).model == "of-user"
    write(here, 'model = "of-folder"\n')
    found = load(environ={}, folder=folder)
    assert (found.model, found.origins["model"]) == ("of-folder", str(here))
    assert (found.embedder, found.origins["embedder"]) == ("of-user", str(user))
    found = load(environ={"QA_MODEL": "of-environment"}, folder=folder)
    assert (found.model, found.origins["model"]) == ("of-environment", "environment variable QA_MODEL")
    found = load({"model": "of-flag"}, environ={"QA_MODEL": "of-environment"}, folder=folder)
    assert (found.model, found.origins["model"]) == ("of-flag", "flag --model")


def test_both_files_are_looked_for(folder: Path) -> None:
    here, user = settings.files(folder)
    assert here == folder / "qa.toml"
    assert user.name == "qa.toml"
    assert user.parent.name == "pressbrief"


def test_an_empty_variable_is_not_set(folder: Path) -> None:
    assert load(environ={"QA_MODEL": "", "OPENAI_API_KEY": ""}, folder=folder).model == "extractive"


def test_paths_are_relative_to_where_they_were_written(folder: Path) -> None:
    write(folder / settings.FILE, 'index = "mine"\n')
    assert load(environ={}, folder=folder).index == folder / "mine"
    assert load({"index": "other"}, environ={}, folder=folder).index == folder / "other"
    assert load({"index": "/srv/index"}, environ={}, folder=folder).index == Path("/srv/index").absolute()
    assert load({"index": "~/mine"}, environ={}, folder=folder).index == Path.home() / "mine"


def test_the_key_is_never_held(folder: Path) -> None:
    found = load(environ={"OPENAI_API_KEY": "sk-0123456789", "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, folder=folder)
    assert found.has_key
    assert found.base_url == "http://127.0.0.1:1/v1"
    assert "sk-0123456789" not in repr(found)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('indx = "a"', "unknown key 'indx' in .*qa.toml: did you mean 'index'"),
        ('base_url = "http://example.org"', "unknown key 'base_url'"),
        ("index = 3", "index in .*qa.toml is 3: it must be a text"),
        ('model = " "', "model in .*qa.toml"),
        ('index = "a\n', "qa.toml is not valid TOML"),
        ('chroma = "localhost:8000"', "give the server's URL"),
        ('chroma = "http://localhost:port"', "give the server's URL"),
        ('index = "a\\u0000b"', "index from .*qa.toml"),
    ],
)
def test_a_bad_file_is_named(folder: Path, text: str, says: str) -> None:
    write(folder / settings.FILE, text)
    with pytest.raises(SettingError, match=says) as caught:
        load(environ={}, folder=folder)
    assert caught.value.exit_status == 2
    assert "\n" not in str(caught.value)


def test_a_file_of_another_encoding_is_named(folder: Path) -> None:
    (folder / settings.FILE).write_bytes(b'index = "caf\xe9"')
    with pytest.raises(SettingError, match="is not UTF-8"):
        load(environ={}, folder=folder)


def test_a_folder_named_qa_toml_is_an_error(folder: Path) -> None:
    (folder / settings.FILE).mkdir()
    with pytest.raises(SettingError, match="can't be read"):
        load(environ={}, folder=folder)


def test_an_empty_flag_is_an_error(folder: Path) -> None:
    with pytest.raises(SettingError, match="index from flag --index"):
        load({"index": ""}, environ={}, folder=folder)

"""The edge to the openai package: each of its errors becomes a Failure, and each Failure a ModelError."""

from __future__ import annotations

import importlib
import pkgutil
import socket
import ssl
import traceback
from collections.abc import Iterator

import httpx2
import openai
import pytest

from index.errors import BadReply, ModelError, ModelRefused, ModelUnreachable
from qa.llm_errors import Place, explained
from qa.llm_failure import Failed
from qa.llm_wire import Wire, failure
from tests.model_server import Fault, ModelServer

KEY = "sk-secret-0123456789abcdef"
REQUEST = httpx2.Request(
    "POST", "http://127.0.0.1:8080/v1/chat/completions", headers={"Authorization": f"Bearer {KEY}"}
)
PLACE = Place("http://127.0.0.1:8080/v1", "small", has_key=True)


def subclasses(base: type[BaseException]) -> set[type[BaseException]]:
    return {base}.union(*(subclasses(child) for child in base.__subclasses__()))


def every_error() -> list[type[BaseException]]:
    """All errors of the package, those of its parts that are imported late included."""
    for module in pkgutil.iter_modules(openai.__path__, "openai."):
        if module.name not in ("openai.__main__", "openai.cli"):
            importlib.import_module(module.name)
    for name in ("openai.lib._old_api", "openai.lib.azure", "openai._extras._common"):
        importlib.import_module(name)
    return sorted(subclasses(openai.OpenAIError), key=lambda error: error.__name__)


def made(kind: type[BaseException]) -> BaseException:
    """An error of this class, with what the client gives each; their constructors differ."""
    error = kind.__new__(kind)
    error.args = ("went wrong",)
    if isinstance(error, openai.APIError):
        error.request, error.message, error.body = REQUEST, "went wrong", {"message": f"wrong, {KEY}"}
    if isinstance(error, openai.APIStatusError):
        status = getattr(kind, "status_code", 500)
        error.status_code = status
        error.response = httpx2.Response(status, request=REQUEST)
    return error


def test_every_error_of_the_package_is_mapped() -> None:
    kinds = every_error()
    assert len(kinds) > 20
    assert openai.LengthFinishReasonError in kinds
    for kind in kinds:
        words = str(explained(failure(made(kind), KEY), PLACE))
        assert isinstance(explained(failure(made(kind), KEY), PLACE), ModelError)
        assert "small" in words or "OPENAI_API_KEY" in words, kind
        assert "127.0.0.1:8080" in words, kind
        assert "\n" not in words
        assert KEY not in words


@pytest.mark.parametrize(
    ("kind", "mapped"),
    [
        (openai.AuthenticationError, ModelRefused),
        (openai.PermissionDeniedError, ModelRefused),
        (openai.RateLimitError, ModelRefused),
        (openai.BadRequestError, ModelRefused),
        (openai.UnprocessableEntityError, ModelRefused),
        (openai.NotFoundError, ModelUnreachable),  # says nothing of a model
        (openai.InternalServerError, ModelUnreachable),
        (openai.APITimeoutError, ModelUnreachable),
        (openai.APIConnectionError, ModelUnreachable),
        (openai.APIResponseValidationError, BadReply),
        (openai.LengthFinishReasonError, BadReply),
        (openai.ContentFilterFinishReasonError, BadReply),
        (openai.OpenAIError, BadReply),
    ],
)
def test_to_what_it_is_mapped(kind: type[BaseException], mapped: type[ModelError]) -> None:
    assert type(explained(failure(made(kind)), PLACE)) is mapped


def caused(*chain: BaseException) -> openai.APIConnectionError:
    """A lost connection with the causes that the client's own chain has."""
    top = openai.APIConnectionError(request=REQUEST)
    error: BaseException = top
    for cause in chain:
        error.__cause__ = cause
        error = cause
    return top


@pytest.mark.parametrize(
    ("cause", "kind", "words"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "refused", "Nothing listens at 127.0.0.1:8080"),
        (socket.gaierror(-2, "Name or service not known"), "unknown host", "can't be found"),
        (ssl.SSLCertVerificationError(1, "certificate verify failed"), "tls", "No secure connection"),
        (ConnectionResetError(104, "Connection reset by peer"), "dropped", "Connection reset by peer"),
        (OSError(101, "Network is unreachable"), "dropped", "Network is unreachable"),
    ],
)
def test_the_cause_of_a_lost_connection_is_said(cause: BaseException, kind: str, words: str) -> None:
    found = failure(caused(httpx2.ConnectError("All connection attempts failed"), cause))
    assert found.kind == kind
    assert words in str(explained(found, PLACE))


@pytest.fixture
def scripted() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


def test_tls_to_a_server_without_it_is_said(scripted: ModelServer) -> None:
    wire = Wire(scripted.url.replace("http:", "https:"), KEY, 20.0)
    with pytest.raises(Failed) as caught:
        wire.get("/models")
    wire.close()
    assert caught.value.failure.kind == "tls"


def test_a_key_that_the_server_sends_back_is_in_no_traceback(scripted: ModelServer) -> None:
    scripted.queue(Fault(401, {"error": {"message": f"wrong key {KEY}"}}), to="models")
    wire = Wire(scripted.url, KEY, 20.0)
    with pytest.raises(Failed) as caught:
        wire.get("/models")
    wire.close()
    assert KEY not in "".join(traceback.format_exception(caught.value))
    assert KEY not in repr(wire)
    assert caught.value.failure.words == "wrong key [key]"


def test_an_address_that_leads_elsewhere_is_not_followed(scripted: ModelServer) -> None:
    scripted.queue(Fault(308, b"", headers={"Location": "http://127.0.0.1:9/v1/models"}), to="models")
    wire = Wire(scripted.url, KEY, 20.0)
    with pytest.raises(Failed) as caught:
        wire.get("/models")
    wire.close()
    error = explained(caught.value.failure, Place(scripted.url, "small", has_key=True))
    assert 'sends requests for small to another address ("http://127.0.0.1:9/v1/models")' in str(error)


def test_a_page_instead_of_json_is_a_bad_reply(scripted: ModelServer) -> None:
    page = Fault(200, b"<html>Welcome to nginx</html>", headers={"Content-Type": "application/json"})
    scripted.queue(page, to="models")
    wire = Wire(scripted.url, KEY, 20.0)
    with pytest.raises(Failed) as caught:
        wire.get("/models")
    wire.close()
    assert isinstance(explained(caught.value.failure, PLACE), BadReply)


def test_only_this_module_imports_the_client() -> None:
    import ast

    from tests.test_imports import ROOT, imported, modules

    found = [
        path.relative_to(ROOT).as_posix()
        for path in [*modules("index"), *modules("qa")]
        if {"openai", "httpx2"} & imported(ast.parse(path.read_text(encoding="utf-8")), late=True)
    ]
    assert found == ["qa/llm_wire.py"]

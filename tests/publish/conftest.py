"""A browser for the tests of the pages, and the pages."""

import pytest

from conftest import write_collection
from network_reader import NetworkReader
from page_reader import start_chromium
from shugu.pipeline import build


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    driver = start_chromium(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def reader(chromium):
    return NetworkReader(chromium)


@pytest.fixture(scope="session")
def page(built):
    return built / "network.html"


@pytest.fixture(scope="session")
def harbour_graph(tmp_path_factory):
    """The graph of a small collection of our own, with its text."""
    folder = tmp_path_factory.mktemp("harbour")
    build(write_collection(folder / "harbour"), folder / "graph")
    return folder / "graph"

"""A graph folder is replaced at once and as a whole, or not at all."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from shugu.errors import BusyError, InputError, NotBuiltError, StorageError
from shugu.store import folder as module
from shugu.store.folder import FORMAT, MANIFEST, find_graph, read_manifest, replace_folder, write_file

PARTS = ("one", "two", "three")


def fill(folder, word):
    """A folder that counts as a built graph, with the same word in each of its files."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        (folder / part).write_text(word, encoding="utf-8")
    (folder / MANIFEST).write_text(json.dumps({"format": FORMAT, "word": word}), encoding="utf-8")


def replace(target, word, *, force=False):
    with replace_folder(target, force=force) as work:
        fill(work, word)


def words(folder):
    """The words that the files of the folder hold; one, where it is of one piece."""
    return {read_manifest(folder)["word"]} | {(folder / part).read_text("utf-8") for part in PARTS}


@pytest.fixture
def target(tmp_path):
    """The path of a graph folder that holds the word `old`."""
    fill(tmp_path / "a-graph", "old")
    return tmp_path / "a-graph"


@pytest.fixture
def small_disk(tmp_path):
    """An empty disk of two megabytes, and a function that makes it read-only or writable again."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(*arguments):
        return subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)

    if shutil.which("mount") is None or mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)).returncode:
        pytest.skip("this user may not mount a small disk")
    yield disk, lambda mode: mount("-o", f"remount,{mode}", str(disk))
    subprocess.run(["umount", str(disk)], check=True)


def test_a_new_folder_is_made_with_its_parents(tmp_path):
    replace(tmp_path / "deep" / "down" / "a-graph", "new")
    assert words(tmp_path / "deep" / "down" / "a-graph") == {"new"}


def test_a_graph_is_replaced_and_nothing_is_left_beside_it(target):
    replace(target, "new")
    assert words(target) == {"new"}
    assert os.listdir(target.parent) == ["a-graph"]


def test_files_of_the_old_graph_that_the_new_one_lacks_are_gone(target):
    (target / "more").write_text("old", encoding="utf-8")
    replace(target, "new")
    assert sorted(os.listdir(target)) == sorted([MANIFEST, *PARTS])


def test_a_block_that_fails_leaves_the_old_graph_and_nothing_beside_it(target):
    with pytest.raises(ZeroDivisionError), replace_folder(target, force=False) as work:
        (work / "one").write_text("new", encoding="utf-8")
        raise ZeroDivisionError
    assert words(target) == {"old"}
    assert os.listdir(target.parent) == ["a-graph"]


def test_while_the_block_runs_the_old_graph_stays_readable(target):
    with replace_folder(target, force=False) as work:
        fill(work, "new")
        assert words(target) == {"old"}
    assert words(target) == {"new"}


def test_others_may_read_a_built_folder(target):
    replace(target, "new")
    assert target.stat().st_mode & 0o777 == 0o755


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "a-graph").mkdir()
    replace(tmp_path / "a-graph", "new")
    assert words(tmp_path / "a-graph") == {"new"}


def test_a_folder_with_files_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-mother.txt").write_text("Dear Mother", encoding="utf-8")
    with pytest.raises(InputError, match="--force"):
        replace(tmp_path / "letters", "new")
    assert os.listdir(tmp_path / "letters") == ["to-mother.txt"]
    assert os.listdir(tmp_path) == ["letters"]


def test_with_force_a_folder_of_somebody_else_is_replaced(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-mother.txt").write_text("Dear Mother", encoding="utf-8")
    replace(tmp_path / "letters", "new", force=True)
    assert words(tmp_path / "letters") == {"new"}


@pytest.mark.parametrize("force", [False, True])
def test_a_file_in_place_of_the_folder_is_refused_even_with_force(tmp_path, force):
    (tmp_path / "a-graph").write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="is not a folder"):
        replace(tmp_path / "a-graph", "new", force=force)
    assert (tmp_path / "a-graph").read_text("utf-8") == "a file"


@pytest.mark.parametrize("force", [False, True])
def test_a_link_to_a_folder_is_refused_and_what_it_points_to_kept(target, force):
    link = target.with_name("link-graph")
    link.symlink_to(target)
    with pytest.raises(InputError, match="is not a folder"):
        replace(link, "new", force=force)
    assert words(target) == {"old"}


def test_a_file_among_the_parents_gives_a_sentence(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be written"):
        replace(tmp_path / "file" / "a-graph", "new")


# Two processes

_HOLD = """
import sys
from pathlib import Path
from shugu.store.folder import replace_folder
with replace_folder(Path(sys.argv[1]), force=False):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(target):
    """Another process that is replacing the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_folder_that_another_process_replaces_is_refused(target, holder):
    with pytest.raises(BusyError, match="another process is writing"):
        replace(target, "new")
    assert words(target) == {"old"}


def test_the_refused_process_does_not_disturb_the_other(target, holder):
    with pytest.raises(BusyError):
        replace(target, "new")
    assert len(list(target.parent.glob(".a-graph.building-*"))) == 1


def test_the_lock_counts_under_every_spelling_of_the_path(target, holder, monkeypatch):
    monkeypatch.chdir(target.parent)
    with pytest.raises(BusyError):
        replace(Path("a-graph"), "new")


def test_other_folders_are_free_meanwhile(target, holder):
    replace(target.with_name("b-graph"), "new")
    assert words(target.with_name("b-graph")) == {"new"}


@pytest.mark.parametrize("name", ["a-graph", "a[1]-graph", "a*-graph"])
def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path, name):
    target = tmp_path / name
    fill(target, "old")
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.kill()
    assert len(os.listdir(tmp_path)) == 2, "the killed process is to leave its work behind, or this shows nothing"
    replace(target, "new")
    assert words(target) == {"new"}
    assert os.listdir(tmp_path) == [name]


def test_the_work_of_a_neighbour_whose_name_begins_alike_is_not_removed(tmp_path, target):
    with replace_folder(tmp_path / "a-graph.building-x", force=False) as work:
        fill(work, "neighbour")
        replace(target, "new")
    assert words(tmp_path / "a-graph.building-x") == {"neighbour"}


# Killed at each step of the exchange

_KILLED = """
import os, signal, sys
from pathlib import Path
from shugu.store import folder
step, target = sys.argv[1], Path(sys.argv[2])
die = lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)
if step == "before":
    folder._swap = die
elif step == "after":
    exchange = folder._exchange
    folder._exchange = lambda *names: exchange(*names) and die()
else:
    folder._exchange = lambda *names: False
    rename = Path.rename
    def count(self, other, left=[int(step)]):
        left[0] -= 1
        return rename(self, other) if left[0] >= 0 else die()
    Path.rename = count
with folder.replace_folder(target, force=False) as work:
    for path in target.iterdir():
        (work / path.name).write_text(path.read_text("utf-8").replace("old", "new"), "utf-8")
"""


@pytest.mark.parametrize(
    ("step", "left"),
    [
        pytest.param("before", "old", id="before the exchange"),
        pytest.param("after", "new", id="after the exchange"),
        pytest.param("0", "old", id="without exchange, before the first of two renames"),
        pytest.param("1", "old", id="without exchange, between the two renames"),
    ],
)
def test_a_process_killed_in_the_exchange_leaves_a_whole_graph(target, step, left):
    done = subprocess.run([sys.executable, "-c", _KILLED, step, str(target)], timeout=30, check=False)
    assert done.returncode == -signal.SIGKILL
    assert words(target) == {left}
    replace(target, "next")
    assert words(target) == {"next"}
    assert os.listdir(target.parent) == ["a-graph"]


def test_a_graph_between_two_renames_is_also_found_without_being_named(target, monkeypatch):
    subprocess.run([sys.executable, "-c", _KILLED, "1", str(target)], timeout=30, check=False)
    monkeypatch.chdir(target.parent)
    assert words(find_graph(None)) == {"old"}


def test_where_the_system_cannot_exchange_folders_the_graph_is_replaced_all_the_same(target, monkeypatch):
    monkeypatch.setattr(module, "_exchange", lambda one, other: False)
    replace(target, "new")
    assert words(target) == {"new"}
    assert os.listdir(target.parent) == ["a-graph"]


def test_a_reader_that_comes_between_two_renames_does_not_hinder_the_writer(target, monkeypatch):
    monkeypatch.setattr(module, "_exchange", lambda one, other: False)
    rename, seen = Path.rename, []

    def with_a_reader(self, other):
        if not seen and not target.exists():
            seen.append(read_manifest(target)["word"])
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", with_a_reader)
    replace(target, "new")
    assert seen == ["old"]
    assert words(target) == {"new"}


def test_a_reader_sees_the_old_graph_or_the_new_and_never_a_mixture(target):
    seen, failures = set(), []
    stop = threading.Event()

    def read():
        while not stop.is_set():
            # A reader that holds the folder open reads one state, whatever its name means by now.
            descriptor = os.open(target, os.O_RDONLY | os.O_DIRECTORY)
            try:
                found = {part: os.open(part, os.O_RDONLY, dir_fd=descriptor) for part in PARTS}
                texts = {os.read(file, 100).decode() for file in found.values()}
                for file in found.values():
                    os.close(file)
                seen.update(texts)
                if len(texts) != 1:
                    failures.append(texts)
            except FileNotFoundError:
                pass  # the old state was removed while it was read; the name itself was there
            finally:
                os.close(descriptor)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        replace(target, f"word {number}")
    stop.set()
    reader.join()
    assert failures == []
    assert len(seen) > 5


# The disk refuses


def test_a_full_disk_gives_a_sentence_and_leaves_the_old_graph(small_disk):
    disk, _ = small_disk
    fill(disk / "a-graph", "old")
    with pytest.raises(StorageError, match="No space left.*what was there before is unchanged"):  # noqa: SIM117
        with replace_folder(disk / "a-graph", force=False) as work:
            (work / "one").write_bytes(bytes(3 << 20))
    assert words(disk / "a-graph") == {"old"}
    assert os.listdir(disk) == ["a-graph"]


def test_a_read_only_disk_gives_a_sentence_and_leaves_the_old_graph(small_disk):
    disk, remount = small_disk
    fill(disk / "a-graph", "old")
    remount("ro")
    with pytest.raises(StorageError, match="Read-only file system"):
        replace(disk / "a-graph", "new")
    assert words(disk / "a-graph") == {"old"}


@pytest.mark.parametrize("code", ["EIO", "EACCES", "ENOSPC"])
def test_an_error_of_the_disk_while_it_is_synced_leaves_the_old_graph(target, monkeypatch, code):
    number = getattr(errno, code)

    def refuse(descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(module.os, "fsync", refuse)
    with pytest.raises(StorageError, match=os.strerror(number)):
        replace(target, "new")
    assert words(target) == {"old"}
    assert os.listdir(target.parent) == ["a-graph"]


# Which graph is read


def test_a_folder_without_a_manifest_is_no_graph_and_the_command_is_named(tmp_path):
    with pytest.raises(NotBuiltError, match=r"run: shugu build --out"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '"format"', '{"format": 0}', '{"format": "1"}', "{}"])
def test_a_manifest_of_another_kind_or_format_is_refused_with_the_command(target, text):
    (target / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(NotBuiltError, match="run: shugu build --out"):
        read_manifest(target)


def test_a_manifest_that_is_not_utf_8_is_refused(target):
    (target / MANIFEST).write_bytes(b'{"format": 1, "title": "\xff"}')
    with pytest.raises(NotBuiltError, match="cannot be read"):
        read_manifest(target)


def test_a_manifest_nested_without_end_is_refused(target):
    (target / MANIFEST).write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(NotBuiltError, match="cannot be read"):
        read_manifest(target)


def test_the_one_graph_in_the_folder_is_found(target, monkeypatch):
    monkeypatch.chdir(target.parent)
    assert find_graph(None) == target


def test_without_a_graph_the_sentence_says_what_to_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotBuiltError, match="run: shugu build"):
        find_graph(None)


def test_of_two_graphs_none_is_chosen(target, monkeypatch):
    fill(target.with_name("b-graph"), "other")
    monkeypatch.chdir(target.parent)
    with pytest.raises(NotBuiltError, match=r"a-graph, b-graph.*--graph"):
        find_graph(None)


def test_folders_of_other_names_are_not_taken(tmp_path, monkeypatch):
    fill(tmp_path / "graph", "old")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotBuiltError):
        find_graph(None)


# One file


def test_a_file_is_replaced_as_a_whole(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_bytes(b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.ttl"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_file_in_a_folder_that_is_missing_is_refused(tmp_path):
    with pytest.raises(InputError, match="is not a folder"):
        write_file(tmp_path / "nowhere" / "a.ttl", b"new")


def test_a_folder_in_place_of_the_file_gives_a_sentence(tmp_path):
    with pytest.raises(StorageError, match="cannot be written"):
        write_file(tmp_path, b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_file(small_disk):
    disk, _ = small_disk
    (disk / "a.ttl").write_bytes(b"old")
    with pytest.raises(StorageError, match="No space left"):
        write_file(disk / "a.ttl", bytes(3 << 20))
    assert (disk / "a.ttl").read_bytes() == b"old"
    assert os.listdir(disk) == ["a.ttl"]


def test_a_write_that_is_killed_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_bytes(b"old")
    code = (
        "import os, signal, sys; from pathlib import Path; from shugu.store import folder;"
        "folder.os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL);"
        "folder.write_file(Path(sys.argv[1]), b'new')"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"

"""Candidates and collections of our own for tests of what follows an extraction."""

from decimal import Decimal

from conftest import ENTITIES, TEXT, write_collection
from shugu.model.candidate import Candidate, Mention, Term
from shugu.model.collection import SentenceRecord
from shugu.model.document import text_hash
from shugu.model.fact import Basis, Kind
from shugu.model.time import parse_time
from shugu.read.segment import segment
from shugu.refresh import refresh
from shugu.review.register import format_register

HEAD = ENTITIES[:1]


def register_of(text):
    return tuple(SentenceRecord(id=s.id, paragraph=s.paragraph, span=s.span, sha256=s.sha256) for s in segment(text))


def candidate(
    sentence="s2", *, text=TEXT, document="harbour", subject=("Cold store", "Project"), predicate="opened", **parts
):
    """A candidate whose evidence is the whole of a sentence; things are given as (name, type)."""
    span = next(r.span for r in register_of(text) if r.id == sentence)
    for role in ("object", "place", "speaker"):
        if parts.get(role):
            parts[role] = Mention(name=parts[role][0], type=parts[role][1])
    if "number" in parts:
        parts["number"] = Decimal(parts["number"])
    if "time" in parts:
        parts["time"] = parse_time(parts["time"])
    return Candidate(
        **{
            "document": document,
            "sentences": (sentence,),
            "span": span,
            "kind": Kind.RELATION,
            "subject": Mention(name=subject[0], type=subject[1]),
            "predicate": Term(name=predicate, label=predicate.replace("-", " ")),
            "confidence": 0.9,
            "rule": "a rule",
            **parts,
        }
    )


def usual(text=TEXT, document="harbour"):
    """Three candidates on the harbour text: a relation, a number, a target that someone states."""
    return [
        candidate("s2", text=text, document=document, subject=("Port Authority of Lindow", "Organization"), object=("Cold Store", "Project")),
        candidate("s3", text=text, document=document, predicate="cost", number=40_000_000, unit="EUR", stated="40 million euros", derivation="40 million euros -> 40000000 EUR", confidence=0.8),
        candidate("s4", text=text, document=document, subject=("Lindow", "City"), predicate="ferries", number=12, unit="count", stated="12 ferries", time="2025", basis=Basis.TARGET, speaker=("Ada Brook", "Person"), confidence=0.6),
    ]  # fmt: skip


def write_documents(folder, texts, *, entities=HEAD):
    """A collection of several documents without rows, by their ids; none of their sentences is marked."""
    write_collection(folder, rows=[], entities=entities)
    for path in (folder / "facts").iterdir():
        path.unlink()
    (folder / "sentences" / "harbour.tsv").unlink()
    (folder / "texts" / "harbour.txt").unlink()
    toml = folder / "collection.toml"
    toml.write_text(toml.read_text().partition("[[document]]")[0])
    for document, text in texts.items():
        add_document(folder, document, text)
    return folder


def write_candidates(folder):
    """The harbour text with the three usual candidates, where the port's authority and the city are known."""
    port_body = ["port-body", "Organization", "Lindow Port Authority", "", "", ""]
    write_documents(folder, {"harbour": TEXT}, entities=[ENTITIES[0], port_body, ENTITIES[1]])
    refresh(folder, "harbour", usual())
    return folder


def write_pair(folder):
    """The harbour text with the three usual candidates, and a second document with a name that may be a known one."""
    port_body = ["port-body", "Organization", "Lindow Port Authority", "林多港务局", "", ""]
    write_documents(folder, {"harbour": TEXT}, entities=[*ENTITIES[:2], port_body, ENTITIES[6]])
    refresh(folder, "harbour", usual())
    add_document(folder, "second", "Lindow Port Authorities opened a quay on 4 May 2021.\n")
    return folder


def add_document(folder, document, text):
    """Writes or replaces a document's text, register and entry, as adding it does; the old text is kept."""
    toml, path = folder / "collection.toml", folder / "texts" / f"{document}.txt"
    head, *entries = toml.read_text().split("[[document]]\n")
    entries = [entry for entry in entries if f'id = "{document}"' not in entry]
    entry = f'id = "{document}"\ntitle = "News"\npublisher = "Gazette"\nsha256 = "{text_hash(text)}"\nlength = {len(text)}\n'
    toml.write_text("[[document]]\n".join([head, *sorted([*entries, entry])]))
    if path.is_file():
        previous = folder / "texts" / "previous"
        previous.mkdir(exist_ok=True)
        (previous / f"{document}.{text_hash(path.read_text())[:12]}.txt").write_text(path.read_text())
    path.write_text(text)
    (folder / "sentences" / f"{document}.tsv").write_text(format_register(register_of(text)))


def drop_document(folder, document):
    """Takes a document's entry, text and register away, as removing it does."""
    toml = folder / "collection.toml"
    head, *entries = toml.read_text().split("[[document]]\n")
    toml.write_text("[[document]]\n".join([head, *(e for e in entries if f'id = "{document}"' not in e)]))
    (folder / "texts" / f"{document}.txt").unlink()
    (folder / "sentences" / f"{document}.tsv").unlink()
    for path in (folder / "texts").glob(f"previous/{document}.*.txt"):
        path.unlink()


def files_of(folder, *, without=()):
    """The bytes of every file of a collection by its path, but for folders that are `without`."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part in without for part in path.relative_to(folder).parts)
    }

"""The stages in their order: read, review, reconcile, assemble, store, check, publish."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from shugu.assemble.description import description_quads
from shugu.assemble.entities import entity_quads
from shugu.assemble.statements import StatementAssembler
from shugu.check.evidence import check_accounts, check_text
from shugu.check.lints import find_lints
from shugu.check.questions import check_questions, find_questions
from shugu.check.rules import derive
from shugu.check.shapes import ShapeReport, check_shapes
from shugu.errors import InputError, LocatedError, Problem
from shugu.identifiers import IriMaker, content_hash
from shugu.model.collection import Collection, DocumentInfo, SentenceRecord
from shugu.model.document import VerifiedText
from shugu.model.entity import Entity
from shugu.model.fact import Decision, Fact
from shugu.model.finding import Finding, Severity
from shugu.ontology import load_ontology, read_queries
from shugu.publish.files import write_files
from shugu.read.collection import find_text, read_collection
from shugu.read.plain import read_document
from shugu.reconcile.entities import read_entities
from shugu.reconcile.resolve import check_references
from shugu.review.register import read_register
from shugu.review.sheet import read_sheet
from shugu.settings import ontology_folder, package_version
from shugu.store.folder import replace_folder
from shugu.store.graph import LocalGraph, seal_folder
from shugu.store.remote import RemoteGraph
from shugu.vocab import SG

__all__ = ["BuildReport", "Loaded", "Sheet", "build", "check", "fill_store", "load", "save_store", "verify"]

Say = Callable[[str], None]


def _silent(message: str) -> None:
    """Says nothing."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with its sentence register and its rows, whatever their decision."""

    info: DocumentInfo
    sentences: tuple[SentenceRecord, ...]
    facts: tuple[Fact, ...]

    @property
    def accepted(self) -> tuple[Fact, ...]:
        """The rows that go into the graph."""
        return tuple(fact for fact in self.facts if fact.decision is Decision.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A collection with everything that its files say, reviewed and reconciled; `digest` is that of the files."""

    collection: Collection
    entities: dict[str, Entity]
    sheets: tuple[Sheet, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build or check came to.

    `counts` are numbers of documents, entities, statements, triples (stated) and inferred triples,
    undecided and rejected rows; `questions` is the number of competency questions asked.
    """

    collection: Collection
    counts: dict[str, int]
    findings: tuple[Finding, ...]
    shapes: ShapeReport
    questions: int
    with_texts: bool

    @property
    def violations(self) -> int:
        """Number of findings that make a command end with 1."""
        return sum(finding.severity is Severity.VIOLATION for finding in self.findings)


def load(folder: Path) -> Loaded:
    """The collection in a folder.

    Raises LocatedError with the faults of all its files together, so that they are mended in one go.
    """
    collection = read_collection(folder)
    vocabulary = load_ontology().vocabulary
    problems: list[Problem] = []
    entities: dict[str, Entity] = {}
    try:
        entities = read_entities(collection.entities_path(), vocabulary)
    except LocatedError as error:
        problems.extend(error.problems)
    sheets: list[Sheet] = []
    for info in collection.documents:
        try:
            sentences = read_register(collection.register_path(info.id))
            path = collection.sheet_path(info.id)
            facts = read_sheet(path, info.id, sentences=sentences, vocabulary=vocabulary)
            sheets.append(Sheet(info, sentences, facts))
            if not problems:
                check_references(path, facts, entities, vocabulary)
        except LocatedError as error:
            problems.extend(error.problems)
    problems.extend(_shared_ids(collection, sheets))
    if problems:
        raise LocatedError(problems)
    return Loaded(collection, entities, tuple(sheets), _digest(collection))


def _shared_ids(collection: Collection, sheets: list[Sheet]) -> Iterator[Problem]:
    """Row ids that stand in two sheets: they would be one statement."""
    owners: dict[str, str] = {}
    for sheet in sheets:
        path = collection.sheet_path(sheet.info.id)
        for fact in sheet.facts:
            owner = owners.setdefault(fact.id, sheet.info.id)
            if owner != sheet.info.id:
                yield Problem(path, f"{fact.id} is already the id of a row in {owner}", line=fact.line, column="id")


def _digest(collection: Collection) -> str:
    """SHA-256 over all files that the graph is made from, the ontology's included."""
    paths = [collection.folder / "collection.toml", collection.entities_path()]
    for info in collection.documents:
        paths += [collection.register_path(info.id), collection.sheet_path(info.id)]
    paths += sorted(path for path in ontology_folder().rglob("*") if path.suffix in (".ttl", ".rq", ".tsv"))
    return content_hash(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths))


def verify(loaded: Loaded, texts: Path | None) -> tuple[dict[str, VerifiedText], list[Finding]]:
    """The texts at hand by document, and what is wrong with the pointers into them.

    Without `texts` only the sentence registers are looked at. A text that is missing is a finding.
    Raises InputError where `texts` is no folder.
    """
    if texts is not None and not texts.is_dir():
        raise InputError(f"{texts} is not a folder; --texts names the folder that holds the documents' texts")
    verified: dict[str, VerifiedText] = {}
    findings: list[Finding] = []
    for sheet in loaded.sheets:
        findings.extend(check_accounts(sheet.info, sheet.facts, sheet.sentences))
        if texts is None:
            continue
        path = find_text(sheet.info, texts)
        if path is None:
            findings.append(
                Finding("text", sheet.info.id, f"{sheet.info.file or sheet.info.id + '.txt'} is not in {texts}")
            )
            continue
        document = read_document(path, sheet.info.id)
        verified[sheet.info.id], found = check_text(sheet.info, document, sheet.facts, sheet.sentences)
        findings.extend(found)
    return verified, findings


def fill_store(store: Store, loaded: Loaded, texts: dict[str, VerifiedText], *, say: Say = _silent) -> dict[str, int]:
    """Number of triples by what they are, after everything that is stated and derived is in the store."""
    iris = IriMaker(loaded.collection.base)
    version = package_version()
    run = iris.run(content_hash(version, loaded.digest))
    ontology = load_ontology()
    say("assembling the graph")
    assembler = StatementAssembler(iris, loaded.entities, ontology.vocabulary, run=run)
    store.extend(Quad(t.subject, t.predicate, t.object, NamedNode(SG)) for t in ontology.triples)
    terms = len(store)
    store.extend(entity_quads(loaded.entities, iris))
    for sheet in loaded.sheets:
        register = {record.id: record for record in sheet.sentences}
        store.extend(assembler.quads(sheet.accepted, register, texts.get(sheet.info.id)))
    counts = {"triples": len(store) - terms, "entities": len(loaded.entities)}
    store.extend(description_quads(loaded.collection, loaded.entities, counts, run=run, version=version))
    say("deriving what follows")
    derived = derive(store, read_queries("rules"), iris.graph("inferred"))
    say("comparing the documents")
    compared = derive(store, read_queries("comparisons"), iris.graph("comparisons"))
    return {**counts, "inferred": sum(derived.values()), "compared": sum(compared.values()), **derived, **compared}


def check_store(store: Store, loaded: Loaded, *, say: Say = _silent) -> tuple[ShapeReport, list[Finding]]:
    """What shapes, lints and competency questions find in a filled store."""
    say("checking shapes")
    shapes = check_shapes(store)
    say("checking rules and questions")
    terms = Store()
    terms.extend(Quad(t.subject, t.predicate, t.object) for t in load_ontology().triples)
    findings = [
        *shapes.findings,
        *find_lints(terms, read_queries("lints/terms"), kind="ontology"),
        *find_lints(store, read_queries("lints/data"), kind="data"),
        *find_lints(store, read_queries("lints/notes"), kind="data", severity=Severity.NOTE),
        *check_questions(LocalGraph(store), loaded.collection.id),
    ]
    return shapes, findings


def check(folder: Path, *, texts: Path | None = None, say: Say = _silent) -> BuildReport:
    """What a build of the collection would come to, without writing anything."""
    loaded, verified, evidence = _load_and_verify(folder, texts, say)
    store = Store()
    counts = fill_store(store, loaded, verified, say=say)
    shapes, findings = check_store(store, loaded, say=say)
    return _report(loaded, counts, [*evidence, *findings], shapes, with_texts=bool(verified))


def build(
    folder: Path,
    out: Path,
    *,
    texts: Path | None = None,
    server: str | None = None,
    force: bool = False,
    say: Say = _silent,
) -> BuildReport:
    """What the build came to, after `out` holds the graph of the collection and its files.

    `out` is replaced as a whole or not at all. With `server`, the graph is sent there as well, before
    `out` is replaced. Raises what `load`, `verify`, `replace_folder` and `RemoteGraph` raise.
    """
    loaded, verified, evidence = _load_and_verify(folder, texts, say)
    remote = RemoteGraph(server) if server else None
    with replace_folder(out, force=force) as work:
        store = Store()
        counts = fill_store(store, loaded, verified, say=say)
        shapes, findings = check_store(store, loaded, say=say)
        report = _report(loaded, counts, [*evidence, *findings], shapes, with_texts=bool(verified))
        say("writing files")
        write_files(store, work, report.collection, findings=report.findings, counts=report.counts, shapes=shapes)
        if remote is not None:
            say("sending the graph to the server")
            graphs = [node.value for node in store.named_graphs() if isinstance(node, NamedNode)]
            remote.replace(graphs, iter(store), under=IriMaker(report.collection.base).graph(""))
        say("storing the graph")
        save_store(store, work / "store")
    return report


def save_store(store: Store, folder: Path) -> None:
    """Nothing, after `folder` holds what the store holds.

    The graph is made in memory, where questions are answered several times faster, and goes to the
    disk at once: a store on disk that grows step by step sorts its indexes at each of them.
    """
    saved = Store(str(folder))
    saved.bulk_extend(store)
    saved.flush()
    del saved  # closed, and all on the disk
    seal_folder(folder)


def _load_and_verify(
    folder: Path, texts: Path | None, say: Say
) -> tuple[Loaded, dict[str, VerifiedText], list[Finding]]:
    say("reading the collection")
    loaded = load(folder)
    if texts is None and (loaded.collection.folder / "texts").is_dir():
        texts = loaded.collection.folder / "texts"
    say("verifying the evidence")
    verified, findings = verify(loaded, texts)
    return loaded, verified, findings


def _report(
    loaded: Loaded, counts: dict[str, int], findings: list[Finding], shapes: ShapeReport, *, with_texts: bool
) -> BuildReport:
    rows = [fact for sheet in loaded.sheets for fact in sheet.facts]
    decided = {
        "documents": len(loaded.sheets),
        "statements": sum(fact.decision is Decision.ACCEPTED for fact in rows),
        "rejected": sum(fact.decision is Decision.REJECTED for fact in rows),
        "undecided": sum(fact.decision in (None, Decision.UNSURE) for fact in rows),
    }
    return BuildReport(
        collection=loaded.collection,
        counts={**decided, **counts},
        findings=tuple(sorted(findings)),
        shapes=shapes,
        questions=len(find_questions(loaded.collection.id)),
        with_texts=with_texts,
    )

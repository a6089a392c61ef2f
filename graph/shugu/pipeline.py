"""The stages in their order: read, review, reconcile, assemble, store, check, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from shugu.assemble.description import description_quads
from shugu.assemble.entities import entity_quads
from shugu.assemble.statements import StatementAssembler
from shugu.assemble.vocabulary import term_quads
from shugu.check.evidence import check_accounts, check_text
from shugu.check.lints import find_lints
from shugu.check.questions import check_questions, find_questions
from shugu.check.rules import derive
from shugu.check.shapes import ShapeReport, check_shapes
from shugu.errors import InputError
from shugu.filing import is_extracted
from shugu.identifiers import IriMaker, content_hash
from shugu.loading import Loaded, Sheet, load
from shugu.memory import collector_at_rest
from shugu.model.collection import Collection
from shugu.model.document import VerifiedText
from shugu.model.entity import Entity
from shugu.model.fact import Decision, Fact, Method
from shugu.model.finding import Finding, Severity
from shugu.ontology import load_ontology, read_queries
from shugu.publish.files import write_files
from shugu.read.collection import find_text
from shugu.read.plain import read_document
from shugu.settings import package_version
from shugu.store.folder import replace_folder
from shugu.store.graph import LocalGraph, seal_folder
from shugu.store.remote import RemoteGraph
from shugu.vocab import SG

__all__ = ["BuildReport", "Loaded", "Sheet", "build", "check", "fill_store", "load", "save_store", "verify"]

Say = Callable[[str], None]


def _silent(message: str) -> None:
    """Says nothing."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build or check came to.

    `counts` are numbers of documents, entities, statements, triples (stated) and inferred triples,
    undecided and rejected rows, and of the undecided ones that are in the graph all the same;
    `questions` is the number of competency questions asked.
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
        # A person who enters rows accounts for every sentence; an extractor finds what it finds.
        extracted = is_extracted(loaded.collection, sheet.info.id) or any(
            fact.method is not Method.CURATED for fact in sheet.facts
        )
        silent = Severity.NOTE if extracted else Severity.VIOLATION
        findings.extend(check_accounts(sheet.info, sheet.facts, sheet.sentences, silent=silent))
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


@collector_at_rest()
def fill_store(
    store: Store,
    loaded: Loaded,
    texts: dict[str, VerifiedText],
    *,
    undecided: float | None = None,
    say: Say = _silent,
) -> dict[str, int]:
    """Number of triples by what they are, after everything that is stated and derived is in the store.

    With `undecided`, rows that nobody has decided on and that are at least so sure come in too, each
    marked; nothing is derived from them but their classes, and they are compared with nothing.
    """
    iris = IriMaker(loaded.collection.base)
    version = package_version()
    run = iris.run(content_hash(version, loaded.digest, *([] if undecided is None else [str(undecided)])))
    say("assembling the graph")
    ontology = load_ontology()
    accepted = {sheet.info.id: sheet.accepted for sheet in loaded.sheets}
    open_rows = {sheet.info.id: () if undecided is None else sheet.undecided(undecided) for sheet in loaded.sheets}
    rows = [fact for facts in (*accepted.values(), *open_rows.values()) for fact in facts]
    entities = _spoken_of(loaded, rows)
    assembler = StatementAssembler(iris, entities, loaded.names.vocabulary, run=run)

    def statements(facts: dict[str, tuple[Fact, ...]]) -> Iterator[Quad]:
        for sheet in loaded.sheets:
            register = {record.id: record for record in sheet.sentences}
            yield from assembler.quads(facts[sheet.info.id], register, texts.get(sheet.info.id))

    store.extend(Quad(t.subject, t.predicate, t.object, NamedNode(SG)) for t in ontology.triples)
    terms = len(store)
    store.extend(entity_quads(entities, iris))
    used = {fact.property for fact in rows}
    own_terms = [term for name, term in loaded.names.terms.items() if name in used]
    store.extend(term_quads(own_terms, loaded.names.vocabulary, iris))
    store.extend(statements(accepted))
    unreviewed = {quad for quad in statements(open_rows) if quad not in store}
    counts = {"triples": len(store) - terms + len(unreviewed), "entities": len(entities)}
    say("deriving what follows")
    rules = read_queries("rules")
    store.extend(description_quads(loaded.collection, entities, counts, run=run, version=version))
    derived = derive(store, rules, iris.graph("inferred"))
    say("comparing the documents")
    compared = derive(store, read_queries("comparisons"), iris.graph("comparisons"))
    if unreviewed:
        store.extend(unreviewed)
        more = derive(store, {name: rules[name] for name in _TYPES}, iris.graph("inferred"))
        derived = {name: number + more.get(name, 0) for name, number in derived.items()}
    sums = {"inferred": sum(derived.values()), "compared": sum(compared.values())}
    return {**counts, "unreviewed": sum(map(len, open_rows.values())), **sums, **derived, **compared}


# The rule that gives statements their classes, the only one that undecided rows take part in.
_TYPES = ("70-types",)


def _spoken_of(loaded: Loaded, rows: Iterable[Fact]) -> dict[str, Entity]:
    """The entities that go into the graph: the user's own, and of those proposed the ones that rows name."""
    named = {name for fact in rows for name in (fact.subject, fact.object, fact.place, fact.speaker)}
    return {id_: e for id_, e in loaded.entities.items() if id_ not in loaded.names.proposed or id_ in named}


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


def check(
    folder: Path, *, texts: Path | None = None, undecided: float | None = None, say: Say = _silent
) -> BuildReport:
    """What a build of the collection would come to, without writing anything."""
    loaded, verified, evidence = _load_and_verify(folder, texts, say)
    store = Store()
    counts = fill_store(store, loaded, verified, undecided=undecided, say=say)
    shapes, findings = check_store(store, loaded, say=say)
    return _report(loaded, counts, [*evidence, *findings], shapes, with_texts=bool(verified))


def build(
    folder: Path,
    out: Path,
    *,
    texts: Path | None = None,
    server: str | None = None,
    force: bool = False,
    undecided: float | None = None,
    say: Say = _silent,
) -> BuildReport:
    """What the build came to, after `out` holds the graph of the collection and its files.

    `out` is replaced as a whole or not at all. With `undecided`, rows that nobody has decided on and
    that are at least so sure are in the graph, each marked. With `server`, the graph is sent there as well, before
    `out` is replaced. Raises what `load`, `verify`, `replace_folder` and `RemoteGraph` raise.
    """
    loaded, verified, evidence = _load_and_verify(folder, texts, say)
    remote = RemoteGraph(server) if server else None
    with replace_folder(out, force=force) as work:
        store = Store()
        counts = fill_store(store, loaded, verified, undecided=undecided, say=say)
        shapes, findings = check_store(store, loaded, say=say)
        report = _report(loaded, counts, [*evidence, *findings], shapes, with_texts=bool(verified))
        say("writing files")
        write_files(
            store,
            work,
            report.collection,
            findings=report.findings,
            counts=report.counts,
            shapes=shapes,
            texts=verified,
        )
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

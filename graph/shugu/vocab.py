"""The IRIs that Python itself needs to name. All other terms are read from `ontology/`."""

from __future__ import annotations

from typing import Final

__all__ = ["GRAPHS", "INDICATOR", "PREFIXES", "SG", "UNIT"]

SG: Final = "https://w3id.org/shugu/ns#"
INDICATOR: Final = "https://w3id.org/shugu/indicator/"
UNIT: Final = "https://w3id.org/shugu/unit/"

PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "indicator": INDICATOR,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sg": SG,
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": UNIT,
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# Named graphs beside those of the documents, by the last part of their IRI.
GRAPHS: Final = ("dataset", "entities", "facts", "inferred", "comparisons")

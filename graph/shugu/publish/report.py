"""The report of a build: counts, checks, disagreement, plan against delivery, corroboration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment, StrictUndefined

from shugu.check.shapes import ShapeReport
from shugu.model.finding import Finding
from shugu.publish.views import ComparisonRow, DocumentRow

__all__ = ["ReportData", "render_report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """Everything that the report shows."""

    title: str
    description: str
    counts: dict[str, int]
    documents: Sequence[DocumentRow]
    comparisons: Sequence[ComparisonRow]
    findings: Sequence[Finding]
    shapes: ShapeReport
    version: str


def render_report(data: ReportData) -> str:
    """The report as one HTML page without scripts; every text in it is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    text = resources.files("shugu.publish").joinpath("templates", "report.html.j2").read_text("utf-8")
    by_kind = {
        kind: [comparison for comparison in data.comparisons if comparison.kind == kind]
        for kind in ("conflict", "delivery", "change", "corroboration")
    }
    return environment.from_string(text).render(data=data, by_kind=by_kind) + "\n"

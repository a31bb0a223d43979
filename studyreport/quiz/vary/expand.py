"""From an item with `vary` to its variants: values computed once, and kept until code changes."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studyreport.execution import Failure, Job, Outcome, execute
from studyreport.inputs import Records
from studyreport.project import Project
from studyreport.quiz.digest import ProgramDigests
from studyreport.quiz.finding import Field, Finding
from studyreport.quiz.model import ID
from studyreport.quiz.types.base import Program
from studyreport.quiz.types.checks import parse
from studyreport.quiz.vary.names import Given, binding, combinations, label
from studyreport.quiz.vary.placeholders import START, UnclosedError, placeholders
from studyreport.quiz.vary.texts import texts, with_values
from studyreport.quiz.yaml.nodes import Value

SECONDS = 10.0  # for the values of one variant
_LONG = re.compile(r"[0-9]+\.[0-9]{8,}|[0-9]{13,}|\b(nan|inf)\b")

Item = dict[str, Value]


@dataclass(frozen=True)
class Variant:
    """One of the questions that an item makes; `name` says with which values, "" for the only one.

    `bound` tells that its proof begins with a line that binds them.
    """

    value: Item
    name: str = ""
    bound: bool = False

    def told(self, finding: Finding) -> Finding:
        """Return a finding about this variant as one about the item in the file."""
        message = f"with {self.name}: {finding.message}" if self.name else finding.message
        line = finding.line
        if line is not None and self.bound and finding.field == ("proof",):
            line = max(1, line - 1)
        return replace(finding, message=message, line=line)


def expand(
    project: Project, item: Item, digests: ProgramDigests, reads: set[Path], *, alone: bool
) -> list[Variant] | list[Finding]:
    """Return the variants of an item, itself if it has none; or what is wrong.

    Args:
        project: where snippets and caches are.
        item: what the file says.
        digests: of what computes the values.
        reads: gets the files added that were read for the values.
        alone: whether the item's proof runs without code of the item before it.
    """
    placed = list(texts(item))
    if "vary" not in item:
        remedy = "Write `vary:` with the values, or delete the `@`."
        strays = [
            Finding(at, f"`{START}…}}` stands in an item without `vary`.", remedy)
            for at, _ in placed
        ]
        return strays or [Variant(item)]
    given = combinations(item["vary"])
    found = [part for part in given if isinstance(part, Finding)]
    found += [fault for at, text in placed for fault in _faults(at, text)]
    if not placed:
        remedy = "Write `@{name}` where a value belongs."
        found.append(Finding(("vary",), "no text of the item has a value in it.", remedy))
    if found:
        return found
    values = [part for part in given if not isinstance(part, Finding)]
    return _expanded(project, item, placed, values, digests, reads, alone=alone)


def _faults(at: Field, text: str) -> Iterator[Finding]:
    """Yield what keeps the placeholders of a text from being Python."""
    try:
        codes = [found.code for found in placeholders(text)]
    except UnclosedError as error:
        yield Finding(at, f"'{error}' is not closed, or empty.", "Write `@{name}`.")
        return
    for code in codes:
        try:
            parse(code, "eval")
        except SyntaxError as error:
            yield Finding(at, f"this is not Python: {error.msg}.", "Mend what is in `@{…}`.")


def _expanded(
    project: Project,
    item: Item,
    placed: Sequence[tuple[Field, str]],
    values: Sequence[dict[str, Given]],
    digests: ProgramDigests,
    reads: set[Path],
    *,
    alone: bool,
) -> list[Variant] | list[Finding]:
    codes = list(dict.fromkeys(p.code for _, text in placed for p in placeholders(text)))
    sources = [_source(item, given, alone=alone) for given in values]
    programs = [Program(source, tuple(codes)) for source in sources]
    outcomes = _outcomes(project, _name(item), programs, digests)
    reads.update(path for outcome in outcomes for path in outcome.reads)
    variants, found = [], []
    for given, outcome in zip(values, outcomes, strict=True):
        made = Variant(_bound(item, given), label(given), bound=_is_proved(item))
        computed = dict(zip(codes, outcome.values, strict=False))
        faults = [made.told(f) for f in _failures(placed, computed, outcome.error)]
        found += faults
        if not faults:
            shown = {code: str(value) for code, value in computed.items()}
            variants.append(replace(made, value=_filled(made.value, shown)))
    return once(found) or variants


def _name(item: Item) -> str:
    name = item.get("id")
    return name if isinstance(name, str) and re.fullmatch(ID, name) else "unnamed"


def _filled(item: Item, shown: dict[str, str]) -> Item:
    made = with_values(item, shown)
    return made if isinstance(made, dict) else {}


def _is_proved(item: Item) -> bool:
    proof = item.get("proof")
    return isinstance(proof, str) and proof.strip() != "none"


def _source(item: Item, given: dict[str, Given], *, alone: bool) -> str:
    """Return what is run before the placeholders are evaluated."""
    return str(_bound(item, given)["proof"]) if alone and _is_proved(item) else binding(given)


def _bound(item: Item, given: dict[str, Given]) -> Item:
    """Return the item without `vary`, the values bound in the first line of its proof."""
    rest = {name: value for name, value in item.items() if name != "vary"}
    return {**rest, "proof": f"{binding(given)}\n{item['proof']}"} if _is_proved(item) else rest


def _outcomes(
    project: Project, name: str, programs: Sequence[Program], digests: ProgramDigests
) -> list[Outcome]:
    """Run the programs that have changed; return the outcomes of all."""
    records = Records(project.build / "cache" / "variants")
    jobs = [
        Job(f"{name}.{place}", program.source, f"<values of {name}>", program.expressions, SECONDS)
        for place, program in enumerate(programs)
    ]
    wanted = {job.id: digests.of(p, job.filename) for job, p in zip(jobs, programs, strict=True)}
    known = {
        job: Outcome.from_json(record.value)
        for job, digest in wanted.items()
        if digest and (record := records.fresh(job, digest))
    }
    since = time.time_ns()
    for outcome in execute(project, [job for job in jobs if job.id not in known], None):
        known[outcome.id] = outcome
        digest = wanted[outcome.id]
        if digest and not outcome.error and not any(_failed(v) for v in outcome.values):
            value = outcome.to_json()
            records.save(outcome.id, digest, outcome.reads, value=value, since=since)
    return [known[job.id] for job in jobs]


def _failed(value: object) -> bool:
    return isinstance(value, Failure)


def _failures(
    placed: Sequence[tuple[Field, str]], computed: Mapping[str, object], error: Failure | None
) -> Iterator[Finding]:
    """Yield what could not be computed, and numbers that nobody can read."""
    if error:
        yield Finding(("proof",), f"the proof stops with {error}.", "Mend it.", error.line)
        return
    for at, text in placed:
        for found in placeholders(text):
            value, shown = computed[found.code], text[found.start : found.end]
            if isinstance(value, Failure):
                yield Finding(at, f"`{shown}` stops with {value}.", "Mend it.")
            elif _LONG.search(str(value)):
                message = f"`{shown}` gives {value}, which is hard to read."
                yield Finding(at, message, "Give it a format, as in `@{x:.2f}`.")


def once(findings: Sequence[Finding]) -> list[Finding]:
    """Return the first finding of each field: what is wrong with one variant is with many."""
    first: dict[tuple[Field, int | None], Finding] = {}
    for finding in findings:
        first.setdefault((finding.field, finding.line), finding)
    return [*first.values()]

"""The measures as a table in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from octavo.bench.measure import Measure


def table(measures: Sequence[Measure]) -> Iterator[str]:
    """Yield the lines of the table: a row for each stage, two columns for each length of the book."""
    lengths = sorted({measure.chapters for measure in measures})
    known = {(m.program, m.stage, m.chapters): m for m in measures}
    rows = dict.fromkeys((m.program, m.stage) for m in measures)
    heads = [f"{n} chapters, s | MB" for n in lengths]
    yield f"| program | stage | {' | '.join(heads)} |"
    yield f"|---|---|{'---:|' * 2 * len(lengths)}"
    for program, stage in rows:
        cells = [known.get((program, stage, length)) for length in lengths]
        values = [f"{cell.seconds:.1f} | {cell.peak_mb:.0f}" if cell else " | " for cell in cells]
        yield f"| {program} | {stage.replace('  ', '– ')} | {' | '.join(values)} |"

"""The measures as a table in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from octavo.bench.measure import Measure

COLUMNS = ("CPU s", "s", "MB")


def table(measures: Sequence[Measure], unit: str) -> Iterator[str]:
    """Yield the lines of the table: a row for each stage, three columns for each size of the book."""
    sizes = sorted({measure.size for measure in measures})
    known = {(m.program, m.stage, m.size): m for m in measures}
    rows = dict.fromkeys((m.program, m.stage) for m in measures)
    heads = [f"{size:,} {unit}: {' | '.join(COLUMNS)}" for size in sizes]
    yield f"| program | stage | {' | '.join(heads)} | |"
    yield f"|---|---|{'---:|' * len(COLUMNS) * len(sizes)}---|"
    for program, stage in rows:
        cells = [known.get((program, stage, size)) for size in sizes]
        note = next((cell.note for cell in reversed(cells) if cell), "")
        values = " | ".join(_cells(cell) for cell in cells)
        yield f"| {program} | {stage.replace('  ', '– ')} | {values} | {note} |"


def _cells(measure: Measure | None) -> str:
    """Return the cells of a measure: nothing stands where nothing was measured."""
    if measure is None:
        return " | ".join([""] * len(COLUMNS))
    numbers = ((measure.cpu, 1), (measure.seconds, 1), (measure.peak_mb, 0))
    return " | ".join("" if value is None else f"{value:.{digits}f}" for value, digits in numbers)

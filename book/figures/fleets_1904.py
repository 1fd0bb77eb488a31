"""Draw the bar figure of the fleets in the Far East at the outbreak.

Run from this directory: ``python fleets_1904.py``. It writes ``fleets-1904.svg`` and
``fleets-1904.pdf`` beside itself. Counts: Brinkley and Kikuchi, *A History of the Japanese
People* (1915), ch. 47, "The Early Phases of the War".
"""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt

HERE = Path(__file__).parent
MM = 1 / 25.4  # inches in a millimeter, the unit of length in matplotlib

CLASSES = (
    "Battleships",
    "Armored cruisers",
    "Protected cruisers",
    "Destroyers",
    "Torpedo boats",
)
RUSSIA = (7, 4, 7, 25, 14)
JAPAN = (6, 8, 13, 19, 85)

BAR = 0.36  # height of one bar; a class takes one unit of the axis

plt.rcParams.update(
    {
        "font.family": "serif",
        "font.serif": ["DejaVu Serif"],
        "font.size": 8,
        "svg.fonttype": "path",
        "svg.hashsalt": "fleets-1904",
        "pdf.fonttype": 42,
    }
)


def draw() -> plt.Figure:
    """Return the figure, 110 mm wide and 68 mm high."""
    figure, axes = plt.subplots(figsize=(110 * MM, 68 * MM), layout="constrained")
    rows = range(len(CLASSES))
    series = (
        ("Russia", RUSSIA, -BAR / 2, {"facecolor": "black"}),
        ("Japan", JAPAN, BAR / 2, {"facecolor": "0.75"}),
    )
    for label, counts, offset, style in series:
        bars = axes.barh(
            [row + offset for row in rows],
            counts,
            height=BAR,
            label=label,
            edgecolor="black",
            linewidth=0.5,
            **style,
        )
        axes.bar_label(bars, padding=2)
    axes.set_yticks(list(rows), CLASSES)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_visible(False)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_linewidth(0.5)
    axes.legend(frameon=False, loc="upper right")
    return figure


if __name__ == "__main__":
    figure = draw()
    figure.savefig(HERE / "fleets-1904.svg", metadata={"Date": None, "Creator": None})
    figure.savefig(
        HERE / "fleets-1904.pdf",
        metadata={"CreationDate": None, "Creator": None, "Producer": None},
    )

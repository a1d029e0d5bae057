"""Pictures as plain data: their blocks, rows and cells, for a page that draws them itself.

Spans are moments with their offset; the zone stands once, beside them.
"""

from __future__ import annotations

from quartzcron.pictures.layout import LEVELS, Block, PictureCell, Row
from quartzcron.plain import moments
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo
    from typing import Any

    from quartzcron.pictures.picture import Picture

    Plain = dict[str, Any]


def picture_row(picture: Picture) -> Plain:
    """Return a picture with all of its cells."""
    return {
        "view": picture.view,
        "first": picture.first.isoformat(),
        "last": picture.last.isoformat(),
        "tz": moments.name_or_none(picture.tz),
        "heading": picture.heading,
        "caption": picture.caption,
        "blocks": [_block_row(block, picture.tz) for block in picture.blocks],
        "notes": list(picture.notes),
        "rtl": picture.rtl,
    }


def _block_row(block: Block, zone: tzinfo | None) -> Plain:
    rows = [
        {"label": row.label, "cells": [_cell_row(cell, zone) for cell in row.cells]}
        for row in block.rows
    ]
    return {"shape": block.shape, "heads": list(block.heads), "rows": rows}


def _cell_row(cell: PictureCell, zone: tzinfo | None) -> Plain:
    spans = [[moments.moment_text(moment, zone) for moment in span] for span in cell.spans]
    return {**cell._items(), "spans": spans}


def picture_of(row: Plain) -> Picture:
    """Return the picture of a row."""
    from quartzcron.pictures.picture import Picture

    zone = moments.zone_of_name(row["tz"], "tz")
    blocks = tuple(
        _block_of(block, zone, f"blocks[{place}]") for place, block in enumerate(row["blocks"])
    )
    dates = {name: moments.date_of(row[name], name) for name in ("first", "last")}
    return Picture(**{**row, **dates, "tz": zone, "blocks": blocks, "notes": tuple(row["notes"])})


def _block_of(block: Plain, zone: tzinfo | None, path: str) -> Block:
    heads = tuple(block["heads"])
    rows = []
    for place, row in enumerate(block["rows"]):
        cells = [
            _cell_of(cell, zone, f"{path}.rows[{place}].cells[{number}]", len(heads))
            for number, cell in enumerate(row["cells"])
        ]
        rows.append(Row(row["label"], tuple(cells)))
    return Block(block["shape"], heads, tuple(rows))


def _cell_of(cell: Plain, zone: tzinfo | None, path: str, columns: int) -> PictureCell:
    """Return the cell of a row, which every skin can draw: its level and its column exist."""
    for name, most in (("level", LEVELS), ("column", columns - 1)):
        if cell[name] > most:
            raise ValueError(f"{path}.{name} must be {most} or less, not {cell[name]}")
    spans = [
        tuple(moments.moment_of(text, zone, f"{path}.spans") for text in span)
        for span in cell["spans"]
    ]
    return PictureCell(**{**cell, "spans": tuple(spans)})

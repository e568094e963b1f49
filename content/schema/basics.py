"""Names the building stones of every form: ids, single lines, and the refusal of unknown keys."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""An id of at most 40 ASCII characters, so that it fits into a button's 64 bytes."""
ArticleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
"""`<regulation id>/<article id>`, as defined in regulations.yaml."""
Verdict = Literal["dilarang", "boleh", "bersyarat"]
Confidence = Literal["high", "medium", "low"]
Reading = Literal["official", "secondary", "memory"]
"""How an article was read: the official text, somebody's copy or report, or from memory only."""
SanctionClass = Literal[
    "moral_tertutup",
    "moral_terbuka",
    "disiplin",
    "disiplin_ringan",
    "disiplin_sedang",
    "disiplin_berat",
    "disiplin_lebih_berat",
    "pidana",
    "ptdh",
    "pemberhentian_cpns",
    "pemutusan_hubungan_kerja",
    "sesuai_perjanjian_kerja",
    "pembatalan_calon",
    "etik_profesi",
    "administratif",
    "internal",
]


def line(limit: int) -> StringConstraints:
    """The limits of a single paragraph of 1 to `limit` characters, without line feeds."""
    return StringConstraints(min_length=1, max_length=limit, strip_whitespace=True, pattern=r"^[^\n]*$")


class Strict(BaseModel):
    """Refuses keys it does not know and never changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

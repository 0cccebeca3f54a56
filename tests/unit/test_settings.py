"""The settings: what is written is kept, or refused with the place and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearsight.errors import SettingsError
from clearsight.settings import Settings, load

WHOLE = """council = "Exampleshire"
[limits]
cp_visit = "4 weeks"
[clocks]
enable = ["one"]
[workers]
not_a_worker = ["Duty", "north team tray"]
[worklist]
due_soon = 8
due_soon_short = 0
youngest_first = false
tier_2 = ["S12"]
"""


def read(text: str, folder: Path) -> Settings:
    path = folder / "clearsight.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_every_setting_is_kept(tmp_path: Path) -> None:
    kept = read(WHOLE, tmp_path)
    assert kept.council == "Exampleshire"
    assert kept.limits == {"cp_visit": "4 weeks"}
    assert kept.enable == ("one",)
    assert kept.not_a_worker == ("duty", "north team tray")
    assert (kept.due_soon, kept.due_soon_short, kept.youngest_first) == (8, 0, False)
    assert kept.tier_2 == ("S12",)


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ('[workers]\nnot_a_worker = "duty"\n', "[workers]", "brackets"),
        ('[workers]\nnot_a_worker = [""]\n', "[workers]", "brackets"),
        ("[workers]\nnot_a_worker = [1]\n", "[workers]", "brackets"),
        ('[worklist]\nteir_2 = ["S12"]\n', "[worklist]", "tier_2"),
        ('[worklist]\ntier_2 = "S12"\n', "[worklist]", "brackets"),
        ('[worklist]\nyoungest_first = "no"\n', "[worklist]", "true or false"),
        ('[worklist]\ndue_soon = "ten"\n', "[worklist]", "digits"),
        ("[worklist]\ndue_soon = true\n", "[worklist]", "digits"),
        ("[worklist]\ndue_soon_short = -1\n", "[worklist]", "digits"),
        ("[clocks]\nenabel = []\n", "[clocks]", "enable"),
        ("[clocks]\nenable = { a2 = true }\n", "[clocks]", "brackets"),
        ("[limits]\ncp_visit = 4\n", "[limits]", "quotation marks"),
        ("limits = 5\n", "clearsight.toml", "[limits]"),
        ("worklist = 5\n", "clearsight.toml", "[worklist]"),
        ("signals = 5\n", "clearsight.toml", "[signals]"),
        ("retention = 5\n", "clearsight.toml", "[retention]"),
        ('references = "here"\n', "clearsight.toml", "[references]"),
        ("[[clocks]]\nenable = []\n", "clearsight.toml", "[clocks]"),
        ("council = 5\n", "clearsight.toml", "quotation marks"),
        ("[worklst]\ntier_2 = []\n", "clearsight.toml", "worklist"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    text: str, place: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError) as refused:
        read(text, tmp_path)
    assert refused.value.exit_code == 2
    assert refused.value.where.endswith(place)
    assert told in refused.value.do


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="could not be opened"):
        load(tmp_path)

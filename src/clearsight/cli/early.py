"""Say what is wrong with what was asked before minutes of reading, not after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clearsight.settings import Settings


def refuse_early(settings: Settings, out: Path | None) -> None:
    """Raise `SettingsError` for a limit or a folder that would be refused at the end.

    The limit is one that may not be changed, or of a clock that there is not; the
    folder, where one is asked for, one that cannot be written to.
    """
    # Only now: starting the command line loads nothing heavy.
    from clearsight.clocks import CLOCKS
    from clearsight.clocks.clock import with_local_limits
    from clearsight.export.folder import may_be_written

    with_local_limits(CLOCKS, settings)
    if out:
        may_be_written(out)

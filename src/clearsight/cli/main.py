"""`clearsight`: the commands, and what each way of ending means.

Exit codes: 0 done; 2 nothing usable was read, or an option is wrong; 3 our own fault.
"""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import click

from clearsight import __version__
from clearsight.cli.lazy import LazyGroup
from clearsight.errors import EXIT_DONE, EXIT_OUR_FAULT, ClearsightError

COMMANDS = (
    "review",
    "measures",
    "read",
    "load",
    "store",
    "child",
    "record",
    "demo",
    "show",
    "published",
    "compare",
    "payload",
)
STOPPED = 130
SELDOM = (200_000, 50, 50)
TRACEBACK = "--traceback"

HELP = """Keep a clear line of sight from one child's record to those who answer for it.

Point Clearsight at the folder of extracts that your council already makes: SSDA903
(CSV or XML), the children in need census (XML), Ofsted's Annex A (workbook). Files are
known by their content, so names, order and folders do not matter. Nothing leaves this
computer.

\b
  clearsight review EXTRACTS           who is late, for what, and the dates that say so
  clearsight measures EXTRACTS         what the service does, counted, and for whom
  clearsight read EXTRACTS             what is this? what was left aside, and why?
  clearsight load EXTRACTS --store DIR keep each extract; review what was known when
  clearsight store show --store DIR    what is kept, and what was removed, and why
  clearsight child ID --store DIR      all that is held on one child
  clearsight record --help             posts, promises and findings; who answers
  clearsight demo                      the same on a made-up council
  clearsight published show --council NAME   what inspectors found there
  clearsight compare --council NAME    its published figures beside others
  clearsight payload EXTRACTS --out DIR      the department's daily payload, in files
  clearsight show clocks cla_review    what a clock means, and the law it rests on
"""


@click.group(
    cls=LazyGroup,
    places={name: f"clearsight.cli.{name}:command" for name in COMMANDS},
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    TRACEBACK,
    is_flag=True,
    expose_value=False,
    help="After a fault of ours, show where in the code it happened.",
)
@click.version_option(__version__, prog_name="clearsight")
def cli() -> None:
    """Start a command."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, and end with the code that says how it went."""
    # A review makes millions of small things and keeps nearly all to its end: looking
    # through them again and again for what may be dropped finds little and costs much.
    gc.set_threshold(*SELDOM)
    given = list(sys.argv[1:] if arguments is None else arguments)
    # It is asked for after something went wrong, so it may stand anywhere in the line.
    wanted = [a for a in given if a != TRACEBACK]
    code = _run(wanted, show_traceback=len(wanted) < len(given))
    # Python would look through everything three times more before it ends.
    gc.freeze()
    sys.exit(code)


def _run(given: list[str], *, show_traceback: bool) -> int:
    try:
        # Not standing alone, click gives the code of an early end back as the outcome.
        ended = cli.main(args=given, prog_name="clearsight", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return STOPPED
    except ClearsightError as problem:
        _say(problem)
        return problem.exit_code
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # noqa: BLE001, a panic in Polars is no Exception
        _own_fault(fault, shown=show_traceback)
        return EXIT_OUR_FAULT
    return ended if isinstance(ended, int) else EXIT_DONE


def _say(problem: ClearsightError) -> None:
    where = f" ({problem.where})" if problem.where else ""
    click.echo(f"{problem.what}{where}", err=True)
    if problem.do:
        click.echo(problem.do, err=True)


def _own_fault(fault: BaseException, *, shown: bool) -> None:
    """Say that the fault is ours, without a word from any record."""
    click.echo(
        f"Something went wrong in Clearsight itself ({type(fault).__name__}). This is "
        "our fault, not that of your data; nothing that you gave was changed.",
        err=True,
    )
    if shown:
        for frame in traceback.extract_tb(fault.__traceback__):
            click.echo(
                f"  {frame.name}, line {frame.lineno}: {frame.filename}", err=True
            )
    else:
        click.echo(
            f"Add {TRACEBACK} to see where, and send us that: it holds places in the "
            "code and no data.",
            err=True,
        )

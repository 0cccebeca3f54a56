"""Who the children are: a number, a birth date and the codes that returns ask for."""

from __future__ import annotations

from datetime import date
from random import Random

from clearsight.errors import SettingsError
from clearsight.madeup.days import age, days
from clearsight.madeup.true import Child
from clearsight.madeup.world import World, pick

FIRST_NUMBER = 100_000
# A prime, so that multiplying by anything and taking the rest never repeats a number.
HOW_MANY = 899_981
STRIDE = 482_717

SEX = {"M": 52, "F": 48}
ETHNICITY = {
    "WBRI": 640, "WIRI": 5, "WIRT": 4, "WROM": 12, "WOTH": 55, "MWBC": 35, "MWBA": 12,
    "MWAS": 18, "MOTH": 27, "AIND": 15, "APKN": 35, "ABAN": 15, "AOTH": 22, "BCRB": 15,
    "BAFR": 45, "BOTH": 15, "CHNE": 3, "OOTH": 22, "REFU": 2, "NOBT": 3,
}  # fmt: skip
DISABILITY = {
    "AUT": 30, "LD": 20, "BEH": 14, "COMM": 10, "MOB": 8, "PC": 4, "INC": 3, "HEAR": 3,
    "VIS": 3, "HAND": 1, "CON": 1, "DDA": 3,
}  # fmt: skip
DISABLED = 0.13

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
# School 0000 is no school, so that no pupil can have such a number.
NO_SCHOOL = "0000"


def number(world: World, index: int) -> int:
    """Return the child's identifier: unique, and in no order that tells anything."""
    if index >= HOW_MANY:
        raise SettingsError(
            "A made-up council cannot have so many children.",
            where="--children",
            do=f"Ask for at most {HOW_MANY:,}.",
        )
    return FIRST_NUMBER + (index * STRIDE + world.seed * 7) % HOW_MANY


def person(rng: Random, world: World, index: int, born_on: date) -> Child:
    """Return a child to whom nothing has happened yet."""
    is_unborn = born_on > world.as_at
    return Child(
        number(world, index),
        born_on,
        "U" if is_unborn else pick(rng, SEX),
        pick(rng, ETHNICITY),
        _upn(world, index, born_on),
        () if is_unborn else _disabilities(rng),
    )


def born(rng: Random, on: date, youngest: float, oldest: float) -> date:
    """Return the birth date of a child of so many months, by chance, on a day."""
    return on - days(int(rng.uniform(youngest, oldest) * 30.44))


def _disabilities(rng: Random) -> tuple[str, ...]:
    if rng.random() >= DISABLED:
        return ()
    found = {pick(rng, DISABILITY) for _ in range(rng.choice((1, 1, 2, 3)))}
    return tuple(sorted(found))


def _upn(world: World, index: int, born_on: date) -> str:
    # UN1: not of school age.
    if age(born_on, world.as_at) < 5:
        return "UN1"
    body = f"{1 + index // 100_000:03d}{NO_SCHOOL}{index % 100_000:05d}"
    total = sum(int(digit) * place for place, digit in enumerate(body, 2))
    return UPN_LETTERS[total % 23] + body

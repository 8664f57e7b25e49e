# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The grammar: families of cases, each with dimensions of its own.

A family is a module with

    DIMENSIONS    {name: {word: how often}}
    CHECKS        those that may speak of its cases; the first one ought to
    TELLING       the dimensions that tell kinds of disagreement apart
    fits(w)       whether the words can be said together
    write(w, dice)   the program: a Scene
"""

import dataclasses
import random

from . import awaits, containers, locks, losses, updates

FAMILIES = {"container": containers, "lock": locks, "update": updates, "await": awaits,
            "loss": losses}
SHARES = {"container": 34, "lock": 20, "update": 18, "await": 12, "loss": 16}

DIMENSIONS = {"family": SHARES} | {
    f"{family}: {name}": words
    for family, module in FAMILIES.items() for name, words in module.DIMENSIONS.items()}
CHECKS = frozenset(check for module in FAMILIES.values() for check in module.CHECKS)


@dataclasses.dataclass(frozen=True)
class Shape:
    family: str
    words: dict

    def word(self, title):
        if title == "family":
            return self.family
        family, name = title.split(": ")
        return self.words[name] if family == self.family else None

    @property
    def checks(self):
        return frozenset(FAMILIES[self.family].CHECKS)

    @property
    def expected_check(self):
        return FAMILIES[self.family].CHECKS[0]

    @property
    def group(self):
        return self.family, *(self.words[name] for name in FAMILIES[self.family].TELLING)


def draw(seed, number):
    """Case `number` of a seed, always the same: (shape, the dice for its spelling)."""
    dice = random.Random(f"corolint meter suspension {seed} {number}")
    family = dice.choices(list(SHARES), list(SHARES.values()))[0]
    module = FAMILIES[family]
    while True:
        words = {name: dice.choices(list(words), list(words.values()))[0]
                 for name, words in module.DIMENSIONS.items()}
        if module.fits(words):
            return Shape(family, words), dice

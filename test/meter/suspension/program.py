# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A shape, spelt as a C++ program."""

import re

from case import Case
from layout import indented, numbered
from .grammar import FAMILIES, draw

CONTAINERS = re.compile(r"\bstd::(vector|map|unordered_map|deque|list)\b")


def checked(text):
    """What is run: with containers whose iterators know when they are invalid."""
    return CONTAINERS.sub(r"stage::checked::\1", text)


def by_hand(number, text):
    """A case out of a file. `// only: N` says which value may be shown."""
    only = re.search(r"^// only: (\d+)$", text, re.M)
    return Case(number, None, text, checked(text), only=int(only[1]) if only else 0)


def case(seed, number):
    shape, dice = draw(seed, number)
    scene = FAMILIES[shape.family].write(shape.words, dice)
    text = numbered(indented(scene.text()))
    return Case(number, shape, text, checked(text), only=scene.only)

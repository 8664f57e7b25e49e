# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How the oracle learns that a closure is dead.

A closure of references has no destructor that could tell. What is run, and not
what is shown and linted, has a tracked capture more, asked at each use.
"""

import re

from case import Case

CAPTURE, USE = "\x01", "\x02"
WATCHED = {CAPTURE: ", closure = stage::closure()", USE: "closure.check(); "}


def spelt(number, shape, text, limit):
    """The case of a text with CAPTURE and USE."""
    clean = text.replace(CAPTURE, "").replace(USE, "")
    watched = text.replace(CAPTURE, WATCHED[CAPTURE]).replace(USE, WATCHED[USE])
    return Case(number, shape, clean, watched, limit=limit)


def by_hand(number, text):
    """A case out of a file. `// limit: N` says how often one value may be shown.

    `@capture` in a capture list and `@use` before a statement of that lambda
    make the closure known to the oracle.
    """
    limit = re.search(r"^// limit: (\d+)$", text, re.M)
    text = text.replace(" @capture", CAPTURE).replace("@use ", USE)
    return spelt(number, None, text, int(limit[1]) if limit else 1)

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a meter can be about: a grammar, its oracle, and the checks in question.

A shape is what a case is made of. It answers

    word(title)       the word it has for a dimension, None if it has none
    checks            the checks that may speak of such a case
    expected_check    the one that ought to if it is a bug
    group             the words that tell kinds of disagreement apart
"""

import dataclasses
from collections.abc import Callable


@dataclasses.dataclass(frozen=True)
class Subject:
    name: str           # also the oracle's rules, stage::rules
    header: str         # in Inputs/: what the cases play with
    dimensions: dict    # {title: its words}
    checks: frozenset   # one that does not exist is never heard
    case: Callable      # (seed, number) -> Case
    by_hand: Callable   # (number, text) -> Case

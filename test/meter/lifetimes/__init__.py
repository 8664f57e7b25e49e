# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Frames that outlive what they borrow: does a coroutine borrow from the dead?"""

from subject import Subject
from .closures import by_hand
from .grammar import CHECKS, DIMENSIONS
from .program import case

SUBJECT = Subject("lifetimes", "stage.h", DIMENSIONS, CHECKS, case, by_hand)

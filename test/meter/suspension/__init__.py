# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What does not survive a suspension, and tasks that are lost."""

from subject import Subject
from .grammar import CHECKS, DIMENSIONS
from .program import by_hand, case

SUBJECT = Subject("suspension", "suspense.h", DIMENSIONS, CHECKS, case, by_hand)

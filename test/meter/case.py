# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One case: the text of its namespace, and what the driver has to know of it."""

import dataclasses
import re


@dataclasses.dataclass
class Case:
    number: int
    shape: object
    source: str     # what stands in its namespace: shown, and linted
    run: str        # the same with ears for the oracle: compiled, and run
    limit: int = 0  # how often one value may be shown; 0: as often as it likes
    only: int = 0   # the one value that may be shown; 0: any

    @property
    def name(self):
        return f"case_{self.number}"

    @property
    def flags(self):
        """How many conditions it has that nobody knows."""
        return max(map(int, re.findall(r"stage::flag\((\d+)\)", self.source)), default=0)

    @property
    def checks(self):
        """Those that may speak of it; None: all that its subject knows."""
        return self.shape.checks if self.shape else None

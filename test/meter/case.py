# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One case: the text of its namespace, and what the driver has to know of it."""

import dataclasses
import re

# A closure of references has no destructor that could tell. What is run, and
# not what is shown and linted, has a tracked capture more, asked at each use.
CAPTURE, USE = "\x01", "\x02"
WATCHED = {CAPTURE: ", closure = stage::closure()", USE: "closure.check(); "}


def clean(text):
    return text.replace(CAPTURE, "").replace(USE, "")


def watched(text):
    return text.replace(CAPTURE, WATCHED[CAPTURE]).replace(USE, WATCHED[USE])


@dataclasses.dataclass
class Case:
    number: int
    shape: object
    text: str   # what stands in its namespace, with CAPTURE and USE
    limit: int  # how often one value may be shown

    @property
    def name(self):
        return f"case_{self.number}"

    @property
    def source(self):
        return clean(self.text)

    @property
    def flags(self):
        """How many conditions it has that nobody knows."""
        return max(map(int, re.findall(r"stage::flag\((\d+)\)", self.text)), default=0)

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is borrowed: how it is declared, made and passed."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Thing:
    type: str
    name: str
    value: str  # with {} for its number
    view: str = ""

    def make(self, number):
        return self.value.format(number)

    def declare(self, number):
        return f"{self.type} {self.name} = {self.make(number)};"


WARE = Thing("stage::ware", "item", "stage::ware({})")
TEXT = Thing("std::string", "text", "stage::text({})", "std::string_view")
WARES = Thing("std::vector<stage::ware>", "items", "std::vector<stage::ware>{{stage::ware({})}}",
              "std::span<const stage::ware>")
COUNT = Thing("stage::count", "number", "stage::count({})")
DESK = Thing("desk", "here", "desk({})")

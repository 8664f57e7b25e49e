# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A loop over the container, with a suspension in it or behind it."""

from .changing import Changing


class Ranging(Changing):
    def head(self, over="$c"):
        """(the loop, what is shown of an element)"""
        is_map, e = "map" in self.w["container"], self.c.e
        const = self.dice.choice(["auto &", "const auto &", "auto &&", "auto "])
        if is_map and self.coin():
            const = self.dice.choice(["auto &", "const auto &"])
            return f"for ({const}[id, one] : {over}) {{", e.value("one")
        element = e.value("each.second" if is_map else "each")
        if not is_map and self.coin(0.3):
            const = self.dice.choice([f"{e.type} &", f"const {e.type} &", f"{e.type} "])
        return f"for ({const}each : {over}) {{", element

    def body(self):
        wait, use = self.suspend(), self.w["use"]
        head, value = self.head()
        show = f"stage::show({value});"
        copy = self.dice.choice([f"auto copy = $c;", f"{self.c.type} copy = $c;",
                                 f"const auto copy = $c;"])
        if "const" in copy:
            over, shown = self.head("copy")
            over = over.replace("for (auto &each", "for (const auto &each")
        else:
            over, shown = self.head("copy")
        if over.startswith(f"for ({self.c.type}"):
            over, shown = self.head("copy")
        if use == "temporary":
            self.add("all", [f"return ${self.container_name};"], result=self.c.type)
        return {
            "in the body": lambda: [head, wait, show, "}"],
            "before in the body": lambda: [head, show, wait, "}"],
            "by hand": lambda: ["for (auto it = $c.begin(); it != $c.end(); ++it) {", wait,
                                f"stage::show({self.c.reached('it')});", "}"],
            "of an alias": lambda: ["auto &all = $c;", head.replace("$c", "all"), wait, show, "}"],
            "left": lambda: [head, f"std::string name = {value};", wait, "stage::show(name);",
                             self.dice.choice(["break;", "co_return;"]), "}"],
            "collected": lambda: ["std::vector<std::string> names;", head,
                                  f"names.push_back({value});", "}",
                                  "for (const std::string &name : names) {", wait,
                                  "stage::show(name);", "}"],
            "snapshot": lambda: [copy, over.replace("(auto &", "(const auto &").replace(
                f"({self.c.e.type} &", f"(const {self.c.e.type} &"), wait,
                f"stage::show({shown});", "}"],
            "temporary": lambda: ["for (auto &each : @all()) {", wait, "stage::show(" + (
                self.c.e.value("each.second") if "map" in self.w["container"]
                else self.c.e.value("each")) + ");", "}"],
            "quick body": lambda: [head, self.quick(), show, "}"],
        }[use]()

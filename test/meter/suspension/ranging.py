# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A loop over the container, with a suspension in it or behind it."""

from .changing import Changing


class Ranging(Changing):
    def head(self, over="$c", is_const=False):
        """(the loop, what is shown of an element)"""
        is_map, e = "map" in self.w["container"], self.c.e
        if is_map and self.coin():
            name = self.dice.choice([*(["auto &"] * (not is_const)), "const auto &"])
            return f"for ({name}[id, one] : {over}) {{", e.value("one")
        types = ["auto"] if is_map or self.coin(0.7) else [e.type]
        names = [f"const {types[0]} &"]
        if not is_const:
            names += [f"{types[0]} &", *(["auto &&"] * (types[0] == "auto"))]
        names += [f"{types[0]} "]
        return (f"for ({self.dice.choice(names)}each : {over}) {{",
                e.value("each.second" if is_map else "each"))

    def body(self):
        wait, use = self.suspend(), self.w["use"]
        head, value = self.head()
        show = f"stage::show({value});"
        copy = self.dice.choice(["auto copy = $c;", f"{self.c.type} copy = $c;",
                                 "const auto copy = $c;"])
        over, copied = self.head("copy", is_const=True)
        if use == "temporary":
            self.add("all", [f"return ${self.container_name};"], result=self.c.type)
            over, copied = self.head("@all()", is_const=True)
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
            "snapshot": lambda: [copy, over, wait, f"stage::show({copied});", "}"],
            "temporary": lambda: [over, wait, f"stage::show({copied});", "}"],
            "quick body": lambda: [head, self.quick(), show, "}"],
        }[use]()

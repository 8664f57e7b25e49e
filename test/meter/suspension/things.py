# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Containers: how they are filled, looked into, and changed.

`$c` is the container; its first element is number 1.
"""

import dataclasses

NAMES = [("user", "users"), ("order", "orders"), ("session", "sessions"), ("room", "rooms")]


@dataclasses.dataclass(frozen=True)
class Element:
    type: str       # the container's: user, std::string, std::shared_ptr<user>
    struct: str     # the struct to define; empty: none
    number: str     # makes number {0}
    words: str      # the text of number {0}
    member: str     # from the element to its text, which is what is shown
    dot: str = "."

    def make(self, n):
        return self.number.format(n)

    def text(self, n):
        return self.words.format(n)

    def value(self, object):
        return f"{object}{self.dot}{self.member}" if self.member else object

    def through(self, pointer):
        """The same through a pointer or an iterator."""
        if not self.member:
            return f"*{pointer}"
        return f"{pointer}->{self.member}" if self.dot == "." else f"(*{pointer})->{self.member}"


def element(form, struct, short):
    text = "std::to_string({0})" if short else "stage::text({0})"
    if form == "text":
        return Element("std::string", "", text, text, "")
    made = struct + "{{{0}, " + text + "}}"
    if form == "struct":
        return Element(struct, struct, made, text, "name")
    owner = {"shared": "shared", "pointee": "unique"}[form]
    return Element(f"std::{owner}_ptr<{struct}>", struct,
                   f"std::make_{owner}<{struct}>({made})", text, "name", "->")


class Sequence:
    """vector, deque, list."""
    def __init__(self, kind, element):
        self.kind, self.e = kind, element
        self.type = f"std::{kind}<{element.type}>"
        self.iterator = f"{self.type}::iterator"

    def fill(self):
        e = self.e
        if "unique_ptr" in e.type:
            return None  # not from an initializer_list: filled by a function
        return "{" + ", ".join(e.make(n) for n in (1, 2, 3)) + "}"

    def iterators(self):
        e = self.e
        found = ["$c.begin()", "std::begin($c)"]
        if e.member:
            each = e.value("each").removesuffix("name") + "id"
            found += [f"std::find_if($c.begin(), $c.end(), [](const {e.type} &each) "
                      f"{{ return {each} == 1; }})"] * 2
        if e.member and e.dot == ".":
            found += [f"std::ranges::find($c, 1, &{e.type}::id)"] * 2
        elif not e.member:
            found += [f"std::find($c.begin(), $c.end(), {e.make(1)})",
                      f"std::ranges::find($c, {e.make(1)})"]
        return found

    def references(self):
        found = ["$c.front()", "*$c.begin()"]
        return found + (["$c[0]", "$c.at(0)"] if self.kind != "list" else [])

    check = "if ($c.empty())"

    def reached(self, it):
        return self.e.through(it)

    def changes(self):
        e, back = self.e, self.e.make(9)
        grows = [f"$c.push_back({back});", f"$c.emplace_back({back});",
                 f"$c.insert($c.begin(), {back});"]
        if self.kind != "vector":
            grows.append(f"$c.push_front({back});")
        elif "unique" not in e.type:
            # Of a list only the numbers tell whether this is for more or less.
            grows.append("$c.resize(20);")
        erases = ["$c.erase($c.begin());"]
        if self.kind != "vector":
            erases.append("$c.pop_front();")
        clears = ["$c.clear();", f"$c = {self.type}();", "std::exchange($c, {});"]
        if "unique" not in e.type:
            clears += ["$c = {};", f"$c = {self.type}{{{e.make(8)}, {e.make(9)}}};"]
        return {"grows": grows, "erases": [f"if (!$c.empty())\n{one}" for one in erases],
                "clears": clears,
                "updates": [f"if (!$c.empty())\n{e.value('$c.front()')} = {e.text(1)};"],
                "reads": ["if (!$c.empty())\n" + f"stage::show({e.value('$c.front()')});",
                          "stage::expect($c.size() < 100);"]}


class Mapping:
    """map, unordered_map: int to something."""
    def __init__(self, kind, element):
        self.kind, self.e = kind, element
        self.type = f"std::{kind}<int, {element.type}>"
        self.iterator = f"{self.type}::iterator"

    def fill(self):
        return "{" + ", ".join(f"{{{n}, {self.e.make(n)}}}" for n in (1, 2, 3)) + "}"

    def iterators(self):
        more = ["$c.lower_bound(1)"] if self.kind == "map" else []
        return ["$c.find(1)"] * 4 + more

    def references(self):
        return ["$c.at(1)", "$c.find(1)->second", "$c[1]"]

    check = "if (!$c.contains(1))"

    def reached(self, it):
        return self.e.value(f"{it}->second")

    def changes(self):
        e = self.e
        if self.kind == "map":
            grows = [f"$c.emplace(9, {e.make(9)});", f"$c[9] = {e.make(9)};",
                     f"$c.try_emplace(9, {e.make(9)});", f"$c.insert({{9, {e.make(9)}}});",
                     f"$c.insert_or_assign(9, {e.make(9)});"]
        else:
            many = "for (int id = 10; id < 90; ++id)\n"
            # try_emplace and [] rehash as well, but debug mode does not see it.
            grows = [f"{many}$c.emplace(id, {e.make('id')});",
                     f"{many}$c.insert({{id, {e.make('id')}}});"]
        erases = ["$c.erase(1);", "if (auto gone = $c.find(1); gone != $c.end())\n$c.erase(gone);"]
        clears = ["$c.clear();", "$c = {};", f"$c = {self.type}();", "std::exchange($c, {});"]
        return {"grows": grows, "erases": erases, "clears": clears,
                "updates": [f"if ($c.contains(1))\n{e.value('$c.at(1)')} = {e.text(1)};",
                            "if (auto old = $c.find(1); old != $c.end())\n"
                            f"{e.value('old->second')} = {e.text(1)};"],
                "reads": [f"if ($c.contains(1))\nstage::show({e.value('$c.at(1)')});",
                          "stage::expect($c.size() < 100);"]}


class Text:
    """A string is a container of its letters."""
    kind, type, iterator = "string", "std::string", "std::string::iterator"
    check = "if ($c.empty())"

    def fill(self):
        return " = stage::text(1)"

    def iterators(self):
        return ["$c.begin()", "std::begin($c)"]

    def references(self):
        return ["$c.front()", "$c[0]", "$c.at(0)"]

    def reached(self, it):
        return f"*{it}"

    def changes(self):
        return {"grows": ["$c += stage::text(9);", "$c.append(200, '9');",
                          "$c.insert(0, stage::text(9));"],
                "erases": ["$c.erase(0, 2);", "if (!$c.empty())\n$c.erase($c.begin());"],
                "clears": ["$c = stage::text(9);", "$c = std::string();", "std::exchange($c, {});"],
                "updates": ["$c.back() = '!';"],
                "reads": ["stage::expect($c.size() < 1000);", "stage::show($c);"]}

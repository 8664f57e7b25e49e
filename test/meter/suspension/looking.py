# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Something is obtained from the container, and used."""

from layout import FLAG
from .changing import Changing

LOOP = "for (int turns = 0; turns < 2; ++turns) {"


class Looking(Changing):
    def body(self):
        w, wait = self.w, self.suspend()
        holds = getattr(self, "get_" + w["holds"])
        # A key is the same element after all; the first element need not be.
        by_key = w["container"] in ("map", "unordered_map")
        late = self.late = self.locked or w["use"] in ("obtained after", "each turn", "again")
        self.only = 0 if w["holds"] in ("alias", "index") or (late and not by_key) else 1
        if w["use"] == "argument":
            return self.argument()
        get, use, again = holds()
        checked = [self.c.check, "co_return;"] if late else []
        return {
            "after": lambda: self.after(get, use, wait, checked),
            "both": lambda: [*checked, *get, use, wait, use],
            "looped": lambda: [*checked, *get, LOOP, use, wait, "}"],
            "branch": lambda: [*checked, *get, f"if ({FLAG}) {{", wait, "}", use],
            "before": lambda: [*checked, *get, use, wait],
            "again": lambda: [*checked, *get, use, wait, *checked, *again, use]
            if again else [*checked, "{", *get, use, "}", wait, *checked, *get, use],
            "obtained after": lambda: [wait, *checked, *get, use],
            "each turn": lambda: [LOOP, *checked, *get, use, wait, "}"],
            "quick": lambda: [*checked, *get, self.quick(), use],
            "leaves": lambda: [*checked, *get, f"if ({FLAG}) {{", wait, "co_return;", "}", use],
            "other branch": lambda: [*checked, *get, f"if ({FLAG}) {{", wait, "} else {", use,
                                     "}"],
        }[w["use"]]()

    def after(self, get, use, wait, checked):
        w = self.w
        if w["guard"] == "lock released":
            lock = "auto lock = co_await $mutex.lock();"
            self.only = 0
            return [lock, self.c.check, "co_return;", *get, "lock.release();", wait, use]
        if w["holds"] == "iterator" and len(get) == 1 and self.coin(0.15):
            name = get[0].split(" = ")[0].split()[-1]
            return [*checked, f"if ({get[0]} {name} != $c.end()) {{", wait, use, "}"]
        return [*checked, *get, wait, use]

    def show(self, value):
        return f"stage::show({value});"

    # --- (what obtains it, what uses it, what obtains it again) --------------

    def get_iterator(self):
        c, name = self.c, self.dice.choice(["found", "it", "first", "position"])
        source = self.pick(c.iterators())
        types = ["auto", "auto", c.iterator]
        if self.w["use"] != "again":
            types.append("const auto")
        get = [f"{self.dice.choice(types)} {name} = {source};"]
        again = [f"{name} = {self.spelt(source)};"]
        if "find" in source and (self.late or self.coin(0.4)):
            leave = [f"if ({name} == $c.end())", "co_return;"]
            get, again = get + leave, again + leave
        use = self.show(c.reached(name))
        # A string is not watched: of what shifts in it only the letters tell.
        if self.w["use"] in ("after", "branch") and self.w["container"] != "string" \
                and self.coin(0.12):
            use = f"$c.erase({name});"
        return get, use, again

    def get_reference(self):
        name, type = self.dice.choice(["one", "first", "entry"]), self.element_type()
        source = self.pick(self.c.references())
        declared = self.dice.choice(["auto &", f"{type} &", "const auto &", "auto &&",
                                     f"const {type} &"])
        return [f"{declared}{name} = {source};"], self.show(self.value(name)), None

    def get_pointer(self):
        name, type = self.dice.choice(["one", "first", "entry"]), self.element_type()
        source = self.pick(self.c.references())
        if self.w["container"] == "string":
            name = self.dice.choice(["letters", "data"])
            source = self.dice.choice(["$c.c_str()", "$c.data()"])
            return ([f"const char *{name} = {source};"], self.show(name), [f"{name} = {source};"])
        pointer = self.dice.choice([f"&{source}", f"std::addressof({source})"])
        if self.w["container"] == "vector" and self.coin(0.2):
            pointer = "$c.data()"
        if self.w["reach"] not in ("local", "value") and self.coin(0.1):
            self.add("pick", [f"return {pointer.replace('$c', '$' + self.container_name)};"],
                     result=f"{type} *")
            pointer = "@pick()"
        declared = self.dice.choice(["auto *", f"{type} *", "auto "])
        return ([f"{declared}{name} = {pointer};"], self.show(self.c.e.through(name)),
                [f"{name} = {pointer};"])

    def get_view(self):
        if self.w["container"] == "string":
            source = self.dice.choice(["= $c", "= std::string_view($c).substr(0, 1)", "{$c}"])
            return [f"std::string_view view {source};".replace("view {", "view{")], \
                self.show("view"), None
        if self.w["container"] == "vector" and self.coin():
            declared = self.dice.choice([f"std::span<{self.element_type()}>", "std::span",
                                         f"std::span<const {self.element_type()}>"])
            return [f"{declared} some($c);"], self.show(self.value("some.front()")), None
        source = self.value(self.element())
        return [f"std::string_view name = {source};"], self.show("name"), None

    def get_binding(self):
        const = self.dice.choice(["auto &", "const auto &", "auto &&"])
        return [f"{const}[id, one] = *$c.find(1);"], self.show(self.value("one")), None

    def get_value(self):
        if self.w["container"] == "string":
            return self.dice.choice([
                (["std::string copy = $c;"], self.show("copy"), None),
                (["auto copy = $c;"], self.show("copy"), None),
                (["char first = $c.front();"], self.show("first"), None)])
        type, source = self.element_type(), self.element()
        return self.dice.choice([
            ([f"{type} copy = {source};"], self.show(self.value("copy")), None),
            ([f"auto copy = {source};"], self.show(self.value("copy")), None),
            ([f"const {type} copy({source});"], self.show(self.value("copy")), None),
            ([f"std::string name = {self.value(source)};"], self.show("name"), None)])

    def get_shared(self):
        source = self.pick(self.c.references())
        declared = self.dice.choice(["auto", self.element_type()])
        return [f"{declared} one = {source};"], self.show(self.value("one")), None

    def get_pointee(self):
        if self.coin():
            return ["auto &one = *$c.front();"], self.show("one.name"), None
        get = "one = $c.front().get();"
        return [f"auto *{get}"], self.show("one->name"), [get]

    def get_alias(self):
        """Of the container itself: it stays where it is."""
        self.only = 0
        declared = self.dice.choice(["auto &all =", f"{self.c.type} &all =",
                                     "const auto &all ="])
        first = "all.begin()->second" if "map" in self.w["container"] else "all.front()"
        return [f"{declared} $c;"], "\n".join(
            ["if (!all.empty())", self.show(self.value(first))]), None

    def get_index(self):
        return ["std::size_t at = 0;"], "\n".join(
            ["if (at < $c.size())", self.show(self.value("$c[at]"))]), None

    def argument(self):
        """The object of a call is known before its arguments are."""
        self.only = 0
        self.globals.append("\n".join([
            f"{self.task('std::string')} read() {{", "co_await stage::turn();",
            "co_return stage::text(7);", "}"]))
        return [f"{self.value(self.element())}.append(co_await read());"]

    # --- spelling ------------------------------------------------------------

    def element_type(self):
        return "char" if self.w["container"] == "string" else self.c.e.type

    def element(self):
        """An element, as the object of a member access."""
        return self.dice.choice([one for one in self.c.references() if one[0] != "*"])

    def value(self, object):
        return object if self.w["container"] == "string" else self.c.e.value(object)

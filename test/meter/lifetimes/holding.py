# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What becomes of the task: who holds it, and who waits for it."""

from layout import FLAG
from .grammar import CONTAINERS, DROPPED, IN_PLACE, MEMBERS, SPAWNED
from .making import HANDLE, Making


class Holding(Making):
    gathers = True

    def joins(self, held):
        """The statements that wait for the tasks in `held`."""
        s = self.s
        handle = s.fate in SPAWNED
        if s.fate in CONTAINERS:
            if s.kind == "aio" and self.gathers and self.coin(0.4):
                joins = [f"co_await aio::gather(std::move({held}));"]
            else:
                each = "each" if handle else "std::move(each)"
                joins = [f"for (auto &each : {held})", f"co_await {each};"]
            if self.in_loop and s.holder == "outer" and s.join != "late":
                joins.append(f"{held}.clear();")  # a task is awaited once
            return joins
        if not handle:
            held = f"std::move({held})"
        elif self.coin(0.2):
            held = f"std::move({held})"
        return [f"co_await {held};"]

    def hold(self, made):
        """Fills self.outer_holder; the statements that give the task away, and the joins."""
        s = self.s
        if s.fate in SPAWNED and s.helper != "spawns":
            made = f"stage::spawn({made})" if s.kind == "lazy" else f"aio::create_task({made})"
        if s.fate in IN_PLACE:
            return [self.await_in_place(made)], []
        if s.fate in DROPPED:
            return [self.drop(made)], []
        what = HANDLE if s.fate in SPAWNED else self.task
        if s.fate in CONTAINERS:
            declaration = f"std::vector<{what}> tasks;"
            giving = self.dice.choice([f"tasks.push_back({made});", f"tasks.emplace_back({made});"])
            if s.holder == "outer":
                self.outer_holder.append(declaration)
                return [giving], self.joins("tasks")
            if self.coin(0.25):
                declaration = self.dice.choice([f"std::array<{what}, 1> tasks{{{made}}};",
                                                f"{what} tasks[] = {{{made}}};"])
                self.gathers = False
                return [declaration], self.joins("tasks")
            return [declaration, giving], self.joins("tasks")
        if s.fate in MEMBERS:
            self.globals.append(f"struct shelf {{\nstd::optional<{what}> kept;\n}};")
            self.outer_holder.append(("static " if s.holder == "static" else "") + "shelf place;")
            return [self.fill("place.kept", made)], self.optional_joins("place.kept")
        if s.holder == "inner":
            if self.coin(0.1):
                return [f"auto [held, how_many] = std::pair({made}, 1);"], self.joins("held")
            declared = what if self.coin(0.2) else "auto"
            return [f"{declared} held = {made};"], self.joins("held")
        self.outer_holder.append(f"std::optional<{what}> held;")
        return [self.fill("held", made)], self.optional_joins("held")

    def fill(self, place, made):
        return f"{place} = {made};" if self.coin() else f"{place}.emplace({made});"

    def optional_joins(self, place):
        joins = self.joins("*" + place)
        if self.s.nest == "branch" and self.s.join == "late":
            joins.insert(0, f"if ({place})")
        return joins

    def await_in_place(self, made):
        s = self.s
        if s.fate == "place":
            if s.helper == "none" and s.kind == "aio" and s.closure != "owned" and self.coin(0.15):
                return f"co_await aio::create_task({made});"
            return f"co_await ({made});" if self.coin(0.15) else f"co_await {made};"
        if s.fate == "moved":
            return f"co_await std::move({made});"
        self.globals.append(f"{self.task} idle() {{ co_await stage::turn(); }}")
        if s.fate == "choice":
            return f"co_await ({FLAG} ? {made} : idle());"
        both = "aio::gather" if s.kind == "aio" else "stage::both"
        tasks = f"{made}, idle()" if self.coin() else f"idle(), {made}"
        return f"co_await {both}({tasks});"

    def drop(self, made):
        s = self.s
        if s.kind == "detached" or (s.fate == "spawned and dropped" and s.kind == "lazy"):
            return f"{made};"
        if s.fate == "spawned and dropped" and self.coin():
            return f"{made}.detach();"
        return f"(void){made};" if self.coin(0.7) else f"static_cast<void>({made});"

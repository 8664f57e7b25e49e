# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Asks two judges about many cases at once: a run, and corolint.

A batch is one source file of many cases. The run is each case's own process,
under AddressSanitizer, with an oracle that knows the address of everything that
is alive; it says `bug` or `fine`. `broken` is a fault of the meter itself.
"""

import concurrent.futures
import dataclasses
import json
import pathlib
import re
import subprocess
import time

from project import BUILD, ROOT

HERE = pathlib.Path(__file__).resolve().parent

FLAGS = ["-std=c++20", f"-I{ROOT}/test/Inputs", f"-I{HERE}/Inputs",
         "-isystem", f"{ROOT}/runtime/include"]
SANITIZE = ["-O0", "-Wno-everything", "-Werror=return-type", "-fsanitize=address",
            "-fsanitize-address-use-after-scope"]
# What all cases are linked with.
PARTS = sorted((HERE / "Inputs").glob("*.cpp"))
# Of several runs of a case, the one that says most.
RANK = {"fine": 0, "bug": 1, "broken": 2}


class Failure(Exception):
    """The meter itself does not work."""


@dataclasses.dataclass
class Judgement:
    case: object
    truth: str            # bug, fine, broken
    why: str              # what the run said
    checks: frozenset     # of the findings within the case
    messages: list

    @property
    def verdict(self):
        if self.truth == "broken":
            return "broken"
        if self.truth == "bug":
            return "right" if self.checks else "missed"
        return "false" if self.checks else "right"


def call(command, **kwargs):
    return subprocess.run([str(word) for word in command], text=True, errors="replace",
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, **kwargs)


def must(command, **kwargs):
    done = call(command, **kwargs)
    if done.returncode != 0:
        raise Failure(f"{command[0]} ended with {done.returncode}:\n{done.stderr[-4000:]}")
    return done.stdout


def within(name, source):
    return f"\nnamespace {name} {{\n{source}\n}} // namespace {name}\n"


class Judges:
    def __init__(self, work, subject, build=BUILD, jobs=2):
        self.subject, self.include = subject, f'#include "{subject.header}"\n'
        self.work, self.jobs = pathlib.Path(work).resolve(), jobs
        self.build = pathlib.Path(build).resolve()
        self.clang = self.find_clang()
        self.aio = self.build / "asan/runtime/libaio.a"
        self.seconds = {"compile": 0.0, "run": 0.0, "lint": 0.0}
        if not self.aio.exists():
            raise Failure(f"{self.aio} is missing: it is built by ./dev test")
        self.work.mkdir(parents=True, exist_ok=True)
        # What all batches share.
        self.objects = [self.work / f"{part.stem}.o" for part in PARTS]
        shared = [*zip((["-c", part] for part in PARTS), self.objects),
                  (["-x", "c++-header", f"{HERE}/Inputs/{subject.header}"], self.work / "all.pch")]
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda one: must([self.clang, *FLAGS, *SANITIZE, *one[0], "-o", one[1]]),
                          shared))

    def find_clang(self):
        cache = (self.build / "CMakeCache.txt").read_text()
        llvm = re.search(r"^LLVM_DIR:\w+=(.*)$", cache, re.M)[1]
        return pathlib.Path(llvm).resolve().parents[2] / "bin/clang++"

    def judge(self, cases, batch_size):
        """A Judgement for each case, in order."""
        batches = [cases[i : i + batch_size] for i in range(0, len(cases), batch_size)]
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            judged = pool.map(self.judge_batch, range(len(batches)), batches)
            return [one for batch in judged for one in batch]

    def judge_batch(self, number, cases):
        source = self.work / f"batch_{number}.cpp"
        lines = self.write(source, cases)
        truths = self.run(source, cases)
        found = self.lint(source)
        judged = []
        for case in cases:
            first, last = lines[case.name]
            speak = case.checks or self.subject.checks
            mine = [f for f in found if first <= f["line"] <= last and f["check"] in speak]
            judged.append(Judgement(case, *truths[case.name], frozenset(f["check"] for f in mine),
                                    [f"{f['check']}: {f['message']}" for f in mine]))
        return judged

    def write(self, source, cases):
        """Writes what is linted; where each case begins and ends."""
        text, line, lines = [self.include], 2, {}
        for case in cases:
            block = within(case.name, case.source)
            text.append(block)
            lines[case.name] = line, line + block.count("\n")
            line += block.count("\n")
        source.write_text("".join(text))
        return lines

    def run(self, source, cases):
        """{name: (truth, why)}: a bug if one of the case's runs shows one."""
        program, start = source.with_suffix(""), time.monotonic()
        source = source.with_suffix(".run.cpp")
        source.write_text("".join([
            self.include, *(within(case.name, case.run) for case in cases),
            f"\nint main() {{\n  return stage::judge(stage::rules::{self.subject.name}, {{\n",
            *(f'      stage::made("{c.name}", &{c.name}::run, '
              f'{{{c.flags}, {c.limit}, {c.only}}}),\n'
              for c in cases),
            "  });\n}\n"]))
        must([self.clang, *FLAGS, *SANITIZE, "-include-pch", self.work / "all.pch", source,
              *self.objects, self.aio, "-o", program])
        self.seconds["compile"] += time.monotonic() - start
        start = time.monotonic()
        truths = {}
        for line in must([program]).splitlines():
            name, truth, why = (line + " ").split(" ", 2)
            if name not in truths or RANK[truth] > RANK[truths[name][0]]:
                truths[name] = truth, why.strip()
        program.unlink()
        if missing := {case.name for case in cases} - truths.keys():
            raise Failure(f"{sorted(missing)} did not run; see {source}")
        self.seconds["run"] += time.monotonic() - start
        return truths

    def lint(self, source):
        """What corolint says."""
        start = time.monotonic()
        database = source.with_suffix(".db")
        database.mkdir(exist_ok=True)
        (database / "compile_commands.json").write_text(json.dumps([{
            "directory": str(self.work), "file": str(source),
            "arguments": [str(self.clang), *FLAGS, "-w", "-c", str(source)]}]))
        done = call([self.build / "bin/corolint", "-q", "-j", "1", "--format", "json",
                     "--checks=-*,coro-*", "--fail-level", "error", "-p", database, source],
                    cwd=self.work)
        if done.returncode not in (0, 1):
            raise Failure(f"corolint ended with {done.returncode}:\n{done.stderr[-2000:]}")
        report = json.loads(done.stdout)
        if report["notAnalysed"]:
            raise Failure(f"corolint could not analyse {source}: {report['notAnalysed']}")
        self.seconds["lint"] += time.monotonic() - start
        return [f for f in report["findings"] if f.get("file", "").endswith(source.name)]

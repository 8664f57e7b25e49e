# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""bench.py --corolint BINARY [--clang CLANG] [--tidy TIDY] [--runs N] [--units 10,100]
         [-p BUILD_DIR [FILE...]]

CPU time (user and system, children too) of corolint against that of
`clang++ -fsyntax-only` on the same files and flags, and of clang-tidy with its
four coroutine checks. The runs of all take turns, so that what else the machine
does falls on all alike; a ratio is the median over the pairs. Without -p, over
units written here; with it, over a project's (those with one of FILES in their
name): one file, ten, and all.
"Again" is corolint with its cache, when nothing has changed.
"""

import argparse
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile

TIDY_CHECKS = ("-*,cppcoreguidelines-avoid-capturing-lambda-coroutines,"
               "cppcoreguidelines-avoid-reference-coroutine-parameters,"
               "cppcoreguidelines-no-suspend-with-lock,misc-coroutine-hostile-raii")

RIVALS = ("clang", "corolint", "again", "exact", "tidy")

TASK = """
#pragma once
#include <coroutine>
#include <exception>
struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
"""
COROUTINE = "task work(int n) { if (n) co_await std::suspend_always(); }\n"
UNITS = {
    "trivial": '#include "task.h"\n' + COROUTINE,
    "standard library": "".join(
        f"#include <{header}>\n" for header in
        ("algorithm", "chrono", "functional", "iostream", "map", "memory", "ranges", "string",
         "unordered_map", "vector")) + '#include "task.h"\n' + COROUTINE,
    "regex, filesystem, included": '#include <filesystem>\n#include <regex>\n#include "task.h"\n'
                                   + COROUTINE,
    "regex, filesystem, used":
        '#include <filesystem>\n#include <regex>\n#include "task.h"\n'
        "std::size_t matching(const std::filesystem::path &folder, const std::string &pattern) {\n"
        "  std::regex wanted(pattern);\n"
        "  std::size_t count = 0;\n"
        "  for (const auto &entry : std::filesystem::recursive_directory_iterator(folder))\n"
        "    count += std::regex_search(entry.path().filename().string(), wanted);\n"
        "  return count;\n}\n" + COROUTINE,
    "no coroutine": "#include <map>\n#include <string>\nstd::map<int, std::string> work;\n",
    "one function of 2,000 awaits": '#include "task.h"\ntask work(int n) {\n'
                                    + "  if (n) co_await std::suspend_always();\n" * 2000 + "}\n",
    "one function of 10,000 statements": '#include "task.h"\nvoid note(int);\ntask work(int n) {\n'
                                         + "  note(n);\n" * 10000
                                         + "  co_await std::suspend_always();\n}\n",
    "1,000 writes to one variable, with awaits":
        '#include "task.h"\nint total;\nint next();\ntask work(int n) {\n'
        + "  if (total > n) total = total + next();\n  co_await std::suspend_always();\n" * 1000
        + "}\n",
    "1,000 checks of one variable before an await":
        '#include "task.h"\nint total;\ntask work(int n) {\n'
        + "  if (total > n) { co_await std::suspend_always(); total = n; }\n" * 1000 + "}\n",
    "1,000 reads of errno, with awaits":
        '#include "task.h"\n#include <cerrno>\n#include <unistd.h>\nvoid note(int);\n'
        "task work(int n) {\n"
        + "  if (read(n, 0, 0) < 0) note(errno);\n  co_await std::suspend_always();\n" * 1000
        + "}\n",
    "10,000 findings in one function":
        '#include "task.h"\n#include <unistd.h>\ntask work(int n) {\n' + "  sleep(1);\n" * 10000
        + "  co_await std::suspend_always();\n}\n",
    "an await in 200 nested blocks": '#include "task.h"\ntask work(int n) {\n'
                                     + "  if (n) { int m = n; (void)m;\n" * 200
                                     + "  co_await std::suspend_always();\n" + "}" * 200 + "\n}\n",
}
ASIO = pathlib.Path("/usr/share/doc/libasio-dev/examples/cpp17/coroutines_ts")
ASIO_FLAGS = ["-std=c++20", "-DASIO_HAS_CO_AWAIT=1", "-DASIO_HAS_STD_COROUTINE=1"]


def cpu(command, directory):
    """Seconds of CPU, and the peak of memory in MB of the largest process."""
    # pylint: disable-next=consider-using-with
    process = subprocess.Popen(command, cwd=directory, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # 1: there are findings. Nothing else is a time worth measuring.
    if process.returncode not in (0, 1):
        sys.exit(f"bench.py: {shlex.join(command)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def row(name, runs, rivals, directory):
    """rivals: {name: [commands]}; the first is the measure of the others."""
    times = {rival: [] for rival in RIVALS}
    memory = dict.fromkeys(RIVALS, 0)
    for command in rivals["again"]:
        cpu(command, directory)
    for _ in range(runs):
        for rival, commands in rivals.items():
            used = [cpu(command, directory) for command in commands]
            times[rival].append(sum(seconds for seconds, _ in used))
            memory[rival] = max(memory[rival], *(peak for _, peak in used))
    measure, *others = RIVALS
    cells = [f"{statistics.median(times[measure]):.3f} s"]
    cells += [f"{statistics.median(a / b for a, b in zip(times[rival], times[measure])):.3f}"
              if times[rival] else "–" for rival in others]
    cells.append(" / ".join(f"{memory[rival]:.0f}" if memory[rival] else "–" for rival in RIVALS))
    print("| " + " | ".join([name, *cells]) + " |", flush=True)


def rivals(options, clang, linted, tidy):
    """Among very many files only those that share what they do."""
    corolint = [options.corolint, "-q"]
    all_of_them = {
        "clang": clang,
        "corolint": [[*corolint, "--no-cache", *linted]],
        "again": [[*corolint, *linted]],
        "exact": [[*corolint, "--exact", *linted]],
        "tidy": [[options.tidy, "--quiet", f"--checks={TIDY_CHECKS}", *file] for file in tidy],
    }
    few = ("clang", "corolint", "again")
    return all_of_them if len(clang) <= 100 else {rival: all_of_them[rival] for rival in few}


def with_flags(options, files, flags):
    return rivals(options, [[options.clang, *flags, "-fsyntax-only", file] for file in files],
                  [*files, "--", *flags], [[file, "--", *flags] for file in files])


def bundled(options, directory):
    (directory / "task.h").write_text(TASK)
    flags = ["-std=c++20"]
    for name, text in UNITS.items():
        (directory / "unit.cpp").write_text(text)
        row(name, options.runs, with_flags(options, ["unit.cpp"], flags), directory)
    for count in options.units:
        files = [f"unit{i}.cpp" for i in range(count)]
        for name in ("standard library", "no coroutine"):
            for i, file in enumerate(files):
                (directory / file).write_text(UNITS[name].replace("work", f"work{i}"))
            row(f"{name}, {count} files", max(1, options.runs * 10 // count // 2),
                with_flags(options, files, flags), directory)
    if ASIO.exists():
        files = sorted(map(str, ASIO.glob("*.cpp")))
        for some in (files[:1], files):
            row(f"Asio, {len(some)} file{'s'[:len(some) > 1]}", options.runs,
                with_flags(options, some, ASIO_FLAGS), directory)


def project(options):
    database = pathlib.Path(options.p)
    database = database / "compile_commands.json" if database.is_dir() else database
    entries = [entry for entry in json.loads(database.read_text())
               if not options.files or any(name in entry["file"] for name in options.files)]
    if not entries:
        sys.exit(f"bench.py: no file of {database} is called so")
    for count in sorted({1, min(10, len(entries)), len(entries)}):
        # From all over the database: what stands side by side is alike.
        some = entries[len(entries) // count // 2::len(entries) // count][:count]
        files = [os.path.join(entry["directory"], entry["file"]) for entry in some]
        clang = [[options.clang, *(entry.get("arguments") or shlex.split(entry["command"]))[1:],
                  "-fsyntax-only"] for entry in some]
        in_database = ["-p", str(database.parent)]
        row(os.path.basename(files[0]) if count == 1 else f"{count} files", options.runs,
            rivals(options, clang, [*in_database, *files],
                   [[*in_database, file] for file in files]), some[0]["directory"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corolint", required=True, type=os.path.abspath)
    parser.add_argument("--clang", default="clang++-22")
    parser.add_argument("--tidy", default="clang-tidy-22")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--units", default="10,100",
                        type=lambda text: [int(part) for part in text.split(",") if part])
    parser.add_argument("-p")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    for tool in (options.clang, options.tidy):
        if subprocess.run([tool, "--version"], capture_output=True, check=False).returncode:
            sys.exit(f"bench.py: {tool} does not run")
    print("| | clang++ -fsyntax-only | corolint | again | corolint --exact | clang-tidy | MB |")
    print("|---|---|---|---|---|---|---|")
    os.environ.pop("COROLINT_NO_CACHE", None)
    with tempfile.TemporaryDirectory() as directory:
        os.environ["COROLINT_CACHE_DIR"] = os.path.join(directory, "cache")
        if options.p:
            project(options)
            return
        bundled(options, pathlib.Path(directory))


if __name__ == "__main__":
    main()

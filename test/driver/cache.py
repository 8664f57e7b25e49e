# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""cache.py COROLINT FOLDER: lints a project again and again, while it and the
cache change. Every run is compared with one that has no cache."""

import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys

corolint, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
shutil.rmtree(folder, ignore_errors=True)
project, cache = folder / "project", folder / "cache"
(project / "include").mkdir(parents=True)
(project / "late").mkdir()

LAZY = (pathlib.Path(__file__).parents[1] / "Inputs/lazy.h").read_text()


def write(name, text):
    (project / name).write_text(text)


write("late/lazy.h", LAZY)
write("include/work.h", "inline lazy::task<int> work() { co_return 1; }\n")
for name in ("one", "two"):
    write(
        f"{name}.cpp",
        f'#include "lazy.h"\n#include "work.h"\nlazy::task<int> {name}() {{\n  work();\n  co_return 1;\n}}\n',
    )
write("plain.cpp", "int plain() { return 0; }\n")
flags = "c++ -std=c++20 -Iinclude -Ilate"


def database(flags=flags):
    write(
        "compile_commands.json",
        json.dumps(
            [
                {"directory": str(project), "file": name, "command": f"{flags} -c {name}"}
                for name in ("one.cpp", "two.cpp", "plain.cpp")
            ]
        ),
    )


database()


def run(*arguments, uses_cache=True, env={}):
    environment = dict(os.environ, COROLINT_CACHE_DIR=str(cache), **env)
    environment.pop("COROLINT_NO_CACHE", None)
    return subprocess.run(
        [corolint, "-j2", "-p", ".", *arguments, *([] if uses_cache else ["--no-cache"])],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def unchanged(result):
    found = re.search(r"\((\d+) unchanged\)", result.stderr)
    return int(found[1]) if found else 0


def lint(what, *arguments, remembered, env={}, complains=False):
    """Lints with the cache and without: of three files, so many are remembered."""
    cached, plain = run(*arguments, env=env), run(*arguments, uses_cache=False, env=env)
    assert unchanged(plain) == 0, plain.stderr
    assert cached.stdout == plain.stdout and cached.returncode == plain.returncode, (
        f"{what}: the cache changes the result\n{cached.stdout}{cached.stderr}\n---\n{plain.stdout}"
    )
    assert unchanged(cached) == remembered, f"{what}: {cached.stderr}"
    warnings = cached.stderr.count("warning:")
    assert warnings == (1 if complains else 0), f"{what}: {cached.stderr}"
    print(f"{what}: {remembered} of 3 remembered")
    return cached


first = lint("first run", remembered=0)
assert first.stdout.count("[coro-discarded-coroutine]") == 2, first.stdout
lint("second run", remembered=3)
lint("as JSON", "--format", "json", remembered=3)
assert run("--exact").stdout == first.stdout and unchanged(run("--exact")) == 0

# What a parse reads.
write("one.cpp", (project / "one.cpp").read_text() + "// more\n")
lint("a file has changed", remembered=2)
lint("again", remembered=3)
before = (project / "include/work.h").read_text()
write("include/work.h", "inline void work() {}\n")
assert "0 findings" in lint("a header has changed", remembered=1).stderr
write("include/work.h", before)
lint("a header is as it was", remembered=3)
write("include/lazy.h", LAZY.replace("suspend_always initial", "suspend_never initial"))
lint("a header stands where none was found", remembered=1)
(project / "include/lazy.h").unlink()
lint("it is gone again", remembered=3)
write("include/extra.h", "inline lazy::task<int> extra() { co_return 1; }\n")
write("include/work.h", '#include "extra.h"\n' + before + "inline void more() { extra(); }\n")
assert "3 findings" in lint("a header includes another one", remembered=1).stderr
lint("again", remembered=3)
write("include/extra.h", "inline void extra() {}\n")
assert "2 findings" in lint("the other one has changed", remembered=1).stderr
write("include/work.h", before)
text = (project / "two.cpp").read_text()
write("two.cpp", text.replace("work();", "work(); // NOLINT"))
assert "1 finding " in lint("a comment silences", remembered=2).stderr
write("two.cpp", text)
# Same size, same time: what has been read lately is read again.
stat = (project / "two.cpp").stat()
write("two.cpp", text.replace("work()", "wark()"))
os.utime(project / "two.cpp", ns=(stat.st_atime_ns, stat.st_mtime_ns))
broken = run()
assert broken.returncode == 3 and "wark" in broken.stderr, broken.stderr
assert run().returncode == 3
write("two.cpp", text)
lint("it compiles again", remembered=3)

# What else a result depends on.
lint("other flags", "--checks=-coro-redundant-coroutine", remembered=0)
database(flags + " -DMORE")
lint("a macro", remembered=0)
database()
write(".clang-tidy", "CheckOptions:\n  coro.Discardable: 'lazy::task'\n")
assert "0 findings" in lint("an option", remembered=0).stderr
write(".clang-tidy", "CheckOptions:\n  coro.Profiles: mine.yaml\n")
profile = "name: mine\nnamespaces: [lazy]\nroles:\n  %s: [task]\n"
write("mine.yaml", profile % "discardable")
lint("a profile", remembered=0)
lint("the same", remembered=3)
write("mine.yaml", profile % "thread-pool")
lint("the profile has changed", remembered=0)
(project / ".clang-tidy").unlink()
lint("no options", remembered=3)
lint("another environment", remembered=0, env={"CPATH": str(project)})

# What becomes of the cache.
store = next(cache.glob("v1.*"))
random.seed(6)
for file in sorted(store.iterdir()):
    content = file.read_bytes()
    if not content:
        continue
    for how, damaged in {
        "empty": b"",
        "half of it": content[: len(content) // 2],
        "zeros": bytes(len(content)),
        "somebody else's": b"#!/bin/sh\n",
        "noise": random.randbytes(len(content)),
        "noise behind the head": content[:256] + random.randbytes(len(content) - 256),
    }.items():
        file.write_bytes(damaged)
        for _ in range(2):
            result = run()
            assert result.stdout == first.stdout and result.returncode == 1, (
                f"{file.name} is {how}: {result.returncode}\n{result.stdout}{result.stderr}"
            )
            assert result.stderr.count("warning:") <= 1, result.stderr
        shutil.rmtree(cache)
        run()
        file = next(cache.glob("v1.*")) / file.name
        content = file.read_bytes()
lint("after all damage", remembered=3)

shutil.rmtree(cache)
cache.write_text("not a folder\n")
complaint = lint("no folder", remembered=0, complains=True)
assert str(cache) in complaint.stderr and "--no-cache" in complaint.stderr
cache.unlink()

cache.mkdir()
(cache / "mine.txt").write_text("not the cache's\n")
run()
size = subprocess.run(
    [corolint, "cache", "stats"],
    env=dict(os.environ, COROLINT_CACHE_DIR=str(cache)),
    capture_output=True,
    text=True,
)
assert re.search(r"^size +[0-9.]+ MB$", size.stdout, re.M), size
for action, output in (("path", f"{cache}\n"), ("clear", "")):
    done = subprocess.run(
        [corolint, "cache", action],
        env=dict(os.environ, COROLINT_CACHE_DIR=str(cache)),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, output), done
assert [p.name for p in cache.iterdir()] == ["mine.txt"]
wrong = subprocess.run([corolint, "cache", "empty"], capture_output=True, text=True)
assert wrong.returncode == 2 and "clear|path|stats" in wrong.stderr, wrong.stderr

# Many at once, beginning with none.
shutil.rmtree(cache)
environment = dict(os.environ, COROLINT_CACHE_DIR=str(cache))
environment.pop("COROLINT_NO_CACHE", None)
many = [
    subprocess.Popen(
        [corolint, "-q", "-j2", "-p", "."],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(4)
]
for process in many:
    out, err = process.communicate(timeout=120)
    assert out == first.stdout and not err, out + err
lint("after many", remembered=3)

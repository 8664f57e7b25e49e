# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# How lit runs the tests: `./dev test` for all, `lit-22 test/checks/NAME.cpp`
# for one. Nothing is generated: what CMake decided is read from its cache.
#
# A test is a .cpp or .test file with RUN lines. A check's test needs only
# `// RUN: %check`; harness/check.py says what that proves.

import pathlib
import re
import sys

import lit.formats

root = pathlib.Path(__file__).resolve().parent.parent
build = pathlib.Path(lit_config.params.get("build", root / "build")).resolve()
harness = root / "test/harness"

cache = build / "CMakeCache.txt"
if not cache.exists():
    lit_config.fatal(f"{build} is not configured: run ./dev build")
llvm_dir = re.search(r"^LLVM_DIR:\w+=(.*)$", cache.read_text(), re.M).group(1)
llvm_bin = pathlib.Path(llvm_dir).resolve().parents[2] / "bin"

config.name = "corolint"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs", "unit"]  # test/runtime/unit: CMake builds these
config.test_source_root = root / "test"
config.test_exec_root = build / "test"
lit_config.maxIndividualTestTime = 600  # seconds

config.environment["PATH"] = f"{llvm_bin}:{config.environment['PATH']}"
config.environment["COROLINT_BUILD"] = str(build)
config.environment["PYTHONPATH"] = str(harness)
# What a test finds is found by this build, in this run.
config.environment["COROLINT_NO_CACHE"] = "1"
# No byte code beside the sources, and no configuration of the developer's own.
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"
config.environment["HOME"] = config.environment["XDG_CONFIG_HOME"] = str(build / "test/home")


def substitute(name, value):
    # The whole word only: %aio stands beside %aio-asan, %check beside %check-x.
    config.substitutions.append((f"%{name}(?![-\\w])", str(value)))


if re.search(r"^COROLINT_SANITIZE:\w+=.*address", cache.read_text(), re.M):
    config.available_features.add("asan")

if (build / "npm/node_modules").exists():
    config.available_features.add("sarif-validator")

python = sys.executable
substitute("python", python)
substitute("root", root)
substitute("build", build)
substitute("inputs", root / "test/Inputs")

check = f"{python} {harness}/check.py --temp %t.check"
substitute("check", f"{check} --source %s")
substitute("check-file", f"{check} --source")
substitute("prove-fix", f"{check} --any-findings --source")
substitute("lsp", f"{python} {root}/test/editor/lsp.py")

substitute("corolint", build / "bin/corolint")
substitute("corolint-tidy", build / "bin/corolint-tidy")
substitute("corolint-clangd", build / "bin/corolint-clangd")
substitute("plugin", build / "lib/corolint-tidy-plugin.so")
substitute("clang-tidy", llvm_bin / "clang-tidy")
substitute("clangd", llvm_bin / "clangd")
substitute("clangxx", llvm_bin / "clang++")
substitute("gxx", "g++")

# The runtime is built four times: each build has its examples and unit tests.
for variant in ["", "gcc", "asan", "tsan"]:
    suffix = variant and f"-{variant}"
    substitute(f"aio{suffix}", build / variant / "runtime/examples")
    substitute(f"aio-unit{suffix}", build / variant / "runtime/tests")

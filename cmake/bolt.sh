#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# bolt.sh LLVM-BOLT BINARY SOURCE BUILD OUTPUT: lays corolint's code out anew, by
# what runs when it lints the project's own runtime in SOURCE, with its coroutines
# and those of its bad examples.

set -eu
bolt=$1 binary=$2 source=$3 build=$4 output=$5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$bolt" "$binary" -o "$work/counting" --instrument --instrumentation-file="$work/profile" \
  >"$work/log" 2>&1 || { cat "$work/log" && exit 1; }
# 1: there are findings, on purpose.
"$work/counting" -q --no-cache -p "$build" "$source/runtime" >"$work/log" 2>&1 ||
  [ $? -eq 1 ] || { cat "$work/log" && exit 1; }
"$bolt" "$binary" -o "$output" --data="$work/profile" --icf=all --reorder-blocks=ext-tsp \
  --reorder-functions=cdsort --split-functions --split-all-cold --split-eh --remove-symtab \
  >"$work/log" 2>&1 || { cat "$work/log" && exit 1; }

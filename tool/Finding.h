// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One bug found, as plain values: what a worker process sends to its parent and
// what every report prints. Knows no Clang.

#ifndef COROLINT_TOOL_FINDING_H
#define COROLINT_TOOL_FINDING_H

#include "CheckInfo.h"
#include "llvm/Support/JSON.h"
#include <cstdint>
#include <string>
#include <vector>

namespace corolint {

struct Location {
  std::string File; ///< absolute; empty where there is none
  std::uint64_t Offset = 0;
  unsigned Line = 0;   ///< from 1
  unsigned Column = 0; ///< from 1, in bytes

  bool isValid() const { return !File.empty(); }
  friend bool operator==(const Location &, const Location &) = default;
};

/// Half open: End is the place after the last byte.
struct Range {
  Location Begin, End;
  friend bool operator==(const Range &, const Range &) = default;
};

/// Replaces Length bytes at Offset by Text.
struct Fix {
  std::string File;
  std::uint64_t Offset = 0;
  std::uint64_t Length = 0;
  std::string Text;
  friend bool operator==(const Fix &, const Fix &) = default;
};

struct Note {
  std::string Message;
  Location Where;
  std::vector<Range> Ranges;
  std::vector<Fix> Fixes; ///< suggested: may change what the program does
  friend bool operator==(const Note &, const Note &) = default;
};

struct Finding {
  std::string Check; ///< coro-discarded-coroutine
  Severity Level = Severity::Warning;
  std::string Message;
  Location Where;
  std::vector<Range> Ranges;
  std::vector<Note> Notes;
  std::vector<Fix> Fixes; ///< safe: what --fix applies, all or none

  /// What became of the fixes in this run.
  bool Fixed = false;
  std::string NotFixed; ///< why a fix that was asked for was not applied

  friend bool operator==(const Finding &, const Finding &) = default;
};

llvm::StringRef severityName(Severity Level);

// As JSON: the texts, each once, and arrays that name texts by number.
// Thousands of findings differ in little more than their places.
void writeJSON(llvm::json::OStream &J, const std::vector<Finding> &Findings);
void writeJSON(llvm::json::OStream &J, const std::vector<Note> &Notes);
bool fromJSON(const llvm::json::Value &V, std::vector<Finding> &Out,
              llvm::json::Path P);
bool fromJSON(const llvm::json::Value &V, std::vector<Note> &Out,
              llvm::json::Path P);

} // namespace corolint

#endif

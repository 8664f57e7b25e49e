// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is kept of a translation unit for the whole program: what each of its
// functions comes to, and the findings that stand only if other functions do
// something. Plain values; grows with the functions, not with their bodies.

#ifndef COROLINT_TOOL_LINK_CALLSUMMARY_H
#define COROLINT_TOOL_LINK_CALLSUMMARY_H

#include "Condition.h"
#include "Finding.h"
#include "llvm/Support/Error.h"
#include <compare>
#include <string>
#include <vector>

namespace corolint {

struct CallStep {
  enum class Kind {
    Leads,  ///< to what Callee does
    Blocks, ///< the thread, by itself
    Waits,  ///< by itself, until a task is done
  };
  Kind Does = Kind::Leads;
  std::string Name; ///< as messages say it
  Location Where;   ///< invalid for what stands nowhere
  std::uint64_t Callee = 0;
  bool IsDispatched = false; ///< an overrider of Callee may run
  std::uint32_t Word = 0;    ///< that stands where Callee is defined
  std::string Reason;        ///< Blocks: why, if somebody says so
  std::string Task;          ///< Waits: as messages say it
  std::vector<Note> Notes;   ///< Waits: more about that task

  friend bool operator==(const CallStep &, const CallStep &) = default;
};

struct CallFunction {
  /// What a function whose type is a task's returns.
  enum class Kind {
    Other,
    Lazy,   ///< a coroutine that starts when it is awaited
    Eager,  ///< a coroutine that has started
    Fresh,  ///< a task that it has just had made
    Known,  ///< one that others may know of
    Unsure, ///< the units disagree
  };
  std::uint64_t Symbol = 0;
  Kind Returns = Kind::Other;
  bool IsVirtual = false;
  std::vector<std::uint64_t> Overrides; ///< directly or not
  std::vector<CallStep> Steps;          ///< in the order of the text

  friend bool operator==(const CallFunction &, const CallFunction &) = default;
};

/// All that one translation unit would find on one condition, as JSON: most of
/// it never stands, and then nobody reads it.
struct OpenFindings {
  Condition If;
  std::string Text;

  OpenFindings() = default;
  OpenFindings(const Condition &If, const std::vector<Finding> &Findings);

  llvm::Expected<std::vector<Finding>> findings() const;

  friend auto operator<=>(const OpenFindings &, const OpenFindings &) = default;
};

struct CallSummary {
  std::vector<CallFunction> Functions;
  std::vector<OpenFindings> Open;
};

/// Leaves out the functions that come to nothing, whatever others do.
void prune(CallSummary &Summary);

void writeJSON(llvm::json::OStream &J, const CallSummary &Summary);
bool fromJSON(const llvm::json::Value &V, CallSummary &Out, llvm::json::Path P);

} // namespace corolint

#endif

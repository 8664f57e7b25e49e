// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An error that ends the run: what is wrong and what to do about it, and the
// exit status it ends with.

#ifndef COROLINT_TOOL_CLI_REFUSAL_H
#define COROLINT_TOOL_CLI_REFUSAL_H

#include "cli/ExitCode.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <string>

namespace corolint {

class Refusal : public llvm::ErrorInfo<Refusal> {
public:
  static char ID;

  Refusal(ExitCode Code, std::string Message)
      : Code(Code), Message(std::move(Message)) {}

  ExitCode code() const { return Code; }
  void log(llvm::raw_ostream &OS) const override;
  std::error_code convertToErrorCode() const override;

private:
  ExitCode Code;
  std::string Message;
};

llvm::Error refuse(ExitCode Code, const llvm::Twine &Message);

/// Prints what \p E says and returns the status to end with.
ExitCode printRefusal(llvm::Error E);

} // namespace corolint

#endif

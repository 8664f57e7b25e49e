// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Refusal.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace corolint {

char Refusal::ID;

void Refusal::log(raw_ostream &OS) const { OS << Message; }

std::error_code Refusal::convertToErrorCode() const {
  return inconvertibleErrorCode();
}

Error refuse(ExitCode Code, const Twine &Message) {
  return make_error<Refusal>(Code, Message.str());
}

ExitCode printRefusal(Error E) {
  ExitCode Code = ExitCode::Internal;
  auto print = [](const ErrorInfoBase &Info) {
    errs() << "corolint: error: " << Info.message() << '\n';
  };
  handleAllErrors(
      std::move(E),
      [&](const Refusal &R) {
        Code = R.code();
        print(R);
      },
      [&](const ErrorInfoBase &Other) { print(Other); });
  return Code;
}

} // namespace corolint

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Condition.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace corolint {

/// Clang writes what cannot be printed in its own way, so it is printable; no
/// message begins like that.
static constexpr StringLiteral Begin = "{if ", End = "}";

std::string withCondition(const Condition &If, StringRef Message) {
  return (Begin + Twine(static_cast<unsigned>(If.Of)) + " " + Twine(If.Symbol) +
          (If.IsDispatched ? " 1 " : " 0 ") + Twine(If.Word) + End + Message)
      .str();
}

std::pair<Condition, StringRef> splitCondition(StringRef Message) {
  Condition If;
  StringRef Rest = Message;
  unsigned Of, IsDispatched;
  if (!Rest.consume_front(Begin) || Rest.consumeInteger(10, Of) ||
      !Rest.consume_front(" ") || Rest.consumeInteger(10, If.Symbol) ||
      !Rest.consume_front(" ") || Rest.consumeInteger(10, IsDispatched) ||
      !Rest.consume_front(" ") || Rest.consumeInteger(10, If.Word) ||
      !Rest.consume_front(End))
    return {Condition(), Message};
  If.Of = static_cast<Condition::Kind>(Of);
  If.IsDispatched = IsDispatched;
  return {If, Rest};
}

} // namespace corolint

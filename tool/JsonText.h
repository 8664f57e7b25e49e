// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// JSON that is written as it comes, without a tree of values.

#ifndef COROLINT_TOOL_JSONTEXT_H
#define COROLINT_TOOL_JSONTEXT_H

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace corolint {

/// What \p Write writes to the stream it is given.
template <typename Writer> std::string jsonText(Writer Write) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS.SetBuffered(); // JSON comes byte by byte
  {
    llvm::json::OStream J(OS);
    Write(J);
  }
  OS.flush();
  return Text;
}

template <typename T>
void writeAttribute(llvm::json::OStream &J, llvm::StringRef Name,
                    const T &Value) {
  J.attributeBegin(Name);
  writeJSON(J, Value);
  J.attributeEnd();
}

} // namespace corolint

#endif

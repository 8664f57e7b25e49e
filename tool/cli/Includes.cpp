// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Includes.h"
#include "clang/Lex/DependencyDirectivesScanner.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang::dependency_directives_scan;
using namespace llvm;

namespace corolint {
namespace {

bool isTested(DirectiveKind Kind) {
  return Kind == pp_if || Kind == pp_ifdef || Kind == pp_ifndef;
}

/// `#ifndef X`, `#define X`, …, `#endif`, and nothing after it.
bool isWrapped(ArrayRef<Directive> All) {
  if (All.size() < 3 || All[0].Kind != pp_ifndef || All[1].Kind != pp_define)
    return false;
  unsigned Depth = 0;
  for (const Directive &D : All) {
    if (Depth == 0 && &D != All.begin())
      return D.Kind == pp_eof;
    Depth += isTested(D.Kind);
    Depth -= D.Kind == pp_endif;
  }
  return Depth == 0;
}

/// What stands between the quotes or brackets, with them; a macro gives
/// nothing.
StringRef nameIn(const Directive &D, StringRef Text) {
  for (const Token &T : D.Tokens) {
    if (T.is(clang::tok::hash) || T.is(clang::tok::raw_identifier))
      continue;
    StringRef Rest = Text.substr(T.Offset);
    if (Rest.empty() || (Rest.front() != '<' && Rest.front() != '"'))
      return "";
    std::size_t End = Rest.find(Rest.front() == '<' ? '>' : '"', 1);
    return End == StringRef::npos ? "" : Rest.take_front(End + 1);
  }
  return "";
}

} // namespace

Includes includesOf(StringRef Text) {
  Includes Found;
  SmallVector<Token> Tokens;
  SmallVector<Directive> Directives;
  if (clang::scanSourceForDependencyDirectives(Text, Tokens, Directives))
    return Found;
  bool HasMacro = isWrapped(Directives);
  Found.IsGuarded = HasMacro || any_of(Directives, [](const Directive &D) {
                      return D.Kind == pp_pragma_once;
                    });
  unsigned Depth = 0;
  for (const Directive &D : Directives) {
    if (D.Kind == pp_include && Depth == HasMacro)
      if (StringRef Name = nameIn(D, Text); !Name.empty())
        Found.Names.push_back(Name.str());
    Depth += isTested(D.Kind);
    Depth -= D.Kind == pp_endif && Depth;
  }
  return Found;
}

} // namespace corolint

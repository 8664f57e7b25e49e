// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/TextFacts.h"
#include "model/Symbol.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/DependencyDirectivesScanner.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include <cstring>

using namespace clang::dependency_directives_scan;
using namespace llvm;

namespace corolint {

bool isWide(StringRef Text) {
  return Text.starts_with("\xFF\xFE") || Text.starts_with("\xFE\xFF") ||
         Text.starts_with(StringRef("\0\0\xFE\xFF", 4));
}

static bool has(StringRef Text, StringRef Word) {
  return ::memmem(Text.data(), Text.size(), Word.data(), Word.size());
}

bool speaksOfCoroutines(StringRef Text) {
  // The last is the vocabulary's, in attributes.
  return any_of(ArrayRef<StringRef>{"co_await", "co_return", "co_yield",
                                    "await_", "promise_type", "coroutine_",
                                    "corolint::"},
                [&](StringRef Word) { return has(Text, Word); });
}

static bool isTest(DirectiveKind Kind) {
  return Kind == pp_if || Kind == pp_ifdef || Kind == pp_ifndef;
}

/// `#ifndef X`, `#define X`, …, `#endif`, and nothing after it.
static bool isWrapped(ArrayRef<Directive> All) {
  if (All.size() < 3 || All[0].Kind != pp_ifndef || All[1].Kind != pp_define)
    return false;
  unsigned Depth = 0;
  for (const Directive &D : All) {
    if (Depth == 0 && &D != All.begin())
      return D.Kind == pp_eof;
    Depth += isTest(D.Kind);
    Depth -= D.Kind == pp_endif;
  }
  return Depth == 0;
}

/// What stands between the quotes or brackets, or nothing where a macro does.
static TextFacts::Include nameIn(const Directive &D, StringRef Text) {
  for (const Token &T : D.Tokens) {
    if (T.is(clang::tok::hash) || T.is(clang::tok::raw_identifier))
      continue;
    StringRef Rest = Text.substr(T.Offset);
    bool IsQuoted = Rest.starts_with("\"");
    if (!IsQuoted && !Rest.starts_with("<"))
      break;
    std::size_t End = Rest.find(IsQuoted ? '"' : '>', 1);
    if (End == StringRef::npos)
      break;
    return {Rest.slice(1, End).str(), IsQuoted, D.Kind == pp_include_next};
  }
  return {};
}

TextFacts factsOf(StringRef Text) {
  TextFacts Facts;
  SmallVector<Token> Tokens;
  SmallVector<Directive> Directives;
  if (isWide(Text) ||
      clang::scanSourceForDependencyDirectives(Text, Tokens, Directives)) {
    Facts.IsOpaque = true;
    return Facts;
  }
  Facts.SpeaksOfCoroutines = speaksOfCoroutines(Text);
  bool HasMacro = isWrapped(Directives);
  Facts.IsGuarded = HasMacro;
  unsigned Depth = 0;
  for (const Directive &D : Directives) {
    Depth += isTest(D.Kind);
    Depth -= D.Kind == pp_endif && Depth;
    switch (D.Kind) {
    case pp_pragma_once:
      Facts.IsGuarded = true;
      break;
    case pp_include:
    case pp_include_next:
    case pp_import:
    case pp___include_macros:
      Facts.Includes.push_back(nameIn(D, Text));
      Facts.Includes.back().IsConditional = Depth > HasMacro;
      Facts.IsOpaque |= Facts.Includes.back().Name.empty();
      break;
    case decl_at_import:
    case cxx_export_module_decl:
    case cxx_export_import_decl:
    case cxx_module_decl:
    case cxx_import_decl:
    case pp_pragma_import:
    case pp_pragma_include_alias:
      Facts.IsOpaque = true;
      break;
    default:
      break;
    }
  }
  return Facts;
}

namespace {

std::vector<clang::Token> tokensOf(StringRef Text) {
  clang::LangOptions Language;
  Language.CPlusPlus = Language.CPlusPlus11 = Language.CPlusPlus20 = true;
  Language.RawStringLiterals = true;
  // The lexer wants the null that ends a buffer.
  clang::Lexer Lex(clang::SourceLocation(), Language, Text.begin(),
                   Text.begin(), Text.end());
  std::vector<clang::Token> Tokens;
  for (clang::Token T; !Lex.LexFromRawLexer(T);)
    Tokens.push_back(T);
  return Tokens;
}

/// Is the word at \p I a function's, or what a macro may make one of?
bool mayBeDefined(ArrayRef<clang::Token> Tokens, std::size_t I,
                  bool IsInParentheses) {
  auto Is = [&](std::size_t At, auto... Kinds) {
    return At < Tokens.size() && Tokens[At].isOneOf(Kinds...);
  };
  using namespace clang::tok;
  if (IsInParentheses)
    return Is(I - 1, l_paren, comma) && Is(I + 1, r_paren, comma);
  return Is(I + 1, l_paren, less) || Tokens[I].getRawIdentifier() == "operator";
}

} // namespace

std::vector<std::uint32_t> definedWords(StringRef Text) {
  std::vector<std::uint32_t> Words;
  std::vector<clang::Token> Tokens = tokensOf(Text);
  // From the end: does a body come next, or the end of a statement? What stands
  // in parentheses goes on behind them.
  SmallVector<bool> BodyComes{false};
  for (std::size_t I = Tokens.size(); I-- > 0;) {
    const clang::Token &T = Tokens[I];
    switch (T.getKind()) {
    case clang::tok::r_paren:
      BodyComes.push_back(BodyComes.back());
      break;
    case clang::tok::l_paren:
      if (BodyComes.size() > 1)
        BodyComes.pop_back();
      break;
    case clang::tok::l_brace:
      BodyComes.back() = true;
      break;
    case clang::tok::r_brace:
    case clang::tok::semi:
      BodyComes.back() = false;
      break;
    case clang::tok::raw_identifier: {
      StringRef Word = T.getRawIdentifier();
      if (Word == "default") // = default
        BodyComes.back() = true;
      else if (BodyComes.back() &&
               mayBeDefined(Tokens, I, BodyComes.size() > 1))
        Words.push_back(model::hashOfWord(Word));
      break;
    }
    default:
      break;
    }
  }
  llvm::sort(Words);
  Words.erase(llvm::unique(Words), Words.end());
  return Words;
}

} // namespace corolint

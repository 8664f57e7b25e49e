// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registers every check of Checks.def with clang-tidy. All four faces get their
// checks from here.

#include "Catalog.h"
#include "Check.h"
#include "clang-tidy/ClangTidyModule.h"

namespace corolint {

namespace make {
#define COROLINT_CHECK(NAME) CheckFactory NAME;
#include "Checks.def"
} // namespace make

namespace {

class Module : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    auto Entry = catalog().begin();
#define COROLINT_CHECK(NAME)                                                   \
  Factories.registerCheckFactory((Entry++)->Name, make::NAME);
#include "Checks.def"
  }
};

clang::tidy::ClangTidyModuleRegistry::Add<Module>
    Registered("corolint", "Finds the bugs of coroutine code.");

} // namespace
} // namespace corolint

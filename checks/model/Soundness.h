// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What may be judged of a translation unit with errors in it: the functions
// that have nothing to do with one that is broken.

#ifndef COROLINT_CHECKS_MODEL_SOUNDNESS_H
#define COROLINT_CHECKS_MODEL_SOUNDNESS_H

#include "Function.h"
#include "llvm/ADT/DenseSet.h"
#include <optional>
#include <vector>

namespace corolint::model {

class Model;

class Soundness {
public:
  explicit Soundness(Model &M) : M(M) {}

  /// Who has seen all errors says where they are, an invalid place for one that
  /// stands in no function's body. Nobody else knows but of what an error left
  /// in the AST, and that there was one.
  void errorsAre(std::vector<clang::SourceLocation> At) {
    Told = std::move(At);
  }

  bool isSound(const Function &F);

private:
  struct Body;
  class Bodies;
  enum class Verdict { AllSound, NoneSound, SomeSound };
  Verdict judge();

  Model &M;
  std::optional<std::vector<clang::SourceLocation>> Told;
  std::optional<Verdict> Of;
  /// By where the body of the outermost function begins.
  llvm::DenseSet<clang::SourceLocation> Doubtful;
};

} // namespace corolint::model

#endif

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects by the way they are named, and what a function does with them.

#ifndef COROLINT_CHECKS_MODEL_PLACE_H
#define COROLINT_CHECKS_MODEL_PLACE_H

#include "Function.h"
#include <vector>

namespace corolint::model {

/// What `mutex`, `this->mutex`, `account->balance` names: the same chain of
/// declarations names the same object, as long as nobody changes a pointer on
/// the way.
struct Place {
  /// From the object itself out to the root: a variable, or null for `this`.
  llvm::SmallVector<const clang::ValueDecl *, 3> Names;
  bool IsThroughPointer = false;

  bool isKnown() const { return !Names.empty(); }
  const clang::ValueDecl *object() const { return Names.front(); }
  const clang::ValueDecl *root() const { return Names.back(); }
  /// True for `a.b.c` within `a.b`, and within itself.
  bool isWithin(const Place &Other) const;
  friend bool operator==(const Place &A, const Place &B) {
    return A.Names == B.Names;
  }
};

/// The place that \p E names; an unknown one for anything but a chain.
Place placeOf(const clang::Expr *E);

/// Can others reach what \p Shared names while \p F is suspended? It is a
/// member of F's object, of static storage, or behind a reference or a pointer
/// that F was given or has captured.
bool isShared(const Function &F, const Place &Shared);

enum class Touch {
  Read,
  Write,  ///< given a new value, whatever the old one was
  Update, ///< `+=`, `++`: read and written at once
  Call,   ///< a method of it is called that may do anything with it
  Other,  ///< its address goes somewhere
};

struct Access {
  Place Of;
  Touch How;
  const clang::Expr *Name;  ///< where it is named
  const clang::Expr *Whole; ///< what reads, writes or calls it

  bool writes() const { return How == Touch::Write || How == Touch::Update; }
};

/// What the expression that names a variable or `this`, \p Leaf, is a part of
/// and what is done with that.
Access accessFrom(const Function &F, const clang::Expr *Leaf);

/// What \p F's own body does with places, in the order of the text.
std::vector<Access> accessesOf(const Function &F);

/// The value that a `Write` gives.
const clang::Expr *valueWritten(const Access &Write);

} // namespace corolint::model

#endif

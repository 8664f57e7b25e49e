// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task where it is made: of which type, by whom, in whose custody, and what
// its frame borrows.

#ifndef COROLINT_CHECKS_MODEL_TASK_H
#define COROLINT_CHECKS_MODEL_TASK_H

#include "Custody.h"
#include "TaskType.h"

namespace corolint::model {

enum class Origin {
  Call,      ///< a call that returns the task
  Spawn,     ///< a call that started a task and returns its handle
  Closure,   ///< an uninvoked callable, given to a spawn that calls and owns it
  Awaitable, ///< a call that returns an awaiter whose work starts at the await
  Awaiter,   ///< a call that returns an awaiter, whenever its work starts
  Awaited,   ///< an await of a task that gives another one
};

enum class Lent { Closure, Capture, Argument, Object };

/// Something that the frame refers to but does not keep alive.
struct Borrow {
  Lent As;
  /// A local of the enclosing function; null for a temporary. If it is the
  /// caller's: what that parameter refers to; null for the function's object.
  const clang::ValueDecl *Variable;
  clang::SourceLocation At; ///< the closure, the capture or the argument
  /// The capture of `Task::Closure`, or null.
  const clang::LambdaCapture *Capture = nullptr;
  /// The parameter it is bound to, or null.
  const clang::ParmVarDecl *Parameter = nullptr;
  bool IsCallers = false;
  /// The lambda whose closure or capture it is: the task's own, or one that is
  /// given to the coroutine as `Parameter`.
  const clang::LambdaExpr *Closure = nullptr;
};

struct Task {
  const clang::Expr *Making;
  Origin From;
  const TaskType
      *Type; ///< null for a handle and for a coroutine returning void
  const clang::FunctionDecl *Callee; ///< the coroutine, if known
  const clang::LambdaExpr *Closure;  ///< the coroutine lambda, if it is one
  CustodyFact Held;

  /// Its body runs only when it is awaited or spawned.
  bool isLazy() const {
    return From == Origin::Awaitable || (Type && Type->Starts == Start::Lazy);
  }
  bool isEager() const { return Type && Type->Starts == Start::Eager; }
  /// Nobody could wait for it, whatever is done with the returned object.
  bool isDetached() const {
    return From == Origin::Call && (!Type || Type->IsDetached);
  }
};

/// The tasks that \p F makes, in the order of the text.
std::vector<Task> tasksOf(Model &M, const Function &F);

/// What \p Made's frame borrows of the enclosing function and of its caller.
llvm::SmallVector<Borrow, 4> borrowsOf(Model &M, const Function &F,
                                       const Task &Made);

/// The lambda whose closure \p E is, by its type; null for others.
const clang::LambdaExpr *closureOf(Model &M, const clang::Expr *E);

} // namespace corolint::model

#endif

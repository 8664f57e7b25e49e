// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a promise says about the type of task it belongs to. Read from the
// declarations, so a type nobody has heard of is known as well as a famous one.

#ifndef COROLINT_CHECKS_MODEL_TASKTYPE_H
#define COROLINT_CHECKS_MODEL_TASKTYPE_H

#include "Classes.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>

namespace corolint::model {

class Vocabulary;

/// Does the body run at the call, or only when somebody awaits the task?
enum class Start { Unknown, Lazy, Eager };

/// What destroying the task object does to the coroutine.
enum class Drop { Unknown, Destroys, Detaches, Joins, Terminates };

enum class Await { Unknown, SingleShot };

/// Three-valued: is the awaiter's await_ready visibly constant?
enum class Ready { Unknown, Always, Never };
Ready readyOf(const clang::CXXRecordDecl *Awaiter);

struct TaskType {
  const clang::CXXRecordDecl *Record;
  const clang::CXXRecordDecl *Promise;
  /// initial_suspend, which decides how it starts; null if there is none.
  const clang::FunctionDecl *Initial = nullptr;
  Start Starts = Start::Unknown;
  Drop WhenDropped = Drop::Unknown;
  Await Awaited = Await::Unknown;
  bool IsAwaitable = false;
  /// Nobody can wait for the frame through this object.
  bool IsDetached = false;
  /// Promise has await_transform: only some operands can be awaited in it.
  bool RestrictsAwaits = false;
  /// Has return_value: the task carries a value, not just its end.
  bool CarriesValue = false;
  /// The T of `task<T>`: what awaiting it gives; null if it is not written so.
  clang::QualType Value = {};
  /// What awaits at the end of the body; null if it is not known.
  const clang::CXXRecordDecl *FinalAwaiter = nullptr;
};

class TaskTypes {
public:
  TaskTypes(clang::ASTContext &Ctx, const Vocabulary &Words)
      : Ctx(Ctx), Words(Words) {}

  /// The facts about \p Type, a task by value; null if it is no task.
  const TaskType *find(clang::QualType Type);

  /// Is \p Type, though a coroutine may return it, no more than a value:
  /// `expected`, `optional`? Such a coroutine is over when its call returns.
  bool isValue(clang::QualType Type);

  /// Teaches that coroutines returning \p Type have this promise.
  void learn(clang::QualType Type, const clang::CXXRecordDecl *Promise);

private:
  std::unique_ptr<TaskType> describe(const clang::CXXRecordDecl *Record,
                                     const clang::CXXRecordDecl *Promise);

  /// The same; null, and remembered, if it is no more than a value.
  std::unique_ptr<TaskType> judge(const clang::CXXRecordDecl *Record,
                                  const clang::CXXRecordDecl *Promise);

  clang::ASTContext &Ctx;
  const Vocabulary &Words;
  llvm::DenseSet<const clang::CXXRecordDecl *> Values;
  llvm::DenseMap<const clang::CXXRecordDecl *, std::unique_ptr<TaskType>> Known;
};

/// What the destructor of \p Record does to the coroutine it leads to.
Drop dropOf(const clang::CXXRecordDecl *Record);

bool isAwaitable(const clang::CXXRecordDecl *Record);

/// True if awaiting \p Awaitable visibly gives no value.
bool awaitGivesNothing(const clang::CXXRecordDecl *Awaitable);

/// Does \p Yield, a promise's yield_value, give what is awaited at the end? Who
/// yields that does not come back.
bool comesToEnd(const clang::FunctionDecl *Yield);

/// May \p Function resume a coroutine, or wait for one? Only a visible body
/// that does neither is known not to.
bool runsSomething(const clang::FunctionDecl *Function);

/// A class that is awaited itself and has nothing to do at its end.
bool isPlainAwaiter(const clang::CXXRecordDecl *Record);

} // namespace corolint::model

#endif

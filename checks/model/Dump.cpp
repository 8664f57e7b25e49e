// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Dump.h"
#include "Model.h"
#include "Suspension.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using namespace clang;
using namespace llvm;

namespace corolint::model {

namespace {

StringRef nameOf(Start S) {
  return S == Start::Lazy ? "lazy" : S == Start::Eager ? "eager" : "task";
}

StringRef nameOf(Drop D) {
  switch (D) {
  case Drop::Unknown:
    return "unknown";
  case Drop::Destroys:
    return "destroys";
  case Drop::Detaches:
    return "detaches";
  case Drop::Joins:
    return "joins";
  case Drop::Terminates:
    return "terminates";
  }
  llvm_unreachable("all cases returned");
}

StringRef nameOf(Lent As) {
  switch (As) {
  case Lent::Closure:
    return "closure";
  case Lent::Capture:
    return "capture";
  case Lent::Argument:
    return "argument";
  case Lent::Object:
    return "object";
  }
  llvm_unreachable("all cases returned");
}

class Printer {
public:
  Printer(Model &M, raw_ostream &Out)
      : M(M), Out(Out), Sources(M.context().getSourceManager()) {}

  void function(const Function &F);

private:
  void type(const TaskType &Type);
  void suspension(const Expr *Point);
  void task(const Function &F, const Task &Made);
  void role(const CallExpr *Call);
  std::string at(SourceLocation Loc) const {
    PresumedLoc Place = Sources.getPresumedLoc(Sources.getExpansionLoc(Loc));
    return (Twine(Place.getLine()) + ":" + Twine(Place.getColumn())).str();
  }

  Model &M;
  raw_ostream &Out;
  const SourceManager &Sources;
};

void Printer::type(const TaskType &Type) {
  Out << nameOf(Type.Starts) << " '" << Type.Record->getName() << "' (drop "
      << nameOf(Type.WhenDropped);
  if (Type.Awaited == Await::SingleShot)
    Out << ", single-shot";
  if (!Type.IsAwaitable)
    Out << ", not awaitable";
  if (Type.IsDetached)
    Out << ", detached";
  Out << ")";
}

void Printer::function(const Function &F) {
  if (!F.decl()) {
    Out << "initialiser at " << at(F.body()->getBeginLoc()) << "\n";
  } else {
    Out << (F.lambda() ? "lambda"
                       : "function '" + F.decl()->getNameAsString() + "'")
        << " at " << at(F.decl()->getBeginLoc());
    if (F.isDependent())
      Out << ", a template";
    if (F.coroutine()) {
      Out << ", a coroutine";
      if (const TaskType *Type = M.types().find(F.decl()->getReturnType())) {
        Out << " of ";
        type(*Type);
      }
    }
    Out << "\n";
  }
  for (const Expr *Point : F.suspensions())
    suspension(Point);
  for (const Task &Made : M.tasks(F))
    task(F, Made);
  for (const CallExpr *Call : F.calls())
    role(Call);
}

void Printer::suspension(const Expr *Point) {
  Out << "  " << (isa<CoyieldExpr>(Point) ? "yields" : "awaits") << " at "
      << at(Point->getBeginLoc());
  if (!maySuspend(Point))
    Out << ", never suspends";
  Out << "\n";
}

void Printer::task(const Function &F, const Task &Made) {
  Out << "  makes ";
  if (Made.From == Origin::Spawn)
    Out << "a handle";
  else if (Made.From == Origin::Awaitable)
    Out << "a lazy awaitable";
  else if (Made.From == Origin::Awaiter)
    Out << "an awaiter";
  else if (Made.Type)
    type(*Made.Type);
  else
    Out << "a coroutine returning void";
  Out << " at " << at(Made.Making->getBeginLoc()) << ": "
      << nameOf(Made.Held.Kind);
  if (Made.Held.Kind == Custody::Spawned)
    Out << ", handle " << nameOf(Made.Held.OfHandle);
  if (Made.Held.Holder)
    Out << " in '" << Made.Held.Holder->getName() << "'";
  for (const Stmt *Join : Made.Held.Joins)
    Out << ", joined at " << at(Join->getBeginLoc());
  Out << "\n";
  for (const Borrow &B : borrowsOf(M, F, Made))
    Out << "    borrows "
        << (B.IsCallers  ? "the caller's "
            : B.Variable ? ""
                         : "a temporary")
        << (B.Variable    ? "'" + B.Variable->getName().str() + "'"
            : B.IsCallers ? "object"
                          : "")
        << " at " << at(B.At) << " as " << nameOf(B.As) << "\n";
}

void Printer::role(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  for (Role R : allRoles())
    if (Callee && M.words().plays(Callee, R))
      Out << "  calls '" << Callee->getNameAsString() << "' at "
          << at(Call->getBeginLoc()) << ": " << word(R) << "\n";
}

} // namespace

void dumpFacts(ASTContext &Ctx, std::shared_ptr<const Vocabulary> Words,
               raw_ostream &Out) {
  Model &M = Model::of(Ctx, std::move(Words));
  Printer Print(M, Out);
  // What stands in the file itself, in the order of the text; instantiations of
  // one body in that of the walk.
  const SourceManager &Sources = Ctx.getSourceManager();
  std::multimap<unsigned, const Function *> ByPlace;
  for (const Function &F : M.functions()) {
    SourceLocation Loc = Sources.getExpansionLoc(F.body()->getBeginLoc());
    if (Sources.isInMainFile(Loc) && (F.decl() || !M.tasks(F).empty()))
      ByPlace.emplace(Sources.getFileOffset(Loc), &F);
  }
  for (const auto &[Place, F] : ByPlace)
    Print.function(*F);
}

} // namespace corolint::model

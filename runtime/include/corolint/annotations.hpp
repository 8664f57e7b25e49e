// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// What corolint should know of one's own functions and types, said where they are declared:
//
//     COROLINT_SPAWN handle go(task<void> work);
//     class COROLINT_SCOPE nursery { COROLINT_JOIN task<void> wait(); };
//
// As any attribute of a declaration they stand first, before `static` and `inline` and after
// `template <…>`; of a type, after `class`. The roles, and the other ways to say the same:
// docs/annotations.md.

// Other compilers warn of attributes they do not know; corolint always reads as Clang.
#ifdef __clang__
#define COROLINT_ROLE(WORD) [[clang::annotate("corolint::" WORD)]]
#else
#define COROLINT_ROLE(WORD)
#endif

/// Function: starts a task on its own and returns, with a handle or without.
#define COROLINT_SPAWN COROLINT_ROLE("spawn")
/// Function: a spawn that runs nothing of the task before it returns.
#define COROLINT_SPAWN_LATER COROLINT_ROLE("spawn-later")
/// Function: makes one awaitable out of others, which live as long as it is awaited.
#define COROLINT_COMBINATOR COROLINT_ROLE("combinator")
/// Function: blocks its thread until the task it is given is done.
#define COROLINT_BRIDGE COROLINT_ROLE("bridge")
/// Function: keeps the callable it is given alive as long as its task runs.
#define COROLINT_OWNS_CLOSURE COROLINT_ROLE("owns-closure")
/// Function: calls the callable it is given later and drops what that returns.
#define COROLINT_CONTINUATION_SINK COROLINT_ROLE("continuation-sink")
/// Method: lets its task run on, unobserved on purpose.
#define COROLINT_DETACH COROLINT_ROLE("detach")
/// Function: waits for the tasks of a scope, a group or a handle.
#define COROLINT_JOIN COROLINT_ROLE("join")
/// Type: its objects hold the tasks that are spawned on them.
#define COROLINT_SCOPE COROLINT_ROLE("scope")
/// Method: returns an owner of its own object.
#define COROLINT_SHARES_ITSELF COROLINT_ROLE("shares-itself")
/// Type: a lock that only the thread which took it may release.
#define COROLINT_MUTEX COROLINT_ROLE("mutex")
/// Type: its objects hold a lock until their end.
#define COROLINT_LOCK_GUARD COROLINT_ROLE("lock-guard")
/// Type: a container that moves its elements when it grows.
#define COROLINT_MOVES_ELEMENTS COROLINT_ROLE("moves-elements")
/// Type: a container whose iterators end when it grows, but not its elements.
#define COROLINT_MOVES_ITERATORS COROLINT_ROLE("moves-iterators")
/// Type: a container whose elements stay where they are until they are taken out.
#define COROLINT_KEEPS_ELEMENTS COROLINT_ROLE("keeps-elements")
/// Function: suspends the coroutine for a time.
#define COROLINT_SLEEP COROLINT_ROLE("sleep")
/// Function: suspends the coroutine only to let others have their turn.
#define COROLINT_YIELD COROLINT_ROLE("yield")
/// Function: does what may depend on the order of its calls.
#define COROLINT_ORDERED COROLINT_ROLE("ordered")
/// Type: an awaitable whose work starts only when it is awaited.
#define COROLINT_LAZY_AWAITABLE COROLINT_ROLE("lazy-awaitable")
/// Function: runs the callable it is given on another thread.
#define COROLINT_OFFLOAD COROLINT_ROLE("offload")
/// Function: calls the callable it is given before it returns.
#define COROLINT_INVOKES COROLINT_ROLE("invokes")
/// Function: awaited, moves the rest of the coroutine off the loop.
#define COROLINT_RESUMES_ELSEWHERE COROLINT_ROLE("resumes-elsewhere")
/// Type: its objects run what they are given on threads of their own.
#define COROLINT_THREAD_POOL COROLINT_ROLE("thread-pool")
/// Type: a task type whose coroutines resume on the thread they suspended on.
#define COROLINT_STAYS_ON_THREAD COROLINT_ROLE("stays-on-thread")
/// Function: gives what belongs to the calling thread: its id, or data of its own.
#define COROLINT_THREAD_BOUND COROLINT_ROLE("thread-bound")
/// Function: gives the number, or its place, of the last error on the calling thread.
#define COROLINT_LAST_ERROR COROLINT_ROLE("last-error")
/// Type: its values tell of failure and have to be looked at.
#define COROLINT_MUST_USE COROLINT_ROLE("must-use")
/// Function: blocks its thread.
#define COROLINT_BLOCKS COROLINT_ROLE("blocks")
/// Function: blocks its thread for the time that its last argument gives.
#define COROLINT_BLOCKS_FOR COROLINT_ROLE("blocks-for")
/// Function: waits for a file, a directory or the console.
#define COROLINT_BLOCKS_ON_FILE COROLINT_ROLE("blocks-on-file")
/// Function: waits for a lock that another thread may hold.
#define COROLINT_BLOCKS_ON_LOCK COROLINT_ROLE("blocks-on-lock")
/// Function: blocks its thread if what it is given first, or is called on, does.
#define COROLINT_BLOCKS_AS_GIVEN COROLINT_ROLE("blocks-as-given")
/// Function: blocks its thread unless a flag that it is given says not to.
#define COROLINT_BLOCKS_UNLESS_TOLD COROLINT_ROLE("blocks-unless-told")
/// Function: makes a descriptor that blocks unless a flag says otherwise.
#define COROLINT_GIVES_DESCRIPTOR COROLINT_ROLE("gives-descriptor")
/// Function: leaves it to a descriptor it is given whether that blocks.
#define COROLINT_KEEPS_MODE COROLINT_ROLE("keeps-mode")
/// Function: gives something whose destructor blocks its thread.
#define COROLINT_WAITS_AT_END COROLINT_ROLE("waits-at-end")
/// Function: tells without waiting whether one has to wait, or ends the need to.
#define COROLINT_SETTLES COROLINT_ROLE("settles")
/// Function: never blocks, whatever its body calls.
#define COROLINT_NON_BLOCKING COROLINT_ROLE("non-blocking")
/// Type: an exception by which a task learns that it is to end.
#define COROLINT_CANCELLATION COROLINT_ROLE("cancellation")
/// Type: a type that tells a spawn to drop the errors of what it starts.
#define COROLINT_DROPS_ERRORS COROLINT_ROLE("drops-errors")
/// Type: a task or a handle that is made to be dropped.
#define COROLINT_DISCARDABLE COROLINT_ROLE("discardable")

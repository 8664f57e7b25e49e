// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All of aio: an asyncio-shaped runtime for C++20 coroutines.
//
//   task<T>       a coroutine object: calling a coroutine function makes one and runs nothing
//   event_loop    the one thread on which tasks take turns
//   run           opens a loop, runs one task, closes the loop
//   create_task   registers a task on the running loop; task_handle<T> waits for it
//   gather        waits for several tasks
//   sleep         waits for a time
//   to_thread     moves blocking work off the loop
#pragma once

#include "aio/cancelled_error.hpp"
#include "aio/create_task.hpp"
#include "aio/event_loop.hpp"
#include "aio/gather.hpp"
#include "aio/run.hpp"
#include "aio/sleep.hpp"
#include "aio/task.hpp"
#include "aio/task_handle.hpp"
#include "aio/to_thread.hpp"

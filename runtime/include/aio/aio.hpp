// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All of aio: an asyncio-shaped runtime for C++20 coroutines.
//
//   task<T>       a coroutine object: calling a coroutine function makes one and runs nothing
//   event_loop    the one thread on which tasks take turns
//   run           opens a loop, runs one task, closes the loop
//   create_task   registers a task on the running loop; task_handle<T> waits for it
//   gather        waits for several tasks
//   task_group    waits for several tasks, and cancels the others if one fails
//   wait_for      waits for a task, but not too long
//   sleep         waits for a time
//   to_thread     moves blocking work off the loop
//   event         lets tasks wait until something has happened
//   mutex         lets one task at a time into a section of code
//   semaphore     lets some tasks at a time into it
//   queue<T>      carries items from task to task
//   generator<T>  a sequence that a coroutine makes element by element, without a loop
#pragma once

#include "aio/cancelled_error.hpp"
#include "aio/create_task.hpp"
#include "aio/event.hpp"
#include "aio/event_loop.hpp"
#include "aio/gather.hpp"
#include "aio/generator.hpp"
#include "aio/mutex.hpp"
#include "aio/queue.hpp"
#include "aio/run.hpp"
#include "aio/semaphore.hpp"
#include "aio/sleep.hpp"
#include "aio/task.hpp"
#include "aio/task_group.hpp"
#include "aio/task_handle.hpp"
#include "aio/timeout_error.hpp"
#include "aio/to_thread.hpp"
#include "aio/wait_for.hpp"

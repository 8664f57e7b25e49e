// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// On one thread: the error of a file that does not exist is reported after the log was written, and
// is that of another coroutine by then. On several: a coroutine moves from one thread to another
// and still counts for the first, which counts as well; ThreadSanitizer reports the data race.
#include <aio/aio.hpp>

#include <cerrno>
#include <chrono>
#include <coroutine>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <future>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

static aio::task<> log(const char* what) {
    co_await aio::sleep(1ms);
    std::printf("%s\n", what);
}

static aio::task<> open_missing() {
    int file = open("/does/not/exist", O_RDONLY);
    if (file < 0) {
        co_await log("cannot open the file");
        // the bug: close_twice() ran meanwhile
        std::printf("because of: %s\n", std::strerror(errno));
    }
}

static aio::task<> close_twice() {
    close(-1);
    co_return;
}

aio::task<> async_main() {
    co_await aio::gather(open_missing(), close_twice());
}

// Others count on their own threads, so nothing has to be locked.
static thread_local int handled = 0;

struct next_thread {
    std::thread& runs;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> self) {
        std::thread& other = runs; // the coroutine may end, and this awaiter with it, at any time
        other = std::thread(self);
    }
    void await_resume() const noexcept {}
};

struct detached {
    struct promise_type {
        detached get_return_object() { return {}; }
        std::suspend_never initial_suspend() { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};

static detached handle(std::thread& other, std::promise<int>& done) {
    int& mine = handled;
    ++mine;
    co_await next_thread{other};
    ++mine; // the bug: it is the first thread's
    done.set_value(handled);
}

int main() {
    aio::run(async_main());

    std::thread other;
    std::promise<int> done;
    handle(other, done);
    ++handled;
    std::printf("the other thread handled %d\n", done.get_future().get());
    other.join();
}

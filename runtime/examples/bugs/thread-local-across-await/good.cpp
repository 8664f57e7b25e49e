// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The error is kept before the coroutine suspends, and the counter of the thread is named when the
// coroutine is there.
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
        int error = errno;
        co_await log("cannot open the file");
        std::printf("because of: %s\n", std::strerror(error));
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
    ++handled;
    co_await next_thread{other};
    ++handled;
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

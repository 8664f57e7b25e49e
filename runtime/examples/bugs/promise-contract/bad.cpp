// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A move that is `= default` copies the handle, and both objects destroy the frame: the vector
// moves its jobs when it grows, and destroys what it moved from. AddressSanitizer:
// heap-use-after-free.
#include <coroutine>
#include <cstdio>
#include <exception>
#include <utility>
#include <vector>

class job {
public:
    struct promise_type {
        job get_return_object() {
            return job(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        std::suspend_always initial_suspend() { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };

    explicit job(std::coroutine_handle<promise_type> frame) : frame_(frame) {}
    job(job&&) = default; // the bug: a handle is not emptied when it is moved from
    ~job() {
        if (frame_)
            frame_.destroy();
    }
    void run() { frame_.resume(); }

private:
    std::coroutine_handle<promise_type> frame_;
};

static job report(int id) {
    std::printf("job %d runs\n", id);
    std::fflush(stdout);
    co_return;
}

int main() {
    std::vector<job> jobs;
    for (int id = 1; id <= 3; ++id)
        jobs.push_back(report(id)); // moves the jobs when it grows
    for (job& each : jobs)
        each.run();
}

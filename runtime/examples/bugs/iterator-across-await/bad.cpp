// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A loop over the guests is suspended at each of them. Meanwhile another one comes in, and the
// vector moves them all: the loop goes on over freed memory, which AddressSanitizer reports.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

class party {
public:
    aio::task<> greet_all() {
        // the bug: the loop keeps iterators into `guests` while it is suspended
        for (const std::string& guest : guests) {
            co_await aio::sleep(1ms);
            std::printf("hello, %s\n", guest.c_str());
            std::fflush(stdout);
        }
    }
    aio::task<> enter(std::string guest) {
        guests.push_back(std::move(guest));
        guests.shrink_to_fit();
        co_return;
    }

private:
    std::vector<std::string> guests = {"a guest of long standing", "one more of the old guests"};
};

aio::task<> async_main() {
    party here;
    co_await aio::gather(here.greet_all(), here.enter("somebody nobody had expected"));
}

int main() {
    aio::run(async_main());
}

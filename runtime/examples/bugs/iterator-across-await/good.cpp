// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop goes over a copy of its own. Greets the two who are there.
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
        const std::vector<std::string> here = guests;
        for (const std::string& guest : here) {
            co_await aio::sleep(1ms);
            std::printf("hello, %s\n", guest.c_str());
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

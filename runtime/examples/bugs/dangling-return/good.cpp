// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The title is returned by value.
#include <aio/aio.hpp>

#include <cstdio>
#include <string>

aio::task<std::string> title(std::string page) {
    std::string first_line = page.substr(0, page.find('\n'));
    co_return first_line;
}

aio::task<> async_main() {
    const std::string text = co_await title("A title that is long enough\nand more");
    std::printf("%s\n", text.c_str());
}

int main() {
    aio::run(async_main());
}

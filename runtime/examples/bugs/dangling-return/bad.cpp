// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A view of a local, returned. The local dies with the frame, and the frame is gone before the
// caller looks. AddressSanitizer ends the program there.
#include <aio/aio.hpp>

#include <cstdio>
#include <string>
#include <string_view>

aio::task<std::string_view> title(std::string page) {
    std::string first_line = page.substr(0, page.find('\n'));
    co_return first_line; // the bug
}

aio::task<> async_main() {
    const std::string_view text = co_await title("A title that is long enough\nand more");
    std::printf("%s\n", std::string(text).c_str());
}

int main() {
    aio::run(async_main());
}

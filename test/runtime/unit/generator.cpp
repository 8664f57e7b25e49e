// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// generator<T>: lazy, once, in range-for and in std::ranges; what it owns goes with it.

#include "check.hpp"

#include <aio/aio.hpp>

#include <memory>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

static_assert(std::ranges::input_range<aio::generator<int>>);
static_assert(std::ranges::view<aio::generator<std::string>>);
static_assert(!std::ranges::forward_range<aio::generator<int>>);
static_assert(!std::is_copy_constructible_v<aio::generator<int>>);
static_assert(std::is_same_v<std::ranges::range_reference_t<aio::generator<int>>, const int&>);
static_assert(std::is_same_v<std::ranges::range_reference_t<aio::generator<int&>>, int&>);
static_assert(std::is_same_v<std::ranges::range_value_t<aio::generator<const int&>>, int>);

int made = 0;
int alive = 0;
struct counted {
    counted() { ++alive; }
    counted(const counted&) = delete;
    ~counted() { --alive; }
};

aio::generator<int> numbers() {
    const counted local;
    for (int i = 0;; ++i) {
        ++made;
        co_yield i;
    }
}
aio::generator<std::string> words() {
    co_yield "a temporary that is too long for the small buffer";
    std::string word = "variable";
    co_yield word;
    const std::string constant = "constant";
    co_yield constant;
}
aio::generator<int&> elements(std::vector<int>& values) {
    for (int& value : values)
        co_yield value;
}
aio::generator<std::unique_ptr<int>&&> movable(int count) {
    for (int i = 0; i < count; ++i)
        co_yield std::make_unique<int>(i);
}
aio::generator<int> empty() {
    co_return;
}
aio::generator<int> fails_after(int count) {
    const counted local;
    for (int i = 0; i < count; ++i)
        co_yield i;
    throw std::runtime_error("no more");
}

void lazy() {
    {
        auto unused = numbers();
        CHECK(made == 0 && alive == 0);
    }
    int sum = 0;
    for (int n : numbers()) {
        if (n == 4)
            break;
        CHECK(alive == 1 && made == n + 1);
        sum += n;
    }
    CHECK(sum == 6 && made == 5 && alive == 0);
    for (int n : empty())
        CHECK(n != n);
}

void references() {
    std::vector<std::string> copies;
    for (const auto& word : words())
        copies.push_back(word);
    CHECK((copies == std::vector<std::string>{"a temporary that is too long for the small buffer",
                                              "variable", "constant"}));
    std::vector<int> values{1, 2, 3};
    for (int& value : elements(values))
        value *= 10;
    CHECK((values == std::vector<int>{10, 20, 30}));
    std::vector<std::unique_ptr<int>> owned;
    for (auto&& pointer : movable(3))
        owned.push_back(std::move(pointer));
    CHECK(owned.size() == 3 && *owned[2] == 2);
}

void ranges() {
    std::vector<int> squares;
    for (int n : numbers() | std::views::transform([](int i) { return i * i; }) |
                     std::views::take_while([](int i) { return i < 10; }))
        squares.push_back(n);
    CHECK((squares == std::vector<int>{0, 1, 4, 9}) && alive == 0);
}

void errors() {
    auto failing = fails_after(2);
    int seen = 0;
    CHECK_THROWS(std::runtime_error, [&] {
        for (int n : failing)
            seen += n + 1;
    }());
    CHECK(seen == 3 && alive == 0);
    CHECK_THROWS(std::runtime_error, fails_after(0).begin());
    CHECK_THROWS(std::logic_error, failing.begin());
}

void moves() {
    auto first = numbers();
    auto at = first.begin();
    auto second = std::move(first);
    ++at; // goes on, whoever owns it
    CHECK(*at == 1 && alive == 1);
    CHECK_THROWS(std::logic_error, first.begin());
    CHECK_THROWS(std::logic_error, second.begin());
    second = empty();
    CHECK(alive == 0 && second.begin() == second.end());
}

int main() {
    lazy();
    references();
    ranges();
    errors();
    moves();
}

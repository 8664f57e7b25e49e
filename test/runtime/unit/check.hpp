// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The smallest test framework: a failed check says where and makes the program exit with 1.
#pragma once

#include <cstdio>
#include <cstdlib>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            std::fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition);           \
            std::_Exit(1);                                                                         \
        }                                                                                          \
    } while (false)

#define CHECK_THROWS(exception, ...)                                                               \
    do {                                                                                           \
        bool thrown = false;                                                                       \
        try {                                                                                      \
            static_cast<void>(__VA_ARGS__);                                                        \
        } catch (const exception&) {                                                               \
            thrown = true;                                                                         \
        }                                                                                          \
        CHECK(thrown && #exception);                                                               \
    } while (false)

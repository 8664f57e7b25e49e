// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function is a package of code. Written out, it is an object that can be called:
// defining it and calling it are two separate steps, and calling it runs the code.
#include <cstdio>

void f() {
    std::puts("function f");
}

class function {
public:
    void operator()() const { std::puts("function object g"); }
};

int main() {
    f();

    const function g; // defined; nothing has run
    std::puts("g exists");
    g(); // called; now it runs
}

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/detail/reports.hpp"

#include <string_view>

namespace aio::detail {

namespace {

/// The name in a pretty function: "aio::task<int> shop::basket::total(int) const" has
/// "shop::basket::total".
std::string_view name_in_signature(std::string_view signature) {
    // The parameters begin at the "(" that closes last.
    const auto end = signature.rfind(')');
    if (end == signature.npos)
        return signature;
    int depth = 0;
    auto open = end;
    for (;; --open) {
        depth += signature[open] == ')' ? 1 : signature[open] == '(' ? -1 : 0;
        if (depth == 0 || open == 0)
            break;
    }
    signature = signature.substr(0, open);
    // The name begins after the last blank that is not within template arguments.
    depth = 0;
    for (auto at = signature.size(); at > 0; --at) {
        const char c = signature[at - 1];
        depth += c == '>' || c == ')' ? 1 : c == '<' || c == '(' ? -1 : 0;
        if (depth == 0 && (c == ' ' || c == '*' || c == '&'))
            return signature.substr(at);
    }
    return signature;
}

/// "main()::(lambda)::operator()() const" (Clang), "main()::<lambda()>" (GCC).
std::string name_of(std::string_view signature) {
    const auto clang = signature.rfind("::(lambda)");
    const auto gcc = signature.rfind("::<lambda");
    const auto lambda = clang != signature.npos ? clang : gcc;
    if (lambda != signature.npos)
        return "lambda in " + name_of(signature.substr(0, lambda));
    return std::string(name_in_signature(signature));
}

} // namespace

std::string coroutine_name(const std::source_location& where) {
    std::string_view signature = where.function_name();
    // "[T = int]" (Clang), "[with T = int]" (GCC).
    if (const auto arguments = signature.find(" ["); arguments != signature.npos)
        signature = signature.substr(0, arguments);
    return name_of(signature);
}

} // namespace aio::detail

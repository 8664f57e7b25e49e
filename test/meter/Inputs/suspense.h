// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the cases about suspension play with besides: what must be true at the
// end, what must arrive, and containers whose iterators know when they are
// invalid. Whoever waits for a lock that its own thread holds is found out
// without any help of the case.

#ifndef TEST_METER_SUSPENSE_H
#define TEST_METER_SUSPENSE_H

#include "stage.h"

#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <ranges>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include <debug/deque>
#include <debug/list>
#include <debug/map>
#include <debug/unordered_map>
#include <debug/vector>

namespace stage {

/// Ends the run as a bug unless \p is_true.
void expect(bool is_true);

/// What has to be seen to: if it ends, or the case does, and it has not been
/// delivered, that is a bug; unless there has been an error.
class parcel {
public:
  explicit parcel(int n);
  parcel(parcel &&other) noexcept;
  ~parcel();
  void deliver();

private:
  int number; ///< 0: nothing to see to
};

/// libstdc++'s containers in debug mode, which stand for those of the case when
/// it is run. (_GLIBCXX_DEBUG itself would change what aio was built with.)
namespace checked {
using __gnu_debug::deque;
using __gnu_debug::list;
using __gnu_debug::map;
using __gnu_debug::unordered_map;
using __gnu_debug::vector;
} // namespace checked

} // namespace stage

#endif

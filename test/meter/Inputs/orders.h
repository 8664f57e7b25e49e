// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every order in which those who wait can go on, one a run. A run notes at each
// step among how many it chose; the next one chooses differently at the last
// step where it can.

#ifndef TEST_METER_ORDERS_H
#define TEST_METER_ORDERS_H

#include <array>
#include <cstddef>

namespace stage {

class orders {
public:
  /// One that a child shares with its parent.
  static orders *shared();

  void begin();
  /// The run's choice among \p many.
  std::size_t choose(std::size_t many);
  /// Turns to the next order; false if there is none, or there were too many.
  bool next();

private:
  struct step {
    unsigned chosen, among;
  };
  std::array<step, 64> steps;
  std::size_t fixed;  // so many steps are chosen before the run
  std::size_t reached;
  unsigned runs;
};

} // namespace stage

#endif

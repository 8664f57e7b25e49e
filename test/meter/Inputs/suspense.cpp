// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "suspense.h"
#include "oracle.h"

#include <cerrno>

#include <pthread.h>

namespace stage {

static int undelivered = 0;

void expect(bool is_true) {
  if (!is_true)
    end("bug", "wrong-value");
}

parcel::parcel(int n) : number(n) { ++undelivered; }
parcel::parcel(parcel &&other) noexcept
    : number(std::exchange(other.number, 0)) {}
parcel::~parcel() {
  if (number != 0 && oops::thrown == 0)
    end("bug", "never-delivered");
}
void parcel::deliver() {
  number = 0;
  --undelivered;
}

void look_for_losses() {
  if (undelivered > 0 && oops::thrown == 0)
    end("bug", "never-delivered");
}

/// A case has one thread. If that holds the lock it waits for, it waits for
/// ever.
static int taken(int answer) {
  if (answer == EBUSY || answer == EDEADLK)
    end("bug", "deadlock");
  return answer;
}

} // namespace stage

extern "C" {
int pthread_mutex_lock(pthread_mutex_t *mutex) noexcept {
  return stage::taken(pthread_mutex_trylock(mutex));
}
int pthread_rwlock_rdlock(pthread_rwlock_t *lock) noexcept {
  return stage::taken(pthread_rwlock_tryrdlock(lock));
}
int pthread_rwlock_wrlock(pthread_rwlock_t *lock) noexcept {
  return stage::taken(pthread_rwlock_trywrlock(lock));
}
}

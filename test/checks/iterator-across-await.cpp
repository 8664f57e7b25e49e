// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes

#include <aio/aio.hpp>
#include "expected.h"
#include "home.h"

#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

using aio::task;

task<> wait();
bool flag();
void use(int);
void use(int, int);
void use(std::string_view);

struct session {
  int id = 0;
  std::string name;
  task<int> close();
};

class server {
public:
  void open(int id) {
    sessions.emplace(id, session());
    ids.push_back(id);
    names.append("x");
    recent.push_back(id);
    owned.push_back(std::make_unique<session>());
    ordered.insert(id);
    chained.push_back(id);
    hashed[id] = 1;
  }
  void drop(int id) {
    sessions.erase(id);
    owned.clear();
    current.reset();
    main = nullptr;
  }
  const std::vector<int> &all() const { return ids; }

  // --- iterators ---------------------------------------------------------------

  task<> finds(int id) {
    auto it = sessions.find(id);
    if (it == sessions.end())
      co_return;
    co_await wait();
    use(it->second.id);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'it' is used after a suspension, when 'sessions' may have changed
    // CHECK-NOTES: :[[@LINE-6]]:10: note: it is obtained here
    // CHECK-NOTES: :[[@LINE-4]]:5: note: the coroutine is suspended here, and others run
    // CHECK-NOTES: :{{52}}:14: note: 'sessions' is changed here
    // CHECK-NOTES: :[[@LINE-5]]:9: note: look it up again after the await, or keep a copy
  }
  task<> in_a_condition(int id) {
    if (auto it = sessions.find(id); it != sessions.end()) {
      co_await wait();
      use(it->second.id);
      // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'it' is used after a suspension, when 'sessions' may have changed
    }
  }
  task<> by_an_algorithm() {
    auto it = std::find(ids.begin(), ids.end(), 1);
    co_await wait();
    use(*it);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is used after a suspension, when 'ids' may have changed
  }
  task<> by_a_ranged_algorithm() {
    auto it = std::ranges::find(this->ids, 1);
    co_await wait();
    use(*it);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is used after a suspension
  }
  task<> bound(int id) {
    auto [it, isNew] = sessions.try_emplace(id);
    co_await wait();
    if (isNew)
      use(it->second.id);
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'it' is used after a suspension, when 'sessions' may have changed
  }
  task<> by_hand() {
    for (auto it = sessions.begin(); it != sessions.end(); ++it)
      // CHECK-MESSAGES: :[[@LINE-1]]:62: warning: 'it' is used after a suspension, when 'sessions' may have changed
      co_await it->second.close();
  }
  task<> hashes() {
    auto it = hashed.find(1);
    co_await wait();
    use(it->second);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'it' is used after a suspension, when 'hashed' may have changed
  }

  // --- references, pointers, views ---------------------------------------------

  task<> refers(int id) {
    session &mine = sessions[id];
    co_await wait();
    use(mine.id);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'mine' is used after a suspension, when 'sessions' may have changed
  }
  task<> through_an_iterator(int id) {
    auto it = sessions.find(id);
    auto &[key, mine] = *it;
    co_await wait();
    use(mine.id);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'key' is used after a suspension
  }
  task<> points() {
    int *first = &ids.front();
    co_await wait();
    use(*first);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'first' is used after a suspension, when 'ids' may have changed
  }
  task<> views() {
    std::string_view text = names;
    std::span<int> some(ids);
    co_await wait();
    use(text);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'text' is used after a suspension, when 'names' may have changed
    use(some[0]);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'some' is used after a suspension, when 'ids' may have changed
  }
  task<> pointees() {
    session *first = owned[0].get();
    session &second = *owned[1];
    co_await wait();
    use(first->id);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'first' is used after a suspension, when 'owned' may have changed
    use(second.id);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'second' is used after a suspension, when 'owned' may have changed
  }
  task<> holds_one() {
    session &now = *current;
    session &one = *main;
    co_await wait();
    use(now.id);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'now' is used after a suspension, when 'current' may have changed
    use(one.id);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'one' is used after a suspension, when 'main' may have changed
  }

  // --- loops -------------------------------------------------------------------

  task<> each() {
    for (int id : ids) {
      // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the loop over 'ids' suspends, and 'ids' may change meanwhile
      // CHECK-NOTES: :[[@LINE+5]]:7: note: the coroutine is suspended here, and others run
      // CHECK-NOTES: :{{43}}:9: note: 'ids' is changed here
      // CHECK-NOTES: :[[@LINE-4]]:19: note: go over a copy, or over what is taken out of it
      // CHECK-FIXES-NOTES: for (int id : std::vector(ids)) {
      use(id);
      co_await wait();
    }
  }
  task<> through_a_getter() {
    for (int id : all()) {
      // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the loop over 'ids' suspends
      use(id);
      co_await wait();
    }
  }
  task<> filtered() {
    for (int id : ids | std::views::reverse) {
      // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the loop over 'ids' suspends
      use(id);
      co_await wait();
    }
  }
  task<> once() {
    for (session &each : sessions | std::views::values) {
      // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: the loop over 'sessions' suspends
      co_await each.close();
      use(each.id);
      break;
    }
  }

  // --- the flow ------------------------------------------------------------------

  task<> switches(int id) {
    auto it = sessions.find(id);
    switch (id) {
    case 1:
      use(it->second.id);
      break;
    case 2:
      co_await wait();
      [[fallthrough]];
    case 3:
      use(it->second.name);
      // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'it' is used after a suspension
      break;
    default:
      co_await wait();
    }
  }
  task<> handles(int id) {
    auto it = sessions.find(id);
    try {
      co_await wait();
      co_return;
    } catch (const std::exception &) {
      use(it->second.id);
      // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'it' is used after a suspension
    }
  }
  aio::generator<int> yields() {
    for (int id : ids)
      // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the loop over 'ids' suspends
      co_yield id;
  }
  task<> returns_early(int id) {
    auto it = sessions.find(id);
    if (flag()) {
      co_await wait();
      co_return;
    }
    if (flag()) {
      co_await wait();
      throw 1;
    }
    use(it->second.id);
  }
  task<> looks_up_in_each_turn(int id) {
    while (auto *mine = &sessions[id]) {
      use(mine->id);
      co_await wait();
    }
    do {
      auto it = sessions.find(id);
      use(it->second.id);
      co_await wait();
    } while (flag());
  }
  task<> in_the_operand(int id) {
    auto it = sessions.find(id);
    use(co_await it->second.close(), it->second.id);
    // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: 'it' is used after a suspension
  }

  // --- silent --------------------------------------------------------------------

  task<> again(int id) {
    auto it = sessions.find(id);
    use(it->second.id);
    co_await wait();
    it = sessions.find(id);
    use(it->second.id);
  }
  task<> before(int id) {
    auto it = sessions.find(id);
    co_await it->second.close();
  }
  task<> copies(int id) {
    session mine = sessions[id];
    auto name = sessions[id].name;
    int first = ids.front();
    std::vector<int> snapshot = ids;
    co_await wait();
    use(mine.id);
    use(name);
    use(first);
    for (int id : snapshot) {
      use(id);
      co_await wait();
    }
    for (int id : std::vector(ids)) {
      use(id);
      co_await wait();
    }
  }
  task<> takes_out() {
    for (int id : std::exchange(ids, {})) {
      use(id);
      co_await wait();
    }
  }
  task<> by_index() {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      use(ids[i]);
      co_await wait();
    }
  }
  task<> leaves(int id) {
    for (int each : ids)
      if (each == id) {
        co_await wait();
        break;
      }
  }
  task<> locks(int id) {
    auto guard = co_await mutex.lock();
    auto it = sessions.find(id);
    co_await wait();
    use(it->second.id);
  }
  task<> locks_the_thread(int id) {
    // A bug of its own, which coro-lock-across-await reports.
    std::shared_lock lock(threads);
    auto it = sessions.find(id);
    co_await wait();
    use(it->second.id);
  }
  home::lazy<> never_suspends(int id) {
    auto it = sessions.find(id);
    co_await home::ready_at_once();
    use(it->second.id);
  }
  task<> stays_where_it_is() {
    // Growing a list, a set or a deque moves no element of theirs.
    int &last = chained.back();
    int &newest = recent.back();
    auto least = ordered.begin();
    co_await wait();
    use(last);
    use(newest);
    use(*least);
  }
  task<> deque_iterators() {
    auto it = recent.begin();
    co_await wait();
    use(*it);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is used after a suspension, when 'recent' may have changed
  }
  task<> is_new(int id) {
    auto [it, isNew] = sessions.try_emplace(id);
    use(it->second.id);
    co_await wait();
    use(isNew);
  }
  template <class Socket> task<> sends(Socket &) {
    while (!outgoing.empty()) {
      auto &line = outgoing.front();
      co_await wait();
      use(line);
      outgoing.pop_front();
    }
  }
  task<> only_it_changes() {
    for (int id : mine) {
      use(id);
      co_await wait();
    }
    mine.clear();
  }

private:
  std::map<int, session> sessions;
  std::vector<int> ids;
  std::vector<int> mine;
  std::deque<std::string> outgoing;
  std::string names;
  std::deque<int> recent;
  std::set<int> ordered;
  std::list<int> chained;
  std::unordered_map<int, int> hashed;
  std::vector<std::unique_ptr<session>> owned;
  std::optional<session> current;
  std::unique_ptr<session> main;
  aio::mutex mutex;
  std::shared_mutex threads;
};

// Filled when it is made, and never again.
class fixed {
public:
  explicit fixed(int n) { items.push_back(n); }
  task<> each() {
    for (int item : items) {
      use(item);
      co_await wait();
    }
  }

private:
  std::vector<int> items;
};

task<> local() {
  std::vector<int> items{1, 2};
  auto it = items.begin();
  co_await wait();
  use(*it);
  for (int &item : items) {
    co_await wait();
    use(item);
  }
}
task<> owner_fills_it() {
  std::vector<int> items;
  items.push_back(1);
  auto each = [&]() -> task<> {
    for (int item : items) {
      use(item);
      co_await wait();
    }
  };
  co_await each();
}

// --- other places ----------------------------------------------------------------

static std::vector<int> queue;
void push(int n) { queue.push_back(n); }
task<> drains() {
  for (int n : queue) {
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the loop over 'queue' suspends, and 'queue' may change meanwhile
    use(n);
    co_await wait();
  }
}
struct room {
  std::vector<int> members;
  void join(int n) { members.push_back(n); }
};
task<> tells(room &where, std::shared_ptr<room> other) {
  for (int n : where.members) {
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the loop over 'members' suspends
    use(n);
    co_await wait();
  }
  auto &all = other->members;
  for (int n : all) {
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the loop over 'members' suspends
    use(n);
    co_await wait();
  }
  room mine;
  for (int n : mine.members) {
    use(n);
    co_await wait();
  }
}
task<> siblings() {
  std::vector<int> shared;
  auto add = [&](int n) -> task<> {
    co_await wait();
    shared.push_back(n);
  };
  auto each = [&]() -> task<> {
    for (int n : shared) {
      // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the loop over 'shared' suspends
      use(n);
      co_await wait();
    }
  };
  co_await aio::gather(add(1), each());
}

#define EACH(X, IN) for (auto &X : IN)
template <class T> struct registry {
  std::vector<T> entries;
  void add(T entry) { entries.push_back(entry); }
  task<> all() {
    EACH(entry, entries) {
      // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the loop over 'entries' suspends
      co_await wait();
      use(entry);
    }
  }
};
task<> instantiated(registry<int> &one, registry<short> &other) {
  one.add(1);
  other.add(2);
  co_await one.all();
  co_await other.all();
}

// --- temporary owners --------------------------------------------------------------

class visitor {
public:
  task<> stays() {
    room &here = *place.lock();
    const std::string *line = &std::atomic_load(&latest)->name;
    co_await wait();
    use(here.members.size());
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'here' is used after a suspension, when nothing here owns it
    // CHECK-NOTES: :[[@LINE-5]]:25: note: the owner that this returns is a temporary, and gone at the end of the statement
    // CHECK-NOTES: :[[@LINE-4]]:5: note: the coroutine is suspended here, and the others may let go
    // CHECK-NOTES: :[[@LINE-7]]:11: note: keep the owner in a variable of its own
    use(*line);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'line' is used after a suspension, when nothing here owns it
  }
  task<> keeps() {
    auto owner = place.lock();
    room &here = *owner;
    std::string line = std::atomic_load(&latest)->name;
    room &before = *place.lock();
    use(before.members.size());
    co_await wait();
    use(here.members.size());
    use(line);
  }

private:
  std::weak_ptr<room> place;
  std::shared_ptr<session> latest;
};

task<> sends_both(server &here, int one, short other) {
  co_await here.sends(one);
  co_await here.sends(other);
}

// --- lent ------------------------------------------------------------------------

task<> reads(std::vector<int> &items) {
  for (int item : items) {
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the loop over 'items' suspends, and 'items' may change meanwhile
    // CHECK-NOTES: :[[@LINE+4]]:5: note: the coroutine is suspended here, and others run
    // CHECK-NOTES: :[[@LINE+9]]:3: note: 'items' is changed here
    // CHECK-NOTES: :[[@LINE-4]]:19: note: go over a copy, or over what is taken out of it
    use(item);
    co_await wait();
  }
}
void fill(std::vector<int> &items) { items.push_back(1); }
task<> writes(std::vector<int> &items) {
  co_await wait();
  fill(items);
}
task<> at_once() {
  std::vector<int> items{1, 2};
  co_await aio::gather(reads(items), writes(items));
}

task<> reads_after(std::vector<int> &items) {
  for (int item : items) {
    use(item);
    co_await wait();
  }
}
task<> one_after_the_other() {
  std::vector<int> items{1, 2};
  co_await writes(items);
  co_await reads_after(items);
}

task<> exchanged(std::map<int, session> &all) {
  const session *first = std::addressof(all.begin()->second);
  std::string_view name = first->name;
  co_await wait();
  use(name);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'name' is used after a suspension, when 'all' may have changed
}
task<> exchanges(std::map<int, session> &all) {
  co_await wait();
  std::exchange(all, {});
}
task<> exchanged_at_once() {
  std::map<int, session> all;
  auto exchanging = aio::create_task(exchanges(all));
  co_await exchanged(all);
  co_await exchanging;
}

// --- awaits of coroutines that are here to be seen -----------------------------

class playlist {
public:
  void add(int song) { songs.push_back(song); }

  task<> goes_on() {
    for (int song : songs)
      use(song, co_await length(song));
    auto first = songs.begin();
    co_await length(1);
    use(*first);
  }
  task<> waits() {
    auto first = songs.begin();
    co_await fetch(1);
    use(*first);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'first' is used after a suspension, when 'songs' may have changed
    // CHECK-NOTES: :[[@LINE-4]]:10: note: it is obtained here
    // CHECK-NOTES: :[[@LINE-4]]:5: note: the coroutine is suspended here
    // CHECK-NOTES: :[[@LINE-16]]:30: note: 'songs' is changed here
    // CHECK-NOTES: :[[@LINE-5]]:10: note: look it up again
  }
  home::expected<int> gives_a_value() {
    auto first = songs.begin();
    int found = co_await rated(1);
    co_return *first + found;
  }
  // What never suspends may throw all the same.
  task<> goes_on_in_a_handler() {
    auto first = songs.begin();
    co_await wait();
    try {
      co_await length(1);
    } catch (...) {
      use(*first);
      // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'first' is used after a suspension
    }
  }

  // --- a loop that comes back begins anew -------------------------------------

  task<> one_at_a_time() {
    while (flag()) {
      co_await wait();
      for (int &song : songs) {
        use(song);
        co_await wait();
        break;
      }
    }
  }
  task<> all_at_a_time() {
    while (flag()) {
      co_await wait();
      for (int &song : songs) {
        // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: the loop over 'songs' suspends, and 'songs' may change meanwhile
        // CHECK-NOTES: :[[@LINE+5]]:9: note: the coroutine is suspended here
        // CHECK-NOTES: :[[@LINE-54]]:30: note: 'songs' is changed here
        // CHECK-NOTES: :[[@LINE-4]]:24: note: go over a copy
        if (song == 1)
          use(song);
        co_await wait();
      }
    }
  }

private:
  static home::expected<int> rated(int song);
  static task<int> length(int song) { co_return song * 2; }
  static task<int> fetch(int song) {
    if (flag())
      co_await wait();
    co_return song;
  }
  std::vector<int> songs;
};

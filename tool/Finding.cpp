// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Finding.h"
#include "llvm/ADT/StringMap.h"
#include <concepts>
#include <tuple>

using namespace llvm;

namespace corolint {

StringRef severityName(Severity Level) {
  switch (Level) {
  case Severity::Hint:
    return "hint";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  return "warning";
}

// --- as JSON ----------------------------------------------------------------

namespace {

template <typename T, typename Of>
concept Some = std::same_as<std::remove_const_t<T>, Of>;

/// What is written and read, in this order.
auto fieldsOf(Some<Location> auto &L) {
  return std::tie(L.File, L.Offset, L.Line, L.Column);
}
auto fieldsOf(Some<Range> auto &R) { return std::tie(R.Begin, R.End); }
auto fieldsOf(Some<Fix> auto &F) {
  return std::tie(F.File, F.Offset, F.Length, F.Text);
}
auto fieldsOf(Some<Note> auto &N) {
  return std::tie(N.Message, N.Where, N.Ranges, N.Fixes);
}
auto fieldsOf(Some<Finding> auto &F) {
  return std::tie(F.Check, F.Level, F.Message, F.Where, F.Ranges, F.Notes,
                  F.Fixes, F.Fixed, F.NotFixed);
}

/// Straight to the text: a tree of llvm::json takes kilobytes for each finding.
class Writer {
public:
  explicit Writer(json::OStream &J) : J(J) {}

  template <typename T> void all(const std::vector<T> &Values) {
    J.array([&] {
      write(Values);
      J.array([&] {
        for (StringRef Text : Texts)
          J.value(json::fixUTF8(Text));
      });
    });
  }

private:
  void write(const std::string &Text) {
    auto [Known, IsNew] = Numbers.try_emplace(Text, Texts.size());
    if (IsNew)
      Texts.push_back(Known->first());
    J.value(Known->second);
  }
  void write(Severity Level) { J.value(static_cast<unsigned>(Level)); }
  void write(const std::integral auto &Number) { J.value(Number); }
  template <typename T> void write(const std::vector<T> &Values) {
    J.array([&] {
      for (const T &Each : Values)
        write(Each);
    });
  }
  template <typename T> void write(const T &Of) {
    J.array([&] {
      std::apply([&](const auto &...Fields) { (write(Fields), ...); },
                 fieldsOf(Of));
    });
  }

  json::OStream &J;
  StringMap<std::size_t> Numbers;
  std::vector<StringRef> Texts;
};

class Reader {
public:
  template <typename T>
  bool all(const json::Value &V, std::vector<T> &Out, json::Path P) {
    const json::Array *In = array(V, 2, P);
    return In && json::fromJSON((*In)[1], Texts, P.index(1)) &&
           read((*In)[0], Out, P.index(0));
  }

private:
  /// Null, and said, if \p V is no array of \p Size.
  static const json::Array *array(const json::Value &V, std::size_t Size,
                                  json::Path P) {
    const json::Array *In = V.getAsArray();
    if (In && In->size() == Size)
      return In;
    P.report("expected an array of another length");
    return nullptr;
  }

  bool read(const json::Value &V, std::string &Out, json::Path P) {
    std::uint64_t Number = 0;
    if (!json::fromJSON(V, Number, P))
      return false;
    if (Number >= Texts.size()) {
      P.report("expected the number of a text");
      return false;
    }
    Out = Texts[Number];
    return true;
  }
  bool read(const json::Value &V, Severity &Out, json::Path P) {
    unsigned Level = 0;
    if (!json::fromJSON(V, Level, P))
      return false;
    if (Level > static_cast<unsigned>(Severity::Error)) {
      P.report("expected a severity");
      return false;
    }
    Out = static_cast<Severity>(Level);
    return true;
  }
  bool read(const json::Value &V, std::integral auto &Out, json::Path P) {
    return json::fromJSON(V, Out, P);
  }
  template <typename T>
  bool read(const json::Value &V, std::vector<T> &Out, json::Path P) {
    const json::Array *In = V.getAsArray();
    if (!In) {
      P.report("expected an array");
      return false;
    }
    Out.resize(In->size());
    for (std::size_t I = 0; I != In->size(); ++I)
      if (!read((*In)[I], Out[I], P.index(I)))
        return false;
    return true;
  }
  template <typename T> bool read(const json::Value &V, T &Out, json::Path P) {
    return std::apply(
        [&](auto &...Fields) {
          const json::Array *In = array(V, sizeof...(Fields), P);
          std::size_t I = 0, J = 0;
          return In && (read((*In)[I++], Fields, P.index(J++)) && ...);
        },
        fieldsOf(Out));
  }

  std::vector<std::string> Texts;
};

} // namespace

void writeJSON(json::OStream &J, const std::vector<Finding> &Findings) {
  Writer(J).all(Findings);
}

void writeJSON(json::OStream &J, const std::vector<Note> &Notes) {
  Writer(J).all(Notes);
}

bool fromJSON(const json::Value &V, std::vector<Finding> &Out, json::Path P) {
  return Reader().all(V, Out, P);
}

bool fromJSON(const json::Value &V, std::vector<Note> &Out, json::Path P) {
  return Reader().all(V, Out, P);
}

} // namespace corolint

// What may a phase reach? The columns that its view names, and no other: anything else does not compile.
#pragma once
#include <strathern/state.hpp>
#include <utility>

#if STRATHERN_CHECKED
#include <array>
#include <atomic>
#endif

namespace strathern {

/// Columns that a phase reads.
template <auto... columns>
struct Reads {};

/// Columns that a phase writes; it may read them too.
template <auto... columns>
struct Writes {};

#if STRATHERN_CHECKED
/// Which columns a phase has in fact touched. Dev builds only.
class AccessLog {
public:
    void note(std::size_t column, bool write) { seen_[column].fetch_or(write ? 2 : 1, std::memory_order_relaxed); }
    bool read(std::size_t column) const { return seen_[column].load(std::memory_order_relaxed) & 1; }
    bool written(std::size_t column) const { return seen_[column].load(std::memory_order_relaxed) & 2; }

private:
    std::array<std::atomic<unsigned char>, column_count> seen_{};
};
#else
class AccessLog;
#endif

template <class R, class W>
class View;

/// A part of the state: `view[col::skill]` is a column, const unless the view writes it. As cheap to pass as a pointer.
template <auto... read, auto... written>
class View<Reads<read...>, Writes<written...>> {
public:
    template <class C>
    static constexpr bool writes = (std::is_same_v<C, std::remove_cvref_t<decltype(written)>> || ...);
    template <class C>
    static constexpr bool reads = (std::is_same_v<C, std::remove_cvref_t<decltype(read)>> || ...);

#if STRATHERN_CHECKED
    explicit View(State& state, AccessLog* log = nullptr) : state_(&state), log_(log) {}
#else
    explicit View(State& state, AccessLog* = nullptr) : state_(&state) {}
#endif

    /// A view of fewer columns, to pass on.
    template <class R, class W>
    View(const View<R, W>& other) : state_(other.state_) {  // NOLINT: meant to be implicit
        using Other = View<R, W>;
        static_assert(((Other::template reads<std::remove_cvref_t<decltype(read)>> ||
                        Other::template writes<std::remove_cvref_t<decltype(read)>>)&&...),
                      "a view is passed on to a function that reads a column which the view does not name");
        static_assert((Other::template writes<std::remove_cvref_t<decltype(written)>> && ...),
                      "a view is passed on to a function that writes a column which the view does not write");
#if STRATHERN_CHECKED
        log_ = other.log_;
#endif
    }

    /// A column that the view names.
    template <class C>
    decltype(auto) operator[](C column) const {
        static_assert(reads<C> || writes<C>, "this phase does not name that column: add it to its Reads or Writes");
#if STRATHERN_CHECKED
        if (log_ != nullptr) log_->note(C::number, writes<C>);
#endif
        if constexpr (writes<C>)
            return (*state_)[column];
        else
            return std::as_const(*state_)[column];
    }

    const Layout& layout() const { return state_->layout; }

    /// Calls f(number, write) for every column that the view names.
    template <class F>
    static void each(F&& f) {
        (f(std::remove_cvref_t<decltype(read)>::number, false), ...);
        (f(std::remove_cvref_t<decltype(written)>::number, true), ...);
    }

private:
    template <class R, class W>
    friend class View;

    State* state_;
#if STRATHERN_CHECKED
    AccessLog* log_ = nullptr;
#endif
};

namespace detail {
template <class A, class B>
struct JoinTwo;
template <auto... r1, auto... w1, auto... r2, auto... w2>
struct JoinTwo<View<Reads<r1...>, Writes<w1...>>, View<Reads<r2...>, Writes<w2...>>> {
    using Type = View<Reads<r1..., r2...>, Writes<w1..., w2...>>;
};
template <class First, class... Rest>
struct JoinAll {
    using Type = typename JoinTwo<First, typename JoinAll<Rest...>::Type>::Type;
};
template <class Only>
struct JoinAll<Only> {
    using Type = Only;
};
}  // namespace detail

/// What several functions need, for the phase that calls them all.
template <class... Views>
using Join = typename detail::JoinAll<Views...>::Type;

}  // namespace strathern

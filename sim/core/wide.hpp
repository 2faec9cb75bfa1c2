// How does a loop over a column get 256-bit vectors on machines that have them, in a build that runs on all?
#pragma once
#include <cstddef>  // defines __GLIBC__

/// Before a function at namespace scope with external linkage: compiled twice, with AVX2 and for the baseline; the
/// loader picks. Never with fused multiply-add, so both give the same bits. Empty where there is no such loader
/// (WebAssembly, other processors, musl), under the sanitizers, which run too late for the loader's choice, and for
/// clang: version 14 gives a function that was declared before without the attribute AVX2 alone, and no choice.
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define STRATHERN_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define STRATHERN_WIDE
#endif

/// Before a loop whose turns do not depend on each other, though its pointers might be taken to overlap: the compiler
/// may use vectors without asking first.
#if defined(__clang__)
#define STRATHERN_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define STRATHERN_INDEPENDENT _Pragma("GCC ivdep")
#else
#define STRATHERN_INDEPENDENT
#endif

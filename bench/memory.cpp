// How many bytes are held? Every allocation of this program is counted.
#include "memory.hpp"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> held{0}, most{0}, floor_bytes{0};

void* counted(void* block) {
    if (block == nullptr) throw std::bad_alloc();
    const std::size_t now = held += malloc_usable_size(block);
    std::size_t seen = most;
    while (now > seen && !most.compare_exchange_weak(seen, now)) {
    }
    return block;
}

void release(void* block) {
    held -= malloc_usable_size(block);
    std::free(block);
}

}  // namespace

void* operator new(std::size_t size) { return counted(std::malloc(size)); }
void operator delete(void* block) noexcept { release(block); }
void operator delete(void* block, std::size_t) noexcept { release(block); }

namespace strathern::bench {

void forget_peak() { floor_bytes = most = held.load(); }
std::size_t peak_bytes() { return most - floor_bytes; }

}  // namespace strathern::bench

#pragma once
// What Linux offers as file descriptors, and Swift's Glibc module leaves out.
#include <limits.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <unistd.h>

/// Names the calling thread, for `ps -L` and core dumps; the kernel keeps the first 15 bytes.
/// prctl(2) is variadic, which Swift cannot call.
static inline int linux_name_this_thread(const char *name) {
    return prctl(PR_SET_NAME, name, 0, 0, 0);
}

// From the linker: where the program begins in memory, and the end of its code.
extern char __executable_start, etext;

/// Takes the program's code and the dynamic linker's tables before it out of its memory: half of them only the start
/// needed. They are clean pages of a file, so nothing is lost, and the kernel maps again what is used again.
static inline int linux_unmap_code(void) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = ((uintptr_t)&__executable_start + page - 1) / page * page;
    uintptr_t end = (uintptr_t)&etext / page * page;
    return madvise((void *)begin, end - begin, MADV_DONTNEED);
}

/// Takes this much address space for the heap now, and never gives any back or takes more by mmap(2): malloc(3) then
/// changes the program's mappings only beyond that. What is not written to takes no memory, page by page: no huge ones.
static inline void linux_reserve_heap(size_t bytes) {
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    // Volatile: a compiler leaves out what is only taken and given back.
    void *volatile room = malloc(bytes);
    free(room);
}

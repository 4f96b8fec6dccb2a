#pragma once
// What Linux offers as file descriptors, and Swift's Glibc module leaves out.
#include <stdint.h>
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

// From the linker: where the program begins in memory, and near the beginning of its code.
extern char __executable_start;
extern void _start(void);

/// Takes the dynamic linker's tables out of the program's memory, which stand before its code: relocations are done
/// with once it runs. They are clean pages of a file: should one be wanted again, the kernel maps it again.
static inline int linux_unmap_link_tables(void) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = ((uintptr_t)&__executable_start + page - 1) / page * page;
    uintptr_t end = (uintptr_t)&_start / page * page;
    return begin < end ? madvise((void *)begin, end - begin, MADV_DONTNEED) : 0;
}

#pragma once
// What Linux offers as file descriptors, and Swift's Glibc module leaves out.
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/timex.h>

/// Names the calling thread, for `ps -L` and core dumps; the kernel keeps the first 15 bytes.
/// prctl(2) is variadic, which Swift cannot call.
static inline int linux_name_this_thread(const char *name) {
    return prctl(PR_SET_NAME, name, 0, 0, 0);
}

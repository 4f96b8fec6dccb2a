#pragma once
// What the player in the guest needs of Linux, and Swift cannot call: variadic functions, and what Glibc's module lacks.
#include <stdint.h>

/// Waits until one of two files can be read, at most so long. A file below 0 is none.
/// Returns 1 for the first, 2 for the second, 3 for both, 0 for neither.
int guest_wait(int first, int second, int64_t nanoseconds);

/// Tells the kernel that its clock is synchronised, or not, as a time daemon does. -1 and errno.
int guest_set_synchronised(int yes);

/// The power fails in this very moment: nothing is synced, nobody is told. Returns only where it may not.
void guest_cut_power(void);

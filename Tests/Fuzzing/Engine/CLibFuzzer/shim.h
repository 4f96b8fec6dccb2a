#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer as a library: compiler-rt/lib/fuzzer/FuzzerInterface.h, which no toolchain installs.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*try_input)(const uint8_t *data, size_t size));

// One surface over libgpiod 1.6 (Debian 12) and 2.x (Debian 13), chosen when this header is compiled.
//
// Every function returns 0 or a count on success and a negated errno on failure, so that no call between the failure
// and its report can change the number. A request opens the chip it needs and owns it; what a function hands out
// belongs to the caller until the matching release. Values are logical: true is lit, sounding or closed.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <gpiod.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Version 1's header alone defines this, whatever its minor version.
#ifdef GPIOD_LINE_BULK_MAX_LINES
#define COACH_GPIOD_VERSION 1
#else
#define COACH_GPIOD_VERSION 2
#endif

// Shown by gpioinfo as the user of our lines.
#define COACH_GPIO_CONSUMER "packcoach"

// The kernel's GPIO_MAX_NAME_SIZE, with the closing zero.
#define COACH_GPIO_NAME_SIZE 32

// As many lines as one request takes: GPIO_V2_LINES_MAX, and version 1's bulk.
#define COACH_GPIO_MAX_OUTPUTS 64

// Edges read at once.
#define COACH_GPIO_EDGE_BATCH 64

// Edges that the kernel is asked to keep until they are read, as many as it allows. Version 1 cannot ask: it keeps 16
// and drops what comes then.
#define COACH_GPIO_EDGES_KEPT 1024

struct coach_gpio_chip {
    char name[COACH_GPIO_NAME_SIZE];
    char label[COACH_GPIO_NAME_SIZE];
    unsigned int line_count;
};

struct coach_gpio_line {
    bool used;
    char consumer[COACH_GPIO_NAME_SIZE]; // empty where the kernel names none
};

struct coach_gpio_edge {
    bool active;               // the level after the edge
    uint64_t monotonic_ns;     // CLOCK_MONOTONIC, stamped in the interrupt
};

enum coach_gpio_bias {
    COACH_GPIO_BIAS_DISABLED,
    COACH_GPIO_BIAS_PULL_UP,
    COACH_GPIO_BIAS_PULL_DOWN,
};

// Lines held for driving, all in one request.
struct coach_gpio_outputs {
    unsigned int count;
    bool active_low[COACH_GPIO_MAX_OUTPUTS];
#if COACH_GPIOD_VERSION == 1
    struct gpiod_chip *chip;
    struct gpiod_line_bulk lines;
#else
    struct gpiod_line_request *request;
#endif
};

// One line held for its edges and its level. Its descriptor does not block.
struct coach_gpio_input {
#if COACH_GPIOD_VERSION == 1
    struct gpiod_chip *chip;
    struct gpiod_line *line;
#else
    struct gpiod_line_request *request;
    struct gpiod_edge_event_buffer *events;
    unsigned int offset;
#endif
};

// A negated errno, and never 0: a library that fails without one must not look like a success.
static inline int coach_gpio_failure(void) {
    return errno > 0 ? -errno : -EIO;
}

static inline void coach_gpio_copy_name(char *to, const char *from) {
    to[0] = '\0';
    if (from) strncat(to, from, COACH_GPIO_NAME_SIZE - 1);
}

static inline int coach_gpio_set_nonblocking(int descriptor) {
    int flags = descriptor < 0 ? -1 : fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0) return coach_gpio_failure();
    return 0;
}

#if COACH_GPIOD_VERSION == 1
#include "version1.h"
#else
#include "version2.h"
#endif

// Requests lines for driving, all off from the first instant. Their order here is that of coach_gpio_set_outputs.
static inline int coach_gpio_request_outputs(
    const char *path, const unsigned int *offsets, const bool *active_low, unsigned int count,
    struct coach_gpio_outputs **result) {
    if (count == 0 || count > COACH_GPIO_MAX_OUTPUTS) return -EINVAL;
    struct coach_gpio_outputs *outputs = (struct coach_gpio_outputs *)calloc(1, sizeof(*outputs));
    if (!outputs) return -ENOMEM;
    outputs->count = count;
    memcpy(outputs->active_low, active_low, count * sizeof(*active_low));
    int status = coach_gpio_open_outputs(path, offsets, outputs);
    if (status < 0) {
        free(outputs);
        return status;
    }
    *result = outputs;
    return 0;
}

// Turns all lines off, releases them and frees the request.
static inline void coach_gpio_release_outputs(struct coach_gpio_outputs *outputs) {
    bool off[COACH_GPIO_MAX_OUTPUTS] = {false};
    coach_gpio_set_outputs(outputs, off);
    coach_gpio_close_outputs(outputs);
    free(outputs);
}

static inline void coach_gpio_release_input(struct coach_gpio_input *input) {
    coach_gpio_close_input(input);
    free(input);
}

// Requests one line for its level and both its edges.
static inline int coach_gpio_request_input(
    const char *path, unsigned int offset, bool active_low, enum coach_gpio_bias bias,
    struct coach_gpio_input **result) {
    struct coach_gpio_input *input = (struct coach_gpio_input *)calloc(1, sizeof(*input));
    if (!input) return -ENOMEM;
    int status = coach_gpio_open_input(path, offset, active_low, bias, input);
    if (status < 0) {
        free(input);
        return status;
    }
    status = coach_gpio_set_nonblocking(coach_gpio_input_descriptor(input));
    if (status < 0) {
        coach_gpio_release_input(input);
        return status;
    }
    *result = input;
    return 0;
}

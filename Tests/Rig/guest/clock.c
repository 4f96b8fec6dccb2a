// The guest's clocks: `sleep` knows no deadlines and `date` no milliseconds since the boot.
//
//   clock now               CLOCK_BOOTTIME in milliseconds
//   clock until MS          sleeps until CLOCK_BOOTTIME reads MS; at once if it has passed
//   clock synchronised      clears STA_UNSYNC, as a time daemon does (the kernel sets it again after about 9 h)
//   clock unsynchronised    sets it
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>

static int fail(const char *what) {
    fprintf(stderr, "clock: %s: %s\n", what, strerror(errno));
    return 74;
}

static int now(void) {
    struct timespec t;
    if (clock_gettime(CLOCK_BOOTTIME, &t) != 0) return fail("clock_gettime");
    printf("%" PRId64 "\n", (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000);
    return 0;
}

static int until(const char *argument) {
    char *end;
    int64_t ms = strtoll(argument, &end, 10);
    if (*argument == '\0' || *end != '\0') {
        fprintf(stderr, "clock: \"%s\" is not a number of milliseconds\n", argument);
        return 64;
    }
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    int error;
    while ((error = clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &t, NULL)) == EINTR) {}
    errno = error;
    return error == 0 ? 0 : fail("clock_nanosleep");
}

static int synchronised(int yes) {
    // Without a small maxerror the kernel would set STA_UNSYNC again at the next second.
    struct timex change = {.modes = ADJ_STATUS | ADJ_MAXERROR | ADJ_ESTERROR, .status = yes ? 0 : STA_UNSYNC};
    return adjtimex(&change) >= 0 ? 0 : fail("adjtimex");
}

int main(int count, char **words) {
    if (count == 2 && strcmp(words[1], "now") == 0) return now();
    if (count == 3 && strcmp(words[1], "until") == 0) return until(words[2]);
    if (count == 2 && strcmp(words[1], "synchronised") == 0) return synchronised(1);
    if (count == 2 && strcmp(words[1], "unsynchronised") == 0) return synchronised(0);
    fprintf(stderr, "usage: clock now | until MS | synchronised | unsynchronised\n");
    return 64;
}

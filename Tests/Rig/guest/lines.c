// Reads gpio-sim's lines back, as a voltmeter on the header would.
//
//   lines FOLDER DURATION_MS LINE...
//
// FOLDER is the simulated chip's in /sys/devices/platform. Prints the levels now and then each change within
// DURATION_MS (0: only now), looking every 5 ms, one a line: milliseconds since the start, a space, the levels as
// 0 and 1 in the order asked. The last line repeats the last levels at the end of the duration.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { most_lines = 32, step_ms = 5 };

int main(int count, char **words) {
    int lines = count - 3;
    if (lines < 1 || lines > most_lines) {
        fprintf(stderr, "usage: lines FOLDER DURATION_MS LINE... (at most %d)\n", most_lines);
        return 64;
    }
    long duration = strtol(words[2], NULL, 10);
    int files[most_lines];
    for (int i = 0; i < lines; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/sim_gpio%s/value", words[1], words[3 + i]);
        files[i] = open(path, O_RDONLY | O_CLOEXEC);
        if (files[i] < 0) {
            fprintf(stderr, "lines: open %s: %s\n", path, strerror(errno));
            return 74;
        }
    }

    struct timespec next;
    clock_gettime(CLOCK_BOOTTIME, &next);
    char last[most_lines + 1] = "", levels[most_lines + 1];
    for (long elapsed = 0;; elapsed += step_ms) {
        for (int i = 0; i < lines; i++)
            if (pread(files[i], &levels[i], 1, 0) != 1) levels[i] = '?';
        levels[lines] = '\0';
        if (strcmp(levels, last) != 0 || elapsed >= duration) printf("%ld %s\n", elapsed, levels);
        strcpy(last, levels);
        if (elapsed >= duration) return 0;
        next.tv_nsec += step_ms * 1000000;
        if (next.tv_nsec >= 1000000000) {
            next.tv_sec += 1;
            next.tv_nsec -= 1000000000;
        }
        while (clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &next, NULL) == EINTR) {}
    }
}

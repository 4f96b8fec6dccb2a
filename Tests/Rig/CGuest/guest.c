#define _GNU_SOURCE
#include "guest.h"

#include <poll.h>
#include <sys/reboot.h>
#include <sys/timex.h>
#include <time.h>

int guest_wait(int first, int second, int64_t nanoseconds) {
    struct pollfd files[] = {{.fd = first, .events = POLLIN}, {.fd = second, .events = POLLIN}};
    struct timespec time = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    if (ppoll(files, 2, &time, 0) <= 0) return 0;
    return (files[0].revents != 0) | (files[1].revents != 0) << 1;
}

int guest_set_synchronised(int yes) {
    // Without a small maxerror the kernel would set STA_UNSYNC again at the next second.
    struct timex change = {.modes = ADJ_STATUS | ADJ_MAXERROR | ADJ_ESTERROR, .status = yes ? 0 : STA_UNSYNC};
    return adjtimex(&change) < 0 ? -1 : 0;
}

void guest_cut_power(void) { reboot(RB_POWER_OFF); }

// Receives what a service tells its manager (sd_notify), as systemd would.
//
//   notify SOCKET FILE
//
// Appends each message to FILE, one variable a line after the milliseconds of CLOCK_BOOTTIME at which it came.
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int fail(const char *what) {
    fprintf(stderr, "notify: %s: %s\n", what, strerror(errno));
    return 74;
}

int main(int count, char **words) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (count != 3 || strlen(words[1]) >= sizeof address.sun_path) {
        fprintf(stderr, "usage: notify SOCKET FILE\n");
        return 64;
    }
    strcpy(address.sun_path, words[1]);
    unlink(words[1]);
    int receiver = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (receiver < 0) return fail("socket");
    if (bind(receiver, (struct sockaddr *)&address, sizeof address) != 0) return fail(words[1]);
    FILE *out = fopen(words[2], "ae");
    if (out == NULL) return fail(words[2]);

    for (;;) {
        char message[4096];
        ssize_t length = recv(receiver, message, sizeof message - 1, 0);
        if (length < 0 && errno == EINTR) continue;
        if (length < 0) return fail("recv");
        message[length] = '\0';
        struct timespec t;
        clock_gettime(CLOCK_BOOTTIME, &t);
        int64_t ms = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
        for (char *rest = message, *variable; (variable = strsep(&rest, "\n")) != NULL;)
            if (*variable != '\0') fprintf(out, "%" PRId64 " %s\n", ms, variable);
        fflush(out);
    }
}

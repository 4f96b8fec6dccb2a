// What a program in the guest costs.
//
//   meter ready COMMAND...      microseconds from fork to "READY=1" (sd_notify) or "ready" on its standard output;
//                               then ends it. Works in the folder in which it is, on any Linux
//   meter cost PID              one line: voluntary context switches of all threads, threads, kB resident, kB private
//                               and dirty, kB private and clean, bytes written
//   meter mark TEXT             says "mark: TEXT" and computes for about a fifth of a second, without a system
//                               call, while boot.py looks what the others have used
//   meter presses FOLDER COUNT QUIET_MS [STOP_MS]
//                               presses the button of the simulated chip so often, each time after its LEDs kept still
//                               and were off for QUIET_MS, and prints for each the microseconds from the interrupt
//                               until the first output was set; STOP_MS after each answer it presses once more, to
//                               stop what began
//   meter clock                 microseconds that a look at the clock takes
#define _GNU_SOURCE
#include <errno.h>
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char tracing[] = "/sys/kernel/tracing";

static void fail(const char *what) {
    fprintf(stderr, "meter: %s: %s\n", what, errno ? strerror(errno) : "not as expected");
    exit(74);
}

// The trace has the same clock.
static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void sleep_us(int64_t us) {
    struct timespec t = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};
    while (nanosleep(&t, &t) != 0 && errno == EINTR) {}
}

// MARK: Ready

static int measure_ready(char **command) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (getcwd(address.sun_path, sizeof address.sun_path - sizeof "/ready") == NULL) fail("the working folder");
    strcat(address.sun_path, "/ready");
    int receiver = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    unlink(address.sun_path);
    if (receiver < 0 || bind(receiver, (struct sockaddr *)&address, sizeof address) != 0) fail(address.sun_path);
    int output[2];
    if (pipe2(output, O_CLOEXEC) != 0) fail("pipe");
    setenv("NOTIFY_SOCKET", address.sun_path, 1);

    int64_t begun = now_us();
    pid_t child = fork();
    if (child == 0) {
        dup2(output[1], STDOUT_FILENO);
        dup2(open("/dev/null", O_RDWR), STDIN_FILENO);
        execvp(command[0], command);
        fail(command[0]);
    }
    close(output[1]);
    struct pollfd wait[] = {{.fd = receiver, .events = POLLIN}, {.fd = output[0], .events = POLLIN}};
    char said[4096];
    do {
        if (poll(wait, 2, 60000) <= 0) fail("waiting for the program to be ready");
        ssize_t length = read(wait[0].revents ? receiver : output[0], said, sizeof said - 1);
        if (length <= 0) fail("the program is gone");
        said[length] = '\0';
    } while (strstr(said, "READY=1") == NULL && strstr(said, "ready") == NULL);
    printf("%" PRId64 "\n", now_us() - begun);
    kill(child, SIGTERM);
    // Whatever it still says at its end.
    fcntl(output[0], F_SETFL, O_NONBLOCK);
    while (waitpid(child, NULL, WNOHANG) == 0) {
        sleep_us(10000);
        while (read(output[0], said, sizeof said) > 0) {}
    }
    return 0;
}

// MARK: Cost

// The sum of what stands behind a word at the start of lines in a file of /proc.
static int64_t sum_of(const char *path, const char *word) {
    FILE *file = fopen(path, "re");
    if (file == NULL) fail(path);
    char line[512];
    int64_t sum = 0;
    while (fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, word, strlen(word)) == 0) sum += strtoll(line + strlen(word), NULL, 10);
    fclose(file);
    return sum;
}

static int measure_cost(const char *pid) {
    char path[512], tasks[64];
    snprintf(tasks, sizeof tasks, "/proc/%s/task", pid);
    DIR *directory = opendir(tasks);
    if (directory == NULL) fail(tasks);
    int64_t waits = 0;
    int threads = 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s/status", tasks, entry->d_name);
        waits += sum_of(path, "voluntary_ctxt_switches:");
        threads++;
    }
    closedir(directory);

    char rollup[64], io[64];
    snprintf(rollup, sizeof rollup, "/proc/%s/smaps_rollup", pid);
    snprintf(io, sizeof io, "/proc/%s/io", pid);
    printf("%" PRId64 " %d %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n", waits, threads, sum_of(rollup, "Rss:"),
           sum_of(rollup, "Private_Dirty:"), sum_of(rollup, "Private_Clean:"), sum_of(io, "wchar:"));
    return 0;
}

// MARK: Mark

static int mark(const char *text) {
    printf("mark: %s\n", text);
    fflush(stdout);
    // No clock tells: the guest's would have to be asked by a system call, and stands still in virtual time.
    for (volatile uint64_t turn = 0; turn < 150000000;) turn++;
    return 0;
}

// MARK: Presses

static void write_to(const char *folder, const char *file, const char *text) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0 || write(descriptor, text, strlen(text)) < 0) fail(path);
    close(descriptor);
}

// What the trace shows of one press; 0: nothing yet.
struct answer {
    int64_t interrupt_us, set_us, last_set_us;
};

// Reads on in the trace. An output that was set before the interrupt is no answer to it.
static void follow(int trace, struct answer *answer) {
    static char text[1 << 16];
    for (ssize_t length; (length = read(trace, text, sizeof text - 1)) > 0;) {
        text[length] = '\0';
        for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;) {
            bool is_interrupt = strstr(line, ": irq_handler_entry: ") != NULL;
            char *event = is_interrupt ? strstr(line, ": irq_handler_entry: ") : strstr(line, ": gpio_value: ");
            if (event == NULL) continue;
            while (event > line && event[-1] != ' ') event--;
            int64_t seconds, microseconds;
            if (sscanf(event, "%" SCNd64 ".%" SCNd64, &seconds, &microseconds) != 2) fail("the trace");
            int64_t at = seconds * 1000000 + microseconds;
            if (is_interrupt && answer->interrupt_us == 0) answer->interrupt_us = at;
            if (!is_interrupt && answer->interrupt_us != 0 && answer->set_us == 0) answer->set_us = at;
            if (!is_interrupt) answer->last_set_us = at;
        }
    }
}

static void pull(int button, const char *how) {
    if (pwrite(button, how, strlen(how), 0) < 0) fail("the button's line");
}

static int measure_presses(const char *folder, int presses, int quiet_ms, int stop_ms) {
    static const char *outputs[] = {"sim_gpio5/value", "sim_gpio6/value", "sim_gpio13/value", "sim_gpio19/value"};
    enum { output_count = sizeof outputs / sizeof *outputs, longest_us = 3000000 };
    int levels[output_count];
    char path[512];
    for (int i = 0; i < output_count; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, outputs[i]);
        if ((levels[i] = open(path, O_RDONLY | O_CLOEXEC)) < 0) fail(path);
    }
    write_to(tracing, "trace_clock", "mono");
    write_to(tracing, "events/gpio/gpio_value/filter", "get == 0");
    write_to(tracing, "events/gpio/gpio_value/enable", "1");
    // The consumers of the button's line: packcoach and the floor, lgpio.
    write_to(tracing, "events/irq/irq_handler_entry/filter", "name == \"packcoach\" || name == \"lg\"");
    write_to(tracing, "events/irq/irq_handler_entry/enable", "1");
    snprintf(path, sizeof path, "%s/trace_pipe", tracing);
    int trace = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    snprintf(path, sizeof path, "%s/sim_gpio17/pull", folder);
    int button = open(path, O_WRONLY | O_CLOEXEC);
    if (trace < 0 || button < 0) fail("the trace and the button");

    for (int done = 0; done < presses; done++) {
        for (int64_t still_since = now_us(), begun = still_since; now_us() - still_since < quiet_ms * 1000;) {
            sleep_us(10000);
            char level = '0';
            for (int i = 0; i < output_count && level == '0'; i++)
                if (pread(levels[i], &level, 1, 0) != 1) fail("the level of an output");
            struct answer seen = {0};
            follow(trace, &seen);
            if (seen.last_set_us != 0 || level != '0') still_since = now_us();
            if (now_us() - begun > 60000000) fail("the outputs never keep still");
        }
        struct answer answer = {0};
        int64_t pressed = now_us();
        pull(button, "pull-down");
        while (answer.set_us == 0 && now_us() - pressed < longest_us) {
            sleep_us(60000);
            follow(trace, &answer);
        }
        pull(button, "pull-up");
        if (answer.set_us == 0) {
            fprintf(stderr, "meter: press %d was not answered within %d s\n", done + 1, longest_us / 1000000);
            return 74;
        }
        printf("%" PRId64 "\n", answer.set_us - answer.interrupt_us);
        if (stop_ms == 0) continue;
        sleep_us(stop_ms * 1000);
        pull(button, "pull-down");
        sleep_us(60000);
        pull(button, "pull-up");
    }
    return 0;
}

// MARK: Clock

static int measure_clock(void) {
    enum { looks = 20000 };
    struct timespec t;
    int64_t begin = now_us();
    for (int i = 0; i < looks; i++) clock_gettime(CLOCK_BOOTTIME, &t);
    printf("%.2f\n", (double)(now_us() - begin) / looks);
    return 0;
}

int main(int count, char **words) {
    if (count >= 3 && strcmp(words[1], "ready") == 0) return measure_ready(words + 2);
    if (count == 3 && strcmp(words[1], "cost") == 0) return measure_cost(words[2]);
    if (count == 3 && strcmp(words[1], "mark") == 0) return mark(words[2]);
    if ((count == 5 || count == 6) && strcmp(words[1], "presses") == 0)
        return measure_presses(words[2], atoi(words[3]), atoi(words[4]), count == 6 ? atoi(words[5]) : 0);
    if (count == 2 && strcmp(words[1], "clock") == 0) return measure_clock();
    fprintf(stderr, "usage: meter ready COMMAND... | cost PID | mark TEXT | presses FOLDER COUNT QUIET_MS [STOP_MS] | clock\n");
    return 64;
}

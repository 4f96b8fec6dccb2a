// The floor: the least that a program costs which reads the button with libgpiod, counts 1200 s down, reads the probe
// and writes a log line each second, and sets the LEDs. No debouncing, no limits, no rests, no restart, no alarm:
// what packcoach costs beyond this is what it does beyond this.
//
//   floor INPUT LOG
//
// INPUT is the probe's file in hwmon, LOG is appended to. Says "ready" when a press would start.
#include "../../../Sources/CGPIOD/shim.h"

#include <poll.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { button_line = 17, led_count = 4, session_s = 1200 };

static const unsigned int led_lines[led_count] = {5, 6, 13, 19};
static const bool active_high[led_count];

static void show(struct coach_gpio_outputs *leds, int left, bool blinks) {
    bool levels[COACH_GPIO_MAX_OUTPUTS] = {false};
    int lit = (left * led_count + session_s - 1) / session_s;
    for (int i = 0; i < lit; i++) levels[i] = i < lit - 1 || !blinks;
    coach_gpio_set_outputs(leds, levels);
}

// One tick a second, the first a second from now; none for a period of 0.
static void tick_every(int timer, int seconds) {
    struct itimerspec setting = {.it_value.tv_sec = seconds, .it_interval.tv_sec = seconds};
    timerfd_settime(timer, 0, &setting, NULL);
}

int main(int count, char **words) {
    if (count != 3) return 64;
    int probe = open(words[1], O_RDONLY);
    int log = open(words[2], O_WRONLY | O_CREAT | O_APPEND, 0644);
    int timer = timerfd_create(CLOCK_BOOTTIME, 0);
    struct coach_gpio_outputs *leds;
    struct coach_gpio_input *button;
    if (probe < 0 || log < 0 || timer < 0 ||
        coach_gpio_request_outputs("/dev/gpiochip0", led_lines, active_high, led_count, &leds) < 0 ||
        coach_gpio_request_input("/dev/gpiochip0", button_line, true, COACH_GPIO_BIAS_PULL_UP, &button) < 0)
        return 74;
    puts("ready");
    fflush(stdout);

    struct pollfd wait[] = {
        {.fd = coach_gpio_input_descriptor(button), .events = POLLIN}, {.fd = timer, .events = POLLIN}};
    uint64_t elapsed = 0, ticks;
    bool runs = false;
    while (poll(wait, 2, -1) > 0) {
        struct coach_gpio_edge edges[COACH_GPIO_EDGE_BATCH];
        int edge_count = wait[0].revents ? coach_gpio_read_edges(button, edges) : 0;
        for (int i = 0; i < edge_count; i++) {
            if (!edges[i].active) continue;
            runs = !runs;
            elapsed = 0;
            show(leds, runs ? session_s : 0, false);
            tick_every(timer, runs);
        }
        if (!wait[1].revents || read(timer, &ticks, sizeof ticks) != sizeof ticks) continue;
        elapsed += ticks;
        char line[64], reading[16];
        ssize_t length = pread(probe, reading, sizeof reading, 0);
        length = snprintf(line, sizeof line, "%d %.*s", (int)elapsed, length < 0 ? 0 : (int)length, reading);
        if (write(log, line, length) != length) return 74;
        runs = elapsed < session_s;
        show(leds, runs ? session_s - (int)elapsed : 0, elapsed % 2 == 0);
        if (!runs) tick_every(timer, 0);
    }
    return 74;
}

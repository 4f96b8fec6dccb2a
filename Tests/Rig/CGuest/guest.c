#define _GNU_SOURCE
#include "guest.h"

#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/timex.h>
#include <time.h>

int guest_wait(int first, int second, int64_t nanoseconds) {
    struct pollfd files[] = {{.fd = first, .events = POLLIN}, {.fd = second, .events = POLLIN}};
    struct timespec time = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    if (ppoll(files, 2, &time, 0) <= 0) return 0;
    return (files[0].revents != 0) | (files[1].revents != 0) << 1;
}

int guest_write_word(int bus, int address, uint8_t reg, uint16_t word) {
    if (ioctl(bus, I2C_SLAVE_FORCE, (long)address) < 0) return -1;
    union i2c_smbus_data data = {.word = word};
    struct i2c_smbus_ioctl_data transfer = {
        .read_write = I2C_SMBUS_WRITE, .command = reg, .size = I2C_SMBUS_WORD_DATA, .data = &data};
    return ioctl(bus, I2C_SMBUS, &transfer);
}

int guest_set_synchronised(int yes) {
    // Without a small maxerror the kernel would set STA_UNSYNC again at the next second.
    struct timex change = {.modes = ADJ_STATUS | ADJ_MAXERROR | ADJ_ESTERROR, .status = yes ? 0 : STA_UNSYNC};
    return adjtimex(&change) < 0 ? -1 : 0;
}

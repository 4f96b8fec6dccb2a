// Fills the kernel's random pool at boot. User-Mode Linux in virtual time finds no entropy by itself: the first
// getrandom(2) would sleep for minutes of the guest's time. These bytes are the same at every boot; what the kernel has
// mixed in of the host's is not, so nothing in a case may hang on what is drawn.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

int main(void) {
    struct {
        struct rand_pool_info pool;
        unsigned char bytes[64];
    } seed = {.pool = {.entropy_count = 512, .buf_size = 64}};
    for (int i = 0; i < 64; i++) seed.bytes[i] = (unsigned char)(i * 37 + 11);
    int pool = open("/dev/urandom", O_RDWR | O_CLOEXEC);
    if (pool < 0 || ioctl(pool, RNDADDENTROPY, &seed) != 0) {
        fprintf(stderr, "entropy: /dev/urandom: %s\n", strerror(errno));
        return 74;
    }
    return 0;
}

/*
 * Sends one UDP payload again and again with sendmmsg: what it takes to load the receiver from the same two cores, which one
 * system call per datagram cannot. blast PORT BYTES RATE SECONDS, to 127.0.0.1; prints how many it sent and stops by itself.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 32, MAX_SECONDS = 60, MAX_PAYLOAD = 65507 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: blast PORT BYTES RATE SECONDS\n");
        return 2;
    }
    int port = atoi(argv[1]), bytes = atoi(argv[2]);
    double rate = atof(argv[3]), seconds = atof(argv[4]);
    if (bytes < 24 || bytes > MAX_PAYLOAD || rate <= 0 || seconds <= 0 || seconds > MAX_SECONDS) {
        fprintf(stderr, "blast: 24 to 65507 bytes, a rate above 0, at most 60 seconds\n");
        return 2;
    }
    static unsigned char payload[MAX_PAYLOAD];
    payload[1] = 5;                    /* version */
    payload[3] = (bytes - 24) / 48;    /* count */
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    if (sock < 0 || connect(sock, (struct sockaddr *)&to, sizeof to) != 0) {
        perror("blast");
        return 1;
    }
    struct iovec one = {payload, bytes};
    struct mmsghdr batch[BATCH];
    memset(batch, 0, sizeof batch);
    for (int i = 0; i < BATCH; i++) {
        batch[i].msg_hdr.msg_iov = &one;
        batch[i].msg_hdr.msg_iovlen = 1;
    }
    long sent = 0;
    double begin = now(), t;
    while ((t = now()) < begin + seconds) {
        if (sent + BATCH > (t - begin) * rate) {
            usleep(50);
            continue;
        }
        int n = sendmmsg(sock, batch, BATCH, 0);
        if (n > 0) sent += n;
    }
    printf("%ld\n", sent);
    return 0;
}

// A client that asks much and takes little: one thread, epoll, answers looked at no further than to
// find their ends.
//   http_load requests PORT CONNECTIONS SECONDS FILE   the request of the file, again and again
//   http_load streams PORT CONNECTIONS SECONDS FILE    reads event streams; an event that has
//                                                      "at=NANOSECONDS" in it is timed
// Prints one JSON object. Times are CLOCK_MONOTONIC.
#define _GNU_SOURCE // strcasestr
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { READ_BYTES = 65536, EVENTS = 256, STEP_US = 50, STEPS = 40000 }; // times up to 2 s

typedef struct connection {
    int fd;
    int64_t sent_ns;
    size_t n; // bytes kept
    char *kept;
} connection;

static struct {
    bool streams;
    struct sockaddr_in address;
    char *request;
    size_t request_bytes;
    int epoll;
    connection *all;
    size_t n;
    uint64_t answers, failed, closed, timed;
    uint32_t times[STEPS + 1]; // in steps
    char first_failure[200];
} load;

static void die(const char *what)
{
    fprintf(stderr, "http_load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void note_time(int64_t ns)
{
    const int64_t step = ns / (1000 * STEP_US);
    load.times[step < 0 ? 0 : step < STEPS ? step : STEPS]++;
    load.timed++;
}

static double quantile_ms(double share)
{
    const uint64_t wanted = (uint64_t)(share * (double)load.timed);
    uint64_t sum = 0;
    for (size_t i = 0; i <= STEPS; i++)
        if ((sum += load.times[i]) > wanted)
            return (double)(i + 1) * STEP_US / 1e3;
    return (double)(STEPS + 1) * STEP_US / 1e3;
}

// --- a connection ---

static void send_request(connection *c)
{
    c->sent_ns = now_ns();
    // A request is small against what the socket takes.
    if (write(c->fd, load.request, load.request_bytes) != (ssize_t)load.request_bytes)
        die("send");
}

static void open_connection(connection *c)
{
    struct epoll_event what = {.events = EPOLLIN, .data.ptr = c};
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&load.address, sizeof load.address) != 0)
        die("connect");
    if (fcntl(c->fd, F_SETFL, O_NONBLOCK) != 0 ||
        epoll_ctl(load.epoll, EPOLL_CTL_ADD, c->fd, &what) != 0)
        die("epoll");
    c->n = 0;
    c->kept = malloc(READ_BYTES + 1);
    if (!c->kept)
        die("memory");
    send_request(c);
}

static void drop(connection *c)
{
    close(c->fd);
    c->fd = -1;
    load.closed++;
}

static void check_status(const connection *c)
{
    if (c->n >= 12 && strncmp(c->kept + 8, " 200", 4) == 0)
        return;
    if (!load.failed++)
        snprintf(load.first_failure, sizeof load.first_failure, "%.*s", 60, c->kept);
}

// Bytes of the whole answer at the front of what is kept; 0 when it is not all there.
static size_t answer_bytes(connection *c)
{
    c->kept[c->n] = 0;
    const char *end = strstr(c->kept, "\r\n\r\n");
    const char *length = strcasestr(c->kept, "\r\nContent-Length:");
    if (!end || !length || length > end)
        return 0;
    const size_t whole = (size_t)(end + 4 - c->kept) + strtoul(length + 17, NULL, 10);
    return whole <= c->n ? whole : 0;
}

static void take_answer(connection *c)
{
    if (!answer_bytes(c))
        return;
    check_status(c);
    load.answers++;
    note_time(now_ns() - c->sent_ns);
    c->n = 0; // one at a time: nothing stands behind it
    send_request(c);
}

// Whole events only; what is left stays for the next piece.
static void take_events(connection *c)
{
    const int64_t now = now_ns();
    char *from = c->kept;
    c->kept[c->n] = 0;
    for (char *end; (end = strstr(from, "\n\n")); from = end + 2) {
        *end = 0;
        const char *at = strstr(from, "at=");
        if (at) {
            load.answers++;
            note_time(now - strtoll(at + 3, NULL, 10));
        }
    }
    c->n -= (size_t)(from - c->kept);
    memmove(c->kept, from, c->n);
}

static void read_some(connection *c)
{
    const ssize_t n = read(c->fd, c->kept + c->n, READ_BYTES - c->n);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0) {
        drop(c);
        return;
    }
    c->n += (size_t)n;
    if (load.streams)
        take_events(c);
    else
        take_answer(c);
}

// --- all of them ---

static void read_request(const char *path)
{
    FILE *file = fopen(path, "rb");
    load.request = malloc(1 << 20);
    load.request_bytes = file && load.request ? fread(load.request, 1, 1 << 20, file) : 0;
    if (!load.request_bytes)
        die(path);
    fclose(file);
}

static void work_until(int64_t end)
{
    struct epoll_event events[EVENTS];
    for (int64_t left; (left = end - now_ns()) > 0;) {
        const int n = epoll_wait(load.epoll, events, EVENTS, (int)(left / 1000000) + 1);
        for (int i = 0; i < n; i++)
            read_some(events[i].data.ptr);
    }
}

static void report(double seconds)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    const double cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    printf("{\"answers\": %llu, \"failed\": %llu, \"closed\": %llu, \"seconds\": %.3f, "
           "\"cpu_s\": %.3f, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"max_ms\": %.2f}\n",
           (unsigned long long)load.answers, (unsigned long long)load.failed,
           (unsigned long long)load.closed, seconds, cpu, quantile_ms(0.5), quantile_ms(0.99),
           quantile_ms(0.9999999));
    if (load.failed)
        fprintf(stderr, "http_load: first failure: %s\n", load.first_failure);
}

int main(int argc, char **argv)
{
    struct rlimit files;
    if (argc != 6) {
        fprintf(stderr, "usage: http_load requests|streams PORT CONNECTIONS SECONDS FILE\n");
        return 2;
    }
    load.streams = strcmp(argv[1], "streams") == 0;
    load.address = (struct sockaddr_in){.sin_family = AF_INET,
                                        .sin_port = htons((uint16_t)strtoul(argv[2], NULL, 10)),
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    load.n = strtoul(argv[3], NULL, 10);
    load.all = calloc(load.n + 1, sizeof *load.all);
    load.epoll = epoll_create1(EPOLL_CLOEXEC);
    if (!load.all || load.epoll < 0)
        die("memory");
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
    read_request(argv[5]);
    for (size_t i = 0; i < load.n; i++)
        open_connection(&load.all[i]);
    printf("open\n");
    fflush(stdout);
    const int64_t began = now_ns();
    work_until(began + (int64_t)(strtod(argv[4], NULL) * 1e9));
    report((double)(now_ns() - began) / 1e9);
    return 0;
}

// How fast curves of DLIS and LIS79 are read, against copying the same bytes in the same run:
//   tape_read dlis|lis MEGABYTES [FLOATS] [ROUNDS] [THREADS]
// FLOATS: values of 32 bits in a row; of 64 bits with a d, as 20d (DLIS).
#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../tests/tape/writer.h"
#include "mudrock/clock.h"
#include "mudrock/tape.h"

enum { MOST = 1024 };

static void flush(mr_buf *out, FILE *to)
{
    if (fwrite(out->at, 1, out->n, to) != out->n)
        abort();
    out->n = 0;
}

static void write_dlis(FILE *to, size_t bytes, unsigned n, bool wide)
{
    static dlis_channel channels[MOST];
    static char names[MOST][8];
    dlis_writer w = {0};
    size_t done = 0;
    for (unsigned i = 0; i < n; i++) {
        snprintf(names[i], sizeof names[i], "C%u", i);
        channels[i] = (dlis_channel){names[i], "m", wide ? 7 : 2, {0}, 0};
    }
    dlis_label(&w);
    dlis_file_header(&w, "bench");
    dlis_frame(&w, "F", "BOREHOLE-DEPTH", channels, n);
    for (uint32_t row = 1; done + w.out.n < bytes; row++) {
        mr_buf v = {0};
        for (unsigned i = 0; i < n; i++) {
            if (wide)
                put_f64(&v, row + i);
            else
                put_f32(&v, row + i);
        }
        dlis_data(&w, "F", row, &v);
        mr_buf_clear(&v);
        if (w.out.n > 1 << 24) {
            dlis_end(&w);
            done += w.out.n;
            flush(&w.out, to);
        }
    }
    dlis_end(&w);
    flush(&w.out, to);
    mr_buf_clear(&w.out);
}

static void write_lis(FILE *to, size_t bytes, unsigned n)
{
    mr_buf out = {0}, body = {0};
    size_t done = 0;
    lis_file_header(&out, "BENCH .001");
    lis_entry_end(&body);
    for (unsigned i = 0; i < n; i++) {
        char name[8];
        snprintf(name, sizeof name, "C%u", i);
        lis_spec(&body, &(lis_channel){name, "M", 4, 1, 68});
    }
    lis_record(&out, 64, &body, 1024, 0);
    body.n = 0;
    for (uint32_t i = 0; i < n * (1000 / (4 * n) + 1); i++)
        put_u32(&body, 0x44000000 | (i * 77 & 0x7fffff));
    while (done + out.n < bytes) {
        lis_record(&out, 0, &body, 1024, 0);
        if (out.n > 1 << 24) {
            done += out.n;
            flush(&out, to);
        }
    }
    flush(&out, to);
    mr_buf_clear(&out);
    mr_buf_clear(&body);
}

typedef struct spent {
    double wall, cpu; // s; cpu: of all threads
} spent;

static spent now(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (spent){1e-9 * (double)mr_clock_ns(),
                   (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                       1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)};
}

static spent least(spent a, spent began)
{
    const spent at = now(), b = {at.wall - began.wall, at.cpu - began.cpu};
    return (spent){b.wall < a.wall ? b.wall : a.wall, b.cpu < a.cpu ? b.cpu : a.cpu};
}

static spent copy(const char *path, size_t size, spent best)
{
    const int fd = open(path, O_RDONLY);
    void *map = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    char *to = malloc(size);
    if (map == MAP_FAILED || !to)
        abort();
    memset(to, 1, size); // its pages are there
    const spent began = now();
    memcpy(to, map, size);
    best = least(best, began);
    if (to[size / 2] != ((char *)map)[size / 2])
        abort();
    munmap(map, size);
    close(fd);
    free(to);
    return best;
}

static spent read_once(const char *path, size_t threads, size_t *column_bytes, spent best)
{
    mr_tape *tape;
    mr_tape_rows rows;
    mr_error err = {0};
    const spent began = now();
    if (mr_tape_open_file(path, threads, &tape, &err) != MR_OK ||
        mr_tape_read(tape, 0, &rows, &err) != MR_OK) {
        fprintf(stderr, "tape_read: %s: %s\n", err.where, err.message);
        exit(1);
    }
    best = least(best, began);
    *column_bytes = (size_t)rows.rows * rows.n * sizeof(double);
    mr_tape_rows_clear(&rows);
    mr_tape_free(tape);
    return best;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: tape_read dlis|lis MEGABYTES [FLOATS[d]] [ROUNDS] [THREADS]\n");
        return 2;
    }
    const size_t bytes = strtoul(argv[2], NULL, 10) << 20;
    const char *floats = argc > 3 ? argv[3] : "20";
    const unsigned n = (unsigned)strtoul(floats, NULL, 10) % MOST;
    const long rounds = argc > 4 ? strtol(argv[4], NULL, 10) : 3;
    const size_t threads = argc > 5 ? strtoul(argv[5], NULL, 10) : 0;
    char path[] = "/tmp/mudrock-tape-XXXXXX";
    const int fd = mkstemp(path);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "wb");
    if (!to)
        return 1;
    if (strcmp(argv[1], "lis") == 0)
        write_lis(to, bytes, n);
    else
        write_dlis(to, bytes, n, strchr(floats, 'd') != NULL);
    fclose(to);
    struct stat info;
    if (stat(path, &info) != 0)
        return 1;
    size_t columns = 0;
    spent best = {1e9, 1e9}, best_copy = {1e9, 1e9};
    best = read_once(path, threads, &columns, best);
    struct rusage usage; // before malloc keeps what a round has freed
    getrusage(RUSAGE_SELF, &usage);
    for (long i = 1; i < rounds; i++)
        best = read_once(path, threads, &columns, best);
    for (long i = 0; i < rounds; i++)
        best_copy = copy(path, (size_t)info.st_size, best_copy);
    unlink(path);
    const double gb = 1e-9 * (double)info.st_size;
    printf("%s, %u values a row, %.0f MB: read %.2f GB/s, copied %.2f GB/s, 1/%.1f (of processor "
           "time 1/%.1f: %.3f s); memory %.2f x the columns\n",
           argv[1], n, 1e3 * gb, gb / best.wall, gb / best_copy.wall, best.wall / best_copy.wall,
           best.cpu / best_copy.cpu, best.cpu, 1024. * (double)usage.ru_maxrss / (double)columns);
    return 0;
}

// Counters by route and status, and what the parts say of themselves.
#include "metrics.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mudrock/clock.h"

#include "route.h"
#include "server.h"

enum { CLASSES = 6, BUCKETS = 8 }; // a class of statuses is its first digit

static const double bounds_s[BUCKETS - 1] = {0.001, 0.005, 0.02, 0.1, 0.5, 2, 10};

typedef struct counts {
    atomic_llong by_class[CLASSES];
    atomic_llong buckets[BUCKETS];
    atomic_llong total_ns;
} counts;

struct mr_metrics {
    int64_t started_ns;
    counts *routes; // mr_routes_n + 1; the last for what no route took
};

mr_metrics *mr_metrics_new(void)
{
    mr_metrics *metrics = mr_alloc(sizeof *metrics);
    metrics->started_ns = mr_clock_ns();
    metrics->routes = mr_alloc((mr_routes_n + 1) * sizeof *metrics->routes);
    return metrics;
}

void mr_metrics_free(mr_metrics *metrics)
{
    if (!metrics)
        return;
    free(metrics->routes);
    free(metrics);
}

void mr_metrics_request(mr_metrics *metrics, size_t route, int status, int64_t ns)
{
    counts *c = &metrics->routes[route];
    size_t bucket = 0;
    while (bucket < BUCKETS - 1 && (double)ns / 1e9 > bounds_s[bucket])
        bucket++;
    atomic_fetch_add(&c->by_class[status / 100 % CLASSES], 1);
    atomic_fetch_add(&c->buckets[bucket], 1);
    atomic_fetch_add(&c->total_ns, ns);
}

static void head(mr_buf *out, const char *name, const char *type, const char *help)
{
    mr_buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void labels(mr_buf *out, size_t route)
{
    const mr_route *r = route < mr_routes_n ? &mr_routes[route] : NULL;
    mr_buf_printf(out, "method=\"%s\",route=\"%s\"", r ? r->method : "", r ? r->path : "none");
}

static int64_t count_of(counts *c)
{
    int64_t n = 0;
    for (size_t i = 0; i < BUCKETS; i++)
        n += atomic_load(&c->buckets[i]);
    return n;
}

static void write_requests(mr_metrics *metrics, mr_buf *out)
{
    head(out, "mudrock_http_requests_total", "counter", "Requests answered.");
    for (size_t i = 0; i <= mr_routes_n; i++)
        for (int k = 1; k < CLASSES; k++) {
            const long long n = atomic_load(&metrics->routes[i].by_class[k]);
            if (!n)
                continue;
            mr_buf_puts(out, "mudrock_http_requests_total{");
            labels(out, i);
            mr_buf_printf(out, ",status=\"%dxx\"} %lld\n", k, n);
        }
}

static void write_durations(mr_metrics *metrics, mr_buf *out)
{
    head(out, "mudrock_http_request_seconds", "histogram",
         "From the head of a request to the end of its answer; of a stream to its end.");
    for (size_t i = 0; i <= mr_routes_n; i++) {
        counts *c = &metrics->routes[i];
        const int64_t n = count_of(c);
        int64_t sum = 0;
        for (size_t k = 0; n && k < BUCKETS; k++) {
            sum += atomic_load(&c->buckets[k]);
            mr_buf_puts(out, "mudrock_http_request_seconds_bucket{");
            labels(out, i);
            if (k < BUCKETS - 1)
                mr_buf_printf(out, ",le=\"%g\"} %" PRId64 "\n", bounds_s[k], sum);
            else
                mr_buf_printf(out, ",le=\"+Inf\"} %" PRId64 "\n", sum);
        }
        if (!n)
            continue;
        mr_buf_puts(out, "mudrock_http_request_seconds_sum{");
        labels(out, i);
        mr_buf_printf(out, "} %.6f\n", (double)atomic_load(&c->total_ns) / 1e9);
        mr_buf_puts(out, "mudrock_http_request_seconds_count{");
        labels(out, i);
        mr_buf_printf(out, "} %" PRId64 "\n", sum);
    }
}

static void value(mr_buf *out, const char *name, const char *type, const char *help, double number)
{
    head(out, name, type, help);
    mr_buf_printf(out, "%s ", name);
    mr_buf_double(out, number);
    mr_buf_putc(out, '\n');
}

static void write_workers(mr_workers *workers, mr_buf *out)
{
    mr_workers_stats s;
    mr_workers_count(workers, &s);
    value(out, "mudrock_workers", "gauge", "Worker processes.", (double)s.processes);
    value(out, "mudrock_workers_started_total", "counter", "Worker processes started.",
          (double)s.started);
    value(out, "mudrock_workers_died_total", "counter", "Jobs whose worker died.", (double)s.died);
    value(out, "mudrock_executions_running", "gauge", "Executions at work.", (double)s.running);
    value(out, "mudrock_reads_running", "gauge", "Rows and plots being read.", (double)s.reading);
    value(out, "mudrock_jobs_waiting", "gauge", "Jobs that wait for a worker.", (double)s.waiting);
}

static double resident_bytes(void)
{
    long long pages = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file && fscanf(file, "%lld %lld", &pages, &resident) != 2)
        resident = 0;
    if (file)
        fclose(file);
    return (double)resident * (double)sysconf(_SC_PAGESIZE);
}

void mr_metrics_write(mr_server *server, mr_buf *out)
{
    mr_metrics *metrics = server->metrics;
    mr_events_stats e;
    mr_events_count(server->events, &e);
    write_requests(metrics, out);
    write_durations(metrics, out);
    value(out, "mudrock_http_requests_open", "gauge", "Requests made and not yet freed.",
          (double)(atomic_load(&server->requests_made) - atomic_load(&server->requests_freed)));
    value(out, "mudrock_event_streams", "gauge", "Open event streams.", (double)e.streams);
    value(out, "mudrock_event_topics", "gauge", "Topics remembered.", (double)e.topics);
    value(out, "mudrock_events_published_total", "counter", "Events published.",
          (double)e.published);
    value(out, "mudrock_event_gaps_total", "counter", "Times a slow reader lost events.",
          (double)e.gaps);
    if (server->workers)
        write_workers(server->workers, out);
    value(out, "mudrock_uptime_seconds", "gauge", "Since the server was started.",
          (double)(mr_clock_ns() - metrics->started_ns) / 1e9);
    value(out, "process_resident_memory_bytes", "gauge", "Memory of the server process.",
          resident_bytes());
}

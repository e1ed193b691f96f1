// Topics, their newest events, and the streams that read them. One lock guards all; to wake a
// stream is left until it is released.
#include "events.h"

#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mudrock/arena.h"
#include "mudrock/clock.h"
#include "mudrock/json.h"
#include "mudrock/map.h"
#include "mudrock/text.h"

enum {
    KEPT = 4096,          // events of a topic
    KEPT_BYTES = 1 << 20, // of them together
    HEARTBEAT_S = 15,
    IDLE_S = 600,  // a topic without readers is forgotten after so long,
    ENDED_S = 120, // one that has ended after so long
};
static const int64_t SECOND = 1000000000;

typedef struct event {
    int64_t id;
    size_t users; // the topic and streams within it
    size_t n;
    char text[]; // as it goes out
} event;

typedef struct topic {
    char *name;
    int64_t first_id, next_id;        // ever, since it was made
    size_t first, n, capacity, bytes; // ring of events
    event **ring;
    bool ended;
    int64_t last_ns; // when something was last published or read
    mr_event_stream *streams;
} topic;

struct mr_event_stream {
    mr_events *events;
    topic *of;
    int64_t next_id;             // the event to be read next
    mr_buf own;                  // goes out first
    bool end;                    // behind `own`
    event *at;                   // being read, and how much of it was
    size_t done;                 // bytes of `own`, else of `at`
    int64_t written_ns;          // last
    void (*wake)(void *context); // NULL: does not wait
    void *context;
    mr_event_stream *next;
    // While it is being woken: whoever took it from `wake` alone touches these.
    void (*waking)(void *context);
    mr_event_stream *next_woken;
};

struct mr_events {
    pthread_mutex_t lock; // guards all below and all topics and streams
    pthread_cond_t closing;
    pthread_t thread;
    mr_map *topics;
    bool closed;
    mr_events_stats stats;
};

// --- events ---

static event *event_new(int64_t id, const char *name, const json_t *data)
{
    mr_buf text = {0};
    if (id)
        mr_buf_printf(&text, "id: %lld\n", (long long)id);
    mr_buf_printf(&text, "event: %s\ndata: ", name);
    mr_json_write(data, 0, &text);
    mr_buf_puts(&text, "\n\n");
    if (text.status != MR_OK) {
        mr_buf_clear(&text);
        return NULL;
    }
    event *e = mr_alloc(sizeof *e + text.n);
    e->id = id;
    e->users = 1;
    e->n = text.n;
    memcpy(e->text, text.at, text.n);
    mr_buf_clear(&text);
    return e;
}

static void event_unref(event *e)
{
    if (e && --e->users == 0)
        free(e);
}

// --- topics ---

static topic *topic_of(mr_events *events, const char *name)
{
    topic *t = mr_map_get(events->topics, name);
    if (t)
        return t;
    t = mr_alloc(sizeof *t);
    t->name = strdup(name);
    t->first_id = t->next_id = (int64_t)time(NULL) * 1000;
    t->last_ns = mr_clock_ns();
    mr_map_put(events->topics, name, t);
    return t;
}

static void topic_free(topic *t)
{
    for (size_t i = 0; i < t->n; i++)
        event_unref(t->ring[(t->first + i) % t->capacity]);
    free(t->ring);
    free(t->name);
    free(t);
}

static void drop_oldest(topic *t)
{
    event *e = t->ring[t->first];
    t->bytes -= e->n;
    t->first = (t->first + 1) % t->capacity;
    t->n--;
    event_unref(e);
}

static void grow(topic *t)
{
    const size_t capacity = t->capacity ? 2 * t->capacity : 16;
    event **ring = mr_alloc(capacity * sizeof *ring);
    for (size_t i = 0; i < t->n; i++)
        ring[i] = t->ring[(t->first + i) % t->capacity];
    free(t->ring);
    t->ring = ring;
    t->first = 0;
    t->capacity = capacity;
}

static void append(topic *t, event *e)
{
    while (t->n == KEPT || (t->n && t->bytes + e->n > KEPT_BYTES))
        drop_oldest(t);
    if (t->n == t->capacity)
        grow(t);
    t->ring[(t->first + t->n++) % t->capacity] = e;
    t->bytes += e->n;
    t->last_ns = mr_clock_ns();
}

static int64_t oldest_id(const topic *t)
{
    return t->n ? t->ring[t->first]->id : t->next_id;
}

// --- waking ---

// A stream taken here is asleep and stays so until it is woken: nobody frees it meanwhile.
static void take_if_waiting(mr_event_stream *s, mr_event_stream **woken)
{
    if (!s->wake)
        return;
    s->waking = s->wake;
    s->wake = NULL;
    s->next_woken = *woken;
    *woken = s;
}

static void wake_all(mr_event_stream *woken)
{
    while (woken) {
        mr_event_stream *s = woken;
        woken = s->next_woken; // awake, it may be gone
        s->waking(s->context);
    }
}

void mr_events_publish(mr_events *events, const char *name, const char *kind, json_t *data,
                       bool last)
{
    mr_event_stream *woken = NULL;
    pthread_mutex_lock(&events->lock);
    topic *t = events->closed ? NULL : topic_of(events, name);
    event *e = t && !t->ended ? event_new(t->next_id, kind, data) : NULL;
    if (e) {
        t->next_id++;
        t->ended = last;
        append(t, e);
        events->stats.published++;
        for (mr_event_stream *s = t->streams; s; s = s->next)
            take_if_waiting(s, &woken);
    }
    pthread_mutex_unlock(&events->lock);
    json_decref(data);
    wake_all(woken);
}

// --- streams ---

bool mr_events_unknown(mr_events *events, const char *name)
{
    pthread_mutex_lock(&events->lock);
    const topic *t = mr_map_get(events->topics, name);
    const bool unknown = !t || t->n == 0;
    pthread_mutex_unlock(&events->lock);
    return unknown;
}

mr_event_stream *mr_events_subscribe(mr_events *events, const char *name, const char *last_event_id,
                                     bool replay)
{
    int64_t last = 0;
    const bool resumes = last_event_id && mr_parse_int64_all(mr_str_of(last_event_id), &last);
    mr_event_stream *s = mr_alloc(sizeof *s);
    pthread_mutex_lock(&events->lock);
    topic *t = topic_of(events, name);
    s->events = events;
    s->of = t;
    s->next_id = replay ? oldest_id(t) : t->next_id;
    if (resumes && last < t->next_id)
        s->next_id = last + 1;
    s->written_ns = mr_clock_ns();
    if (t->ended && s->next_id >= t->next_id) {
        pthread_mutex_unlock(&events->lock);
        free(s);
        return NULL;
    }
    s->next = t->streams;
    t->streams = s;
    events->stats.streams++;
    pthread_mutex_unlock(&events->lock);
    mr_buf_puts(&s->own, "retry: 1000\n\n"); // the head of the answer goes out with it, at once
    return s;
}

void mr_event_stream_tell(mr_event_stream *s, const char *name, json_t *data, bool end)
{
    event *e = event_new(0, name, data);
    if (e)
        mr_buf_put(&s->own, e->text, e->n);
    s->end |= end;
    event_unref(e);
    json_decref(data);
}

// What was dropped between the last event read and the oldest one kept; ids from before the topic
// was forgotten once cannot be counted.
static void tell_gap(mr_event_stream *s)
{
    const int64_t oldest = oldest_id(s->of);
    mr_buf_printf(&s->own, "id: %lld\nevent: gap\ndata: {\"missed\":", (long long)(oldest - 1));
    if (s->next_id < s->of->first_id)
        mr_buf_puts(&s->own, "null}\n\n");
    else
        mr_buf_printf(&s->own, "%lld}\n\n", (long long)(oldest - s->next_id));
    s->next_id = oldest;
    s->events->stats.gaps++;
}

static size_t copy_some(char *out, size_t most, const char *from, size_t n, size_t *done)
{
    const size_t some = n - *done < most ? n - *done : most;
    memcpy(out, from + *done, some);
    *done += some;
    return some;
}

static size_t read_own(mr_event_stream *s, char *out, size_t most)
{
    const size_t n = copy_some(out, most, s->own.at, s->own.n, &s->done);
    if (s->done == s->own.n) {
        mr_buf_clear(&s->own);
        s->done = 0;
    }
    return n;
}

static size_t read_event(mr_event_stream *s, char *out, size_t most)
{
    const topic *t = s->of;
    if (!s->at) {
        s->at = t->ring[(t->first + (size_t)(s->next_id - oldest_id(t))) % t->capacity];
        s->at->users++;
    }
    const size_t n = copy_some(out, most, s->at->text, s->at->n, &s->done);
    if (s->done == s->at->n) {
        event_unref(s->at);
        s->at = NULL;
        s->done = 0;
        s->next_id++;
    }
    return n;
}

static bool is_behind(const mr_event_stream *s)
{
    return !s->at && !s->own.n && s->next_id < oldest_id(s->of);
}

static size_t read_all(mr_event_stream *s, char *out, size_t most)
{
    size_t n = 0;
    while (n < most) {
        if (!s->at && is_behind(s))
            tell_gap(s);
        if (!s->at && s->own.n)
            n += read_own(s, out + n, most - n);
        else if (!s->end && (s->at || s->next_id < s->of->next_id))
            n += read_event(s, out + n, most - n);
        else
            break;
    }
    return n;
}

ssize_t mr_event_stream_read(mr_event_stream *s, char *out, size_t most)
{
    mr_events *events = s->events;
    const int64_t now = mr_clock_ns();
    pthread_mutex_lock(&events->lock);
    s->of->last_ns = now;
    if (!s->at && !s->own.n && now - s->written_ns >= HEARTBEAT_S * SECOND)
        mr_buf_puts(&s->own, ":\n\n");
    const bool over = events->closed;
    const size_t n = over ? 0 : read_all(s, out, most);
    const bool dry = s->end || (s->of->ended && s->next_id >= s->of->next_id);
    const bool end = over || (dry && !s->own.n && !s->at);
    if (n)
        s->written_ns = now;
    pthread_mutex_unlock(&events->lock);
    return n ? (ssize_t)n : end ? -1 : 0;
}

void mr_event_stream_wait(mr_event_stream *s, void (*wake)(void *context), void *context)
{
    mr_events *events = s->events;
    pthread_mutex_lock(&events->lock);
    const bool ready = events->closed || s->own.n || s->at || s->end || s->of->ended ||
                       s->next_id < s->of->next_id;
    if (!ready) {
        s->wake = wake;
        s->context = context;
    }
    pthread_mutex_unlock(&events->lock);
    if (ready)
        wake(context);
}

void mr_event_stream_free(mr_event_stream *s)
{
    mr_events *events = s->events;
    pthread_mutex_lock(&events->lock);
    mr_event_stream **at = &s->of->streams;
    while (*at != s)
        at = &(*at)->next;
    *at = s->next;
    events->stats.streams--;
    event_unref(s->at);
    pthread_mutex_unlock(&events->lock);
    mr_buf_clear(&s->own);
    free(s);
}

// --- once a second ---

static void beat(topic *t, int64_t now, mr_event_stream **woken)
{
    for (mr_event_stream *s = t->streams; s; s = s->next)
        if (now - s->written_ns >= HEARTBEAT_S * SECOND)
            take_if_waiting(s, woken);
}

static bool is_idle(const topic *t, int64_t now)
{
    return !t->streams && now - t->last_ns > (t->ended ? ENDED_S : IDLE_S) * SECOND;
}

static void tick(mr_events *events, mr_event_stream **woken)
{
    const int64_t now = mr_clock_ns();
    for (size_t i = mr_map_count(events->topics); i-- > 0;) {
        const char *name;
        topic *t = mr_map_at(events->topics, i, &name);
        beat(t, now, woken);
        if (is_idle(t, now)) {
            mr_map_remove(events->topics, name);
            topic_free(t);
        }
    }
}

static void *keep(void *context)
{
    mr_events *events = context;
    struct timespec until;
    pthread_mutex_lock(&events->lock);
    while (!events->closed) {
        mr_event_stream *woken = NULL;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec++;
        pthread_cond_timedwait(&events->closing, &events->lock, &until);
        tick(events, &woken);
        pthread_mutex_unlock(&events->lock);
        wake_all(woken);
        pthread_mutex_lock(&events->lock);
    }
    pthread_mutex_unlock(&events->lock);
    return NULL;
}

mr_events *mr_events_new(void)
{
    mr_events *events = mr_alloc(sizeof *events);
    events->topics = mr_map_new();
    pthread_mutex_init(&events->lock, NULL);
    pthread_cond_init(&events->closing, NULL);
    if (pthread_create(&events->thread, NULL, keep, events) != 0) {
        events->closed = true;
        mr_events_free(events);
        return NULL;
    }
    return events;
}

void mr_events_close(mr_events *events)
{
    mr_event_stream *woken = NULL;
    pthread_mutex_lock(&events->lock);
    events->closed = true;
    for (size_t i = 0; i < mr_map_count(events->topics); i++)
        for (mr_event_stream *s = ((topic *)mr_map_at(events->topics, i, NULL))->streams; s;
             s = s->next)
            take_if_waiting(s, &woken);
    pthread_cond_signal(&events->closing);
    pthread_mutex_unlock(&events->lock);
    wake_all(woken);
    pthread_join(events->thread, NULL);
}

void mr_events_free(mr_events *events)
{
    if (!events)
        return;
    for (size_t i = 0; i < mr_map_count(events->topics); i++)
        topic_free(mr_map_at(events->topics, i, NULL));
    mr_map_free(events->topics);
    pthread_cond_destroy(&events->closing);
    pthread_mutex_destroy(&events->lock);
    free(events);
}

void mr_events_count(mr_events *events, mr_events_stats *out)
{
    pthread_mutex_lock(&events->lock);
    *out = events->stats;
    out->topics = mr_map_count(events->topics);
    pthread_mutex_unlock(&events->lock);
}

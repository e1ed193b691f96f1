// Events to browsers: topics that anybody publishes to, streams that are read when their
// connections can take more. A topic keeps its newest events within a bound: a stream that is too
// slow, or comes back too late, is told by one `gap` event what it missed.
//
// Ids grow by one a topic. A topic that was forgotten and made again goes on above the ids it gave
// before, since it begins with the clock.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct json_t;
typedef struct mr_events mr_events;
typedef struct mr_event_stream mr_event_stream;

mr_events *mr_events_new(void);
void mr_events_close(mr_events *events); // every stream ends; nothing is published any more
void mr_events_free(mr_events *events);  // when all streams are freed; accepts NULL

// Any thread; never waits for a reader. `data` is taken over. After the `last` event of a topic its
// streams end.
void mr_events_publish(mr_events *events, const char *topic, const char *kind, struct json_t *data,
                       bool last);

// Behind the event of that id; of a topic without one, NULL, from the oldest event kept when
// `replay`, else from now on. NULL: the topic has ended and there is nothing behind that event.
mr_event_stream *mr_events_subscribe(mr_events *events, const char *topic,
                                     const char *last_event_id, bool replay);
// The topic has never been published to, as far as anybody remembers.
bool mr_events_unknown(mr_events *events, const char *topic);
// Written before anything else, without an id; a whole number of them. Then, when `end`, it ends.
void mr_event_stream_tell(mr_event_stream *stream, const char *kind, struct json_t *data, bool end);

// For the transport, whose thread reads. At most `most` bytes; 0: nothing now; -1: the end.
ssize_t mr_event_stream_read(mr_event_stream *stream, char *out, size_t most);
// After a read of 0, when the connection sleeps: `wake` is called once, from any thread, maybe at
// once, when there is something to read.
void mr_event_stream_wait(mr_event_stream *stream, void (*wake)(void *context), void *context);
void mr_event_stream_free(mr_event_stream *stream);

typedef struct mr_events_stats { // for /metrics
    size_t topics, streams;
    int64_t published, gaps;
} mr_events_stats;
void mr_events_count(mr_events *events, mr_events_stats *out);

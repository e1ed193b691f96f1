// The channel: order, drain after close, wake-up of who waits, no item lost or doubled.
#include "mudrock/chan.h"

#include <pthread.h>
#include <stdatomic.h>

#include "check.h"

static int items[8];

static void first_in_first_out_and_drained(void **state)
{
    (void)state;
    mr_chan *chan = mr_chan_new(3);
    void *item = NULL;
    for (int round = 0; round < 4; round++) { // the ring turns
        assert_status(mr_chan_put(chan, &items[0]), MR_OK);
        assert_status(mr_chan_put(chan, &items[1]), MR_OK);
        assert_status(mr_chan_take(chan, &item), MR_OK);
        assert_ptr_equal(item, &items[0]);
        assert_status(mr_chan_take(chan, &item), MR_OK);
        assert_ptr_equal(item, &items[1]);
    }
    mr_chan_put(chan, &items[2]);
    mr_chan_put(chan, &items[3]);
    mr_chan_close(chan);
    assert_status(mr_chan_put(chan, &items[4]), MR_ECLOSED);
    assert_status(mr_chan_take(chan, &item), MR_OK);
    assert_ptr_equal(item, &items[2]);
    assert_status(mr_chan_take(chan, &item), MR_OK);
    assert_ptr_equal(item, &items[3]);
    assert_status(mr_chan_take(chan, &item), MR_ECLOSED);
    assert_ptr_equal(item, &items[3]); // untouched
    mr_chan_free(chan);
    mr_chan_free(NULL);
}

static void cancelled_gives_nothing_more(void **state)
{
    (void)state;
    mr_chan *chan = mr_chan_new(2);
    void *item = NULL;
    mr_chan_put(chan, &items[0]);
    mr_chan_cancel(chan);
    assert_status(mr_chan_put(chan, &items[1]), MR_ECANCEL);
    assert_status(mr_chan_take(chan, &item), MR_ECANCEL);
    mr_chan_close(chan);
    assert_status(mr_chan_take(chan, &item), MR_ECANCEL);
    mr_chan_free(chan);
}

struct side {
    mr_chan *chan;
    mr_status status;
};

static void *put_until_refused(void *side_)
{
    struct side *s = side_;
    while (s->status == MR_OK)
        s->status = mr_chan_put(s->chan, &items[0]);
    return NULL;
}

static void *take_until_refused(void *side_)
{
    struct side *s = side_;
    void *item;
    while (s->status == MR_OK)
        s->status = mr_chan_take(s->chan, &item);
    return NULL;
}

// Threads that wait on a full or an empty channel must come back; a lost wake-up hangs the test.
static mr_status status_of_waiters(void *(*wait)(void *), void (*wake)(mr_chan *))
{
    enum { WAITERS = 3 };
    mr_chan *chan = mr_chan_new(2);
    struct side sides[WAITERS];
    pthread_t threads[WAITERS];
    for (int i = 0; i < WAITERS; i++) {
        sides[i] = (struct side){chan, MR_OK};
        assert_int_equal(pthread_create(&threads[i], NULL, wait, &sides[i]), 0);
    }
    wake(chan);
    for (int i = 0; i < WAITERS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 1; i < WAITERS; i++)
        assert_int_equal(sides[i].status, sides[0].status);
    mr_chan_free(chan);
    return sides[0].status;
}

static void waiters_wake_up(void **state)
{
    (void)state;
    for (int round = 0; round < 50; round++) {
        assert_status(status_of_waiters(put_until_refused, mr_chan_close), MR_ECLOSED);
        assert_status(status_of_waiters(put_until_refused, mr_chan_cancel), MR_ECANCEL);
        assert_status(status_of_waiters(take_until_refused, mr_chan_close), MR_ECLOSED);
        assert_status(status_of_waiters(take_until_refused, mr_chan_cancel), MR_ECANCEL);
    }
}

enum { PRODUCERS = 3, CONSUMERS = 3, EACH = 20000 };

struct traffic {
    mr_chan *chan;
    _Atomic int seen[PRODUCERS * EACH];
    _Atomic int next_producer, disorder;
    int numbers[PRODUCERS * EACH];
};

static void *produce(void *traffic_)
{
    struct traffic *t = traffic_;
    const int me = atomic_fetch_add(&t->next_producer, 1);
    for (int i = 0; i < EACH; i++) {
        t->numbers[me * EACH + i] = me * EACH + i;
        if (mr_chan_put(t->chan, &t->numbers[me * EACH + i]) != MR_OK)
            atomic_fetch_add(&t->disorder, 1);
    }
    return NULL;
}

static void *consume(void *traffic_)
{
    struct traffic *t = traffic_;
    int last[PRODUCERS] = {-1, -1, -1};
    void *item;
    while (mr_chan_take(t->chan, &item) == MR_OK) {
        const int number = *(const int *)item, producer = number / EACH;
        if (number <= last[producer])
            atomic_fetch_add(&t->disorder, 1);
        last[producer] = number;
        atomic_fetch_add(&t->seen[number], 1);
    }
    return NULL;
}

static void nothing_is_lost_under_traffic(void **state)
{
    (void)state;
    static struct traffic t;
    pthread_t producers[PRODUCERS], consumers[CONSUMERS];
    t.chan = mr_chan_new(5);
    for (int i = 0; i < CONSUMERS; i++)
        pthread_create(&consumers[i], NULL, consume, &t);
    for (int i = 0; i < PRODUCERS; i++)
        pthread_create(&producers[i], NULL, produce, &t);
    for (int i = 0; i < PRODUCERS; i++)
        pthread_join(producers[i], NULL);
    mr_chan_close(t.chan);
    for (int i = 0; i < CONSUMERS; i++)
        pthread_join(consumers[i], NULL);
    assert_int_equal(t.disorder, 0);
    for (int i = 0; i < PRODUCERS * EACH; i++)
        if (t.seen[i] != 1)
            fail_msg("item %d was taken %d times", i, t.seen[i]);
    mr_chan_free(t.chan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_in_first_out_and_drained),
        cmocka_unit_test(cancelled_gives_nothing_more),
        cmocka_unit_test(waiters_wake_up),
        cmocka_unit_test(nothing_is_lost_under_traffic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

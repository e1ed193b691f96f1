// The pool: every job once, workers never shared, the failure with the least index.
#include "mudrock/pool.h"

#include <pthread.h>
#include <stdatomic.h>

#include "check.h"

enum { JOBS = 5000, THREADS = 8 };

struct tally {
    _Atomic int runs[JOBS];
    _Atomic int busy[THREADS];
    _Atomic int shared; // times a worker was found in two jobs
    _Atomic size_t last_started;
    _Atomic int out_of_order;
};

static mr_status count_job(void *context, size_t i, size_t worker, mr_error *err)
{
    (void)err;
    struct tally *t = context;
    if (atomic_fetch_add(&t->busy[worker], 1) != 0)
        atomic_fetch_add(&t->shared, 1);
    atomic_fetch_add(&t->runs[i], 1);
    atomic_fetch_sub(&t->busy[worker], 1);
    return MR_OK;
}

static void every_job_runs_once(void **state)
{
    (void)state;
    static struct tally t;
    mr_pool *pool;
    mr_error err;
    assert_status(mr_pool_new(THREADS, &pool, &err), MR_OK);
    assert_int_equal(mr_pool_threads(pool), THREADS);
    for (int round = 1; round <= 3; round++) {
        assert_status(mr_pool_each(pool, JOBS, count_job, &t, &err), MR_OK);
        for (size_t i = 0; i < JOBS; i++)
            assert_int_equal(t.runs[i], round);
    }
    assert_status(mr_pool_each(pool, 0, count_job, &t, &err), MR_OK);
    assert_int_equal(t.shared, 0);
    mr_pool_free(pool);
}

static mr_status order_job(void *context, size_t i, size_t worker, mr_error *err)
{
    (void)worker;
    (void)err;
    struct tally *t = context;
    if (atomic_exchange(&t->last_started, i + 1) != i)
        atomic_fetch_add(&t->out_of_order, 1);
    return MR_OK;
}

static void one_thread_runs_in_order(void **state)
{
    (void)state;
    static struct tally t;
    mr_pool *pool;
    assert_status(mr_pool_new(1, &pool, NULL), MR_OK);
    assert_status(mr_pool_each(pool, JOBS, order_job, &t, NULL), MR_OK);
    assert_int_equal(t.out_of_order, 0);
    mr_pool_free(pool);
}

// Jobs 100, 137, ... fail; the later they stand, the sooner they end.
static mr_status failing_job(void *context, size_t i, size_t worker, mr_error *err)
{
    (void)worker;
    struct tally *t = context;
    atomic_fetch_add(&t->runs[i], 1);
    if (i < 100 || (i - 100) % 37)
        return MR_OK;
    for (volatile size_t k = 0; k < 400000 / (i - 99); k++) {
    }
    return mr_fail(err, i == 100 ? MR_EFORMAT : MR_EIO, "job", "number %zu", i);
}

static void the_least_failure_wins(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= THREADS; threads++) {
        mr_pool *pool;
        assert_status(mr_pool_new(threads, &pool, NULL), MR_OK);
        for (int round = 0; round < 20; round++) {
            struct tally *t = calloc(1, sizeof *t);
            mr_error err = {0};
            assert_status(mr_pool_each(pool, JOBS, failing_job, t, &err), MR_EFORMAT);
            assert_int_equal(err.status, MR_EFORMAT);
            assert_string_equal(err.message, "number 100");
            for (size_t i = 0; i <= 100; i++)
                assert_int_equal(t->runs[i], 1);
            if (threads == 1)
                assert_int_equal(t->runs[101], 0); // no start after a failure
            assert_status(mr_pool_each(pool, JOBS, failing_job, t, NULL), MR_EFORMAT);
            free(t);
        }
        mr_pool_free(pool);
    }
}

struct caller {
    mr_pool *pool;
    struct tally tally;
    mr_status status;
};

static void *call_each(void *caller_)
{
    struct caller *c = caller_;
    for (int i = 0; i < 5 && c->status == MR_OK; i++)
        c->status = mr_pool_each(c->pool, JOBS, count_job, &c->tally, NULL);
    return NULL;
}

static void several_callers_share_it(void **state)
{
    (void)state;
    enum { CALLERS = 4 };
    static struct caller callers[CALLERS];
    pthread_t threads[CALLERS];
    mr_pool *pool;
    assert_status(mr_pool_new(3, &pool, NULL), MR_OK);
    for (int i = 0; i < CALLERS; i++) {
        callers[i].pool = pool;
        assert_int_equal(pthread_create(&threads[i], NULL, call_each, &callers[i]), 0);
    }
    for (int i = 0; i < CALLERS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(callers[i].status, MR_OK);
        for (size_t k = 0; k < JOBS; k++)
            assert_int_equal(callers[i].tally.runs[k], 5);
    }
    mr_pool_free(pool);
}

static void zero_threads_take_the_processors(void **state)
{
    (void)state;
    mr_pool *pool;
    assert_status(mr_pool_new(0, &pool, NULL), MR_OK);
    assert_true(mr_pool_threads(pool) >= 1);
    mr_pool_free(pool);
    mr_pool_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_job_runs_once),
        cmocka_unit_test(one_thread_runs_in_order),
        cmocka_unit_test(the_least_failure_wins),
        cmocka_unit_test(several_callers_share_it),
        cmocka_unit_test(zero_threads_take_the_processors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

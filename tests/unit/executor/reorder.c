// Results made in any order come out in order, within the window; a cancel wakes who waits.
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "mudrock/pool.h"

#include "../../../src/executor/reorder.h"

enum { N = 400, WINDOW = 6 };

struct line {
    mr_reorder *reorder;
    size_t next; // by deliver alone
    bool out_of_order;
    atomic_int inside, dropped;
    atomic_size_t begun;
    size_t fail_at;
    size_t most_ahead;
};

static mr_status deliver(void *context, size_t i, void *item, mr_error *err)
{
    struct line *l = context;
    if (atomic_fetch_add(&l->inside, 1) != 0 || i != l->next || *(size_t *)item != i)
        l->out_of_order = true;
    size_t ahead = atomic_load(&l->begun) - i;
    if (ahead > l->most_ahead)
        l->most_ahead = ahead;
    l->next++;
    free(item);
    atomic_fetch_sub(&l->inside, 1);
    return i == l->fail_at ? mr_fail(err, MR_EIO, "", "full") : MR_OK;
}

static void drop(void *context, void *item)
{
    struct line *l = context;
    atomic_fetch_add(&l->dropped, 1);
    free(item);
}

static mr_status job(void *context, size_t i, size_t worker, mr_error *err)
{
    struct line *l = context;
    (void)worker;
    mr_status st = mr_reorder_enter(l->reorder, i, err);
    if (st != MR_OK)
        return st;
    size_t begun = atomic_load(&l->begun);
    while (begun < i + 1 && !atomic_compare_exchange_weak(&l->begun, &begun, i + 1)) {
    }
    for (volatile size_t k = 0; k < (i * 7919) % 4001; k++) // some are slow
        continue;
    size_t *item = malloc(sizeof *item);
    *item = i;
    return mr_reorder_put(l->reorder, i, item, err);
}

static void test_in_order(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= 8; threads *= 2) {
        struct line l = {.fail_at = SIZE_MAX};
        mr_pool *pool = NULL;
        assert_int_equal(mr_pool_new(threads, &pool, NULL), MR_OK);
        l.reorder = mr_reorder_new(WINDOW, deliver, drop, &l);
        assert_int_equal(mr_pool_each(pool, N, job, &l, NULL), MR_OK);
        assert_int_equal(l.next, N);
        assert_false(l.out_of_order);
        assert_true(l.most_ahead <= WINDOW);
        assert_int_equal(atomic_load(&l.dropped), 0);
        mr_reorder_free(l.reorder);
        mr_pool_free(pool);
    }
}

// Nobody is left waiting behind a delivery that failed, and nothing is lost: delivered or dropped.
static void test_failure(void **state)
{
    (void)state;
    struct line l = {.fail_at = 100};
    mr_pool *pool = NULL;
    mr_error err = {0};
    assert_int_equal(mr_pool_new(4, &pool, NULL), MR_OK);
    l.reorder = mr_reorder_new(WINDOW, deliver, drop, &l);
    assert_int_not_equal(mr_pool_each(pool, N, job, &l, &err), MR_OK);
    assert_int_equal(l.next, 101);
    mr_reorder_free(l.reorder);
    mr_pool_free(pool);
}

static void test_cancel(void **state)
{
    (void)state;
    struct line l = {.fail_at = SIZE_MAX};
    l.reorder = mr_reorder_new(2, deliver, drop, &l);
    mr_reorder_cancel(l.reorder);
    assert_int_equal(mr_reorder_enter(l.reorder, 5, NULL), MR_ECANCEL);
    size_t *item = malloc(sizeof *item);
    assert_int_equal(mr_reorder_put(l.reorder, 0, item, NULL), MR_OK);
    assert_int_equal(atomic_load(&l.dropped), 1);
    assert_int_equal(l.next, 0);
    mr_reorder_free(l.reorder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_order),
        cmocka_unit_test(test_failure),
        cmocka_unit_test(test_cancel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// The map.
#include "mudrock/map.h"

#include "check.h"

static int values[10];

static void put_get_remove(void **state)
{
    (void)state;
    mr_map *map = mr_map_new();
    char key[] = "gr";
    assert_null(mr_map_get(map, "gr"));
    assert_null(mr_map_put(map, key, &values[0]));
    key[0] = 'x'; // the map has a copy
    assert_ptr_equal(mr_map_get(map, "gr"), &values[0]);
    assert_ptr_equal(mr_map_put(map, "gr", &values[1]), &values[0]);
    assert_int_equal(mr_map_count(map), 1);
    assert_null(mr_map_put(map, "", &values[2]));
    assert_ptr_equal(mr_map_get(map, ""), &values[2]);
    assert_true(mr_map_remove(map, "gr"));
    assert_false(mr_map_remove(map, "gr"));
    assert_null(mr_map_get(map, "gr"));
    assert_int_equal(mr_map_count(map), 1);
    mr_map_free(map);
    mr_map_free(NULL);
}

static void walks_in_the_order_of_insertion(void **state)
{
    (void)state;
    static const char *const keys[] = {"rhob", "gr", "dt", "nphi", "sp"};
    mr_map *map = mr_map_new();
    for (size_t i = 0; i < COUNT(keys); i++)
        mr_map_put(map, keys[i], &values[i]);
    mr_map_put(map, "gr", &values[9]); // stays in its place
    mr_map_remove(map, "dt");
    static const char *const left[] = {"rhob", "gr", "nphi", "sp"};
    assert_int_equal(mr_map_count(map), COUNT(left));
    for (size_t i = 0; i < COUNT(left); i++) {
        const char *key;
        mr_map_at(map, i, &key);
        assert_string_equal(key, left[i]);
    }
    assert_ptr_equal(mr_map_at(map, 1, NULL), &values[9]);
    mr_map_free(map);
}

// Against a plain array as the model.
static void many_keys(void **state)
{
    (void)state;
    enum { N = 3000 };
    static bool present[N];
    static int marks[N];
    mr_map *map = mr_map_new();
    uint64_t seed = 6;
    size_t count = 0;
    for (int step = 0; step < 12000; step++) {
        const size_t i = random_bits(&seed) % N;
        char key[32];
        snprintf(key, sizeof key, "well-%zu", i);
        if (random_bits(&seed) % 3) {
            assert_ptr_equal(mr_map_put(map, key, &marks[i]), present[i] ? &marks[i] : NULL);
            count += !present[i];
            present[i] = true;
        } else {
            assert_int_equal(mr_map_remove(map, key), present[i]);
            count -= present[i];
            present[i] = false;
        }
        assert_int_equal(mr_map_count(map), count);
    }
    for (size_t i = 0; i < N; i++) {
        char key[32];
        snprintf(key, sizeof key, "well-%zu", i);
        assert_ptr_equal(mr_map_get(map, key), present[i] ? &marks[i] : NULL);
    }
    mr_map_free(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(put_get_remove),
        cmocka_unit_test(walks_in_the_order_of_insertion),
        cmocka_unit_test(many_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

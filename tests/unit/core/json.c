// JSON text in and out: limits, positions, number form, key order.
#include "mudrock/json.h"

#include <jansson.h>
#include <stdlib.h>

#include "core/check.h"

static json_t *parse(const char *text)
{
    json_t *value = NULL;
    mr_error err = {0};

    if (mr_json_parse(mr_str_of(text), &value, &err) != MR_OK)
        fail_msg("%s: %s", text, err.message);
    return value;
}

static void refuse(const char *text, mr_status status, const char *where)
{
    json_t *value = (json_t *)1;
    mr_error err = {0};

    assert_int_equal(mr_json_parse(mr_str_of(text), &value, &err), status);
    assert_null(value);
    assert_string_equal(err.where, where);
    assert_true(err.message[0] != '\0');
}

static void written(const char *in, int indent, const char *out)
{
    json_t *value = parse(in);
    mr_buf text = {0};

    mr_json_write(value, indent, &text);
    assert_int_equal(text.status, MR_OK);
    assert_string_equal(text.at, out);
    mr_buf_clear(&text);
    json_decref(value);
}

static void numbers_keep_kind_and_shortest_form(void **state)
{
    (void)state;
    written("[0.1, 5.0, 5, -0.0, 1e2, 1E-7, 123456789012345678]", 0,
            "[0.1,5.0,5,-0.0,100.0,1e-07,123456789012345678]");
    written("0.30000000000000004", 0, "0.30000000000000004");
    written("-9223372036854775808", 0, "-9223372036854775808");
    written("[1.7976931348623157e308]", 0, "[1.7976931348623157e+308]");
}

static void reals_read_back_exactly(void **state)
{
    uint64_t seed = 42;
    (void)state;

    for (int i = 0; i < 20000; i++) {
        double value, again;
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        memcpy(&value, &seed, sizeof value);
        if (!isfinite(value))
            continue;
        json_t *real = json_real(value);
        mr_buf text = {0};
        mr_json_write(real, 0, &text);
        json_t *back = parse(text.at);
        assert_true(json_is_real(back));
        again = json_real_value(back);
        assert_memory_equal(&again, &value, sizeof value);
        mr_buf_clear(&text);
        json_decref(real);
        json_decref(back);
    }
}

static void text_is_escaped(void **state)
{
    (void)state;
    written("\"a\\\"b\\\\c\\/d\\n\\r\\t\\b\\f\\u0001\\u007f é \\u00e9 \\ud83d\\ude00\"", 0,
            "\"a\\\"b\\\\c/d\\n\\r\\t\\u0008\\u000c\\u0001\x7f é é 😀\"");
}

static void key_order_is_kept_and_indent_breaks_lines(void **state)
{
    (void)state;
    written("{\"z\":1,\"a\":[],\"m\":{}}", 0, "{\"z\":1,\"a\":[],\"m\":{}}");
    written("{\"z\":[1,2],\"a\":{\"b\":null}}", 2,
            "{\n  \"z\": [\n    1,\n    2\n  ],\n  \"a\": {\n    \"b\": null\n  }\n}");
}

static void canonical_sorts_keys_at_every_depth(void **state)
{
    json_t *value =
        parse("{ \"b\" : {\"y\":true,\"x\":false}, \"a\" : [ {\"d\":1.50,\"c\":2} ], \"B\":0 }");
    mr_buf text = {0};
    (void)state;

    mr_json_write_canonical(value, &text);
    assert_string_equal(text.at,
                        "{\"B\":0,\"a\":[{\"c\":2,\"d\":1.5}],\"b\":{\"x\":false,\"y\":true}}");
    mr_buf_clear(&text);
    json_decref(value);
}

static void bad_text_says_where(void **state)
{
    (void)state;
    refuse("", MR_EFORMAT, "line 1, column 1");
    refuse("{\"a\": 1,\n \"a\": 2}", MR_EFORMAT, "line 2, column 4");
    refuse("[1,\n  2,\n  x]", MR_EFORMAT, "line 3, column 3");
    refuse("{} {}", MR_EFORMAT, "line 1, column 4");
    refuse("[1, 2", MR_EFORMAT, "line 1, column 5");
    refuse("[NaN]", MR_EFORMAT, "line 1, column 4");
    refuse("[1e999]", MR_EFORMAT, "line 1, column 6");
    refuse("[9223372036854775808]", MR_EFORMAT, "line 1, column 20");
}

static void refuses(const char *bytes, size_t n)
{
    json_t *value = NULL;
    mr_error err = {0};

    assert_int_equal(mr_json_parse((mr_str){bytes, n}, &value, &err), MR_EFORMAT);
    assert_null(value);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    refuses("\"\xff\"", 3);
    refuses("\"\xc0\x80\"", 4);      // an overlong NUL
    refuses("\"\xed\xa0\x80\"", 5);  // half a surrogate pair
    refuses("\"a\0b\"", 5);          // a NUL byte
    refuses("[1\0]", 4);             // and one that jansson skips
    refuses("\"a\\u0000b\"", 10);    // an escaped NUL
    refuses("\"a\nb\"", 5);          // a raw control character
    refuses("{\"a\\u0000\":1}", 13); // a NUL in a key
}

static void nest(char *out, size_t depth, char open, char close)
{
    for (size_t i = 0; i < depth; i++) {
        out[i] = open;
        out[depth + i] = close;
    }
    out[2 * depth] = '\0';
}

static void nesting_is_bounded_at_64(void **state)
{
    char text[140];
    (void)state;

    nest(text, 64, '[', ']');
    json_decref(parse(text));
    nest(text, 65, '[', ']');
    refuse(text, MR_ETOOLARGE, "line 1, column 65");
    refuse("\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"",
           MR_EFORMAT, "line 1, column 74");
    // Brackets inside texts do not nest.
    json_decref(parse(
        "[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[\"]"));
}

static void size_is_bounded_at_16_mib(void **state)
{
    size_t n = MR_JSON_MAX_BYTES;
    char *text = malloc(n + 2);
    json_t *value = NULL;
    mr_error err = {0};
    (void)state;

    memset(text, ' ', n + 2);
    text[0] = '1';
    assert_int_equal(mr_json_parse((mr_str){text, n}, &value, &err), MR_OK);
    json_decref(value);
    assert_int_equal(mr_json_parse((mr_str){text, n + 1}, &value, &err), MR_ETOOLARGE);
    assert_contains(err.message, "16777217 bytes");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_keep_kind_and_shortest_form),
        cmocka_unit_test(reals_read_back_exactly),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(key_order_is_kept_and_indent_breaks_lines),
        cmocka_unit_test(canonical_sorts_keys_at_every_depth),
        cmocka_unit_test(bad_text_says_where),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(nesting_is_bounded_at_64),
        cmocka_unit_test(size_is_bounded_at_16_mib),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Sample LAS files against facts taken from another reader (lasio): header, curves, counts, nulls,
// least, greatest, mean. A file must be read, must be refused with one clear error, or either.
#include "sample.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>

#include <jansson.h>

static int bad; // differences found so far
static const char *file;

static void differ(const char *what, const char *want, const char *got)
{
    fprintf(stderr, "%s: %s: want %s, got %s\n", file, what, want, got);
    bad++;
}

static void differ_number(const char *what, double want, double got)
{
    char a[40], b[40];
    snprintf(a, sizeof a, "%.17g", want);
    snprintf(b, sizeof b, "%.17g", got);
    differ(what, a, b);
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(1, fmax(fabs(a), fabs(b)));
}

static bool is_number(const char *text, double want)
{
    char *end, *start = strdup(text);
    for (char *p = start; *p; p++)
        *p = *p == ',' ? '.' : *p;
    double got = strtod(start, &end);
    bool same = end != start && !*end && near(want, got);
    free(start);
    return same;
}

// Equal but for blanks.
static bool same_text(const char *a, const char *b)
{
    for (;;) {
        while (isspace((unsigned char)*a))
            a++;
        while (isspace((unsigned char)*b))
            b++;
        if (!*a || *a != *b)
            return *a == *b;
        a++;
        b++;
    }
}

// What the facts do not say is not checked.
static void check_value(const char *what, const json_t *want, const char *got)
{
    if (!want || json_is_null(want))
        return;
    got = got ? got : "";
    if (json_is_number(want) ? is_number(got, json_number_value(want))
                             : same_text(json_string_value(want), got))
        return;
    char *text = json_dumps(want, JSON_ENCODE_ANY);
    differ(what, text, got);
    free(text);
}

static void check_count(const char *what, const json_t *want, int64_t got)
{
    if (json_integer_value(want) != got)
        differ_number(what, (double)json_integer_value(want), (double)got);
}

// The sum is taken in a type with more digits than the reader's own.
static void check_numbers(const char *name, const json_t *want, const mr_column *column)
{
    if (column->field.type != MR_FLOAT64) {
        differ(name, "numbers", "text");
        return;
    }
    long double sum = 0;
    double min = (double)INFINITY, max = -(double)INFINITY;
    int64_t nulls = 0;
    for (int64_t i = 0; i < column->length; i++) {
        double v = mr_column_f64(column)[i];
        assert_int_equal(mr_valid(column, i), !isnan(v));
        nulls += isnan(v);
        sum += isnan(v) ? 0 : (long double)v;
        min = fmin(min, v);
        max = fmax(max, v);
    }
    assert_int_equal(nulls, column->nulls);
    check_count(name, json_object_get(want, "nulls"), nulls);
    const char *const keys[] = {"min", "max", "mean"};
    const double got[] = {min, max, (double)(sum / (long double)(column->length - nulls))};
    for (size_t i = 0; i < 3; i++) {
        const json_t *fact = json_object_get(want, keys[i]);
        if (json_is_null(fact) ? nulls != column->length : !near(json_number_value(fact), got[i]))
            differ_number(name, json_number_value(fact), got[i]);
    }
}

static void check_curve(const json_t *want, const mr_las_curve *got)
{
    const char *name = json_string_value(json_object_get(want, "mnemonic"));
    const char *type = json_string_value(json_object_get(want, "type"));
    if (strcmp(name, got->item.mnemonic) != 0)
        differ("mnemonic", name, got->item.mnemonic);
    assert_string_equal(got->item.mnemonic, got->column->field.name);
    check_count(name, json_object_get(want, "count"), got->column->length);
    check_value(name, json_object_get(want, "unit"), got->item.unit);
    if (strcmp(type, "text") == 0 && got->column->field.type != MR_UTF8)
        differ(name, "text", "numbers");
    if (strcmp(type, "number") == 0)
        check_numbers(name, want, got->column);
}

static const char *well_value(const mr_las *las, const char *mnemonic)
{
    for (size_t i = 0; i < las->well.n; i++)
        if (strcmp(las->well.at[i].mnemonic, mnemonic) == 0)
            return las->well.at[i].value;
    return NULL;
}

static void check_facts(json_t *want, const mr_las *las)
{
    const json_t *wrap = json_object_get(want, "wrap"), *curves = json_object_get(want, "curves");
    const char *mnemonic;
    json_t *value;
    check_value("version", json_object_get(want, "version"), las->version);
    check_value("null", json_object_get(want, "null_value"), las->null_text);
    if (json_is_boolean(wrap) && json_is_true(wrap) != las->wrap)
        differ("wrap", las->wrap ? "no" : "yes", las->wrap ? "yes" : "no");
    check_count("rows", json_object_get(want, "rows"), las->rows);
    json_object_foreach(json_object_get(want, "well"), mnemonic, value)
        check_value(mnemonic, value, well_value(las, mnemonic));
    if (las->n_curves != json_array_size(curves)) {
        differ_number("curves", (double)json_array_size(curves), (double)las->n_curves);
        return;
    }
    for (size_t i = 0; i < las->n_curves; i++)
        check_curve(json_array_get(curves, i), &las->curves[i]);
}

static bool is_section(const json_t *section, const mr_las *las)
{
    const json_t *names = json_object_get(section, "mnemonics");
    if (las->n_curves != json_array_size(names) ||
        las->rows != json_integer_value(json_object_get(section, "rows")))
        return false;
    for (size_t i = 0; i < las->n_curves; i++) {
        mr_str want = mr_str_of(json_string_value(json_array_get(names, i)));
        mr_str got = mr_str_of(las->curves[i].item.mnemonic);
        if (got.n < want.n || !mr_str_ieq((mr_str){got.at, want.n}, want))
            return false;
    }
    return true;
}

// A file with several data sections: what came must be one of them, whole.
static void check_sections(const json_t *sections, const mr_las *las)
{
    for (size_t i = 0; i < json_array_size(sections); i++)
        if (is_section(json_array_get(sections, i), las))
            return;
    differ_number("a section of rows", 0, (double)las->rows);
}

static void check_refusal(const char *class, mr_status st, const mr_error *err)
{
    if (strcmp(class, "read") == 0)
        differ("refused", "read", err->message);
    assert_int_equal(st, MR_EFORMAT);
    assert_int_equal(strncmp(err->where, "line ", 5), 0);
    assert_non_null(strstr(err->where, ", column "));
    assert_true(err->message[0] && !strchr(err->message, '\n'));
}

static void check_file(const char *name, json_t *want)
{
    const char *class = json_string_value(json_object_get(want, "class"));
    char path[512];
    mr_las *las = NULL;
    mr_error err = {0};
    file = name;
    snprintf(path, sizeof path, "%s/%s", getenv("SOURCE_ROOT"), name);
    mr_status st = mr_las_read_file(path, 1, &las, &err);
    if (st != MR_OK) {
        assert_null(las);
        check_refusal(class, st, &err);
        return;
    }
    if (strcmp(class, "refuse") == 0)
        differ("read", "refused", "read");
    if (json_object_get(want, "facts"))
        check_facts(json_object_get(want, "facts"), las);
    else if (json_object_get(want, "sections"))
        check_sections(json_object_get(want, "sections"), las);
    mr_las_free(las);
}

static void every_file_gives_its_facts(void **state)
{
    (void)state;
    char path[512];
    json_error_t error;
    const char *name;
    json_t *want;
    size_t n = 0;
    snprintf(path, sizeof path, "%s/tests/unit/formats/las_facts.json", getenv("SOURCE_ROOT"));
    json_t *root = json_load_file(path, 0, &error);
    assert_non_null(root);
    json_object_foreach(root, name, want)
    {
        check_file(name, want);
        n++;
    }
    json_decref(root);
    assert_true(n >= 50);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_file_gives_its_facts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

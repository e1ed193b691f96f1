// However many threads read a file, what comes of it is the same: columns, warnings, errors.
#include "sample.h"

#include <dirent.h>
#include <math.h>

enum { ROWS = 40000 };

static const size_t threads[] = {2, 3, 8};

static void assert_same(const mr_las *a, const mr_las *b)
{
    assert_int_equal(a->rows, b->rows);
    assert_int_equal(a->n_curves, b->n_curves);
    for (size_t i = 0; i < a->n_curves; i++) {
        const mr_column *one = a->curves[i].column, *other = b->curves[i].column;
        assert_string_equal(one->field.name, other->field.name);
        assert_int_equal(one->field.nullable, other->field.nullable);
        assert_true(mr_column_equal(one, other));
    }
    assert_int_equal(a->n_warnings, b->n_warnings);
    for (size_t i = 0; i < a->n_warnings; i++)
        assert_string_equal(a->warnings[i], b->warnings[i]);
}

static void check(mr_str bytes)
{
    mr_las *one, *other;
    mr_error err = {0};
    mr_status st = mr_las_read(bytes, 1, &one, &err);
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        mr_error err_other = {0};
        assert_int_equal(mr_las_read(bytes, threads[i], &other, &err_other), st);
        if (st == MR_OK)
            assert_same(one, other);
        assert_string_equal(err_other.where, err.where);
        assert_string_equal(err_other.message, err.message);
        mr_las_free(other);
    }
    mr_las_free(one);
}

static size_t check_file(const char *path)
{
    mr_buf bytes = {0};
    FILE *file = fopen(path, "rb");
    char part[1 << 14];
    assert_non_null(file);
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        mr_buf_put(&bytes, part, n);
    assert_int_equal(fclose(file), 0);
    check((mr_str){bytes.at ? bytes.at : "", bytes.n});
    mr_buf_clear(&bytes);
    return 1;
}

static size_t check_folder(const char *path)
{
    DIR *dir = opendir(path);
    size_t n = 0;
    if (!dir)
        return strlen(path) > 4 && strcmp(path + strlen(path) - 4, ".las") == 0 ? check_file(path)
                                                                                : 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        char inner[1024];
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, "node_modules") == 0)
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        n += check_folder(inner);
    }
    closedir(dir);
    return n;
}

static void all_files(void **state)
{
    (void)state;
    char path[512];
    sample_path(path, "../../examples");
    assert_true(check_folder(path) >= 6);
    sample_path(path, "..");
    assert_true(check_folder(path) >= 20);
}

// A header and ROWS lines; `odd` stands in place of line `at`, counted from 0.
static void check_made(const char *wrap, const char *end, size_t at, const char *odd)
{
    mr_buf text = {0};
    mr_buf_printf(&text,
                  "~V%s VERS. 2.0 :%s WRAP. %s :%s~W%s NULL. -999.25 :%s~C%s DEPT.M :%s A. :%s "
                  "B. :%s~A%s",
                  end, end, wrap, end, end, end, end, end, end, end, end);
    for (size_t i = 0; i < ROWS; i++) {
        if (i == at)
            mr_buf_printf(&text, "%s%s", odd, end);
        else if (i % 7 == 0)
            mr_buf_printf(&text, "%zu.5 -999.25 %zu.%08zue-3%s", i, i, i, end);
        else
            mr_buf_printf(&text, " %zu.5  %zu  -%zu.%010zu%s", i, i % 97, i % 11, i * 7919, end);
    }
    assert_int_equal(text.status, MR_OK);
    check((mr_str){text.at, text.n});
    mr_buf_clear(&text);
}

static void made_files(void **state)
{
    (void)state;
    static const char *const odd[] = {
        "1 2 3",
        "1 2",
        "1 2 3 4",
        "1 word 3",
        "# a comment",
        "",
        "1 2 3 # note",
        "1 2 3#note",
        "1 # 2 3",
        "1 nan -Inf",
        "1 1.5-999.25 3",
        "1 \"a b 3",
        "1e400 12345678901234567890.5 .5",
        "1\r2\r3",
    };
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    static const size_t places[] = {0, 1, ROWS / 2, ROWS - 5, ROWS - 1};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
            check_made("NO", ends[e], places[(i + e) % 5], odd[i]);
    check_made("NO", "\n", ROWS - 5, "1 word");
    check_made("YES", "\n", ROWS - 5, "1\n2\n3");
    check_made("YES", "\n", ROWS - 5, "1\n2\n3 4");
}

// ROWS lines, `odd` after each of three of them that are far apart.
static mr_las *read_with(const char *odd, size_t n, mr_error *err)
{
    mr_buf text = {0};
    mr_las *las;
    mr_buf_puts(&text, "~V\nVERS. 2.0:\n~C\nDEPT.M :\nA. :\n~A\n");
    for (size_t i = 0; i < ROWS; i++) {
        mr_buf_printf(&text, "%zu.25 %zu\n", i, 2 * i);
        if (i % (ROWS / 4) == ROWS / 8 && i > ROWS / 4)
            mr_buf_put(&text, odd, n);
    }
    assert_int_equal(text.status, MR_OK);
    mr_las_read((mr_str){text.at, text.n}, 2, &las, err);
    mr_buf_clear(&text);
    return las;
}

static void assert_rows(const mr_las *las, int64_t rows)
{
    assert_non_null(las);
    assert_int_equal(las->rows, rows);
    assert_int_equal(las->n_curves, 2);
    for (int64_t i = 0; i < rows; i++) {
        assert_true(mr_column_real(las->curves[0].column, i) == (double)i + 0.25);
        assert_true(mr_column_real(las->curves[1].column, i) == 2.0 * (double)i);
    }
}

// What is seen in one look at the whole text, wherever in it.
static void odd_bytes_far_below(void **state)
{
    static const char *const no_rows[] = {"\n", " \t\n\n", "# note\n", "#~\n", "\r\n"};
    mr_error err = {0};
    (void)state;
    for (size_t i = 0; i < sizeof no_rows / sizeof *no_rows; i++) {
        mr_las *las = read_with(no_rows[i], strlen(no_rows[i]), &err);
        assert_rows(las, ROWS);
        assert_string_equal(las->encoding, "utf-8");
        mr_las_free(las);
    }
    mr_las *las = read_with("# r\xe9sum\xe9\n", 9, &err);
    assert_rows(las, ROWS);
    assert_string_equal(las->encoding, "windows-1252");
    mr_las_free(las);
    las = read_with("~Other\n", 7, &err); // the first of the three ends the data
    assert_rows(las, ROWS * 3 / 8 + 1);
    mr_las_free(las);
    assert_null(read_with("0 \0\n", 4, &err));
    assert_string_equal(err.message, "a byte of value 0: this is no text file");
    assert_string_equal(err.where, "line 15008, column 3");
}

// A depth may equal the null value: its sign stays, whoever reads it.
static void null_of_two_signs(void **state)
{
    (void)state;
    mr_buf text = {0};
    mr_buf_puts(&text, "~V\nVERS. 2.0:\n~W\nNULL. 0 :\n~C\nDEPT.M :\nA. :\n~A\n");
    for (size_t i = 0; i < ROWS; i++)
        mr_buf_puts(&text, i % 3 ? "-0.0 -0.0\n" : "0.0 1.5\n");
    check((mr_str){text.at, text.n});
    mr_las *las = read_text(text.at);
    for (int i = 0; i < 100; i++)
        assert_int_equal(signbit(mr_column_real(las->curves[0].column, i)) != 0, i % 3 != 0);
    mr_las_free(las);
    mr_buf_clear(&text);
}

// A block of 64 bytes may begin and end anywhere in a line.
static void every_place(void **state)
{
    (void)state;
    for (size_t blanks = 0; blanks < 130; blanks++) {
        mr_buf text = {0};
        mr_buf_printf(&text, "~V\nVERS. 2.0:\n~C\nA. :\nB. :\n~A\n%*s", (int)blanks, "");
        for (int i = 0; i < 40; i++)
            mr_buf_printf(&text, "%d.25 -%d.5e1\r\n", i, i);
        mr_las *las = read_text(text.at);
        assert_int_equal(las->rows, 40);
        for (int i = 0; i < 40; i++) {
            assert_true(mr_column_real(las->curves[0].column, i) == i + 0.25);
            assert_true(mr_column_real(las->curves[1].column, i) == -10.0 * i - 5);
        }
        mr_las_free(las);
        mr_buf_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_files),           cmocka_unit_test(made_files),
        cmocka_unit_test(odd_bytes_far_below), cmocka_unit_test(null_of_two_signs),
        cmocka_unit_test(every_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

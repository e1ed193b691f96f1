// The object store on a folder: whole or absent, sorted, and never outside its root.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mudrock/hash.h"
#include "mudrock/objects.h"

struct fixture {
    char folder[256];
    mr_objects *objects;
};

static const char *in(const struct fixture *f, const char *name)
{
    static char path[4][1024];
    static unsigned turn;
    char *out = path[turn++ % 4];

    snprintf(out, sizeof path[0], "%s/%s", f->folder, name);
    return out;
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    const char *base = getenv("TMPDIR");

    snprintf(f->folder, sizeof f->folder, "%s/mudrock-objects-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(f->folder))
        return 1;
    *state = f;
    return mr_objects_open(in(f, "store"), &f->objects, NULL) == MR_OK ? 0 : 1;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    char command[512];

    mr_objects_close(f->objects);
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    int failed = system(command);
    free(f);
    return failed;
}

static bool exists(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static size_t temporaries(const struct fixture *f)
{
    char command[512], line[32] = "";

    snprintf(command, sizeof command, "ls -A '%s/store/.tmp' 2>/dev/null | wc -l", f->folder);
    FILE *out = popen(command, "r");
    assert_non_null(out);
    assert_non_null(fgets(line, sizeof line, out));
    pclose(out);
    return (size_t)strtoul(line, NULL, 10);
}

static void puts_and_gets(void **state)
{
    struct fixture *f = *state;
    mr_buf bytes = {0};
    int64_t size = -1;
    char *path = NULL;

    assert_int_equal(mr_object_put(f->objects, "a/b/c.bin", (mr_str){"one\0two", 7}, NULL), MR_OK);
    assert_int_equal(mr_object_get(f->objects, "a/b/c.bin", &bytes, NULL), MR_OK);
    assert_int_equal(bytes.n, 7);
    assert_memory_equal(bytes.at, "one\0two", 7);
    mr_buf_clear(&bytes);

    assert_int_equal(mr_object_put(f->objects, "a/b/c.bin", MR_STR("three"), NULL), MR_OK);
    assert_int_equal(mr_object_size(f->objects, "a/b/c.bin", &size, NULL), MR_OK);
    assert_int_equal(size, 5);
    assert_int_equal(mr_object_path(f->objects, "a/b/c.bin", &path, NULL), MR_OK);
    assert_string_equal(path, in(f, "store/a/b/c.bin"));
    free(path);

    assert_int_equal(mr_object_put(f->objects, "empty", MR_STR(""), NULL), MR_OK);
    assert_int_equal(mr_object_get(f->objects, "empty", &bytes, NULL), MR_OK);
    assert_int_equal(bytes.n, 0);
    mr_buf_clear(&bytes);
    assert_int_equal(temporaries(f), 0);
}

static void gets_a_large_object(void **state)
{
    struct fixture *f = *state;
    const size_t n = 1000003;
    char *large = malloc(n);
    mr_buf bytes = {0};

    for (size_t i = 0; i < n; i++)
        large[i] = (char)(i * 31 % 251);
    assert_int_equal(mr_object_put(f->objects, "large", (mr_str){large, n}, NULL), MR_OK);
    assert_int_equal(mr_object_get(f->objects, "large", &bytes, NULL), MR_OK);
    assert_int_equal(bytes.n, n);
    assert_memory_equal(bytes.at, large, n);
    mr_buf_clear(&bytes);
    free(large);
}

static void says_what_is_absent(void **state)
{
    struct fixture *f = *state;
    mr_buf bytes = {0};
    int64_t size;
    char *path = NULL;
    mr_error err = {0};

    assert_int_equal(mr_object_put(f->objects, "a/there", MR_STR("x"), NULL), MR_OK);
    assert_int_equal(mr_object_get(f->objects, "no/such", &bytes, &err), MR_ENOTFOUND);
    assert_non_null(strstr(err.message, "no/such"));
    assert_int_equal(mr_object_get(f->objects, "a/no", &bytes, NULL), MR_ENOTFOUND);
    assert_int_equal(mr_object_get(f->objects, "a/there/more", &bytes, NULL), MR_ENOTFOUND);
    assert_int_equal(mr_object_size(f->objects, "a", &size, NULL),
                     MR_ENOTFOUND); // a folder is no object
    assert_int_equal(mr_object_path(f->objects, "no", &path, NULL), MR_ENOTFOUND);
    assert_int_equal(mr_object_delete(f->objects, "no", NULL), MR_ENOTFOUND);
    assert_null(path);
}

static void deletes(void **state)
{
    struct fixture *f = *state;
    int64_t size;

    assert_int_equal(mr_object_put(f->objects, "a/one", MR_STR("1"), NULL), MR_OK);
    assert_int_equal(mr_object_put(f->objects, "a/two", MR_STR("2"), NULL), MR_OK);
    assert_int_equal(mr_object_delete(f->objects, "a/one", NULL), MR_OK);
    assert_int_equal(mr_object_size(f->objects, "a/one", &size, NULL), MR_ENOTFOUND);
    assert_int_equal(mr_object_size(f->objects, "a/two", &size, NULL), MR_OK);
    assert_int_equal(mr_object_delete(f->objects, "a/one", NULL), MR_ENOTFOUND);
}

static void refuses_bad_keys(void **state)
{
    struct fixture *f = *state;
    static const char *const bad[] = {
        "",   "/etc/passwd", "..",   "../x",  "a/../../x", "a/..",   ".",        "a/./b", "a//b",
        "a/", "/",           "a\nb", "a\x7f", ".tmp",      ".tmp/x", "\xff\xfe", "./a",
    };
    char longest[1100];

    write_text(in(f, "outside"), "secret");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        mr_object_write *write = NULL;
        mr_buf bytes = {0};
        assert_int_equal(mr_key_check(bad[i], NULL), MR_EUSAGE);
        assert_int_equal(mr_object_put(f->objects, bad[i], MR_STR("x"), NULL), MR_EUSAGE);
        assert_int_equal(mr_object_get(f->objects, bad[i], &bytes, NULL), MR_EUSAGE);
        assert_int_equal(mr_object_begin(f->objects, bad[i], &write, NULL), MR_EUSAGE);
        assert_int_equal(mr_object_delete(f->objects, bad[i], NULL), MR_EUSAGE);
        assert_null(write);
    }
    assert_int_equal(mr_key_check(NULL, NULL), MR_EUSAGE);
    memset(longest, 'a', sizeof longest);
    longest[256] = 0;
    assert_int_equal(mr_key_check(longest, NULL), MR_EUSAGE); // one part of 256 bytes
    longest[256] = 'a';
    for (size_t i = 100; i < sizeof longest; i += 100)
        longest[i] = '/';
    longest[1024] = 0;
    assert_int_equal(mr_key_check(longest, NULL), MR_OK);
    longest[1024] = 'a';
    longest[1025] = 0;
    assert_int_equal(mr_key_check(longest, NULL), MR_EUSAGE);

    static const char *const good[] = {"a",
                                       "..a",
                                       "a..",
                                       "...",
                                       "well-1/logs_composite.parquet",
                                       ".hidden",
                                       "a/.tmp",
                                       "B\xc3\xb8ring 1/x[1]*?.csv"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_int_equal(mr_object_put(f->objects, good[i], MR_STR("x"), NULL),
                         strcmp(good[i], "a/.tmp") == 0 ? MR_ENOTFOUND
                                                        : MR_OK); // "a" is a file by then
}

// A symbolic link below the root, made by someone else, is not followed: neither as a folder nor as
// an object.
static void does_not_follow_links(void **state)
{
    struct fixture *f = *state;
    mr_buf bytes = {0};
    char *path = NULL;

    assert_int_equal(mkdir(in(f, "elsewhere"), 0777), 0);
    write_text(in(f, "elsewhere/secret"), "secret");
    assert_int_equal(symlink(in(f, "elsewhere"), in(f, "store/link")), 0);
    assert_int_equal(symlink(in(f, "elsewhere/secret"), in(f, "store/file")), 0);

    assert_int_not_equal(mr_object_get(f->objects, "link/secret", &bytes, NULL), MR_OK);
    assert_int_not_equal(mr_object_get(f->objects, "file", &bytes, NULL), MR_OK);
    assert_int_not_equal(mr_object_path(f->objects, "link/secret", &path, NULL), MR_OK);
    assert_int_not_equal(mr_object_delete(f->objects, "link/secret", NULL), MR_OK);
    assert_int_not_equal(mr_object_put(f->objects, "link/new", MR_STR("x"), NULL), MR_OK);
    assert_true(exists(in(f, "elsewhere/secret")));
    assert_false(exists(in(f, "elsewhere/new")));
    // Writing over a link replaces the link, not what it points to.
    assert_int_equal(mr_object_put(f->objects, "file", MR_STR("mine"), NULL), MR_OK);
    assert_int_equal(mr_object_get(f->objects, "file", &bytes, NULL), MR_OK);
    assert_string_equal(bytes.at, "mine");
    mr_buf_clear(&bytes);
    assert_int_equal(temporaries(f), 0);
}

static void commits_whole(void **state)
{
    struct fixture *f = *state;
    mr_object_write *write = NULL;
    char digest[65] = "", expected[65];
    int64_t size;

    assert_int_equal(mr_object_begin(f->objects, "p/w/logs.parquet", &write, NULL), MR_OK);
    assert_int_equal(temporaries(f), 0); // only a name so far
    write_text(mr_object_temp(write), "contents");
    assert_int_equal(mr_object_size(f->objects, "p/w/logs.parquet", &size, NULL), MR_ENOTFOUND);
    assert_int_equal(mr_object_commit(write, digest, NULL), MR_OK);
    assert_int_equal(mr_object_size(f->objects, "p/w/logs.parquet", &size, NULL), MR_OK);
    assert_int_equal(size, 8);
    mr_sha256_text("contents", 8, expected);
    assert_string_equal(digest, expected);
    assert_int_equal(temporaries(f), 0);
}

static void aborts_without_a_trace(void **state)
{
    struct fixture *f = *state;
    mr_object_write *write = NULL;

    assert_int_equal(mr_object_put(f->objects, "p/x", MR_STR("old"), NULL), MR_OK);
    assert_int_equal(mr_object_begin(f->objects, "p/x", &write, NULL), MR_OK);
    write_text(mr_object_temp(write), "half");
    assert_int_equal(temporaries(f), 1);
    mr_object_abort(write);
    assert_int_equal(temporaries(f), 0);

    assert_int_equal(mr_object_begin(f->objects, "q/never", &write, NULL), MR_OK);
    mr_object_abort(write); // nothing was ever written
    assert_false(exists(in(f, "store/q")));
    mr_object_abort(NULL);

    mr_buf bytes = {0};
    assert_int_equal(mr_object_get(f->objects, "p/x", &bytes, NULL), MR_OK);
    assert_string_equal(bytes.at, "old");
    mr_buf_clear(&bytes);
}

static void a_failed_commit_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    mr_object_write *write = NULL;
    mr_error err = {0};

    assert_int_equal(mr_object_begin(f->objects, "x", &write, NULL), MR_OK);
    assert_int_not_equal(mr_object_commit(write, NULL, &err), MR_OK); // nobody wrote the file
    assert_true(err.message[0] != 0);

    assert_int_equal(mr_object_put(f->objects, "d/e", MR_STR("1"), NULL), MR_OK);
    assert_int_equal(mr_object_begin(f->objects, "d", &write, NULL), MR_OK);
    write_text(mr_object_temp(write), "2");
    assert_int_not_equal(mr_object_commit(write, NULL, NULL), MR_OK); // "d" is a folder
    assert_int_equal(temporaries(f), 0);
    assert_true(exists(in(f, "store/d/e")));
}

// The sweep takes what a killed process left and leaves what a live one is writing.
static void sweeps_after_the_dead_only(void **state)
{
    struct fixture *f = *state;
    mr_object_write *mine = NULL;
    mr_object_write *theirs = NULL;

    assert_int_equal(mr_objects_sweep(f->objects, NULL),
                     MR_OK); // there is no folder of temporaries yet
    assert_int_equal(mr_object_begin(f->objects, "mine", &mine, NULL), MR_OK);
    write_text(mr_object_temp(mine), "mine");
    pid_t child = fork();
    if (child == 0) {
        if (mr_object_begin(f->objects, "theirs", &theirs, NULL) != MR_OK)
            _exit(1);
        write_text(mr_object_temp(theirs), "theirs");
        _exit(0);
    }
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    write_text(in(f, "store/.tmp/README"), "not ours");

    assert_int_equal(temporaries(f), 3);
    assert_int_equal(mr_objects_sweep(f->objects, NULL), MR_OK);
    assert_int_equal(temporaries(f), 2);
    assert_int_equal(mr_object_commit(mine, NULL, NULL), MR_OK);
}

// A pid that runs again under the same number is not the process that wrote the file.
static void sweeps_after_a_reused_pid(void **state)
{
    struct fixture *f = *state;
    char name[128];

    assert_int_equal(mr_object_put(f->objects, "x", MR_STR("x"), NULL), MR_OK);
    snprintf(name, sizeof name, "store/.tmp/%ld-1-0123456789abcdef", (long)getpid());
    write_text(in(f, name), "from a process before us");
    assert_int_equal(mr_objects_sweep(f->objects, NULL), MR_OK);
    assert_int_equal(temporaries(f), 0);
}

static mr_status collect(void *context, const char *key, int64_t bytes, mr_error *err)
{
    (void)err;
    mr_buf_printf(context, "%s=%lld;", key, (long long)bytes);
    return MR_OK;
}

static mr_status stop(void *context, const char *key, int64_t bytes, mr_error *err)
{
    (void)context, (void)bytes;
    return mr_fail(err, MR_ECANCEL, key, "enough");
}

static void lists_sorted_by_key(void **state)
{
    struct fixture *f = *state;
    static const char *const keys[] = {"p/b", "p-1/z", "p/a/2", "p/a/10", "p/a-b", "q", "p/é"};
    static const struct {
        const char *prefix, *expected;
    } cases[] = {
        {NULL, "p-1/z=1;p/a-b=1;p/a/10=1;p/a/2=1;p/b=1;p/é=1;q=1;"},
        {"", "p-1/z=1;p/a-b=1;p/a/10=1;p/a/2=1;p/b=1;p/é=1;q=1;"},
        {"p/", "p/a-b=1;p/a/10=1;p/a/2=1;p/b=1;p/é=1;"},
        {"p/a", "p/a-b=1;p/a/10=1;p/a/2=1;"},
        {"p/a/", "p/a/10=1;p/a/2=1;"},
        {"p/a/10", "p/a/10=1;"},
        {"p/a/10/", ""},
        {"..", ""},
        {"nothing", ""},
    };

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        assert_int_equal(mr_object_put(f->objects, keys[i], MR_STR("1"), NULL), MR_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mr_buf text = {0};
        assert_int_equal(mr_object_list(f->objects, cases[i].prefix, collect, &text, NULL), MR_OK);
        assert_string_equal(text.at ? text.at : "", cases[i].expected);
        mr_buf_clear(&text);
    }
    mr_error err = {0};
    assert_int_equal(mr_object_list(f->objects, "", stop, NULL, &err), MR_ECANCEL);
    assert_string_equal(err.where, "p-1/z");
}

static void writes_a_file_outside(void **state)
{
    struct fixture *f = *state;
    mr_object_write *write = NULL;
    char target[512];

    snprintf(target, sizeof target, "%s", in(f, "new/folder/out.csv"));
    assert_int_equal(mr_file_begin(target, &write, NULL), MR_OK);
    write_text(mr_object_temp(write), "a,b\n");
    assert_false(exists(target));
    assert_int_equal(mr_object_commit(write, NULL, NULL), MR_OK);
    assert_true(exists(target));

    // What a killed run left of this file goes with the next one.
    pid_t child = fork();
    if (child == 0) {
        if (mr_file_begin(target, &write, NULL) != MR_OK)
            _exit(1);
        write_text(mr_object_temp(write), "half");
        _exit(0);
    }
    int status = 1;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_int_equal(mr_file_begin(target, &write, NULL), MR_OK);
    mr_object_abort(write);
    char command[600], line[32] = "";
    snprintf(command, sizeof command, "ls -A '%s' | wc -l", in(f, "new/folder"));
    FILE *out = popen(command, "r");
    assert_non_null(fgets(line, sizeof line, out));
    pclose(out);
    assert_int_equal(strtol(line, NULL, 10), 1);
}

static void refuses_what_is_no_file(void **state)
{
    struct fixture *f = *state;
    mr_object_write *write = NULL;

    assert_int_equal(mr_file_begin("/dev/null", &write, NULL), MR_EUSAGE);
    assert_int_equal(mr_file_begin(f->folder, &write, NULL), MR_EUSAGE);
    assert_int_equal(mr_file_begin("", &write, NULL), MR_EUSAGE);
    assert_int_equal(mr_file_begin("some/folder/", &write, NULL), MR_EUSAGE);
    assert_int_equal(mr_file_begin("..", &write, NULL), MR_EUSAGE);
    assert_null(write);
}

static void opens_by_folder_or_url(void **state)
{
    struct fixture *f = *state;
    mr_objects *objects = NULL;
    char url[300];

    snprintf(url, sizeof url, "file://%s/store", f->folder);
    assert_int_equal(mr_object_put(f->objects, "k", MR_STR("v"), NULL), MR_OK);
    assert_int_equal(mr_objects_open(url, &objects, NULL), MR_OK);
    int64_t size = 0;
    assert_int_equal(mr_object_size(objects, "k", &size, NULL), MR_OK);
    mr_objects_close(objects);
    objects = NULL;
    assert_int_equal(mr_objects_open("s3://bucket/prefix", &objects, NULL), MR_EUSAGE);
    assert_int_equal(mr_objects_open("file://relative", &objects, NULL), MR_EUSAGE);
    assert_int_equal(mr_objects_open("", &objects, NULL), MR_EUSAGE);
    write_text(in(f, "plain"), "x");
    assert_int_not_equal(mr_objects_open(in(f, "plain"), &objects, NULL), MR_OK);
    assert_null(objects);
    mr_objects_close(NULL);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(puts_and_gets),
        CASE(gets_a_large_object),
        CASE(says_what_is_absent),
        CASE(deletes),
        CASE(refuses_bad_keys),
        CASE(does_not_follow_links),
        CASE(commits_whole),
        CASE(aborts_without_a_trace),
        CASE(a_failed_commit_leaves_nothing),
        CASE(sweeps_after_the_dead_only),
        CASE(sweeps_after_a_reused_pid),
        CASE(lists_sorted_by_key),
        CASE(writes_a_file_outside),
        CASE(refuses_what_is_no_file),
        CASE(opens_by_folder_or_url),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

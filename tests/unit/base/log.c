// The log: one line each, at or above the level, no line break from outside.
#include "mudrock/log.h"

#include <unistd.h>

#include "check.h"

// What write() put on standard error while `speak` ran.
static void capture(void (*speak)(void), char *out, size_t size)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const int before = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    speak();
    dup2(before, STDERR_FILENO);
    close(before);
    close(ends[1]);
    size_t n = 0;
    for (ssize_t got; (got = read(ends[0], out + n, size - 1 - n)) > 0;)
        n += (size_t)got;
    close(ends[0]);
    out[n] = 0;
}

static void speak_each_level(void)
{
    mr_log_set_level(MR_LOG_WARN);
    mr_log(MR_LOG_ERROR, "run.failed", "node=%s", "Vsh");
    mr_log(MR_LOG_WARN, "import.skipped", "lines=%d", 3);
    mr_log(MR_LOG_INFO, "import.done", "wells=%d", 4);
    mr_log_set_level(MR_LOG_DEBUG);
    mr_log(MR_LOG_DEBUG, "cache.hit", "key=%s", "ab");
    mr_log_set_level(MR_LOG_INFO);
}

static void levels(void **state)
{
    (void)state;
    char text[8192];
    capture(speak_each_level, text, sizeof text);
    assert_contains(text, " level=error event=run.failed node=Vsh\n");
    assert_contains(text, " level=warn event=import.skipped lines=3\n");
    assert_contains(text, " level=debug event=cache.hit key=ab\n");
    assert_null(strstr(text, "import.done"));
    assert_memory_equal(text, "time=2", 6);
}

static void speak_hostile(void)
{
    char large[9000];
    memset(large, 'x', sizeof large - 1);
    large[sizeof large - 1] = 0;
    mr_log(MR_LOG_ERROR, "a", "name=%s", "well\ntime=1 level=error\x1b[2J");
    mr_log(MR_LOG_ERROR, "b", "%s", large);
}

static void lines_stay_lines(void **state)
{
    (void)state;
    char text[16384];
    capture(speak_hostile, text, sizeof text);
    assert_contains(text, "name=well time=1 level=error [2J\n");
    size_t lines = 0;
    for (const char *p = text; (p = strchr(p, '\n')); p++)
        lines++;
    assert_int_equal(lines, 2);
    assert_true(text[strlen(text) - 1] == '\n');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels),
        cmocka_unit_test(lines_stay_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

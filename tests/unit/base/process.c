// Which process something belongs to: this one, one that has ended, one whose pid another got.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <spawn.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mudrock/process.h"

extern char **environ;

static void test_itself(void **state)
{
    (void)state;
    mr_process self = mr_process_self();
    assert_int_equal(self.pid, getpid());
    assert_true(self.started > 0);
    assert_true(mr_process_alive(self));
    self.started++; // another one that had the same pid
    assert_false(mr_process_alive(self));
}

// One that has ended but was not waited for is no more alive than one that was.
static void test_ended(void **state)
{
    (void)state;
    char name[] = "true";
    char *const words[] = {name, NULL};
    pid_t pid;
    siginfo_t info;
    assert_int_equal(posix_spawnp(&pid, "true", NULL, NULL, words, environ), 0);
    assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
    assert_false(mr_process_alive((mr_process){.pid = pid}));
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    assert_false(mr_process_alive((mr_process){.pid = pid}));
    assert_false(mr_process_alive((mr_process){0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_itself),
        cmocka_unit_test(test_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

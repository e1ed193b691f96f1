// A folder of files in which the workspace itself stands.
#include "workspace.h"

#include <fcntl.h>
#include <sys/wait.h>

// SQLite holds this byte of the index of its log for as long as it uses it; who finds it free takes
// the index for a leftover and cuts it off under whoever has it mapped.
enum { DEAD_MAN_SWITCH = 128 };

// As another process sees it.
static bool store_is_in_use(const struct world *w)
{
    int status = -1;
    const pid_t child = fork();
    if (child == 0) {
        char path[160];
        struct flock lock = {.l_type = F_WRLCK, .l_start = DEAD_MAN_SWITCH, .l_len = 1};
        snprintf(path, sizeof path, "%s/mudrock.db-shm", w->service->workspace);
        const int fd = open(path, O_RDWR);
        if (fd < 0 || fcntl(fd, F_GETLK, &lock) != 0)
            _exit(2);
        _exit(lock.l_type == F_UNLCK);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    return WEXITSTATUS(status) == 0;
}

static int64_t files_of(struct world *w, const char *path, mr_status wanted)
{
    json_t *summary = NULL;
    const mr_status st =
        mr_import_all(w->service, &(mr_import_batch){0}, &(mr_names){1, &path}, &summary, &why_);
    assert_int_equal(st, wanted);
    const int64_t n = json_integer_value(json_object_get(summary, "files"));
    json_decref(summary);
    return n;
}

static void the_store_keeps_its_locks(void **state)
{
    struct world *w = *state;
    char link[160], store[160];
    assert_true(store_is_in_use(w));
    const int64_t before = files_of(w, w->folder, MR_OK);
    assert_true(store_is_in_use(w));
    // By another name, and by its own.
    snprintf(store, sizeof store, "%s/mudrock.db-shm", w->service->workspace);
    snprintf(link, sizeof link, "%s/also.las", w->folder);
    assert_int_equal(symlink(store, link), 0);
    assert_int_equal(files_of(w, w->folder, MR_OK), before);
    (void)files_of(w, store, MR_EUSAGE);
    (void)files_of(w, link, MR_EUSAGE);
    assert_true(store_is_in_use(w));
    assert_int_equal(unlink(link), 0);
}

// What the workspace keeps does not come in once more; files beside it in its own folder do.
static void results_are_no_input(void **state)
{
    struct world *w = *state;
    char path[160];
    const int64_t before = files_of(w, w->folder, MR_OK);
    snprintf(path, sizeof path, "%s/data/beside.csv", w->service->workspace);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("a,b\n1,2\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(files_of(w, w->folder, MR_OK), before);
    snprintf(path, sizeof path, "%s/mine.csv", w->service->workspace);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("a,b\n1,2\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(files_of(w, w->service->workspace, MR_OK), 1);
    assert_true(store_is_in_use(w));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_store_keeps_its_locks, setup, teardown),
        cmocka_unit_test_setup_teardown(results_are_no_input, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// What is remembered of a source is a copy: it outlives the document that asked first.
#include "workspace.h"

#include <math.h>

#include "../../../src/service/sources.h"

static void import_text(struct world *w, const char *name, const char *text)
{
    json_t *summary = NULL;
    char *path = mr_arena_printf(w->arena, "%s/%s", w->folder, name);
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    assert_ok(mr_import_file(w->service, &(mr_import_options){0}, path, &summary, &why_));
    json_decref(summary);
}

#define HEAD                                                                                       \
    "~Version\n VERS. 2.0 :\n WRAP. NO :\n~Well\n STRT.FT 0 :\n STOP.FT 0 :\n STEP.FT 0 :\n"       \
    " NULL. -999.25 :\n WELL. F : WELL\n~Curve\n DEPT.FT :\n"

static mr_source_info ask(struct world *w, mr_arena *arena)
{
    const mr_source source = {.kind = MR_SOURCE_WELL_LOGS,
                              .log_type = "composite",
                              .depth_min = (double)NAN,
                              .depth_max = (double)NAN,
                              .filter_depth_min = (double)NAN,
                              .filter_depth_max = (double)NAN};
    json_t *project = NULL;
    mr_sources sources;
    mr_source_info info;

    assert_ok(mr_project_open(w->service, NULL, false, &project, &why_));
    assert_ok(mr_remembered_sources(w->service, arena, &sources, &why_));
    assert_ok(sources.describe(sources.context, json_string_value(json_object_get(project, "id")),
                               &source, arena, &info, &why_));
    json_decref(project);
    return info;
}

static const mr_source_curve *curve(const mr_source_info *info, const char *column)
{
    for (size_t i = 0; i < info->n_curves; i++)
        if (strcmp(info->curves[i].column, column) == 0)
            return &info->curves[i];
    fail_msg("no %s", column);
    return NULL;
}

static void test_copies(void **state)
{
    struct world *w = *state;
    import_text(w, "f1.las", HEAD " RHOB.K/M3 :\n GR.GAPI :\n~A\n 100 2400 1\n 101 2410 2\n");
    import_text(w, "f2.las", HEAD " PEF.B/E :\n~A\n 100 3\n 101 4\n");
    mr_arena *first = mr_arena_new(), *second = mr_arena_new();
    const mr_source_info asked = ask(w, first);
    assert_string_equal(curve(&asked, "rhob")->read_from[0], "kg/m3");
    const char *before = curve(&asked, "rhob")->read_from[0];
    const mr_source_info again = ask(w, second);
    assert_ptr_not_equal(curve(&again, "rhob")->read_from[0], before);
    mr_arena_free(first);
    mr_arena *third = mr_arena_new();
    const mr_source_info later = ask(w, third);
    assert_string_equal(curve(&later, "rhob")->read_from[0], "kg/m3");
    assert_null(curve(&later, "rhob")->read_from[1]);
    assert_string_equal(later.depth_read_from[0], "ft");
    assert_int_equal(later.n_remarks, 1);
    assert_string_equal(later.remarks[0].code, "source.log_choice");
    assert_non_null(strstr(later.remarks[0].message, "f1 of F is taken, not f2"));
    mr_arena_free(second);
    mr_arena_free(third);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_copies, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

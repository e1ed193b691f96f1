// What the tests of formats share: paths below tests/unit, and a LAS text read in one call.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mudrock/las.h"

static inline void sample_path(char out[512], const char *name)
{
    const char *root = getenv("SOURCE_ROOT");
    assert_non_null(root);
    snprintf(out, 512, "%s/tests/unit/%s", root, name);
}

// Fails the test with the reader's words when the text is refused.
static inline mr_las *read_text(const char *text)
{
    mr_las *las = NULL;
    mr_error err = {0};
    if (mr_las_read(mr_str_of(text), 1, &las, &err) != MR_OK)
        fail_msg("%s: %s", err.where, err.message);
    return las;
}

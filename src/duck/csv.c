// CSV in. A header of `name:type` cells says the types; without one DuckDB finds them out.
#include "csv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/csv.h"

#include "session.h"

// At most `limit` bytes, or all of them.
static mr_status read_text(const char *path, size_t limit, mr_buf *out, mr_error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return mr_fail(err, errno == ENOENT ? MR_ENOTFOUND : MR_EIO, NULL, "cannot open \"%s\": %s",
                       path, strerror(errno));
    mr_status st = MR_OK;
    while (st == MR_OK && out->n < limit) {
        char chunk[65536];
        size_t n = fread(chunk, 1, sizeof chunk, file);
        mr_buf_put(out, chunk, n);
        if (ferror(file))
            st = mr_fail(err, MR_EIO, NULL, "cannot read \"%s\": %s", path, strerror(errno));
        else if (out->status != MR_OK)
            st = mr_fail(err, out->status, NULL, "no memory for the text of \"%s\"", path);
        if (n < sizeof chunk)
            break;
    }
    fclose(file);
    return st;
}

mr_status mr_csv_read_file(const char *path, const mr_csv_options *options, mr_csv_report *report,
                           mr_table **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_buf text = {0};
    mr_schema schema = {0};
    size_t typed = 0;

    mr_status st = read_text(path, SIZE_MAX, &text, err);
    if (st == MR_OK && text.n == 0)
        st = mr_fail(err, MR_EFORMAT, NULL, "the file is empty: a header is wanted");
    if (st == MR_OK) {
        // A header that is not of our dialect has no types either.
        const mr_str all = {text.at, text.n};
        mr_status header = mr_csv_header(all, arena, &schema, &typed, err);
        st = typed == 0        ? mr_csv_read_text(all, options, report, out, err)
             : header != MR_OK ? header
                               : mr_csv_read(all, &schema, out, err);
    }
    mr_buf_clear(&text);
    mr_arena_free(arena);
    return mr_in_file(st, path, err);
}

mr_status mr_duck_read_csv(mr_duck_session *session, const char *path, mr_table **out,
                           mr_error *err)
{
    mr_session_begin(session);
    return mr_csv_read_file(path, NULL, NULL, out, err);
}

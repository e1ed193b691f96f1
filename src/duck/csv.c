// CSV in. A header of `name:type` cells says the types; without one DuckDB finds them out.
#include "csv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/kind.h"

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

static void put_read(mr_buf *sql, const mr_buf *path, const char *more)
{
    mr_buf_puts(sql, "SELECT * FROM read_csv(");
    mr_buf_put(sql, path->at, path->n);
    mr_buf_puts(sql, ", header = true, sample_size = -1");
    mr_buf_puts(sql, more);
}

// ", types = {'hole': 'VARCHAR'}" for columns that hold names: 12E3 is no number there.
static mr_status put_ids(mr_duck_session *session, const mr_buf *path, mr_buf *sql, mr_error *err)
{
    mr_buf query = {0};
    mr_table *none = NULL;
    size_t n = 0;

    put_read(&query, path, ", all_varchar = true) LIMIT 0");
    mr_status st =
        mr_session_select(session, &query, &(mr_expect){.blame = MR_EFORMAT}, &none, err);
    for (size_t i = 0; st == MR_OK && i < none->n; i++) {
        const char *name = none->columns[i]->field.name;
        if (!mr_is_id_name(name))
            continue;
        mr_buf_puts(sql, n++ ? ", " : ", types = {");
        mr_sql_text(sql, name);
        mr_buf_puts(sql, ": 'VARCHAR'");
    }
    mr_buf_puts(sql, n ? "}" : "");
    mr_table_unref(none);
    mr_buf_clear(&query);
    return st;
}

static mr_status read_sniffed(mr_duck_session *session, const mr_buf *path, mr_table **out,
                              mr_error *err)
{
    mr_buf sql = {0};

    // Only types that tables have; the whole file is looked at before one is chosen.
    put_read(&sql, path,
             ", auto_type_candidates = "
             "['BOOLEAN', 'BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'VARCHAR']");
    mr_status st = put_ids(session, path, &sql, err);
    mr_buf_puts(&sql, ")");
    if (st == MR_OK)
        st = mr_session_select(session, &sql, &(mr_expect){.blame = MR_EFORMAT}, out, err);
    mr_buf_clear(&sql);
    return st;
}

static mr_status read_typed(const char *path, const mr_schema *schema, mr_table **out,
                            mr_error *err)
{
    mr_buf text = {0};

    mr_status st = read_text(path, SIZE_MAX, &text, err);
    if (st == MR_OK)
        st = mr_csv_read((mr_str){text.at, text.n}, schema, out, err);
    mr_buf_clear(&text);
    return st;
}

mr_status mr_duck_read_csv(mr_duck_session *session, const char *path, mr_table **out,
                           mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_buf quoted = {0}, head = {0};
    mr_schema schema = {0};
    size_t typed = 0;

    mr_session_begin(session);
    mr_status st = mr_sql_path(&quoted, path, err);
    if (st == MR_OK)
        st = read_text(path, 1 << 20, &head, err);
    if (st == MR_OK && head.n == 0)
        st = mr_fail(err, MR_EFORMAT, NULL, "the file is empty: a header is wanted");
    if (st == MR_OK) {
        // A header that is not of our dialect has no types either: DuckDB may know better.
        mr_status header = mr_csv_header((mr_str){head.at, head.n}, arena, &schema, &typed, err);
        st = typed == 0 ? read_sniffed(session, &quoted, out, err) : header;
    }
    if (st == MR_OK && typed > 0)
        st = read_typed(path, &schema, out, err);
    mr_buf_clear(&quoted);
    mr_buf_clear(&head);
    mr_arena_free(arena);
    return mr_in_file(st, path, err);
}

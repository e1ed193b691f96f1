// Arrow C Data and Stream interfaces: the structs point straight at our columns and hold references
// to them.
#include "mudrock/arrow.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/arena.h"

#include "column.h"

enum { NULLABLE = 2 }; // ARROW_FLAG_NULLABLE

static const char *const formats[] = {
    [MR_ANY] = NULL,          [MR_UTF8] = "u",  [MR_FLOAT64] = "g", [MR_FLOAT32] = "f",
    [MR_INT64] = "l",         [MR_INT32] = "i", [MR_BOOL] = "b",    [MR_TIMESTAMP] = "tsu:UTC",
    [MR_LIST_FLOAT64] = "+l",
};

// A consumer may move a child out and release it by itself: so each node owns its texts, and a
// moved child is known by release == NULL.
static void release_schema(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        struct ArrowSchema *child = schema->children[i];
        if (child->release)
            child->release(child);
        free(child);
    }
    free(schema->children);
    free(schema->private_data); // name and metadata
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++) {
        struct ArrowArray *child = array->children[i];
        if (child->release)
            child->release(child);
        free(child);
    }
    free(array->children);
    mr_column_unref(array->private_data);
    free(array->buffers);
    array->release = NULL;
}

static void put_count(mr_buf *buf, size_t n)
{
    const int32_t count = (int32_t)n;
    mr_buf_put(buf, &count, sizeof count);
}

static void put_pair(mr_buf *buf, const char *key, const char *value)
{
    if (!value)
        return;
    put_count(buf, strlen(key));
    mr_buf_puts(buf, key);
    put_count(buf, strlen(value));
    mr_buf_puts(buf, value);
}

// The name, a NUL, then the metadata as the interface wants them: counts and lengths as int32 in
// the machine's byte order.
static mr_status set_texts(struct ArrowSchema *out, const mr_field *field)
{
    mr_buf buf = {0};
    const size_t pairs = (field->unit ? 1u : 0u) + (field->quantity ? 1u : 0u);
    const size_t name = strlen(field->name) + 1;
    mr_buf_put(&buf, field->name, name);
    put_count(&buf, pairs);
    put_pair(&buf, "unit", field->unit);
    put_pair(&buf, "quantity", field->quantity);
    char *texts = mr_buf_take(&buf, NULL);
    if (!texts)
        return MR_ENOMEM;
    out->private_data = texts;
    out->name = texts;
    out->metadata = pairs ? texts + name : NULL;
    return MR_OK;
}

static struct ArrowSchema **new_schemas(struct ArrowSchema *parent, size_t n)
{
    parent->children = mr_alloc(n * sizeof *parent->children);
    for (size_t i = 0; i < n; i++)
        parent->children[i] = mr_alloc(sizeof *parent->children[i]);
    parent->n_children = (int64_t)n;
    return parent->children;
}

static mr_status export_field(const mr_field *field, struct ArrowSchema *out)
{
    static const mr_field item = {.name = "item", .type = MR_FLOAT64, .nullable = true};
    if (!formats[field->type])
        return MR_EINVALID;
    MR_TRY(set_texts(out, field));
    out->format = formats[field->type];
    out->flags = field->nullable ? NULLABLE : 0;
    out->release = release_schema;
    if (field->type == MR_LIST_FLOAT64)
        return export_field(&item, new_schemas(out, 1)[0]);
    return MR_OK;
}

mr_status mr_arrow_export_schema(const mr_schema *schema, struct ArrowSchema *out)
{
    mr_status status = MR_OK;
    *out = (struct ArrowSchema){.format = "+s", .name = "", .release = release_schema};
    struct ArrowSchema **children = new_schemas(out, schema->n);
    for (size_t i = 0; i < schema->n && status == MR_OK; i++)
        status = export_field(&schema->fields[i], children[i]);
    if (status != MR_OK)
        release_schema(out);
    return status;
}

static struct ArrowArray **new_arrays(struct ArrowArray *parent, size_t n)
{
    parent->children = mr_alloc(n * sizeof *parent->children);
    for (size_t i = 0; i < n; i++)
        parent->children[i] = mr_alloc(sizeof *parent->children[i]);
    parent->n_children = (int64_t)n;
    return parent->children;
}

static void export_column(const mr_column *column, struct ArrowArray *out)
{
    const mr_type type = column->field.type;
    *out = (struct ArrowArray){
        .length = column->length,
        .null_count = column->nulls,
        .n_buffers = type == MR_UTF8 ? 3 : 2,
        .buffers = mr_alloc(3 * sizeof(const void *)),
        .release = release_array,
        .private_data = &mr_column_ref(column)->data->column,
    };
    out->buffers[0] = column->validity;
    out->buffers[1] = column->offsets ? (const void *)column->offsets : column->values;
    out->buffers[2] = type == MR_UTF8 ? column->values : NULL;
    if (column->items)
        export_column(column->items, new_arrays(out, 1)[0]);
}

mr_status mr_arrow_export_table(const mr_table *table, struct ArrowArray *out)
{
    *out = (struct ArrowArray){
        .length = table->rows,
        .n_buffers = 1,
        .buffers = mr_alloc(sizeof(const void *)),
        .release = release_array,
    };
    struct ArrowArray **children = new_arrays(out, table->n);
    for (size_t i = 0; i < table->n; i++)
        export_column(table->columns[i], children[i]);
    return MR_OK;
}

typedef struct stream {
    const mr_schema *schema;
    mr_table_next *next;
    void *context;
    mr_error err;
    bool ended;
} stream;

static int errno_of(mr_status status)
{
    if (status == MR_ENOMEM)
        return ENOMEM;
    if (status == MR_ECANCEL)
        return ECANCELED;
    return status == MR_EINVALID ? EINVAL : EIO;
}

static int stream_schema(struct ArrowArrayStream *self, struct ArrowSchema *out)
{
    stream *s = self->private_data;
    const mr_status status = mr_arrow_export_schema(s->schema, out);
    if (status == MR_OK)
        return 0;
    mr_fail(&s->err, status, NULL, "cannot give the schema to Arrow: %s", mr_status_slug(status));
    return errno_of(status);
}

// What does not look as the schema says would be read as other types.
static mr_status check_table(const mr_schema *schema, const mr_table *table, mr_error *err)
{
    if (table->n != schema->n)
        return mr_fail(err, MR_EINVALID, NULL, "a table has %zu columns, its schema %zu", table->n,
                       schema->n);
    for (size_t i = 0; i < table->n; i++) {
        const mr_field *has = &table->columns[i]->field, *wanted = &schema->fields[i];
        if (has->type != wanted->type || strcmp(has->name, wanted->name) != 0)
            return mr_fail(err, MR_EINVALID, NULL, "a table has the column '%s' (%s) for '%s' (%s)",
                           has->name, mr_type_name(has->type), wanted->name,
                           mr_type_name(wanted->type));
    }
    return MR_OK;
}

// The next table that has rows; NULL at the end.
static mr_status next_table(stream *s, mr_table **out)
{
    mr_table *table = NULL;
    do {
        mr_table_unref(table);
        table = NULL;
        MR_TRY(s->next(s->context, &table, &s->err));
    } while (table && table->rows == 0);
    *out = table;
    return table ? check_table(s->schema, table, &s->err) : MR_OK;
}

static int stream_next(struct ArrowArrayStream *self, struct ArrowArray *out)
{
    stream *s = self->private_data;
    *out = (struct ArrowArray){.release = NULL}; // the end
    if (s->ended)
        return 0;
    mr_table *table = NULL;
    mr_status status = next_table(s, &table);
    s->ended = !table || status != MR_OK;
    if (table && status == MR_OK)
        status = mr_arrow_export_table(table, out);
    mr_table_unref(table);
    return status == MR_OK ? 0 : errno_of(status);
}

static const char *stream_error(struct ArrowArrayStream *self)
{
    const stream *s = self->private_data;
    return s->err.message[0] ? s->err.message : NULL;
}

static void stream_release(struct ArrowArrayStream *self)
{
    free(self->private_data);
    self->private_data = NULL;
    self->release = NULL;
}

void mr_arrow_stream(const mr_schema *schema, mr_table_next *next, void *context,
                     struct ArrowArrayStream *out)
{
    stream *s = mr_alloc(sizeof *s);
    s->schema = schema;
    s->next = next;
    s->context = context;
    *out = (struct ArrowArrayStream){
        .get_schema = stream_schema,
        .get_next = stream_next,
        .get_last_error = stream_error,
        .release = stream_release,
        .private_data = s,
    };
}

// Tables connected in place of array parameters: their rows become the parameter's records.
#include <string.h>

#include "frame.h"
#include "tables.h"

// False when the row's cell is null though the field must have a value: the row takes no part.
static bool set_field(mr_frame *frame, const mr_param *f, const mr_column *column, int64_t row,
                      void *at)
{
    const bool null = !column || !mr_valid(column, row);

    switch (f->kind) {
    case MR_REAL: *(double *)at = null ? MR_NAN : mr_column_real(column, row); break;
    case MR_INT: *(int64_t *)at = null ? MR_INT_NULL : mr_column_int(column, row); break;
    case MR_TRUTH: *(bool *)at = !null && mr_column_real(column, row) != 0; break;
    case MR_TEXT: {
        mr_str text = {0};
        if (!null)
            text = mr_column_text(column, row);
        *(const char **)at = null ? NULL : mr_arena_strndup(frame->arena, text.at, text.n);
        break;
    }
    case MR_CHOICE:
        *(int *)at = null ? -1 : mr_choice_find(f->choices, mr_column_text(column, row));
        return *(int *)at >= 0;
    case MR_REALS:
    case MR_INTS:
    case MR_RECORDS:
    case MR_TEXTS: return false; // no field is a list
    }
    return !null || f->nullable;
}

static mr_records records_of(mr_frame *frame, const mr_param *p, const mr_table *table)
{
    char *items = mr_arena_alloc(frame->arena, ((size_t)table->rows + 1) * p->item_size);
    size_t n = 0;

    for (int64_t row = 0; row < table->rows; row++) {
        bool good = true;
        for (const mr_param *f = p->fields; f->name; f++)
            good &= set_field(frame, f, mr_table_find(table, f->name), row,
                              items + n * p->item_size + f->offset);
        n += good;
    }
    return (mr_records){n, items};
}

const mr_param *mr_args_needs_rows(const mr_args *args, bool (*connected)(void *context, size_t k),
                                   void *context, mr_arena *arena, const char **words)
{
    size_t k = 0;

    for (const mr_param *p = args->op->params; p && p->name; p++) {
        const mr_records *rows =
            (const mr_records *)(const void *)((const char *)args->params + p->offset);
        if (!mr_param_is_port(p))
            continue;
        if (k++, !p->needed || rows->n > 0 || (connected && connected(context, k)))
            continue;
        const char *fields = "";
        for (const mr_param *f = p->fields; f->name; f++)
            if (!f->def)
                fields = mr_arena_printf(arena, "%s%s%s", fields, *fields ? ", " : "", f->name);
        *words =
            mr_arena_printf(arena, "has no rows: connect a table with %s, or write them", fields);
        return p;
    }
    return NULL;
}

static bool has_table(void *context, size_t k)
{
    const mr_frame *frame = context;

    return k < frame->n_inputs && frame->inputs[k];
}

static mr_status check_needed(mr_frame *frame, mr_error *err)
{
    const char *words;
    const mr_param *p = mr_args_needs_rows(frame->args, has_table, frame, frame->arena, &words);

    return p ? mr_fail(err, MR_EPARAM, p->name, "%s", words) : MR_OK;
}

mr_status mr_frame_feed(mr_frame *frame, mr_error *err)
{
    const mr_operator *op = frame->args->op;
    mr_args *args = NULL;
    size_t k = 0;

    if (op->input_names)
        return MR_OK;
    MR_TRY(check_needed(frame, err));
    for (const mr_param *p = op->params; p && p->name; p++) {
        if (!mr_param_is_port(p) || ++k >= frame->n_inputs || !frame->inputs[k])
            continue;
        if (!args) {
            args = mr_arena_memdup(frame->arena, frame->args, sizeof *args);
            args->params = mr_arena_memdup(frame->arena, args->params, op->params_size);
            frame->args = args;
        }
        *(mr_records *)(void *)((char *)args->params + p->offset) =
            records_of(frame, p, frame->inputs[k]);
    }
    return args && op->check ? op->check(args->params, err) : MR_OK;
}

// Driver of the table shape: whole tables in, a table out; for unchanged rows its columns are put
// beside the input's.
#include <assert.h>
#include <string.h>

#include "frame.h"

static void check_result(const mr_schema *schema, const mr_table *made)
{
    assert(made->n == schema->n);
    for (size_t i = 0; i < schema->n; i++) {
        assert(strcmp(made->columns[i]->field.name, schema->fields[i].name) == 0);
        assert(made->columns[i]->field.type == schema->fields[i].type);
    }
}

// The columns made, beside those of the main input.
static void put_outputs(mr_frame *frame, const mr_table *made)
{
    frame->result = mr_table_copy(frame->inputs[0]);
    assert(made->rows == frame->rows);
    for (size_t i = 0; i < made->n; i++)
        mr_table_put(frame->result, mr_column_ref(made->columns[i]));
}

mr_status mr_drive_table(mr_frame *frame, mr_error *err)
{
    const mr_operator *op = frame->args->op;
    const mr_apply_options *options = frame->options;
    const mr_texts names = mr_operator_makes(frame->args, frame->arena);
    mr_schema only = {.n = 0, .fields = MR_ARENA_ARRAY(frame->arena, mr_field, names.n + 1)};
    mr_table *made = NULL;

    for (size_t i = 0; i < names.n; i++)
        mr_schema_put(&only, *mr_schema_find(frame->schema, names.at[i]));
    const mr_call call = {
        .args = frame->args,
        .n_inputs = frame->n_inputs,
        .inputs = frame->inputs,
        .schema = op->replaces_rows ? frame->schema : &only,
        .arena = frame->arena,
        .units = options ? options->units : NULL,
        .sql = options ? options->sql : NULL,
        .cancelled = options ? options->cancelled : NULL,
        .warn = options ? options->warn : NULL,
        .context = options ? options->context : NULL,
    };
    MR_TRY(op->table(&call, &made, err));
    check_result(call.schema, made);
    if (op->replaces_rows) {
        frame->result = made;
        return MR_OK;
    }
    put_outputs(frame, made);
    mr_table_unref(made);
    return MR_OK;
}

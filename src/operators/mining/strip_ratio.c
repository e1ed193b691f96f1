// Ore, waste and strip ratio per group with a running total (replaces the rows).
// Source: Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design.
#include <stdlib.h>
#include <string.h>

#include "mudrock/tabular.h"

struct params {
    double cutoff;
    int sequence;
};

static const mr_param params[] = {
    {MR_PARAM(sequence, "Groups are mined", NULL), .def = "\"descending\"",
     .choices = "descending,ascending",
     .help = "by their names, numbers in them as numbers: benches called by elevation are mined "
             "descending"},
    {MR_PARAM(cutoff, "Cutoff", "g/t"), .def = "1.0"},
    {0},
};

static const mr_port inputs[] = {
    {"group_column", "bench", MR_UTF8, NULL, .help = "Bench, pit or phase"},
    {"grade_column", "au", MR_FLOAT64, "g/t", .help = "Grade"},
    {"tonnes_column", "tonnes", MR_FLOAT64, "t", .help = "Tonnage"},
    {0},
};

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *tonnes = mr_infer_input(in, "tonnes_column");
    const char *unit = tonnes ? tonnes->unit : NULL;

    MR_TRY(mr_infer_keep(in, out, "group_column", err));
    MR_TRY(mr_infer_add(out, "ore_tonnes", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "waste_tonnes", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "strip_ratio", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "cumulative_strip_ratio", MR_FLOAT64, NULL, NULL, err));
    return MR_OK;
}

// --- the order in which groups are mined ---

static int compare_digits(const char *a, size_t n, const char *b, size_t m)
{
    for (; n > 0 && *a == '0'; n--)
        a++;
    for (; m > 0 && *b == '0'; m--)
        b++;
    return n != m ? (n < m ? -1 : 1) : strncmp(a, b, n);
}

// Digits count as one number: B95 comes before B100.
static int compare_names(const char *a, const char *b)
{
    while (*a && *b) {
        const size_t n = strspn(a, "0123456789"), m = strspn(b, "0123456789");
        if (n == 0 || m == 0) {
            if (*a != *b)
                return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
            a++;
            b++;
            continue;
        }
        const int order = compare_digits(a, n, b, m);
        if (order != 0)
            return order;
        a += n;
        b += m;
    }
    return (*a != 0) - (*b != 0);
}

static int by_name(const void *a_, const void *b_)
{
    const mr_group *a = a_, *b = b_;
    const int order = a->name && b->name ? compare_names(a->name, b->name) : 0;

    if (!a->name || !b->name)
        return (a->name == NULL) - (b->name == NULL);     // the null group comes last
    return order != 0 ? order : strcmp(a->name, b->name); // 01 and 1
}

static int by_name_down(const void *a, const void *b)
{
    const bool named = ((const mr_group *)a)->name && ((const mr_group *)b)->name;

    return named ? by_name(b, a) : by_name(a, b);
}

// --- tonnes ---

typedef struct tonnes {
    double ore, waste;
    bool any;
} tonnes;

static tonnes tonnes_of(const mr_call *call, const mr_group *group)
{
    const struct params *p = call->args->params;
    const mr_column *grade = mr_call_column(call, "grade_column");
    const mr_column *column = mr_call_column(call, "tonnes_column");
    tonnes sum = {0};

    for (size_t i = 0; i < group->n; i++) {
        const double t = mr_column_real(column, group->rows[i]);
        if (isnan(t))
            continue;
        sum.any = true;
        if (mr_column_real(grade, group->rows[i]) >= p->cutoff)
            sum.ore += t;
        else
            sum.waste += t;
    }
    return sum;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const bool first = call->args->op->replacement_version; // as they stand
    // A group is to its column what a well is to well_id: a null one is a group too.
    const mr_groups groups = mr_groups_wells(
        call->inputs[0]->rows, mr_call_column(call, "group_column"), NULL, call->arena);
    mr_rows *rows = mr_rows_new(call);
    double all_ore = 0, all_waste = 0;

    if (!first)
        qsort(groups.at, groups.n, sizeof *groups.at, p->sequence == 0 ? by_name_down : by_name);
    for (size_t g = 0; g < groups.n && call->inputs[0]->rows > 0; g++) {
        const tonnes sum = tonnes_of(call, &groups.at[g]);
        if (!first && !sum.any)
            continue;
        all_ore += sum.ore;
        all_waste += sum.waste;
        mr_rows_text(rows, groups.at[g].name);
        mr_rows_real(rows, sum.ore);
        mr_rows_real(rows, sum.waste);
        mr_rows_real(rows, sum.waste / sum.ore);
        mr_rows_real(rows, all_waste / all_ore);
    }
    return mr_rows_finish(rows, out, err);
}

#define TONNES                                                                                     \
    "ore=sum(t) where grade>=cutoff; waste=sum(t) of the rest (a null grade is waste, a null "     \
    "tonnage counts 0); strip_ratio=waste/ore; cumulative=sum of waste so far/sum of ore so far"
#define OPERATOR                                                                                   \
    .id = "strip_ratio", .family = "resource", .category = MR_MINING,                              \
    .title = "Ore, waste and strip ratio per group with a running total (replaces the rows)",      \
    .help = "Tonnes of waste to be moved for a tonne of ore, group by group and in total.",        \
    .source = "Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design",                \
    .inputs = inputs, .params_size = sizeof(struct params), .replaces_rows = true, .across = true, \
    .infer = infer, .table = table

const mr_operator mr_operator_strip_ratio = {
    OPERATOR,
    .version = "2.0.0",
    .formula = "per group in the order of their names, numbers in them as numbers, the null group "
               "last: " TONNES,
    .edge = "division by zero gives null; a group without a tonnage is left out",
    .params = params,
};

// Groups in the order in which they stand.
const mr_operator mr_operator_strip_ratio_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .formula = "per group in order of first appearance (a null group is a group): " TONNES,
    .edge = "division by zero gives null",
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "takes the groups in the order of their names, not of the rows",
    .migrate = mr_migrate_as_is,
};

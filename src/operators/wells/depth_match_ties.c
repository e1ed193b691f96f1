// Corrected depth from tie points (stretch and squeeze).
// Source: Zimmermann et al. 2018; Rider & Kennedy 2011 (practice).
#include "mudrock/operator.h"

struct tie {
    const char *well_id;
    double from;
    double to;
};

static const mr_param tie_fields[] = {
    {MR_PARAM_OF(struct tie, well_id, "well_id", NULL), .nullable = true, .def = "null"},
    {MR_PARAM_OF(struct tie, from, "from", "m")},
    {MR_PARAM_OF(struct tie, to, "to", "m")},
    {0},
};

struct params {
    mr_records ties;
};

static const mr_param params[] = {
    {MR_PARAM(ties, "Ties", "m"), .def = "[]", .needed = true,
     .help = "tie points: depth on the log and correct depth", .fields = tie_fields,
     .item_size = sizeof(struct tie)},
    {0},
};

// The first version made do with data of its own.
static const mr_param params_v1[] = {
    {MR_PARAM(ties, "Ties", "m"),
     .def = "[{\"well_id\": null, \"from\": 1000.0, \"to\": 1000.2}, {\"well_id\": null, \"from\": "
            "1002.0, \"to\": 1001.9}]",
     .help = "tie points: depth on the log and correct depth", .fields = tie_fields,
     .item_size = sizeof(struct tie)},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "depth_matched", MR_FLOAT64, "m", .help = "Matched depth"},
    {0},
};

// The ties of a well (its own and those of every well) by `from`; of equal ones the first listed
// counts.
static size_t ties_of(const struct params *p, const mr_cell *well, const struct tie **found)
{
    const struct tie *all = p->ties.at;
    size_t n = 0;

    for (size_t i = 0; i < p->ties.n; i++) {
        const struct tie *t = &all[i];
        if (t->well_id && (well->null || !mr_str_eq(well->text, mr_str_of(t->well_id))))
            continue;
        size_t k = n;
        while (k > 0 && found[k - 1]->from > t->from)
            k--;
        if (k > 0 && found[k - 1]->from >= t->from) // equal
            continue;
        for (size_t m = n; m > k; m--)
            found[m] = found[m - 1];
        found[k] = t;
        n++;
    }
    return n;
}

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    const struct tie **ties = MR_ARENA_ARRAY(arena, const struct tie *, p->ties.n + 1);
    const size_t n = ties_of(p, &in[1], ties);
    const double d = in[0].real;
    double y = d;
    size_t below = 0; // the first tie deeper than d
    while (below < n && ties[below]->from <= d)
        below++;
    if (n > 0 && below == 0)
        y = d + ties[0]->to - ties[0]->from;
    else if (n > 0 && below == n)
        y = d + ties[n - 1]->to - ties[n - 1]->from;
    else if (n > 0)
        y = ties[below - 1]->to + (ties[below]->to - ties[below - 1]->to) *
                                      (d - ties[below - 1]->from) /
                                      (ties[below]->from - ties[below - 1]->from);
    out[0] = mr_cell_real(y);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "depth_match_ties", .family = "depth", .category = MR_WELLS,                             \
    .title = "Corrected depth from tie points (stretch and squeeze)",                              \
    .help =                                                                                        \
        "Brings depths in line with a reference at picked ties, and in proportion between them.",  \
    .formula = "ties of the well (own or null well_id) sorted by from (of equal from the first "   \
               "listed counts); between ties linear in depth: "                                    \
               "to1+(to2-to1)*(d-from1)/(from2-from1); above the first and below the last the "    \
               "shift of that tie; no tie: unchanged",                                             \
    .edge = "null depth gives null",                                                               \
    .source = "Zimmermann et al. 2018; Rider & Kennedy 2011 (practice)", .inputs = inputs,         \
    .outputs = outputs, .params_size = sizeof(struct params), .extension = true,                   \
    .makes_keys = true

const mr_operator mr_operator_depth_match_ties = {
    OPERATOR,
    .version = "2.0.0",
    .params = params,
    .each = each,
};

const mr_operator mr_operator_depth_match_ties_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .params = params_v1,
    .replacement_version = "2.0.0",
    .change = "has no ties of its own: they are written or connected",
    .migrate = mr_migrate_as_is,
    .each = each,
};

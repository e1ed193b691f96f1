// What an ingestion gives: its source against what there is, and the schema that follows.
#include <math.h>
#include <string.h>

#include "context.h"

enum { MOST_NAMED = 5, MOST_UNKNOWN_WELLS = 20 };

// One ingestion while it is looked at.
typedef struct source {
    mr_context *context;
    size_t i;
    const char *name; // of the node
    const mr_source *asked;
    const mr_source_info *info;
    mr_flow *flow;
    bool quiet; // the flow is for hints only
} source;

static bool is_logs(const mr_source *asked)
{
    return asked->kind == MR_SOURCE_WELL_LOGS || asked->kind == MR_SOURCE_WELL_TRAJECTORIES;
}

static bool is_of_wells(const mr_source *asked)
{
    return is_logs(asked) || asked->kind == MR_SOURCE_WELL_MARKERS;
}

static void put(source *s, mr_field field)
{
    field.origin = (int32_t)s->i;
    if (mr_flow_find(s->flow, field.name))
        return;
    if (!s->quiet)
        mr_check_case(s->context, s->i, s->flow, &field, "/node_type/source_type");
    mr_flow_put(&s->context->flows, s->flow, mr_field_copy(s->context->arena, field));
}

static void put_key(source *s, const char *depth_unit, bool with_name)
{
    put(s, (mr_field){.name = "well_id", .type = MR_UTF8});
    if (with_name)
        put(s, (mr_field){.name = "name", .type = MR_UTF8});
    put(s, (mr_field){.name = "depth",
                      .type = MR_FLOAT64,
                      .nullable = true,
                      .unit = depth_unit,
                      .quantity = "depth"});
}

static void put_curve(source *s, const char *name, const mr_source_curve *curve)
{
    put(s, (mr_field){
               .name = name,
               .type = curve->type,
               .nullable = true,
               .unit = curve->unit,
               .quantity = curve->quantity,
           });
}

// --- what can be wrong with the source as a whole ---

// The unknown stand in the order asked: each is looked for behind the one before.
static void report_unknown_well(source *s, size_t k, size_t *place)
{
    mr_context *context = s->context;
    const mr_names *asked = &s->asked->well_ids;
    const char *near = s->info->near ? s->info->near[k] : NULL;
    mr_diagnostic *d = mr_problem(context, MR_SEVERITY_ERROR, "source.unknown_well", s->i,
                                  "'%s' asks for the well '%s', which its project does not have",
                                  s->name, s->info->unknown[k]);

    while (*place < asked->n && strcmp(asked->at[*place], s->info->unknown[k]) != 0)
        ++*place;
    if (*place < asked->n)
        mr_problem_at(context, d, s->i, "/node_type/source_type/well_ids/%zu", (*place)++);
    else
        mr_problem_at(context, d, s->i, "/node_type/source_type/well_ids");
    if (near)
        d->hint = mr_arena_printf(context->problems->arena, "did you mean '%s'?", near);
}

static void report_unknown_wells(source *s)
{
    size_t n = s->info->n_unknown, place = 0;

    for (size_t k = 0; k < n && k < MOST_UNKNOWN_WELLS; k++)
        report_unknown_well(s, k, &place);
    if (n <= MOST_UNKNOWN_WELLS)
        return;
    mr_diagnostic *d = mr_problem(s->context, MR_SEVERITY_ERROR, "source.unknown_well", s->i,
                                  "'%s' asks for %zu more wells, which its project does not have",
                                  s->name, n - MOST_UNKNOWN_WELLS);
    mr_problem_at(s->context, d, s->i, "/node_type/source_type/well_ids");
}

static mr_diagnostic *report(source *s, const char *code, const char *member, const char *message)
{
    mr_diagnostic *d =
        mr_problem(s->context, MR_SEVERITY_ERROR, code, s->i, "'%s' %s", s->name, message);

    mr_problem_at(s->context, d, s->i, "/node_type/%s", member);
    return d;
}

// What whoever looked has to say of it as a whole.
static void report_remarks(source *s)
{
    mr_context *context = s->context;
    mr_arena *arena = context->problems->arena;

    for (size_t k = 0; k < s->info->n_remarks; k++) {
        const mr_source_remark *r = &s->info->remarks[k];
        mr_diagnostic *d = mr_problem(context, r->severity, mr_arena_strdup(arena, r->code), s->i,
                                      "'%s': %s", s->name, r->message);
        if (r->column)
            mr_problem_column(context, d, r->column);
        mr_problem_at(context, d, s->i, "/node_type/%s", r->member);
        d->hint = mr_arena_strdup(arena, r->hint);
    }
}

// False: nothing can be said about what it gives.
static bool check_whole(source *s, const char *project)
{
    mr_arena *arena = s->context->problems->arena;

    if (!s->info->project_known) {
        report(s, "source.unknown_project", "source_type/project_id",
               project ? mr_arena_printf(arena, "reads from the project '%s', which does not exist",
                                         project)
                       : "names no project, and the pipeline names none");
        return false;
    }
    if (s->info->unreadable) {
        report(s, "source.unreadable", "source_type",
               mr_arena_printf(arena, "cannot be read: %s", s->info->unreadable));
        return false;
    }
    report_unknown_wells(s);
    if (!is_of_wells(s->asked))
        return true;
    if (s->info->n_wells == 0) {
        if (s->info->n_unknown == 0)
            report(s, "source.empty_selection", "source_type",
                   is_logs(s->asked) && s->asked->log_type &&
                           strcmp(s->asked->log_type, "composite") != 0
                       ? mr_arena_printf(arena, "selects no wells: none has a log of type '%s'",
                                         s->asked->log_type)
                       : "selects no wells: its project has none");
        return false;
    }
    if (s->asked->kind == MR_SOURCE_WELL_TRAJECTORIES && s->info->n_curves == 0) {
        report(s, "source.empty_selection", "source_type",
               "selects nothing: none of its wells has a survey");
        return false;
    }
    if (is_logs(s->asked) && s->info->n_curves == 0) {
        report(s, "source.empty_selection", "source_type/log_type",
               mr_arena_printf(arena, "selects nothing: none of its wells has a log of type '%s'",
                               s->asked->log_type ? s->asked->log_type : "composite"));
        return false;
    }
    return true;
}

// --- depth ranges ---

static const char *show_range(source *s, double low, double high)
{
    char a[32], b[32];
    const char *unit = s->info && s->info->depth_unit ? s->info->depth_unit : "";

    mr_print_double(low, a);
    mr_print_double(high, b);
    mr_arena *arena = s->context->problems->arena;
    const char *blank = *unit ? " " : "";
    if (isnan(low))
        return mr_arena_printf(arena, "up to %s%s%s", b, blank, unit);
    if (isnan(high))
        return mr_arena_printf(arena, "from %s%s%s", a, blank, unit);
    return mr_arena_printf(arena, "from %s to %s%s%s", a, b, blank, unit);
}

// False: the range itself is wrong.
static bool check_range(source *s, double low, double high, const char *member)
{
    mr_arena *arena = s->context->problems->arena;

    if (isinf(low) || isinf(high)) {
        report(s, "source.bad_depth_range", member, "has a depth range that is not finite");
        return false;
    }
    if (!(low > high))
        return true;
    report(s, "source.bad_depth_range", member,
           mr_arena_printf(arena, "asks for depths %s: the first must not be the larger",
                           show_range(s, low, high)));
    return false;
}

static double larger(double a, double b) // NaN = no bound
{
    return isnan(a) ? b : isnan(b) ? a : a > b ? a : b;
}

static double smaller(double a, double b)
{
    return isnan(a) ? b : isnan(b) ? a : a < b ? a : b;
}

static void check_depths(source *s)
{
    const mr_source *q = s->asked;
    mr_arena *arena = s->context->problems->arena;
    bool first = check_range(s, q->depth_min, q->depth_max, "source_type/depth_range");
    bool second = check_range(s, q->filter_depth_min, q->filter_depth_max, "filters/depth_range");
    double low = larger(q->depth_min, q->filter_depth_min);
    double high = smaller(q->depth_max, q->filter_depth_max);

    if (!first || !second)
        return;
    if (low > high)
        report(s, "source.empty_selection", "filters/depth_range",
               mr_arena_printf(
                   arena, "selects nothing: its depth range and its depth filter do not meet"));
    else if (low > s->info->depth_max || high < s->info->depth_min)
        report(s, "source.empty_selection", "source_type/depth_range",
               mr_arena_printf(arena, "selects nothing: it asks for depths %s, but its wells go %s",
                               show_range(s, low, high),
                               show_range(s, s->info->depth_min, s->info->depth_max)));
}

// --- curves ---

static const mr_source_curve *find_curve(const source *s, const char *name)
{
    for (size_t k = 0; k < s->info->n_curves; k++)
        if (strcmp(s->info->curves[k].column, name) == 0)
            return &s->info->curves[k];
    return NULL;
}

// curve_match quantity: the best known mnemonic of what the asked one measures.
static const mr_source_curve *match_quantity(const source *s, const char *name)
{
    const mr_source_curve *best = NULL;
    const char *quantity = s->context->units ? mr_quantity_of(s->context->units, name, NULL) : NULL;

    for (size_t k = 0; s->asked->match_quantity && quantity && k < s->info->n_curves; k++) {
        const mr_source_curve *c = &s->info->curves[k];
        if (c->quantity && strcmp(c->quantity, quantity) == 0 &&
            (!best ||
             mr_quantity_rank(quantity, c->column) < mr_quantity_rank(quantity, best->column)))
            best = c;
    }
    return best;
}

// All columns of the source as a flow, for hints.
static mr_flow offered(source *s)
{
    mr_flow all = mr_flow_new(&s->context->flows, s->i);
    source other = *s;

    other.flow = &all;
    other.quiet = true;
    for (size_t k = 0; k < s->info->n_curves; k++)
        put_curve(&other, s->info->curves[k].column, &s->info->curves[k]);
    return all;
}

static void report_unknown_curve(source *s, const char *name, size_t k)
{
    mr_context *context = s->context;
    mr_flow all = offered(s);
    mr_diagnostic *d = mr_problem(context, MR_SEVERITY_ERROR, "source.unknown_curve", s->i,
                                  is_of_wells(s->asked)
                                      ? "'%s' asks for the curve `%s`, which none of its wells has"
                                      : "'%s' asks for the column `%s`, which is not there",
                                  s->name, name);

    mr_problem_column(context, d, name);
    mr_problem_at(context, d, s->i, "/node_type/source_type/curve_names/%zu", k);
    d->hint = mr_column_hint(context, &all, name, NULL);
}

static const char *wells_lacking(source *s, const mr_source_curve *curve)
{
    mr_arena *arena = s->context->problems->arena;
    size_t n = 0, missing = s->info->n_wells - curve->wells;
    const char *names[MOST_NAMED];

    while (curve->lacking && n < MOST_NAMED && n < missing && curve->lacking[n]) {
        names[n] = curve->lacking[n];
        n++;
    }
    if (n == 0)
        return "";
    return n < missing ? mr_arena_printf(arena, " (%s and %zu more)",
                                         mr_words_plain(arena, names, n), missing - n)
                       : mr_arena_printf(arena, " (%s)", mr_words_plain(arena, names, n));
}

static void warn_missing(source *s, const char *name, const mr_source_curve *curve)
{
    size_t n = s->info->n_wells, missing = n - curve->wells;
    mr_diagnostic *d =
        mr_problem(s->context, MR_SEVERITY_WARNING, "source.curve_missing", s->i,
                   "'%s': %zu of %zu wells %s no `%s`%s, it is null there", s->name, missing, n,
                   missing == 1 ? "has" : "have", name, wells_lacking(s, curve));

    mr_problem_column(s->context, d, name);
    mr_problem_at(s->context, d, s->i, "/node_type/source_type/curve_names");
}

// Whole numbers are mostly counts and names.
static bool unit_is_open(const source *s, const mr_source_curve *curve)
{
    if (curve->type != MR_FLOAT64 && curve->type != MR_FLOAT32)
        return false;
    return curve->unit_unknown || !curve->unit ||
           (s->context->units && !mr_unit_known(s->context->units, curve->unit));
}

static void warn_unit(source *s, const char *name, const mr_source_curve *curve)
{
    mr_arena *arena = s->context->problems->arena;
    const char *usual = curve->quantity ? mr_quantity_unit(curve->quantity) : NULL;
    bool partly = curve->unit && s->context->units && mr_unit_known(s->context->units, curve->unit);
    mr_diagnostic *d =
        partly ? mr_problem(s->context, MR_SEVERITY_WARNING, "source.unit_assumed", s->i,
                            "'%s': `%s` has no known unit in some wells, %s is assumed there",
                            s->name, name, curve->unit)
        : curve->unit
            ? mr_problem(s->context, MR_SEVERITY_WARNING, "source.unit_assumed", s->i,
                         "'%s': the unit of `%s`, %s, is not understood: an operator that wants a "
                         "unit does not take it",
                         s->name, name, curve->unit)
            : mr_problem(s->context, MR_SEVERITY_WARNING, "source.unit_assumed", s->i,
                         "'%s': `%s` has no unit: the unit that each operator wants is assumed",
                         s->name, name);

    mr_problem_column(s->context, d, name);
    mr_problem_at(s->context, d, s->i, "/node_type/source_type");
    if (usual && !partly)
        d->hint = mr_arena_printf(arena, "%s is usually in %s", mr_quantity_title(curve->quantity),
                                  usual);
}

// Neutron porosity is scaled on a rock: operators take it for limestone units.
static void warn_matrix(source *s, const char *name, const mr_source_curve *curve)
{
    mr_diagnostic *d =
        mr_problem(s->context, MR_SEVERITY_WARNING, "source.neutron_matrix", s->i,
                   "'%s': `%s` is neutron porosity on a matrix of %s, and is taken as "
                   "one curve",
                   s->name, name, curve->matrices);

    mr_problem_column(s->context, d, name);
    mr_problem_at(s->context, d, s->i, "/node_type/source_type");
    d->hint = "neutron_matrix_convert brings one matrix to another";
}

static void take_named(source *s)
{
    for (size_t k = 0; k < s->asked->curve_names.n; k++) {
        const char *name = s->asked->curve_names.at[k];
        if (mr_flow_find(s->flow, name))
            continue;
        const mr_source_curve *curve = find_curve(s, name);
        if (!curve)
            curve = match_quantity(s, name);
        if (!curve) {
            report_unknown_curve(s, name, k);
            // It was meant to be there: nobody after it misses it again.
            put(s, (mr_field){.name = name, .type = MR_FLOAT64, .nullable = true});
            continue;
        }
        put_curve(s, name, curve);
        if (is_of_wells(s->asked) && curve->wells < s->info->n_wells)
            warn_missing(s, name, curve);
        if (unit_is_open(s, curve))
            warn_unit(s, name, curve);
        if (curve->matrices)
            warn_matrix(s, name, curve);
    }
}

// Nobody asked for these one by one: one warning for all.
static void warn_all(source *s, const char *code, const char *format, const char **names, size_t n)
{
    mr_arena *arena = s->context->problems->arena;

    if (n == 0)
        return;
    mr_diagnostic *d = mr_problem(s->context, MR_SEVERITY_WARNING, code, s->i, "'%s': %s: %s",
                                  s->name, format, mr_words_columns(arena, names, n, MOST_NAMED));
    if (n == 1)
        mr_problem_column(s->context, d, names[0]);
    mr_problem_at(s->context, d, s->i, "/node_type/source_type");
}

static void take_all(source *s)
{
    mr_arena *scratch = s->context->scratch;
    const char **missing = MR_ARENA_ARRAY(scratch, const char *, s->info->n_curves);
    const char **open = MR_ARENA_ARRAY(scratch, const char *, s->info->n_curves);
    size_t n_missing = 0, n_open = 0;

    for (size_t k = 0; k < s->info->n_curves; k++) {
        const mr_source_curve *curve = &s->info->curves[k];
        if (mr_flow_find(s->flow, curve->column))
            continue;
        put_curve(s, curve->column, curve);
        if (is_of_wells(s->asked) && curve->wells < s->info->n_wells)
            missing[n_missing++] = curve->column;
        if (unit_is_open(s, curve))
            open[n_open++] = curve->column;
    }
    warn_all(s, "source.curve_missing", "some wells lack curves, which are null there", missing,
             n_missing);
    warn_all(s, "source.unit_assumed",
             "without a known unit, the unit that each operator wants is assumed", open, n_open);
}

// --- filters ---

static void check_filters(source *s)
{
    mr_context *context = s->context;

    for (size_t k = 0; k < s->asked->n_curve_filters; k++) {
        const mr_curve_filter *f = &s->asked->curve_filters[k];
        mr_diagnostic *d = NULL;
        if (!mr_flow_find(s->flow, f->curve)) {
            d = mr_problem(context, MR_SEVERITY_ERROR, "source.unknown_curve", s->i,
                           "'%s' filters by `%s`, which it does not select", s->name, f->curve);
            d->hint = mr_column_hint(context, s->flow, f->curve, NULL);
        } else if (f->min_value > f->max_value) {
            d = mr_problem(context, MR_SEVERITY_ERROR, "source.empty_selection", s->i,
                           "'%s' selects nothing: it wants `%s` at least %g and at most %g",
                           s->name, f->curve, f->min_value, f->max_value);
        }
        if (!d)
            continue;
        mr_problem_column(context, d, f->curve);
        mr_problem_at(context, d, s->i, "/node_type/filters/curve_filters/%s",
                      mr_pointer_escape(context->problems->arena, f->curve));
    }
}

// A flag that no well has flags nothing: leaving its rows out changes nothing, keeping only them
// leaves none.
static void check_flags(source *s, const mr_names *flags, bool included)
{
    mr_context *context = s->context;

    for (size_t k = 0; k < flags->n; k++) {
        if (find_curve(s, flags->at[k]))
            continue;
        mr_diagnostic *d =
            included
                ? mr_problem(context, MR_SEVERITY_ERROR, "source.unknown_curve", s->i,
                             "'%s' keeps only rows flagged by `%s`, which none of its wells has",
                             s->name, flags->at[k])
                : mr_problem(context, MR_SEVERITY_WARNING, "source.curve_missing", s->i,
                             "'%s' leaves out rows flagged by `%s`, which none of its wells has",
                             s->name, flags->at[k]);
        mr_problem_column(context, d, flags->at[k]);
        mr_problem_at(context, d, s->i, "/node_type/filters/quality_flags/%s/%zu",
                      included ? "include_flags" : "exclude_flags", k);
    }
}

// Without anyone to ask: the declared schema, else the named curves.
static void take_at_its_word(source *s, const mr_declared_schema *declared)
{
    const mr_units *units = s->context->units;

    if (declared->fields.n > 0) {
        for (size_t k = 0; k < declared->fields.n; k++)
            put(s, declared->fields.fields[k]);
        return;
    }
    if (is_of_wells(s->asked))
        put_key(s, NULL, s->asked->kind == MR_SOURCE_WELL_MARKERS);
    for (size_t k = 0; k < s->asked->curve_names.n; k++) {
        const char *name = s->asked->curve_names.at[k];
        put(s, (mr_field){
                   .name = name,
                   .type = MR_FLOAT64,
                   .nullable = true,
                   .quantity = units ? mr_quantity_of(units, name, NULL) : NULL,
               });
    }
    s->flow->open = s->asked->kind != MR_SOURCE_WELL_MARKERS && s->asked->curve_names.n == 0;
}

static void take_columns(source *s)
{
    if (is_of_wells(s->asked))
        put_key(s, s->info->depth_unit, s->asked->kind == MR_SOURCE_WELL_MARKERS);
    if (s->asked->kind == MR_SOURCE_WELL_MARKERS)
        return;
    if (s->asked->curve_names.n > 0)
        take_named(s);
    else
        take_all(s);
    check_flags(s, &s->asked->include_flags, true);
    check_flags(s, &s->asked->exclude_flags, false);
}

mr_status mr_type_ingestion(mr_context *context, const mr_sources *sources, size_t i,
                            mr_source_info *info, mr_flow *out, mr_error *err)
{
    const mr_dag *dag = context->graph->dag;
    const mr_node *node = &dag->nodes[i];
    source s = {
        .context = context,
        .i = i,
        .name = mr_node_label(node),
        .asked = &node->source,
        .info = info,
        .flow = out,
    };
    const char *project = node->source.project_id ? node->source.project_id : dag->project_id;

    *out = mr_flow_new(&context->flows, i);
    if (!sources) {
        take_at_its_word(&s, &node->output_schema);
        return MR_OK;
    }
    mr_status status =
        sources->describe(sources->context, project, &node->source, context->arena, info, err);
    if (status != MR_OK)
        return mr_fail_in(err, status, "%s", mr_node_label(node));
    report_remarks(&s);
    if (!check_whole(&s, project)) {
        *out = (mr_flow){0};
        return MR_OK;
    }
    if (is_of_wells(s.asked))
        check_depths(&s);
    take_columns(&s);
    check_filters(&s);
    mr_check_declared(context, i, &node->output_schema, "output_schema", out);
    return MR_OK;
}

// What a user should know of the logs that a source takes, before it runs: which of several, which
// have no depth or one in no known unit, and where else a curve is. A few wells are named, the rest
// is counted.
#include <string.h>

#include "ingestion.h"

enum { MOST_NAMED = 3 };

typedef struct tally { // wells of which the same is to be said
    size_t n;
    const char *text; // of the first, parted by "; "
    const char *well; // the first
} tally;

typedef struct remarks {
    mr_arena *arena;
    const mr_run_options *options;
    const mr_project_units *project;
    const mr_source *source;
    size_t n;
    mr_source_remark *at;
} remarks;

static void count(const remarks *r, tally *t, const char *well, const char *text)
{
    if (t->n < MOST_NAMED)
        t->text = t->n ? mr_arena_printf(r->arena, "%s; %s", t->text, text)
                       : mr_arena_strdup(r->arena, text);
    if (t->n++ == 0)
        t->well = well;
}

static const char *told(const remarks *r, const tally *t)
{
    const size_t more = t->n > MOST_NAMED ? t->n - MOST_NAMED : 0;

    return more == 0 ? t->text
                     : mr_arena_printf(r->arena, "%s; and %zu more well%s", t->text, more,
                                       more == 1 ? "" : "s");
}

static void remark(remarks *r, mr_source_remark remark)
{
    r->at[r->n++] = remark;
}

// --- several logs ---

static void remark_choices(remarks *r, const mr_well_file *files, size_t n)
{
    tally t = {0};

    for (size_t i = 0; i < n; i++)
        if (files[i].choice && files[i].choice->log && files[i].choice->n_passed)
            count(r, &t, files[i].well_id,
                  t.n < MOST_NAMED ? mr_log_choice_text(files[i].choice, r->arena) : "");
    if (t.n)
        remark(r,
               (mr_source_remark){
                   .severity = MR_SEVERITY_WARNING,
                   .code = "source.log_choice",
                   .member = "source_type/log_type",
                   .message = mr_arena_printf(r->arena, "%s several logs: %s",
                                              t.n == 1 ? "a well has" : "wells have", told(r, &t)),
                   .hint = "log_type names the one to take, log_rule says how to choose",
               });
}

// --- the unit of the index ---

static const char *say_depth(const remarks *r, const tally *t)
{
    return r->options->data_folder
               ? "write the unit with the column of the file"
               : mr_arena_printf(r->arena, "say it with `mudrock curves set %s depth --unit U`",
                                 t->well);
}

static void remark_depth(remarks *r, const tally *t, mr_severity severity, const char *code,
                         const char *format)
{
    if (t->n == 0)
        return;
    remark(r, (mr_source_remark){
                  .severity = severity,
                  .code = code,
                  .column = "depth",
                  .member = "source_type",
                  .message = mr_arena_printf(r->arena, "%s (%s)", format, told(r, t)),
                  .hint = say_depth(r, t),
              });
}

static void remark_depths(remarks *r, const mr_well_file *files, size_t n)
{
    const mr_units *units = r->options->units;
    tally unknown = {0}, missing = {0}, other = {0};
    const char *good = NULL; // the last that was: mostly all wells have the same
    double scale, offset;

    for (size_t i = 0; i < n; i++) {
        const char *unit = files[i].depth_unit, *well = files[i].well_id;
        if (!mr_well_has_log(&files[i]) || (unit && good && strcmp(unit, good) == 0))
            continue;
        if (!unit)
            count(r, &missing, well, well);
        else if (!mr_unit_known(units, unit))
            count(r, &unknown, well, mr_arena_printf(r->arena, "%s: \"%s\"", well, unit));
        else if (!mr_unit_equal(units, unit, r->project->depth_unit) &&
                 !mr_unit_convert(units, unit, r->project->depth_unit, &scale, &offset))
            count(r, &other, well, mr_arena_printf(r->arena, "%s: %s", well, unit));
        else
            good = unit;
    }
    remark_depth(r, &unknown, MR_SEVERITY_ERROR, "source.unit_unknown",
                 "the unit of the depths is not understood");
    remark_depth(r, &other, MR_SEVERITY_ERROR, "source.unit_unknown",
                 "the depths are in a unit that is no length");
    remark_depth(r, &missing, MR_SEVERITY_WARNING, "source.unit_assumed",
                 mr_arena_printf(r->arena, "the depths say no unit and are taken as %s",
                                 r->project->depth_unit));
}

// --- wells that give nothing ---

static const char *own_logs(const remarks *r, const mr_well_logs *all)
{
    const char *text = NULL;

    for (size_t i = 0; i < all->n && i < MOST_NAMED; i++)
        text = text ? mr_arena_printf(r->arena, "%s, %s", text, all->logs[i].log_type)
                    : all->logs[i].log_type;
    if (all->n > MOST_NAMED)
        text = mr_arena_printf(r->arena, "%s and %zu more", text, all->n - MOST_NAMED);
    return text ? mr_arena_printf(r->arena, "it has %s", text) : "it has none";
}

static const char *without_depth(const remarks *r, const mr_log_choice *choice)
{
    const mr_log_info *log = choice->without_depth;

    return log->index_mnemonic
               ? mr_arena_printf(r->arena, "%s, %s over %s", choice->well_id, log->log_type,
                                 log->index_mnemonic)
               : mr_arena_printf(r->arena, "%s, %s", choice->well_id, log->log_type);
}

static void remark_absent(remarks *r, const mr_well_file *files, size_t n)
{
    tally timed = {0}, none = {0};

    for (size_t i = 0; i < n; i++) {
        const mr_log_choice *choice = files[i].choice;
        if (!choice || !choice->known || choice->log)
            continue;
        if (choice->without_depth)
            count(r, &timed, choice->well_id, timed.n < MOST_NAMED ? without_depth(r, choice) : "");
        else
            count(r, &none, choice->well_id,
                  none.n < MOST_NAMED ? mr_arena_printf(r->arena, "%s, %s", choice->well_id,
                                                        own_logs(r, choice->all))
                                      : "");
    }
    if (timed.n)
        remark(r, (mr_source_remark){
                      .severity = MR_SEVERITY_WARNING,
                      .code = "source.no_depth",
                      .column = "depth",
                      .member = "source_type/log_type",
                      .message = mr_arena_printf(r->arena, "logs without a depth are left out (%s)",
                                                 told(r, &timed)),
                  });
    if (none.n)
        remark(r, (mr_source_remark){
                      .severity = MR_SEVERITY_WARNING,
                      .code = "source.log_missing",
                      .member = "source_type/log_type",
                      .message = mr_arena_printf(
                          r->arena, "wells without a log of type '%s' are left out (%s)",
                          r->source->log_type ? r->source->log_type : "composite", told(r, &none)),
                  });
}

// --- curves that another log of the well has ---

static const mr_log_info *log_with(const mr_log_choice *choice, const char *column)
{
    for (size_t i = 0; i < choice->all->n; i++) {
        const mr_log_info *log = &choice->all->logs[i];
        for (size_t k = 0; log != choice->log && k < log->n_curves; k++)
            if (strcmp(log->curves[k].column, column) == 0)
                return log;
    }
    return NULL;
}

static void remark_elsewhere(remarks *r, const mr_well_file *files, size_t n, const char *column)
{
    const char *quantity = mr_quantity_of(r->options->units, column, NULL);
    tally t = {0};

    for (size_t i = 0; i < n; i++) {
        const mr_log_choice *choice = files[i].choice;
        if (!choice || !choice->log || choice->all->n < 2 ||
            mr_well_column_for(&files[i], column, quantity, r->source->match_quantity))
            continue;
        const mr_log_info *other = log_with(choice, column);
        if (other)
            count(r, &t, choice->well_id,
                  t.n < MOST_NAMED
                      ? mr_arena_printf(r->arena, "of %s it is in %s, not in %s", choice->well_id,
                                        other->log_type, choice->log->log_type)
                      : "");
    }
    if (t.n)
        remark(r, (mr_source_remark){
                      .severity = MR_SEVERITY_WARNING,
                      .code = "source.curve_elsewhere",
                      .column = column,
                      .member = "source_type/curve_names",
                      .message = mr_arena_printf(
                          r->arena, "`%s` is in another log than the one that is taken: %s", column,
                          told(r, &t)),
                      .hint = "a second source with that log_type has it",
                  });
}

// --- units of curves ---

// NULL when the values become the column's; else what stands there instead of its unit.
static const char *foreign_unit(const remarks *r, const mr_source_curve *curve,
                                const mr_well_column *c)
{
    double scale, offset;

    if (!c->unit || !*c->unit || !curve->unit || strcmp(c->unit, curve->unit) == 0)
        return NULL;
    return mr_unit_convert(r->options->units, c->unit, curve->unit, &scale, &offset) ? NULL
                                                                                     : c->unit;
}

// Nobody knows what the numbers of these wells are in the unit of the others. Whoever asked for the
// curve has to say it; where all curves are taken they are null.
static void remark_units(remarks *r, const mr_well_file *files, size_t n,
                         const mr_source_curve *curve, bool asked)
{
    const bool real = curve->type == MR_FLOAT64 || curve->type == MR_FLOAT32;
    const char *good = NULL; // the last that was: mostly all wells have the same
    tally t = {0};

    for (size_t i = 0; real && curve->unit && i < n; i++) {
        const mr_well_column *c = mr_well_column_for(&files[i], curve->column, curve->quantity,
                                                     r->source->match_quantity);
        if (!c || (c->unit && good && strcmp(c->unit, good) == 0))
            continue;
        const char *unit = foreign_unit(r, curve, c);
        if (!unit)
            good = c->unit;
        else
            count(r, &t, files[i].well_id,
                  t.n < MOST_NAMED ? mr_arena_printf(r->arena, "%s: %s", files[i].well_id, unit)
                                   : "");
    }
    if (t.n == 0)
        return;
    remark(r,
           (mr_source_remark){
               .severity = asked ? MR_SEVERITY_ERROR : MR_SEVERITY_WARNING,
               .code = "source.unit_unknown",
               .column = curve->column,
               .member = asked ? "source_type/curve_names" : "source_type",
               .message = mr_arena_printf(
                   r->arena,
                   "`%s` is in %s, but in some wells in a unit that is not understood "
                   "or does not convert%s (%s)",
                   curve->column, curve->unit, asked ? "" : ", and null there", told(r, &t)),
               .hint = r->options->data_folder
                           ? "write the unit with the column of the file"
                           : mr_arena_printf(r->arena,
                                             "say it with `mudrock curves set %s %s --unit U`, or "
                                             "leave the well out",
                                             t.well, curve->column),
           });
}

static bool is_asked(const mr_names *names, const char *column)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->at[i], column) == 0)
            return true;
    return false;
}

void mr_log_remarks(const mr_run_options *options, const mr_project_units *project,
                    const mr_source *source, const mr_well_file *files, size_t n, mr_arena *arena,
                    mr_source_info *out)
{
    const mr_names *asked = &source->curve_names;
    remarks r = {arena, options, project, source, 0, NULL};

    r.at = MR_ARENA_ARRAY(arena, mr_source_remark, asked->n + out->n_curves + 8);
    remark_choices(&r, files, n);
    remark_absent(&r, files, n);
    remark_depths(&r, files, n);
    for (size_t i = 0; i < asked->n; i++)
        remark_elsewhere(&r, files, n, asked->at[i]);
    for (size_t i = 0; i < out->n_curves; i++)
        if (asked->n == 0 || is_asked(asked, out->curves[i].column))
            remark_units(&r, files, n, &out->curves[i], asked->n > 0);
    out->n_remarks = r.n;
    out->remarks = r.at;
}

// Which log of a well a source takes: by name, then by its rule. The others are named, never
// merged.
#include <math.h>
#include <string.h>

#include "mudrock/executor.h"

enum { MOST_NAMED = 5 };

static bool is_pattern(const char *text)
{
    return strpbrk(text, "*?") != NULL;
}

static bool matches(const char *pattern, const char *text)
{
    for (; *pattern; pattern++, text++) {
        if (*pattern == '*') {
            while (pattern[1] == '*')
                pattern++;
            for (;; text++) {
                if (matches(pattern + 1, text))
                    return true;
                if (!*text)
                    return false;
            }
        }
        if (!*text || (*pattern != '?' && *pattern != *text))
            return false;
    }
    return !*text;
}

static bool named(const char *asked, const char *name)
{
    return name && (is_pattern(asked) ? matches(asked, name) : strcmp(asked, name) == 0);
}

// --- how much of what is asked for a log has ---

static const mr_log_curve *curve_for(const mr_log_info *log, const char *name, const char *quantity)
{
    const mr_log_curve *best = NULL;
    for (size_t i = 0; i < log->n_curves; i++) {
        const mr_log_curve *c = &log->curves[i];
        if (strcmp(c->column, name) == 0)
            return c;
        if (quantity && c->quantity && strcmp(c->quantity, quantity) == 0 &&
            (!best || c->count - c->nulls > best->count - best->nulls))
            best = c;
    }
    return best;
}

static double length_of(const mr_units *units, const mr_log_info *log)
{
    double scale = 1, offset = 0, length = log->depth_max - log->depth_min;
    mr_unit_reading read = mr_unit_read(units, log->depth_unit, log->index_mnemonic, "depth");
    if (read.unit)
        mr_unit_convert(units, read.unit, "m", &scale, &offset);
    return isnan(length) ? 0 : fabs(length * scale);
}

static double share(const mr_log_curve *c)
{
    return c && c->count > 0 ? (double)(c->count - c->nulls) / (double)c->count : 0;
}

typedef struct coverage {
    double length;   // metres with a value, summed over the curves
    int64_t samples; // likewise
} coverage;

static coverage coverage_of(const mr_units *units, const mr_source *source, const mr_log_info *log)
{
    coverage c = {0};
    const double length = length_of(units, log);
    for (size_t i = 0; i < source->curve_names.n; i++) {
        const char *name = source->curve_names.at[i];
        const mr_log_curve *curve =
            curve_for(log, name, source->match_quantity ? mr_quantity_of(units, name, NULL) : NULL);
        c.length += share(curve) * length;
        c.samples += curve ? curve->count - curve->nulls : 0;
    }
    for (size_t i = 0; source->curve_names.n == 0 && i < log->n_curves; i++) {
        if (strcmp(log->curves[i].column, "depth") == 0)
            continue;
        c.length += share(&log->curves[i]) * length;
        c.samples += log->curves[i].count - log->curves[i].nulls;
    }
    return c;
}

// --- the choice ---

static bool goes_before(const mr_units *units, const mr_source *source, const mr_log_info *a,
                        const mr_log_info *b)
{
    if (source->newest) {
        int order = strcmp(a->imported_at, b->imported_at);
        if (order != 0)
            return order > 0;
    }
    coverage x = coverage_of(units, source, a), y = coverage_of(units, source, b);
    if (fabs(x.length - y.length) > 1e-9 * (x.length + y.length))
        return x.length > y.length;
    if (x.samples != y.samples)
        return x.samples > y.samples;
    return strcmp(a->log_type, b->log_type) < 0;
}

// Those of that very name or kind; the default, where there are none, is any.
static size_t candidates(const mr_source *source, const mr_well_logs *well, const mr_log_info **out)
{
    const char *asked = source->log_type ? source->log_type : "composite";
    size_t n = 0;
    for (size_t i = 0; i < well->n; i++)
        if (named(asked, well->logs[i].log_type) || named(asked, well->logs[i].base_name))
            out[n++] = &well->logs[i];
    for (size_t i = 0; i < well->n && n > 1 && !is_pattern(asked); i++)
        if (strcmp(asked, well->logs[i].log_type) == 0) {
            out[0] = &well->logs[i];
            return 1;
        }
    for (size_t i = 0; n == 0 && i < well->n && strcmp(asked, "composite") == 0; i++)
        out[i] = &well->logs[i];
    return n == 0 && strcmp(asked, "composite") == 0 ? well->n : n;
}

static void choose(const mr_units *units, const mr_source *source, const mr_well_logs *well,
                   mr_arena *arena, mr_log_choice *out)
{
    const mr_log_info **found = MR_ARENA_ARRAY(arena, const mr_log_info *, well->n + 1);
    const size_t n = candidates(source, well, found);
    *out = (mr_log_choice){.well_id = well->well_id,
                           .well_name = well->well_name,
                           .known = well->known,
                           .all = well,
                           .passed = MR_ARENA_ARRAY(arena, const mr_log_info *, n + 1)};
    for (size_t i = 0; i < n; i++) {
        if (!found[i]->by_depth)
            out->without_depth = found[i];
        else if (!out->log || goes_before(units, source, found[i], out->log))
            out->log = found[i];
    }
    for (size_t i = 0; i < n; i++)
        if (found[i]->by_depth && found[i] != out->log)
            out->passed[out->n_passed++] = found[i];
}

mr_status mr_logs_choose(mr_catalog *catalog, const mr_units *units, const char *project_id,
                         const mr_source *source, const mr_names *wells, mr_arena *arena, size_t *n,
                         mr_log_choice **out, mr_error *err)
{
    size_t n_wells = 0;
    mr_well_logs *found = NULL;
    MR_TRY(mr_log_find(catalog, project_id, wells, arena, &n_wells, &found, err));
    *out = MR_ARENA_ARRAY(arena, mr_log_choice, n_wells + 1);
    *n = 0;
    for (size_t i = 0; i < n_wells; i++) {
        mr_log_choice *choice = &(*out)[*n];
        choose(units, source, &found[i], arena, choice);
        // Of all wells those count that have such a log; one that is named stands there anyway.
        if (choice->log || choice->without_depth || (wells && wells->n > 0))
            ++*n;
    }
    return MR_OK;
}

const char *mr_log_choice_text(const mr_log_choice *choice, mr_arena *arena)
{
    const char *text =
        mr_arena_printf(arena, "%s of %s is taken, not", choice->log->log_type, choice->well_id);
    for (size_t i = 0; i < choice->n_passed && i < MOST_NAMED; i++)
        text = mr_arena_printf(arena, "%s%s %s", text, i ? "," : "", choice->passed[i]->log_type);
    return choice->n_passed <= MOST_NAMED
               ? text
               : mr_arena_printf(arena, "%s and %zu more", text, choice->n_passed - MOST_NAMED);
}

// UDUNITS-2: expressions of our tables on scale, offset and powers of base units.
#include "unit_expression.h"

#include <math.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <udunits2.h>

#include "unit_spellings.h"

struct mr_unit_library {
    ut_system *system;
    size_t n_bases;
    ut_unit *bases[MR_UNIT_BASES];
    const char *names[MR_UNIT_BASES];
};

static pthread_mutex_t udunits_mutex = PTHREAD_MUTEX_INITIALIZER;

// --- reading a ut_unit into our form ---

typedef struct reading {
    const mr_unit_library *library;
    mr_unit_value *out;
} reading;

static ut_status read_basic(const reading *r, const ut_unit *basic, int power)
{
    if (power < INT8_MIN || power > INT8_MAX)
        return UT_BAD_ARG;
    for (size_t i = 0; i < r->library->n_bases; i++)
        if (ut_compare(basic, r->library->bases[i]) == 0) {
            r->out->powers[i] = (int8_t)power;
            return UT_SUCCESS;
        }
    return UT_UNKNOWN;
}

static ut_status visit_basic(const ut_unit *basic, void *arg)
{
    return read_basic(arg, basic, 1);
}

static ut_status visit_product(const ut_unit *product, int n, const ut_unit *const *basics,
                               const int *powers, void *arg)
{
    ut_status st = UT_SUCCESS;
    (void)product;

    for (int i = 0; i < n && st == UT_SUCCESS; i++)
        st = read_basic(arg, basics[i], powers[i]);
    return st;
}

static ut_status visit_scaled(const ut_unit *scaled, double scale, const ut_unit *under,
                              double offset, void *arg);

// Times of day and logarithms are no linear units.
static ut_status visit_timestamp(const ut_unit *stamp, const ut_unit *under, double origin,
                                 void *arg)
{
    (void)stamp, (void)under, (void)origin, (void)arg;
    return UT_MEANINGLESS;
}

static ut_status visit_logarithm(const ut_unit *logarithm, double base, const ut_unit *reference,
                                 void *arg)
{
    (void)logarithm, (void)base, (void)reference, (void)arg;
    return UT_MEANINGLESS;
}

static const ut_visitor visitor = {visit_basic, visit_product, visit_scaled, visit_timestamp,
                                   visit_logarithm};

static ut_status visit_scaled(const ut_unit *scaled, double scale, const ut_unit *under,
                              double offset, void *arg)
{
    const reading *r = arg;
    ut_status st = ut_accept_visitor(under, &visitor, arg);
    (void)scaled;

    // under = scale * (x + offset), and base = out.scale * (under + out.offset)
    r->out->offset = offset + r->out->offset / scale;
    r->out->scale *= scale;
    return st;
}

static mr_unit_value parse(const mr_unit_library *library, const char *text)
{
    mr_unit_value out = {.scale = 1};
    reading r = {.library = library, .out = &out};
    ut_unit *parsed = ut_parse(library->system, text, UT_UTF8);

    if (parsed)
        out.known = ut_accept_visitor(parsed, &visitor, &r) == UT_SUCCESS;
    ut_free(parsed);
    // It multiplies its way to 0.025400000000000002.
    out.scale = mr_unit_tidy(out.scale, 1e-15 * fabs(out.scale));
    if (!isfinite(out.scale) || !isfinite(out.offset) || !(out.scale > 0))
        out.known = false;
    return out;
}

mr_unit_value mr_unit_library_parse(const mr_unit_library *library, const char *expression)
{
    (void)pthread_mutex_lock(&udunits_mutex);
    mr_unit_value value = parse(library, expression);
    (void)pthread_mutex_unlock(&udunits_mutex);
    return value;
}

const char *mr_unit_library_base(const mr_unit_library *library, int i)
{
    return (size_t)i < library->n_bases ? library->names[i] : NULL;
}

// --- opening ---

static mr_status add_base(mr_unit_library *library, const char *name, ut_unit *base, mr_error *err)
{
    if (!base || library->n_bases == MR_UNIT_BASES)
        return mr_fail(err, MR_EFAIL, NULL, "cannot make base unit %zu", library->n_bases + 1);
    library->names[library->n_bases] = name;
    library->bases[library->n_bases++] = base;
    return MR_OK;
}

// What UDUNITS-2 means by the symbol (e is a charge to it, cps a frequency, gal a galileo) gives
// way.
static mr_status add_unit(mr_unit_library *library, const mr_unit_addition *row, mr_error *err)
{
    ut_unit *u;
    ut_status st;

    (void)ut_unmap_symbol_to_unit(library->system, row->symbol, UT_UTF8);
    (void)ut_unmap_name_to_unit(library->system, row->symbol, UT_UTF8);
    if (!row->expression) {
        u = ut_new_base_unit(library->system);
        MR_TRY(add_base(library, row->symbol, u, err));
        st = ut_map_symbol_to_unit(row->symbol, UT_UTF8, u);
    } else {
        u = ut_parse(library->system, row->expression, UT_UTF8);
        st = u ? ut_map_symbol_to_unit(row->symbol, UT_UTF8, u) : UT_UNKNOWN;
        ut_free(u);
    }
    if (st != UT_SUCCESS)
        return mr_fail(err, MR_EFAIL, NULL, "cannot add the unit %s to UDUNITS-2: status %d",
                       row->symbol, (int)st);
    return MR_OK;
}

static mr_status open_locked(mr_unit_library *library, mr_error *err)
{
    static const char *const bases[] = {"m", "kg", "s", "A", "K", "mol", "cd", "radian"};

    (void)ut_set_error_message_handler(ut_ignore); // else it writes to standard error
    library->system = ut_read_xml(NULL);
    if (!library->system)
        return mr_fail(err, MR_EIO, NULL,
                       "cannot read the unit database of UDUNITS-2 (package libudunits2-data)");
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        MR_TRY(add_base(library, bases[i], ut_parse(library->system, bases[i], UT_ASCII), err));
    for (const mr_unit_addition *row = mr_unit_additions; row->symbol; row++)
        MR_TRY(add_unit(library, row, err));
    return MR_OK;
}

mr_status mr_unit_library_open(mr_unit_library **out, mr_error *err)
{
    mr_unit_library *library = calloc(1, sizeof *library);

    *out = library;
    if (!library)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for the table of units");
    (void)pthread_mutex_lock(&udunits_mutex);
    mr_status st = open_locked(library, err);
    (void)pthread_mutex_unlock(&udunits_mutex);
    return st;
}

void mr_unit_library_close(mr_unit_library *library)
{
    if (!library)
        return;
    (void)pthread_mutex_lock(&udunits_mutex);
    for (size_t i = 0; i < library->n_bases; i++)
        ut_free(library->bases[i]);
    ut_free_system(library->system);
    (void)pthread_mutex_unlock(&udunits_mutex);
    free(library);
}

// Units: spellings of log headers, conversions against factors known independently, products, what
// is no unit.
#include "mudrock/units.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "../../../src/core/unit_spellings.h"
#include "core/check.h"

static mr_units *units;

static int open_units(void **state)
{
    (void)state;
    return mr_units_open(&units, NULL) == MR_OK ? 0 : 1;
}

static int close_units(void **state)
{
    (void)state;
    mr_units_close(units);
    return 0;
}

static void spelled(const char *text, const char *house)
{
    if (!mr_unit_known(units, text))
        fail_msg("%s is unknown", text);
    if (strcmp(mr_unit_canonical(units, text), house) != 0)
        fail_msg("%s is %s, not %s", text, mr_unit_canonical(units, text), house);
}

static void header_spellings_have_one_house_spelling(void **state)
{
    static const struct {
        const char *house, *spellings; // parted by '|'
    } rows[] = {
        {"g/cm3", "G/C3|G/CC|GM/CC|G/CM3|g/cc|g/cm3|GM/CM3|g/cm^3|(g/cm3)|[G/C3]| G/C3 |г/см3"},
        {"kg/m3", "KG/M3|K/M3|KGM3|kg/m3|Kg/m3|kg m-3"},
        {"gAPI", "GAPI|API|gAPI|gapi|api|Gapi|API UNITS"},
        {"ohm.m", "OHMM|OHM-M|OHM.M|OHMS|ohm.m|ohmm|OHM/M|Ohm.m|Ω.m|Ωm|Ом.м|Омм"},
        {"us/ft", "US/F|US/FT|USEC/FT|us/ft|µs/ft|μs/ft|usec/ft"},
        {"us/m", "us/m|US/M|MSEC/M|µs/m|US/м|мкс/м"},
        {"uS/m", "uS/m|µS/m"}, // siemens: a conductivity, but at a sonic curve
        {"v/v", "V/V|VOL/VOL|M3/M3|FRAC|CFCF|DEC|DECP|m3/m3|frac|m³/m³"},
        {"pu", "pu|PU|LPU"},
        {"%", "%|PERCENT|percent|pct"},
        {"in", "IN|INCHES|INCH|in|inch"},
        {"0.1 in", ".1IN|0.1IN"},
        {"mm", "MM|mm"},
        {"cm", "CM|cm"},
        {"m", "M|METRES|METERS|m|meter|М|метер|[m]"},
        {"ft", "FT|FEET|F|ft|f|Feet"},
        {"mV", "MV|mV|mv"},
        {"deg", "DEG|deg|degrees|dega|°"},
        {"degC", "DEGC|DEG C|degC|C|°C"},
        {"degF", "DEGF|degF|°F|DEG F"},
        {"psi", "PSI|psi|PSIA"},
        {"kPa", "KPA|kPa|Kpa"},
        {"MPa", "MPA|MPa|Mpa"},
        {"bar", "BAR|bar"},
        {"b/e", "B/E|b/e|barns/electron|BARNS/E"},
        {"ppm", "PPM|ppm"},
        {"mD", "MD|mD|md"},
        {"mS/m", "MMHO/M|mS/m|MS/M|mmo/m|.MS/M"},
        {"lbf", "LBF|lbf|lbs"},
        {"klbf", "KLB|klbf"},
        {"N", "N"},
        {"h", "HR|hr|h"},
        {"min", "MIN|min"},
        {"s", "S|s|SEC"},
        {"ms", "MS|ms|MSEC"},
        {"us", "US|us|USEC"},
        {"rpm", "RPM|rpm"},
        {"g/t", "G/T|g/t"},
        {"meq/cm3", "meq/cm3|MEQ/C3"},
        {"m/h", "M/HR|m/h|M/H"},
        {"ft/h", "FT/HR|F/HR"},
        {"m/min", "M/MIN"},
        {"ns/m", "NS/M"},
        {"dBm", "DBM"},
        {"deg/100ft", "dega/100ft"},
        {"lb/gal", "LB/G|ppg"},
        {"cps", "CPS|cps"},
        {"kHz", "kHz|KHZ"},
    };
    char text[64];
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (const char *at = rows[i].spellings; *at;) {
            size_t n = strcspn(at, "|");
            memcpy(text, at, n);
            text[n] = '\0';
            spelled(text, rows[i].house);
            at += n + (at[n] == '|');
        }
}

// Every spelling of the table means its own row: no row hides another's.
static void no_spelling_is_said_twice(void **state)
{
    char text[64];
    size_t count = 0;
    (void)state;

    for (const mr_unit_spelling *row = mr_unit_spellings; row->house; row++)
        for (const char *at = row->spellings; *at;) {
            size_t n = strcspn(at, "|");
            assert_true(n > 0 && n < sizeof text);
            memcpy(text, at, n);
            text[n] = '\0';
            if (row->expression)
                spelled(text, row->house);
            else if (mr_unit_known(units, text))
                fail_msg("%s is no unit", text);
            at += n + (at[n] == '|');
            count++;
        }
    assert_true(count > 600);
}

static void converts(const char *from, const char *to, double scale, double offset)
{
    double s = -1, o = -1;

    if (!mr_unit_convert(units, from, to, &s, &o))
        fail_msg("%s does not convert to %s", from, to);
    assert_close(s, scale, 1e-14);
    if (fabs(o - offset) > 1e-12 * fabs(offset))
        fail_msg("%s to %s: offset %.17g, wanted %.17g", from, to, o, offset);
    // and back
    assert_true(mr_unit_convert(units, to, from, &s, &o));
    assert_close(s, 1 / scale, 1e-14);
    if (fabs(o + offset / scale) > 1e-12 * fabs(offset / scale))
        fail_msg("%s to %s: offset %.17g, wanted %.17g", to, from, o, -offset / scale);
}

// Factors: NIST Special Publication 811 (2008), appendix B; US gallon 231 cubic inches; darcy of 1
// atm/cm, 1 cP.
static void converts_by_known_factors(void **state)
{
    (void)state;
    converts("ft", "m", 0.3048, 0);
    converts("IN", "mm", 25.4, 0);
    converts(".1IN", "m", 0.00254, 0);
    converts("F", "IN", 12, 0);
    converts("G/C3", "K/M3", 1000, 0);
    converts("g/cm3", "t/m3", 1, 0);
    converts("lb/gal", "kg/m3", 119.82642731689663, 0);
    converts("lb/ft3", "kg/m3", 16.018463373960142, 0);
    converts("us/ft", "us/m", 1 / 0.3048, 0);
    converts("US/F", "US/M", 1 / 0.3048, 0);
    converts("v/v", "%", 100, 0);
    converts("pu", "V/V", 0.01, 0);
    converts("ppm", "%", 1e-4, 0);
    converts("g/t", "ppm", 1, 0);
    converts("ppb", "ppm", 1e-3, 0);
    converts("oz/ton", "g/t", 34.285714285714285, 0); // 31.1034768 g in 907.18474 kg
    converts("degC", "degF", 1.8, 32);
    converts("degC", "K", 1, 273.15);
    converts("degF", "K", 5.0 / 9, 273.15 - 160.0 / 9);
    converts("DEGF/100F", "degC/m", 5.0 / 9 / 30.48, 0);
    converts("psi", "kPa", 6.894757293168361, 0);
    converts("bar", "psi", 14.503773773020923, 0);
    converts("GPa", "Mpsi", 0.14503773773020923, 0);
    converts("atm", "kPa", 101.325, 0);
    converts("lbf", "N", 4.4482216152605, 0);
    converts("klbf", "kN", 4.4482216152605, 0);
    converts("ft.lbf", "N.m", 1.3558179483314004, 0);
    converts("mD", "m2", 9.869233e-16, 0);
    converts("cP", "mPa.s", 1, 0);
    converts("mS/m", "S/m", 1e-3, 0);
    converts("mV", "V", 1e-3, 0);
    converts("deg", "rad", 0.017453292519943295, 0);
    converts("deg/100ft", "deg/30m", 30 / 30.48, 0);
    converts("m/h", "ft/h", 1 / 0.3048, 0);
    converts("h", "s", 3600, 0);
    converts("kHz", "Hz", 1000, 0);
    converts("bbl", "m3", 0.158987294928, 0);
    converts("gal/min", "L/min", 3.785411784, 0);
    converts("cu", "1/m", 0.1, 0);
    converts("nD", "mD", 1e-6, 0);
    converts("1e-5 SI", "SI", 1e-5, 0);
    converts("kgf/cm2", "bar", 0.980665, 0);
}

static void equal_units_convert_by_one_exactly(void **state)
{
    double scale = 0, offset = 1;
    (void)state;

    assert_true(mr_unit_equal(units, "G/C3", "g/cm3"));
    assert_true(mr_unit_equal(units, "K/M3", "kg/m3"));
    assert_true(mr_unit_equal(units, "GAPI", "gAPI"));
    assert_true(mr_unit_equal(units, "V/V", "m3/m3"));
    assert_true(mr_unit_equal(units, "OHMM", "ohm.m"));
    assert_true(mr_unit_equal(units, "PU", "%"));
    assert_true(mr_unit_convert(units, "G/C3", "g/cm3", &scale, &offset));
    assert_true(scale == 1 && offset == 0);
    assert_false(mr_unit_equal(units, "g/cm3", "kg/m3"));
    assert_false(mr_unit_equal(units, "degC", "K"));
    assert_false(mr_unit_equal(units, "us/ft", "us/m"));
    assert_false(mr_unit_equal(units, "m", NULL));
    assert_false(mr_unit_equal(units, NULL, NULL));
    assert_false(mr_unit_equal(units, "", ""));
}

static void unrelated_units_do_not_convert(void **state)
{
    static const char *const pairs[][2] = {
        {"gAPI", "v/v"},    {"gAPI", "nAPI"},   {"gAPI", "cps"},       {"b/e", "v/v"},
        {"b/e", "m2"},      {"g/cm3", "us/ft"}, {"ohm.m", "mS/m"},     {"s", "Hz"},
        {"us/ft", "m/s"},   {"deg", "v/v"},     {"deg", "%"},          {"degC", "m"},
        {"dB", "v/v"},      {"rpm", "Hz"},      {"cps", "Hz"},         {"mD", "v/v"},
        {"meq/cm3", "1/m"}, {"m", "in2"},       {"lbf", "kg"},         {"min/m", "m/h"},
        {"counts", "v/v"},  {"SI", "v/v"},      {"m", "furlongs per"}, {"nonsense", "m"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        double scale = 7, offset = 7;
        if (mr_unit_convert(units, pairs[i][0], pairs[i][1], &scale, &offset))
            fail_msg("%s converts to %s", pairs[i][0], pairs[i][1]);
        assert_true(scale == 7 && offset == 7);
    }
}

static void what_is_no_unit_is_unknown(void **state)
{
    static const char *const texts[] = {
        "",
        "-",
        " ",
        "NONE",
        "none",
        "N/A",
        "_",
        "UNITLESS",
        "unitless",
        "xyzzy",
        "HHMMSS",
        "as input",
        "days since 2000-01-01",
        "lg(re 1 mW)",
        "m^200",
        "((m",
        "1e400 m",
        "m)",
        "12",
        "3-4",
        "unit",
        "é",
        "m\xc2\xa0",
        "0 m",
        "-1 m",
        "\xff",
    };
    char longest[400];
    (void)state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (mr_unit_known(units, texts[i]))
            fail_msg("%s is known", texts[i]);
    assert_false(mr_unit_known(units, NULL));
    memset(longest, 'm', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_false(mr_unit_known(units, longest));
    assert_ptr_equal(mr_unit_canonical(units, longest), longest);
    assert_null(mr_unit_canonical(units, NULL));
}

// The units the operators' catalogue names: each is known, or is no unit but a word for one.
static void units_of_the_operators(void **state)
{
    static const char *const known[] = {
        "%",       "1/m",    "GPa",      "GPa.g/cm3", "MPa",       "S.cm3/(m.meq)",
        "b/cm3",   "b/e",    "deg",      "degC",      "degC/m",    "dyn/cm",
        "ft",      "ft/s",   "g",        "g/cm3",     "g/cm3.m/s", "g/t",
        "gAPI",    "gAPI/%", "gAPI/ppm", "in",        "kHz",       "m",
        "m/s",     "m/s2",   "m3",       "mD",        "mD/ms2",    "mV",
        "meq/cm3", "ms",     "ohm.m",    "ppm",       "psi",       "t",
        "t/m3",    "uW/m3",  "um",       "us",        "us/ft",     "v/v",
        "wt%",
    };
    static const char *const words[] = {
        "",
        "as column",
        "as first column",
        "as input",
        "as input squared",
        "as y",
        "cycles/sample",
        "deg/dls_length",
        "depth unit",
        "elements",
        "from_unit",
        "m, deg",
        "money",
        "money/(grade unit.t)",
        "money/t",
        "nat",
        "of Nyquist",
        "per depth unit",
        "samples",
        "source unit",
        "t.grade unit",
        "target unit",
        "times depth unit",
        "to_unit",
    };
    (void)state;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        spelled(known[i], known[i]);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mr_unit_known(units, words[i]))
            fail_msg("%s is known", words[i]);
}

static void product(const char *a, const char *b, const char *wanted)
{
    char out[64] = "";

    if (!mr_unit_multiply(units, a, b, out))
        fail_msg("%s times %s is unknown", a, b);
    assert_string_equal(out, wanted);
    assert_true(mr_unit_known(units, out));
}

static void quotient(const char *a, const char *b, const char *wanted)
{
    char out[64] = "";

    if (!mr_unit_divide(units, a, b, out))
        fail_msg("%s by %s is unknown", a, b);
    assert_string_equal(out, wanted);
    assert_true(mr_unit_known(units, out));
}

static void products_and_quotients(void **state)
{
    char out[64];
    double scale, offset;
    (void)state;

    // all behind a slash is below it, so that g/cm3.m would be a density per metre
    product("G/C3", "M", "g.m/cm3");
    product("v/v", "GAPI", "gAPI");
    product("mD", "m", "mD.m");
    product("m", "m", "m2");
    product("b/e", "m", "(b/e).m");
    product("g/cm3", "m/s", "g/cm3.m/s");
    quotient("GAPI", "M", "gAPI/m");
    quotient("psi", "FT", "psi/ft");
    quotient("g/cm3", "m/s", "g.s/cm3.m");
    quotient("m", "m", "v/v");
    quotient("v/v", "m", "1/m");
    quotient("degC", "m", "degC/m"); // a gradient has no offset
    quotient("us/ft", "v/v", "us/ft");
    assert_true(mr_unit_multiply(units, "g/cm3", "m/s", out));
    assert_true(mr_unit_convert(units, out, "kg/m2/s", &scale, &offset));
    assert_close(scale, 1000, 1e-14);
    assert_false(mr_unit_multiply(units, "xyzzy", "m", out));
    assert_false(mr_unit_divide(units, "m", NULL, out));
}

// Every pair of the table's units of one dimension converts there and back.
static void every_pair_of_the_table_there_and_back(void **state)
{
    size_t pairs = 0;
    (void)state;

    for (const mr_unit_spelling *a = mr_unit_spellings; a->house; a++)
        for (const mr_unit_spelling *b = mr_unit_spellings; b->house; b++) {
            double s, o, s_back, o_back;
            if (!mr_unit_convert(units, a->house, b->house, &s, &o))
                continue;
            assert_true(mr_unit_convert(units, b->house, a->house, &s_back, &o_back));
            const double there = s * 7 + o, back = s_back * there + o_back;
            // where an offset is large against the value, the value has lost its digits to it
            if (fabs(back - 7) > 1e-12 * (7 + fabs(o_back)))
                fail_msg("7 %s are %.17g %s, and back %.17g", a->house, there, b->house, back);
            pairs++;
        }
    assert_true(pairs > 2000);
}

// u km / m = 1000 u, whatever u is, and the texts in between are units that read back.
static void every_unit_of_the_table_multiplies(void **state)
{
    (void)state;

    for (const mr_unit_spelling *row = mr_unit_spellings; row->house; row++) {
        char product_[64], quotient_[64], difference[64];
        double s, o;
        if (!row->expression)
            continue;
        if (!mr_unit_multiply(units, row->house, "km", product_) ||
            !mr_unit_divide(units, product_, "m", quotient_) ||
            !mr_unit_difference(units, row->house, difference) ||
            !mr_unit_convert(units, quotient_, difference, &s, &o))
            fail_msg("%s by km/m", row->house);
        else if (fabs(s - 1000) > 1e-9)
            fail_msg("%s by km/m is %g times itself", row->house, s);
    }
}

static void long_products_are_refused_not_cut(void **state)
{
    char out[64], text[64] = "gAPI";
    int n = 0;
    (void)state;

    while (mr_unit_multiply(units, text, "ohm.m", out) && n < 100) {
        memcpy(text, out, sizeof text);
        assert_true(mr_unit_known(units, text));
        n++;
    }
    assert_true(n > 2 && n < 100);
}

static void reads(const char *text, const char *mnemonic, const char *quantity, const char *unit)
{
    const mr_unit_reading r = mr_unit_read(units, text, mnemonic, quantity);

    if (r.state != MR_UNIT_UNDERSTOOD || strcmp(r.unit, unit) != 0)
        fail_msg("%s at %s is %s, not %s", text, mnemonic ? mnemonic : quantity,
                 r.unit ? r.unit : "nothing", unit);
}

// LAS files write F, C, OHM and US and leave the rest to the reader of the curve's name.
static void a_unit_may_depend_on_the_curve(void **state)
{
    (void)state;
    reads("F", "TEMP", NULL, "degF");
    reads("F", NULL, "temperature", "degF");
    reads("C", "BHT", NULL, "degC");
    reads("F", "DEPT", NULL, "ft");
    reads("F", "NOBODY_KNOWS", NULL, "ft");
    reads("F", NULL, NULL, "ft");
    reads("US", "DT", NULL, "us/ft");
    reads("us", "DTS", NULL, "us/ft");
    reads("US/M", "DT", NULL, "us/m");
    reads("US/M", "CILD", NULL, "uS/m");
    reads("uS/m", "DT", NULL, "us/m");
    reads("OHM", "RT", NULL, "ohm.m");
    reads("Ω", "ILD", NULL, "ohm.m");
    reads("OHM", "ZIMP", NULL, "ohm");
    reads("MMHO", "CILD", NULL, "mS/m");
    reads("KG/MT", "RHOM", NULL, "kg/m3");
    reads("KG/M3", "RHOB", NULL, "kg/m3");
    reads("12 m", NULL, NULL, "12 m");
    assert_int_equal(mr_unit_read(units, "DEG", "TEMP", NULL).state, MR_UNIT_NOT_UNDERSTOOD);
    reads("DEG", "DEVI", NULL, "deg");
    assert_string_equal(mr_quantity_of(units, "TEMP", "F"), "temperature");
}

static void what_is_said_and_not_understood_is_told_from_nothing_said(void **state)
{
    static const char *const none[] = {NULL, "", " ", "-", "NONE", "unitless", "N/A", "[]"};
    static const char *const strange[] = {"lbm/foo", "xyzzy", "3-4",
                                          "\xff",    "m^200", "days since 2000"};
    (void)state;

    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        const mr_unit_reading r = mr_unit_read(units, none[i], "GR", NULL);
        if (r.state != MR_UNIT_NONE_SAID || r.unit)
            fail_msg("%s says a unit", none[i]);
    }
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        const mr_unit_reading r = mr_unit_read(units, strange[i], "GR", NULL);
        if (r.state != MR_UNIT_NOT_UNDERSTOOD || r.unit)
            fail_msg("%s is understood, or nothing", strange[i]);
    }
}

static void difference(const char *unit, const char *wanted)
{
    char out[64] = "";

    assert_true(mr_unit_difference(units, unit, out));
    assert_string_equal(out, wanted);
}

// 1.8 degF of difference are 1 degC of difference; the 32 stays with points.
static void differences_are_no_points(void **state)
{
    double s = 7, o = 7;
    char out[64];
    (void)state;

    assert_true(mr_unit_is_point(units, "DEGF") && mr_unit_is_point(units, "degC") &&
                mr_unit_is_point(units, "K") && mr_unit_is_point(units, "PSIG"));
    assert_false(mr_unit_is_point(units, "delta_degC") || mr_unit_is_point(units, "degC/m") ||
                 mr_unit_is_point(units, "m") || mr_unit_is_point(units, "psi"));
    difference("DEG F", "delta_degF");
    difference("degC", "delta_degC");
    difference("K", "delta_K");
    difference("delta_degF", "delta_degF");
    difference("psig", "psi");
    difference("G/C3", "g/cm3");
    assert_false(mr_unit_difference(units, "lbm/foo", out));
    converts("delta_degC", "delta_degF", 1.8, 0);
    converts("delta_K", "delta_degC", 1, 0);
    assert_false(mr_unit_convert(units, "delta_degC", "degC", &s, &o));
    assert_false(mr_unit_convert(units, "degF", "delta_K", &s, &o));
    assert_false(mr_unit_convert(units, "K", "delta_K", &s, &o));
    assert_false(mr_unit_equal(units, "K", "delta_K"));
    assert_true(s >= 7 && o >= 7);
}

static void variances_and_gradients(void **state)
{
    char out[64];
    double s, o;
    (void)state;

    assert_true(mr_unit_square(units, "m", out));
    assert_string_equal(out, "m2");
    assert_true(mr_unit_square(units, "degC", out));
    assert_string_equal(out, "degC2");
    assert_true(mr_unit_convert(units, out, "degF2", &s, &o));
    assert_close(s, 3.24, 1e-14); // 1.8 squared
    assert_true(mr_unit_square(units, "g/cm3", out));
    assert_true(mr_unit_convert(units, "1e6 kg2/m6", out, &s, &o)); // (1000 kg/m3) squared
    assert_close(s, 1, 1e-14);
    assert_true(mr_unit_per(units, "degF", "ft", out));
    assert_string_equal(out, "degF/ft");
    assert_true(mr_unit_per(units, "psig", "ft", out));
    assert_string_equal(out, "psi/ft");
    assert_true(mr_unit_per(units, "degC", "h", out));
    assert_true(mr_unit_convert(units, "degF/h", out, &s, &o));
    assert_close(s, 1 / 1.8, 1e-14);
    assert_true(mr_unit_per(units, "v/v", "m", out));
    assert_string_equal(out, "1/m");
    assert_false(mr_unit_per(units, "m", "lbm/foo", out));
}

static void *many_look_ups(void *context)
{
    char text[32];
    long *wrong = context;

    for (int i = 0; i < 2000; i++) {
        double scale = 0, offset = 0;
        (void)snprintf(text, sizeof text, "%d m",
                       1 + i % 97); // not in the table: the library parses it
        if (!mr_unit_convert(units, text, "FT", &scale, &offset) ||
            fabs(scale * 0.3048 - (1 + i % 97)) > 1e-9)
            ++*wrong;
        if (!mr_unit_equal(units, "G/C3", "GM/CC"))
            ++*wrong;
    }
    return NULL;
}

static void threads_may_share(void **state)
{
    pthread_t threads[4];
    long wrong[4] = {0};
    (void)state;

    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, many_look_ups, &wrong[i]), 0);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(wrong[i], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_spellings_have_one_house_spelling),
        cmocka_unit_test(no_spelling_is_said_twice),
        cmocka_unit_test(converts_by_known_factors),
        cmocka_unit_test(equal_units_convert_by_one_exactly),
        cmocka_unit_test(unrelated_units_do_not_convert),
        cmocka_unit_test(what_is_no_unit_is_unknown),
        cmocka_unit_test(units_of_the_operators),
        cmocka_unit_test(products_and_quotients),
        cmocka_unit_test(every_pair_of_the_table_there_and_back),
        cmocka_unit_test(every_unit_of_the_table_multiplies),
        cmocka_unit_test(long_products_are_refused_not_cut),
        cmocka_unit_test(a_unit_may_depend_on_the_curve),
        cmocka_unit_test(what_is_said_and_not_understood_is_told_from_nothing_said),
        cmocka_unit_test(differences_are_no_points),
        cmocka_unit_test(variances_and_gradients),
        cmocka_unit_test(threads_may_share),
    };
    return cmocka_run_group_tests(tests, open_units, close_units);
}

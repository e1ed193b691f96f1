// How files spell units: what a spelling is worth, or that it is not understood. Factors are those
// of NIST Special Publication 811 (2008), appendix B; what a code stands for is told by the unit
// tables of RP66, POSC, Schlumberger's curve mnemonic dictionary and WITS level 0.
#include <math.h>

#include "core/check.h"
#include "mudrock/units.h"

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

typedef struct worth {
    const char *text, *unit; // `unit` in SI symbols only
    double scale;
} worth;

static void check_worth(const worth *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double scale = 0, offset = 0;
        if (!mr_unit_convert(units, rows[i].text, rows[i].unit, &scale, &offset))
            fail_msg("%s does not convert into %s", rows[i].text, rows[i].unit);
        if (fabs(scale - rows[i].scale) > 1e-9 * rows[i].scale || offset < 0 || offset > 0)
            fail_msg("1 %s is %.15g %s, not %.15g", rows[i].text, scale, rows[i].unit,
                     rows[i].scale);
    }
}

#define CHECK(rows) check_worth(rows, sizeof(rows) / sizeof *(rows))

static const double FT = 0.3048, LB = 0.45359237, LBF = 4.4482216152605, GAL = 3.785411784e-3;
static const double DEG = 0.017453292519943295;

// Capitals before a name never mean mega, but in the three rows that say so.
static void capitals_are_no_prefixes(void **state)
{
    static const worth rows[] = {
        {"MBAR", "Pa", 100},        {"MGAUSS", "tesla", 1e-7}, {"MLITER", "m3", 1e-6},
        {"MGRAM", "kg", 1e-6},      {"MTESLA", "tesla", 1e-3}, {"MCURIE", "Bq", 3.7e7},
        {"MOHM", "ohm", 1e6},       {"MOHM.M", "ohm.m", 1e6},  {"MPA", "Pa", 1e6},
        {"MHZ", "Hz", 1e6},         {"MV", "V", 1e-3},         {"MS", "s", 1e-3},
        {".5MS", "s", 5e-4},        {"10MS", "s", 0.01},       {"US", "s", 1e-6},
        {"KPA.S", "Pa.s", 1000},    {"MILLIBAR", "Pa", 100},   {"KILOPASCALS", "Pa", 1000},
        {"MEGAPASCALS", "Pa", 1e6}, {"UA", "A", 1e-6},         {"MV/V", "v/v", 1e-3},
    };
    (void)state;
    CHECK(rows);
}

// The SI brochure (9th edition, 2019): the case of a symbol is part of it.
static void symbols_of_si_in_their_case(void **state)
{
    static const worth rows[] = {
        {"mHz", "Hz", 1e-3},
        {"MPa.s", "Pa.s", 1e6},
        {"mPa.s", "Pa.s", 1e-3},
        {"uS/m", "S/m", 1e-6},
        {"µS/cm", "S/m", 1e-4},
        {"uS", "siemens", 1e-6},
        {"ms/m", "s/m", 1e-3},
        {"ms/ft", "s/m", 1e-3 / 0.3048},
        {"mN", "N", 1e-3},
        {"pA", "A", 1e-12},
        {"nA", "A", 1e-9},
        {"pC", "A.s", 1e-12},
        {"Gal", "m/s2", 0.01},
        {"mGal", "m/s2", 1e-5},
        {"gal", "m3", 231 * 1.6387064e-5},
        {"us/cm", "s/m", 1e-4},
        {"mohm", "ohm", 1e-3},
        {"kJ/mol", "J/mol", 1000},
        {"Mg/m3", "kg/m3", 1000},
        {"mm3", "m3", 1e-9},
        {"MN/m", "N/m", 1e6},
    };
    (void)state;
    CHECK(rows);
}

// A/100B is A/(100 B), A/B.C is A/(B.C), and X(100) is POSC's 100 X.
static void what_stands_behind_a_slash(void **state)
{
    const worth rows[] = {
        {"lbf/100ft2", "Pa", LBF / (100 * FT * FT)},
        {"LB/100FT2", "Pa", LBF / (100 * FT * FT)},
        {"lbf/ft2(100)", "Pa", LBF / (100 * FT * FT)},
        {"PHSF", "Pa", LBF / (100 * FT * FT)},
        {"mL/30min", "m3/s", 1e-6 / 1800},
        {"CC/30MIN", "m3/s", 1e-6 / 1800},
        {"DEG/30FT", "rad/m", DEG / (30 * FT)},
        {"deg/10ft", "rad/m", DEG / (10 * FT)},
        {"°/100 ft", "rad/m", DEG / (100 * FT)},
        {"dega/ft(100)", "rad/m", DEG / (100 * FT)},
        {"PSI/1000FT", "Pa/m", 6894.757293168361 / (1000 * FT)},
        {"psi/100ft", "Pa/m", 6894.757293168361 / (100 * FT)},
        {"psi/ft(100)", "Pa/m", 6894.757293168361 / (100 * FT)},
        {"kPa/100m", "Pa/m", 10},
        {"kPa / 100 m", "Pa/m", 10},
        {"degC/30m", "K/m", 1.0 / 30},
        {"degF/ft(100)", "K/m", 1 / 1.8 / (100 * FT)},
        {"lbf/100ft", "N/m", LBF / (100 * FT)},
        {"g/100g", "v/v", 0.01},
        {"ft/100ft", "v/v", 0.01},
        {"m/30m", "v/v", 1.0 / 30},
        {"bbl/d.psi", "m3/s/Pa", 42 * GAL / 86400 / 6894.757293168361},
        {"m3/d.kPa", "m3/s/Pa", 1 / 86400.0 / 1000},
        {"M3/D.KPA", "m3/s/Pa", 1 / 86400.0 / 1000},
        {"W/m.degC", "W/m/K", 1},
        {"W/m2.K", "W/m2/K", 1},
        {"W/(m·K)", "W/m/K", 1},
        {"W m-1 K-1", "W/m/K", 1},
        {"J/kg.K", "J/kg/K", 1},
        {"J/kg K", "J/kg/K", 1},
        {"Btu/hr.ft2.degF", "W/m2/K", 1055.05585262 / 3600 / (FT * FT) * 1.8},
        {"BTU/HR.FT2.DEGF", "W/m2/K", 1055.05585262 / 3600 / (FT * FT) * 1.8},
        {"psi/(gal/min)", "Pa.s/m3", 6894.757293168361 / (GAL / 60)},
    };
    (void)state;
    CHECK(rows);
}

// Thousands and millions where a row says so; a gallon is 231 cubic inches and a barrel 42 gallons
// wherever they stand.
static void volumes_of_the_field(void **state)
{
    const worth rows[] = {
        {"gal", "m3", GAL},
        {"gal/h", "m3/s", GAL / 3600},
        {"gal/ft", "m2", GAL / FT},
        {"galUS", "m3", GAL},
        {"galUS/min", "m3/s", GAL / 60},
        {"bbl/h", "m3/s", 42 * GAL / 3600},
        {"bbl/h", "bbl/d", 24},
        {"STB", "m3", 42 * GAL},
        {"Mbbl/d", "bbl/d", 1000},
        {"MCF", "ft3", 1000},
        {"MSCF", "ft3", 1000},
        {"MMSCF", "ft3", 1e6},
        {"MCFD", "ft3/d", 1000},
        {"Mscf/d", "ft3/d", 1000},
        {"MMscf/d", "ft3/d", 1e6},
        {"SCF/STB", "v/v", 0.028316846592 / (42 * GAL)},
        {"F3/D", "m3/s", 0.028316846592 / 86400},
        {"s/qt", "s/m3", 4 / GAL},
        {"SEC/QT", "s/m3", 4 / GAL},
        {"C3/S", "m3/s", 1e-6},
        {"L/M", "m3/s", 1e-3 / 60},
        {"M3/M", "m3/s", 1 / 60.0},
        {"m3/m", "m2", 1},
    };
    (void)state;
    CHECK(rows);
}

static void codes_of_files_and_tables(void **state)
{
    const worth rows[] = {
        {"6PSI", "Pa", 6894757293.168361},
        {"APSI", "Pa", 6894.757293168361},
        {"MTON", "kg", 1000},
        {"STON", "kg", 2000 * LB},
        {"ct/t", "v/v", 0.2e-3 / 1000},
        {"KPH", "m/s", 1 / 3.6},
        {"US/MT", "s/m", 1e-6},
        {"US-M", "s/m", 1e-6},
        {"US-F", "s/m", 1e-6 / FT},
        {"K/C2", "Pa", 98066.5},
        {"KGS/CM2", "Pa", 98066.5},
        {"L/F3", "kg/m3", LB / 0.028316846592},
        {"LBCF", "kg/m3", LB / 0.028316846592},
        {"lbm/galUS", "kg/m3", LB / GAL},
        {"lbm/bbl", "kg/m3", LB / (42 * GAL)},
        {"lbm", "kg", LB},
        {"lbm/ft", "kg/m", LB / FT},
        {"LBS/FT", "kg/m", LB / FT},
        {"LB/F", "kg/m", LB / FT},
        {"MN/F", "s/m", 60 / FT},
        {"H/KF", "s/m", 3600 / (1000 * FT)},
        {"KF/H", "m/s", 1000 * FT / 3600},
        {"D/M", "rad/m", DEG},
        {"D/F", "rad/m", DEG / FT},
        {"D/HR", "rad/s", DEG / 3600},
        {"D/HF", "rad/m", DEG / (100 * FT)},
        {"DGHF", "rad/m", DEG / (100 * FT)},
        {"DGHM", "rad/m", DEG / 100},
        {"dega/s", "rad/s", DEG},
        {"rev/s", "rad/s", 6.283185307179586},
        {"MH/M", "S/m", 1},
        {"MMH/", "S/m", 1e-3},
        {"UMHOS", "siemens", 1e-6},
        {"OHM-", "ohm.m", 1},
        {"MV/F", "V/m", 1e-3 / FT},
        {"V/M", "V/m", 1},
        {"A/M", "A/m", 1},
        {"G-CC", "kg/m3", 1000},
        {"G/CM", "kg/m3", 1000},
        {"GRAMS/C.C", "kg/m3", 1000},
        {"SGU", "kg/m3", 1000},
        {"MGL", "kg/m3", 1e-3},
        {"FT/M", "m/s", FT / 60},
        {"DF/F", "K/m", 1 / 1.8 / FT},
        {"DFHF", "K/m", 1 / 1.8 / (100 * FT)},
        {"DC/M", "K/m", 1},
        {"DCHM", "K/m", 0.01},
        {"PSIF", "Pa/m", 6894.757293168361 / FT},
        {"KP/M", "Pa/m", 1000},
        {"INHG", "Pa", 3386.389},
        {"KDN", "N", 1e4},
        {"FT-LBS", "N.m", LBF * FT},
        {"FT.LBS", "N.m", LBF * FT},
        {"KFT-LBS", "N.m", 1000 * LBF * FT},
        {"PERCNT", "v/v", 0.01},
        {"% LS", "v/v", 0.01},
        {"M3M3", "v/v", 1},
        {"MLML", "v/v", 1},
        {"Euc", "v/v", 1},
        {"NTES", "tesla", 1e-9},
        {"I/32", "m", 0.0254 / 32},
        {"/64", "m", 0.0254 / 64},
        {"hhp", "W", 745.6998715822702},
        {"1IN", "m", 0.0254},
        {".1IN", "m", 0.00254},
        {"ftUS", "m", 1200.0 / 3937},
        {"FTUS", "m", 1200.0 / 3937},
        {"FTKB", "m", FT},
    };
    (void)state;
    CHECK(rows);
}

// The same meaning in other clothes.
static void case_blanks_brackets_and_signs(void **state)
{
    const worth rows[] = {
        {"Feet", "m", FT},
        {"Kg/m3", "kg/m3", 1},
        {"kg/M3", "kg/m3", 1},
        {"KG/m3", "kg/m3", 1},
        {"Us/Ft", "s/m", 1e-6 / FT},
        {"US/м", "s/m", 1e-6},
        {"[ g / cm3 ]", "kg/m3", 1000},
        {"(G/C3)", "kg/m3", 1000},
        {"g/cm^3", "kg/m3", 1000},
        {"g/cm**3", "kg/m3", 1000},
        {"g.cm-3", "kg/m3", 1000},
        {"g·cm⁻³", "kg/m3", 1000},
        {"kg m-3", "kg/m3", 1},
        {"kg  m-3", "kg/m3", 1},
        {"kg/m³", "kg/m3", 1},
        {"g/cc", "kg/m3", 1000},
        {"µs/ft", "s/m", 1e-6 / FT},
        {"µS/FT", "s/m", 1e-6 / FT},
        {"μs/m", "s/m", 1e-6},
        {"Ω·m", "ohm.m", 1},
        {"Ω m", "ohm.m", 1},
        {"ohm-m", "ohm.m", 1},
        {"m³", "m3", 1},
        {"m^3", "m3", 1},
        {"m/s²", "m/s2", 1},
        {"1000 psi", "Pa", 6894757.293168361},
        {"1e-3/cm", "1/m", 0.1},
        {"cu.ft", "m3", 0.028316846592},
        {"ft lb", "N.m", LBF * FT},
        {"Nm", "N.m", 1},
        {"kNm", "N.m", 1000},
        {"KPa", "Pa", 1000},
        {"MS/CM", "S/m", 0.1},
        {"ms/cm", "s/m", 0.1},
        {"1/K", "1/degC", 1},
        {"mD ft", "mD.ft", 1},
        {"mpa", "Pa", 1e6},
        {"mpa.s", "Pa.s", 1e-3},
        {"microseconds/foot", "s/m", 1e-6 / FT},
        {"kilopascal", "Pa", 1000},
        {"m/hr", "m/s", 1 / 3600.0},
        {"lb/ft2", "Pa", LBF / (FT * FT)},
    };
    (void)state;
    CHECK(rows);
}

// A unit that files mean in two ways, or nobody can read, is told as such and taken for no other.
static void what_is_not_understood(void **state)
{
    static const char *const texts[] = {
        "Btu/hr/ft/F",
        "MM3",
        "MM3/D",
        "Mm3/d",
        "KM3/D",
        "Mft3/d",
        "MF3",
        "TON",
        "tons",
        "Ma",
        "ka",
        "a",
        "MN",
        "DAPI",
        "FD",
        "UH",
        "YR",
        "KG/MT",
        "oz/t",
        "CM/M",
        "S/10",
        "a/b.c/d",
        "m/100",
        "1/100 ft",
        "g/cm-3.s",
        "ft.100ft",
        "lbm/foo",
        "PSI/",
        "psi//ft",
        "(psi",
        "psi)",
        "ft2(100",
        "ft()",
        "10",
        "10 20 m",
        "m^",
        "m^0",
        "m^99",
        "MPas",
        "Mpa.s",
        "days since 2000-01-01",
        "lg(re 1 mW)",
        "m2m2",
        "Mg/l",
        "yotta",
        "dam",

        "PPDK",
        "MMHC",
        "ms/m/",
        "1e400 m",
        "kkg",
        "mmm",
        "((((((((((m))))))))))",
    };
    (void)state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const mr_unit_reading r = mr_unit_read(units, texts[i], NULL, NULL);
        if (r.state != MR_UNIT_NOT_UNDERSTOOD)
            fail_msg("%s is %s", texts[i], r.unit ? r.unit : "no unit");
    }
}

// 14.7 psi over an atmosphere of 101.325 kPa are 202.68 kPa.
static void gauge_pressures(void **state)
{
    static const char *const texts[] = {"PSIG", "psig", "psi(g)", "PSI(G)"};
    double scale, offset;
    (void)state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(mr_unit_convert(units, texts[i], "kPa", &scale, &offset));
        assert_close(scale * 14.7 + offset, 101.325 + 14.7 * 6.894757293168361, 1e-12);
    }
    assert_true(mr_unit_convert(units, "BARG", "kPa", &scale, &offset));
    assert_close(scale * 10 + offset, 1101.325, 1e-12);
    assert_true(mr_unit_convert(units, "kPa(g)", "barg", &scale, &offset));
    assert_close(scale * 100 + offset, 1, 1e-12);
    assert_true(mr_unit_convert(units, "PSIA", "kPa", &scale, &offset));
    assert_true(offset >= 0 && offset <= 0);
    assert_true(mr_unit_convert(units, "psig/ft", "psi/ft", &scale, &offset));
    assert_close(scale, 1, 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capitals_are_no_prefixes),
        cmocka_unit_test(symbols_of_si_in_their_case),
        cmocka_unit_test(what_stands_behind_a_slash),
        cmocka_unit_test(volumes_of_the_field),
        cmocka_unit_test(codes_of_files_and_tables),
        cmocka_unit_test(case_blanks_brackets_and_signs),
        cmocka_unit_test(what_is_not_understood),
        cmocka_unit_test(gauge_pressures),
    };
    return cmocka_run_group_tests(tests, open_units, close_units);
}

// Quantities: what mnemonics measure, with suffixes, with units that settle it, and how they rank.
#include <limits.h>

#include "../../../src/core/quantity_index.h"
#include "core/check.h"
#include "mudrock/id.h"
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

static void is(const char *mnemonic, const char *unit, const char *quantity)
{
    const char *found = mr_quantity_of(units, mnemonic, unit);

    if (!quantity && !found)
        return;
    if (!quantity || !found || strcmp(found, quantity) != 0)
        fail_msg("%s in %s is %s, not %s", mnemonic, unit ? unit : "no unit",
                 found ? found : "unknown", quantity ? quantity : "unknown");
}

static void mnemonics_of_files(void **state)
{
    static const char *const rows[][2] = {
        {"GR", "gamma_ray"},
        {"SGR", "gamma_ray"},
        {"CGR", "gamma_ray"},
        {"GRC", "gamma_ray"},
        {"HCGR", "gamma_ray"},
        {"gr", "gamma_ray"},
        {"RHOB", "bulk_density"},
        {"RHOZ", "bulk_density"},
        {"DEN", "bulk_density"},
        {"ZDEN", "bulk_density"},
        {"NPHI", "neutron_porosity"},
        {"TNPH", "neutron_porosity"},
        {"NPOR", "neutron_porosity"},
        {"DT", "compressional_slowness"},
        {"DTC", "compressional_slowness"},
        {"AC", "compressional_slowness"},
        {"DTCO", "compressional_slowness"},
        {"DTS", "shear_slowness"},
        {"DTSM", "shear_slowness"},
        {"CALI", "caliper"},
        {"CAL", "caliper"},
        {"HCAL", "caliper"},
        {"RT", "deep_resistivity"},
        {"LLD", "deep_resistivity"},
        {"RDEP", "deep_resistivity"},
        {"ILD", "deep_resistivity"},
        {"AT90", "deep_resistivity"},
        {"ILM", "medium_resistivity"},
        {"SFLU", "shallow_resistivity"},
        {"RSHA", "shallow_resistivity"},
        {"RXO", "flushed_zone_resistivity"},
        {"MSFL", "flushed_zone_resistivity"},
        {"BS", "bit_size"},
        {"DRHO", "density_correction"},
        {"PEF", "photoelectric_factor"},
        {"PE", "photoelectric_factor"},
        {"SP", "spontaneous_potential"},
        {"DEPT", "depth"},
        {"DEPTH_MD", "depth"},
        {"TVD", "true_vertical_depth"},
        {"TENS", "tension"},
        {"ROP", "rate_of_penetration"},
        {"THOR", "thorium"},
        {"POTA", "potassium"},
        {"URAN", "uranium"},
        {"VSH", "shale_volume"},
        {"PHIT", "total_porosity"},
        {"PHIE", "effective_porosity"},
        {"SW", "water_saturation"},
        {"PERM", "permeability"},
        {"DPHI", "density_porosity"},
        {"CBP", NULL},
        {"FORCE_2020_LITHOFACIES_CONFIDENCE", NULL},
        {"", NULL},
        {"XYZZY", NULL},
        {"C05", NULL},
        {"ГК", "gamma_ray"},
        {"гк", "gamma_ray"},
        {"X_LOC", "x"},
        {"MNOR", "micro_resistivity"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        is(rows[i][0], NULL, rows[i][1]);
    is(NULL, NULL, NULL);
}

static void suffixes_are_looked_through(void **state)
{
    (void)state;
    is("GR_1", NULL, "gamma_ray");
    is("GR:2", NULL, "gamma_ray");
    is("GR.1", NULL, "gamma_ray");
    is("GR[3]", NULL, "gamma_ray");
    is("GR_EDTC", NULL, "gamma_ray");
    is("GR3", NULL, "gamma_ray");
    is("RHOB_COR", NULL, "bulk_density");
    is("RHOB_ADN:1", NULL, "bulk_density");
    is("TNPH_CDN", NULL, "neutron_porosity");
    is("DPHI_SAN", NULL, "density_porosity");
    is("NPHI_SS_2", NULL, "neutron_porosity");
    is("gr_min_2", NULL, "gamma_ray");
    is("Bulk Density", NULL, "bulk_density"); // a title: whole or not at all
    is("Azimuth True", "deg", "azimuth");
    is("K factor", NULL, NULL);
    is("GR_FLAG", NULL, NULL); // another thing than a gamma ray
    is("RHOB_QC", NULL, NULL);
    is("_GR", NULL, NULL);
    is(":2", NULL, NULL);
    is("7", NULL, NULL);
}

static void the_unit_settles_it(void **state)
{
    (void)state;
    is("DEN", "g/cm3", "bulk_density");
    is("DEN", "K/M3", "bulk_density");
    is("DEN", "CPS", NULL);
    is("DEN", "-", "bulk_density"); // no unit said
    is("NEUT", "cps", "neutron_count");
    is("NEUT", "NAPI", "neutron_api");
    is("K", "%", "potassium");
    is("K", "mD", "permeability");
    is("C1", "IN", "caliper");
    is("C1", "ppm", "methane");
    is("U", "ppm", "uranium");
    is("U", "B/C3", "volumetric_photoelectric_factor");
    is("CN", "PU", "neutron_porosity");
    is("DT", "US/F", "compressional_slowness");
    is("DT", "OHMM", NULL);
    is("FACIES", "m", "facies"); // a quantity without a unit takes any
}

static void ranks_follow_the_table(void **state)
{
    (void)state;
    assert_int_equal(mr_quantity_rank("gamma_ray", "GR"), 0);
    assert_int_equal(mr_quantity_rank("gamma_ray", "gr"), 0);
    assert_true(mr_quantity_rank("gamma_ray", "GRC") > 0);
    assert_true(mr_quantity_rank("gamma_ray", "SGR") < mr_quantity_rank("gamma_ray", "GRM1"));
    assert_true(mr_quantity_rank("bulk_density", "RHOB") <
                mr_quantity_rank("bulk_density", "ZDEN"));
    assert_true(mr_quantity_rank("deep_resistivity", "RT") <
                mr_quantity_rank("deep_resistivity", "ILD"));
    // A name that needed cutting stands after every whole name.
    assert_true(mr_quantity_rank("gamma_ray", "GR_X") > mr_quantity_rank("gamma_ray", "ГК"));
    assert_true(mr_quantity_rank("gamma_ray", "GR_X_Y") > mr_quantity_rank("gamma_ray", "GR_X"));
    assert_int_equal(mr_quantity_rank("gamma_ray", "RHOB"), INT_MAX);
    assert_int_equal(mr_quantity_rank("gamma_ray", ""), INT_MAX);
    assert_int_equal(mr_quantity_rank("nonsense", "GR"), INT_MAX);
    assert_int_equal(mr_quantity_rank(NULL, NULL), INT_MAX);
}

static void project_units(void **state)
{
    static const char *const rows[][2] = {
        {"gamma_ray", "gAPI"},
        {"bulk_density", "g/cm3"},
        {"neutron_porosity", "v/v"},
        {"compressional_slowness", "us/ft"},
        {"shear_slowness", "us/ft"},
        {"deep_resistivity", "ohm.m"},
        {"caliper", "in"},
        {"bit_size", "in"},
        {"photoelectric_factor", "b/e"},
        {"density_correction", "g/cm3"},
        {"spontaneous_potential", "mV"},
        {"depth", "m"},
        {"shale_volume", "v/v"},
        {"total_porosity", "v/v"},
        {"effective_porosity", "v/v"},
        {"water_saturation", "v/v"},
        {"permeability", "mD"},
        {"temperature", "degC"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(mr_quantity_unit(rows[i][0]), rows[i][1]);
    assert_null(mr_quantity_unit("facies"));
    assert_null(mr_quantity_unit("nonsense"));
    assert_string_equal(mr_quantity_title("bulk_density"), "Bulk density");
    assert_null(mr_quantity_title(NULL));
}

// The whole table: size, ids that are slugs and unique, units that are house spellings, first names
// found as themselves.
static void the_table_is_sound(void **state)
{
    size_t names = 0;
    (void)state;

    assert_true(mr_quantity_count() >= 60);
    for (size_t i = 0; i < mr_quantity_count(); i++) {
        const mr_quantity_row *row = &mr_quantity_rows[i];
        char id[64], first[64];
        assert_string_equal(mr_quantity_at(i), row->id);
        mr_column_name(row->id, id, sizeof id);
        assert_string_equal(id, row->id);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(row->id, mr_quantity_at(j));
        assert_true(row->title[0] >= 'A' && row->title[0] <= 'Z');
        if (row->unit)
            assert_string_equal(mr_unit_canonical(units, row->unit), row->unit);
        if (row->unit)
            assert_true(mr_unit_known(units, row->unit));
        size_t n = strcspn(row->mnemonics, " ");
        assert_true(n > 0 && n < sizeof first);
        memcpy(first, row->mnemonics, n);
        first[n] = '\0';
        is(first, row->unit, row->id);
        assert_int_equal(mr_quantity_rank(row->id, first), 0);
        for (const char *at = row->mnemonics; *at; at++)
            names += at[0] != ' ' && (at[1] == ' ' || at[1] == '\0');
    }
    assert_true(names >= 500);
    assert_null(mr_quantity_at(mr_quantity_count()));
}

// Case 40 of the public cases: NPHI_SS is no curve in limestone units.
static void neutron_names_say_the_matrix(void **state)
{
    static const char *const said[][2] = {
        {"NPHI_LS", "limestone"},  {"nphi_lim", "limestone"}, {"APLC", "limestone"},
        {"NPHI_SS", "sandstone"},  {"NPHS", "sandstone"},     {"NPSS", "sandstone"},
        {"nphi_san", "sandstone"}, {"APSC", "sandstone"},     {"NPHD", "dolomite"},
        {"TNPD", "dolomite"},      {"NPHI_DOL", "dolomite"},
    };
    static const char *const silent[] = {"NPHI", "TNPH",      "NPOR", "CNL",
                                         "",     "NPHI NPSS", "SS",   "DOL"};
    (void)state;

    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        assert_string_equal(mr_neutron_matrix(said[i][0]), said[i][1]);
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        assert_null(mr_neutron_matrix(silent[i]));
    assert_null(mr_neutron_matrix(NULL));
}

// The name, else the description, else the header; two rocks in one text say nothing.
static void neutron_headers_say_the_matrix(void **state)
{
    static const char *const said[][4] = {
        {"NPHI", "Neutron Porosity (Limestone)", NULL, "limestone"},
        {"NPHI", "NEUTRON POROSITY SS MATRIX", "LIME", "sandstone"},
        {"NPHI_LS", "sandstone", "sand", "limestone"},
        {"NPHI", "Thermal Neutron Porosity", "SAND", "sandstone"},
        {"TNPH", NULL, "DOLO", "dolomite"},
        {"NPHI", "limestone or sandstone", NULL, NULL},
        {"NPHI", "Neutron porosity, class A", "2.71", NULL},
        {"NPHI", NULL, NULL, NULL},
    };
    (void)state;

    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const char *matrix = mr_neutron_matrix_said(said[i][0], said[i][1], said[i][2]);
        assert_true(matrix == said[i][3] || (matrix && strcmp(matrix, said[i][3]) == 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mnemonics_of_files),
        cmocka_unit_test(suffixes_are_looked_through),
        cmocka_unit_test(the_unit_settles_it),
        cmocka_unit_test(ranks_follow_the_table),
        cmocka_unit_test(project_units),
        cmocka_unit_test(the_table_is_sound),
        cmocka_unit_test(neutron_names_say_the_matrix),
        cmocka_unit_test(neutron_headers_say_the_matrix),
    };
    return cmocka_run_group_tests(tests, open_units, close_units);
}

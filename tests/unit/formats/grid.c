// Grids of every format, small ones whose nodes are written out; and what is refused.
#include "mudrock/grid.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static mr_grids *read_bytes(const void *bytes, size_t n, const char *path)
{
    mr_grids *grids = NULL;
    mr_error err = {0};
    if (mr_grids_read((mr_str){bytes, n}, path, &grids, &err) != MR_OK)
        fail_msg("%s: %s", err.where, err.message);
    return grids;
}

static mr_grids *read_text(const char *text)
{
    return read_bytes(text, strlen(text), "x.dat");
}

static void refuse(const char *text, const char *path, const char *where, const char *word)
{
    mr_grids *grids = NULL;
    mr_error err = {0};
    assert_int_equal(mr_grids_read(mr_str_of(text), path, &grids, &err), MR_EFORMAT);
    assert_null(grids);
    assert_string_equal(err.where, where);
    if (!strstr(err.message, word))
        fail_msg("\"%s\" says nothing of \"%s\"", err.message, word);
}

// Corner, steps, and the nodes from (x0, y0), row after row; null is NAN.
static void hold(const mr_grid *g, int64_t ncol, int64_t nrow, const double place[4],
                 const double *z)
{
    assert_int_equal(g->ncol, ncol);
    assert_int_equal(g->nrow, nrow);
    assert_true(g->x0 == place[0] && g->y0 == place[1]);
    assert_true(fabs(g->dx - place[2]) < 1e-9 && fabs(g->dy - place[3]) < 1e-9);
    for (int64_t i = 0; i < ncol * nrow; i++)
        if (!(g->z[i] == z[i] || (isnan(g->z[i]) && isnan(z[i]))))
            fail_msg("node %d is %g, not %g", (int)i, g->z[i], z[i]);
}
#define HOLD(grid, ncol, nrow, x0, y0, dx, dy, ...)                                                \
    hold((grid), (ncol), (nrow), (const double[]){x0, y0, dx, dy}, (const double[]){__VA_ARGS__})
#define N ((double)NAN)

// Two columns of three rows: 6 nodes, column by column from the north-west.
#define ZMAP_HEAD                                                                                  \
    "! made by hand\n@TOP HEADER, GRID, 4\n10, 1E+30, , 3, 1\n3, 2, 100, 150, 0, 40,\n0, 0, "      \
    "0\n@\n"

static void zmap(void **state)
{
    (void)state;
    mr_grids *g = read_text(ZMAP_HEAD "+ a comment\n 1.5 2 3\n0.1E+31 5 6\n");
    assert_string_equal(g->format, "ZMap+");
    assert_string_equal(g->at[0].name, "TOP HEADER");
    HOLD(&g->at[0], 2, 3, 100, 0, 50, 20, 3, 6, 2, 5, 1.5, N);
    mr_grids_free(g);
    // Values flow over columns; the float of 1e30; nan.
    g = read_text(ZMAP_HEAD "1.5 2 3 1.0000000150474662E+30\nnan 6\n");
    HOLD(&g->at[0], 2, 3, 100, 0, 50, 20, 3, 6, 2, N, 1.5, N);
    mr_grids_free(g);
}

static void zmap_fields(void **state)
{
    (void)state;
    // Fields of 6 that touch, from column 3 on; the null is a word; a true 0 stays.
    mr_grids *g = read_text("@A, GRID, 4\n6, , VOID, 2, 3\n2, 3, 0, 20, 0, 10\n0, 0, 0\n@\n"
                            "  100.25200.50\n    0.00  VOID\n17 -1.00-99.25\n");
    HOLD(&g->at[0], 3, 2, 0, 0, 10, 10, 200.5, N, -99.25, 100.25, 0, -1);
    mr_grids_free(g);
    // Without a point a number is what it says, whatever decimals the header tells; so is the null.
    g = read_text("@A, GRID, 4\n8, -99999, , 4, 1\n2, 3, 0, 20, 0, 10\n0, 0, 0\n@\n"
                  "  -99999  1.0000\n    2500  2.0000\n  6.0000  3.0000\n");
    HOLD(&g->at[0], 3, 2, 0, 0, 10, 10, 1, 2, 3, N, 2500, 6);
    mr_grids_free(g);
    // The null's word in the number's place.
    g = read_text("@A, GRID, 4\n6, VOID, , 2, 1\n1, 2, 0, 20, 0, 0\n0, 0, 0\n@\nVOID 7\n");
    HOLD(&g->at[0], 2, 1, 0, 0, 20, 0, N, 7);
    mr_grids_free(g);
    refuse(ZMAP_HEAD "1 2 3 4\n5\n", "x.dat", "line 8", "5 values");
    refuse(ZMAP_HEAD "1 2 3 4\n5 6 7\n", "x.dat", "line 8", "more values");
    refuse(ZMAP_HEAD "1 2 3 4\n5 six\n", "x.dat", "line 8", "six");
    refuse("@A, GRID, 4\n6, 1e30, , 2, 1\n2, 3, 20, 0, 0, 10\n0,0,0\n@\n1 2 3 4 5 6\n", "x.dat",
           "line 3", "backwards");
    refuse("@A, GRID, 4\n6, 1e30, , 2, 1\n40000, 50000, 0, 20, 0, 10\n0,0,0\n@\n1 2 3 4 5 6\n",
           "x.dat", "", "more nodes");
    refuse("@A, GRID, 4\n6, 1e30, , 2, 1\n2, 3, 0, 20, 0, 10\n", "x.dat", "line 3", "no end");
}

static void cps3(void **state)
{
    (void)state;
    const char *text = "! by hand\nFSASCI 0 1 \"Computed by me\" 0 -1E10 0\nFSATTR 0 0\n"
                       "FSLIMI 100 150 0 40 1 6\nFSNROW 3 2\nFSXINC 50 20\n->Top A\n"
                       "1.5 2 3 -0.1E+11\r\n5 6\n";
    mr_grids *g = read_text(text);
    assert_string_equal(g->format, "CPS-3");
    assert_string_equal(g->at[0].name, "Top A");
    HOLD(&g->at[0], 2, 3, 100, 0, 50, 20, 3, 6, 2, 5, 1.5, N);
    mr_grids_free(g);
    // The label without quotes, no steps.
    g = read_text(
        "FSASCI 0 1 COMPUTED 0 0.1E+31\nFSNROW 3 2\nFSLIMI 100 150 0 40 1 6\n1 2 3 1E30 5 6\n");
    HOLD(&g->at[0], 2, 3, 100, 0, 50, 20, 3, 6, 2, 5, 1, N);
    mr_grids_free(g);
    refuse("FSASCI 0 1 C 0 1E30 0\nFSLIMI 0 1 0 1 0 1\n1 2\n", "x", "line 2", "FSNROW");
    refuse("FSASCI 0 1 C 0 1E30 0\nFSLIMI 0 100 0 1 0 1\nFSNROW 2 2\nFSXINC 50 1\n1 2 3 4\n", "x",
           "line 4", "FSXINC");
}

static void irap(void **state)
{
    (void)state;
    const char *head = "-996 3 50 20\n100 150 0 40\n2 30.0 100 0\n0 0 0 0 0 0 0\n";
    char text[256];
    snprintf(text, sizeof text, "%s1 2 3\n9999900.000000 5\n6\n", head);
    mr_grids *g = read_text(text);
    assert_string_equal(g->format, "Irap classic");
    HOLD(&g->at[0], 2, 3, 100, 0, 50, 20, 1, 2, 3, N, 5, 6);
    assert_true(g->at[0].rotation == 30);
    mr_grids_free(g);
    snprintf(text, sizeof text, "%s1 2 3 4 5\n", head);
    refuse(text, "x", "line 5", "after 5 values");
    refuse("-996 3 50 20\n100 150 0 40\n2 30.0\n", "x", "line 3", "ends in its header");
}

// --- binary ones, put together byte by byte ---

typedef struct bytes {
    char at[512];
    size_t n;
} bytes;

static void put(bytes *b, const void *value, size_t n, bool big)
{
    for (size_t i = 0; i < n; i++)
        b->at[b->n++] = ((const char *)value)[big ? n - 1 - i : i];
}
static void put_i32(bytes *b, int32_t v, bool big)
{
    put(b, &v, sizeof v, big);
}
static void put_f32(bytes *b, double v, bool big)
{
    const float narrow = (float)v;
    put(b, &narrow, sizeof narrow, big);
}
static void put_f64(bytes *b, double v, bool big)
{
    put(b, &v, sizeof v, big);
}

static void irap_binary(void **state)
{
    (void)state;
    bytes b = {0};
    static const double place[] = {100, 150, 0, 40, 50, 20};
    put_i32(&b, 32, true), put_i32(&b, -996, true), put_i32(&b, 3, true);
    for (size_t i = 0; i < 6; i++)
        put_f32(&b, place[i], true);
    put_i32(&b, 32, true), put_i32(&b, 16, true), put_i32(&b, 2, true);
    put_f32(&b, 140, true), put_f32(&b, 100, true), put_f32(&b, 0, true);
    put_i32(&b, 16, true), put_i32(&b, 28, true);
    for (size_t i = 0; i < 7; i++)
        put_i32(&b, 0, true);
    put_i32(&b, 28, true);
    // Records of 4 and 2 values: their length says nothing of the rows.
    static const double z[] = {1, 2, 3, 1e30, 5, 6};
    put_i32(&b, 16, true);
    for (size_t i = 0; i < 4; i++)
        put_f32(&b, z[i], true);
    put_i32(&b, 16, true), put_i32(&b, 8, true);
    put_f32(&b, z[4], true), put_f32(&b, z[5], true), put_i32(&b, 8, true);
    mr_grids *g = read_bytes(b.at, b.n, "x.gri");
    assert_string_equal(g->format, "Irap binary");
    HOLD(&g->at[0], 2, 3, 100, 0, 50, 20, 1, 2, 3, N, 5, 6);
    assert_true(g->at[0].rotation == 140);
    mr_grids_free(g);
    mr_error err = {0};
    assert_int_equal(mr_grids_read((mr_str){b.at, b.n - 6}, "x.gri", &g, &err), MR_EFORMAT);
    assert_non_null(strstr(err.where, "byte "));
}

static void surfer(void **state)
{
    (void)state;
    mr_grids *g = read_text("DSAA\n2 3\n100 150\n0 40\n1 6\n\n1 2\n\n3 1.70141e+038\n\n5 nan\n");
    HOLD(&g->at[0], 2, 3, 100, 0, 50, 20, 1, 2, 3, N, 5, N);
    mr_grids_free(g);
    bytes six = {.at = "DSBB", .n = 4}, seven = {.at = "DSRB", .n = 4};
    static const double limits[] = {100, 150, 0, 40, 1, 6};
    static const double z[] = {1, 2, 3, 1.70141e38, 5, 6};
    const int16_t size[] = {2, 3};
    put(&six, &size[0], 2, false), put(&six, &size[1], 2, false);
    for (size_t i = 0; i < 6; i++)
        put_f64(&six, limits[i], false);
    for (size_t i = 0; i < 6; i++)
        put_f32(&six, z[i], false);
    g = read_bytes(six.at, six.n, "x.grd");
    HOLD(&g->at[0], 2, 3, 100, 0, 50, 20, 1, 2, 3, N, 5, 6);
    mr_grids_free(g);
    // Its own blank, and a section nobody knows.
    static const double grid[] = {100, 0, 50, 20, 1, 6, 0, 9e9};
    put_i32(&seven, 4, false), put_i32(&seven, 2, false);
    put(&seven, "UNKN", 4, false), put_i32(&seven, 3, false), put(&seven, "abc", 3, false);
    put(&seven, "GRID", 4, false), put_i32(&seven, 72, false);
    put_i32(&seven, 3, false), put_i32(&seven, 2, false);
    for (size_t i = 0; i < 8; i++)
        put_f64(&seven, grid[i], false);
    put(&seven, "DATA", 4, false), put_i32(&seven, 48, false);
    for (size_t i = 0; i < 6; i++)
        put_f64(&seven, i == 2 ? 9e9 : z[i], false);
    g = read_bytes(seven.at, seven.n, "x.grd");
    HOLD(&g->at[0], 2, 3, 100, 0, 50, 20, 1, 2, N, N, 5, 6);
    mr_grids_free(g);
    mr_error err = {0};
    assert_int_equal(mr_grids_read((mr_str){seven.at, seven.n - 1}, "x.grd", &g, &err), MR_EFORMAT);
    assert_int_equal(mr_grids_read((mr_str){six.at, six.n - 1}, "x.grd", &g, &err), MR_EFORMAT);
}

static void esri(void **state)
{
    (void)state;
    mr_grids *g = read_text("NCOLS 2\nnrows 3\nxllcorner 100\nyllcenter 0\ncellsize 50\n"
                            "5 6 -9999\nnan\n1 2\n");
    HOLD(&g->at[0], 2, 3, 125, 0, 50, 50, 1, 2, N, N, 5, 6);
    assert_int_equal(g->n_warnings, 1); // no NODATA_value, but -9999 is one
    assert_non_null(strstr(g->warnings[0], "NODATA_value"));
    mr_grids_free(g);
    g = read_text(
        "ncols 2\nnrows 1\nxllcenter 1\nyllcorner 0\ndx 2\ndy 4\nNODATA_value 0\n-9999 0.0\n");
    HOLD(&g->at[0], 2, 1, 1, 2, 2, 4, -9999, N);
    mr_grids_free(g);
    g = read_text("ncols 1\nnrows 1\nxllcenter 0\nyllcenter 0\ncellsize 1\n1234567.891\n");
    HOLD(&g->at[0], 1, 1, 0, 0, 1, 1, 1234567.891); // no float32 in between
    mr_grids_free(g);
    refuse("ncols 2\nnrows 1\nxllcenter 1\ncellsize 2\n1 2\n", "x", "line 4", "yllcorner");
    refuse("ncols 2\nnrows 1\nxllcenter 1\nyllcenter x\n", "x", "line 4", "yllcenter");
}

static void storm(void **state)
{
    (void)state;
    const char *head = "STORMGRID_BINARY\n\n2 3 50 20\n100 150 0 40\n";
    bytes b = {.n = strlen(head)};
    memcpy(b.at, head, b.n);
    for (int i = 1; i <= 6; i++)
        put_f64(&b, i == 4 ? -999 : i, true);
    mr_grids *g = read_bytes(b.at, b.n, "x.grd");
    HOLD(&g->at[0], 2, 3, 100, 0, 50, 20, 1, 2, 3, N, 5, 6);
    mr_grids_free(g);
}

// A TIFF of one strip: 2 columns of 3 rows from the north, float32, with GDAL's null.
static bytes tiff_of(bool point)
{
    bytes b = {.at = "II*", .n = 4};
    enum {
        ENTRIES = 13,
        DATA = 8 + 2 + 12 * ENTRIES + 4,
        SCALE = DATA + 24,
        TIE = SCALE + 24,
        KEYS = TIE + 48
    };
    const int32_t entries[ENTRIES][4] = {
        {256, 4, 1, 2},      {257, 4, 1, 3},    {258, 3, 1, 32},       {259, 3, 1, 1},
        {262, 3, 1, 1},      {273, 4, 1, DATA}, {277, 3, 1, 1},        {278, 4, 1, 3},
        {279, 4, 1, 24},     {339, 3, 1, 3},    {33550, 12, 3, SCALE}, {33922, 12, 6, TIE},
        {34735, 3, 8, KEYS},
    };
    const int16_t n = ENTRIES;
    put_i32(&b, 8, false), put(&b, &n, 2, false);
    for (size_t i = 0; i < ENTRIES; i++) {
        const int16_t tag = (int16_t)entries[i][0], type = (int16_t)entries[i][1];
        put(&b, &tag, 2, false), put(&b, &type, 2, false);
        put_i32(&b, entries[i][2], false), put_i32(&b, entries[i][3], false);
    }
    put_i32(&b, 0, false);
    for (int i = 1; i <= 6; i++)
        put_f32(&b, i == 4 ? N : i, false);
    static const double scale[] = {50, 20, 0}, tie[] = {0, 0, 0, 100, 60, 0};
    for (size_t i = 0; i < 3; i++)
        put_f64(&b, scale[i], false);
    for (size_t i = 0; i < 6; i++)
        put_f64(&b, tie[i], false);
    const int16_t keys[] = {1, 1, 0, 1, 1025, 0, 1, point ? 2 : 1};
    for (size_t i = 0; i < 8; i++)
        put(&b, &keys[i], 2, false);
    return b;
}

static void tiff(void **state)
{
    (void)state;
    bytes area = tiff_of(false), point = tiff_of(true);
    mr_grids *g = read_bytes(area.at, area.n, "x.tif");
    assert_string_equal(g->format, "GeoTIFF");
    HOLD(&g->at[0], 2, 3, 125, 50, 50, -20, 1, 2, 3, N, 5, 6); // the middle of the first pixel
    mr_grids_free(g);
    g = read_bytes(point.at, point.n, "x.tif");
    HOLD(&g->at[0], 2, 3, 100, 60, 50, -20, 1, 2, 3, N, 5, 6);
    mr_grids_free(g);
    mr_error err = {0};
    assert_int_equal(mr_grids_read((mr_str){area.at, 100}, "x.tif", &g, &err), MR_EFORMAT);
    assert_non_null(strstr(err.message, "GeoTIFF"));
}

static void xyz(void **state)
{
    (void)state;
    // A chessboard: every other node is there. The step is the lattice's all the same.
    const char *text = "X,Y,Z\n0,0,1\n20,0,3\n10,10,5\n0,20,7\n20,20,1e30\n";
    mr_grids *g = read_bytes(text, strlen(text), "x.xyz");
    HOLD(&g->at[0], 3, 3, 0, 0, 10, 10, 1, N, 3, N, 5, N, 7, N, N);
    mr_grids_free(g);
    // Thirds with two decimals lie on a lattice too.
    text = "0 0 1\n3.33 0 2\n6.67 0 3\n10 0 4\n0 5 1\n";
    g = read_bytes(text, strlen(text), "x.xyz");
    assert_int_equal(g->at[0].ncol, 4);
    assert_true(fabs(g->at[0].dx - 10.0 / 3) < 1e-12);
    mr_grids_free(g);
    refuse("0.0 0 1\n10.0 0 2\n20.0 0 3\n33.0 0 4\n0.0 10 5\n", "x.xyz", "line 4", "33");
    // Whole numbers may be rounded: 33 as three steps of 11 would do for 10, and not for 20.
    refuse("0 0 1\n10 0 2\n20 0 3\n33 0 4\n0 10 5\n", "x.xyz", "line 3", "20");
    refuse("0 0 1\n10 0 2\n0 10 3\n10 10 3\n10 0 5\n", "x.xyz", "line 5", "twice");
    refuse("0 0 1\n10 0\n", "x.xyz", "line 2", "three numbers");
    // The least distance in x is 17.31 - 10.1; 53.9 is the farthest from a multiple of it.
    refuse("0.013 7.1 1\n88.2 3.7 2\n17.31 91.2 3\n53.9 47.7 3\n10.1 0.3 5\n", "x.xyz", "line 4",
           "no grid");
}

static void others(void **state)
{
    (void)state;
    refuse("", "x.dat", "", "no grid");
    refuse("~Version\nVERS. 2.0 :\n", "x.las", "", "no grid");
    refuse("@A, POLYGON, 4\n", "x.dat", "", "no grid");
    assert_null(mr_grid_format(MR_STR("well,md\nA,1\n"), "x.csv"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zmap), cmocka_unit_test(zmap_fields), cmocka_unit_test(cps3),
        cmocka_unit_test(irap), cmocka_unit_test(irap_binary), cmocka_unit_test(surfer),
        cmocka_unit_test(esri), cmocka_unit_test(storm),       cmocka_unit_test(tiff),
        cmocka_unit_test(xyz),  cmocka_unit_test(others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

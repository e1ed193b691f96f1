// Header lines as files write them, not as the standard does; and what --describe makes of a file.
#include "sample.h"

#include <jansson.h>

static void check_item(const char *head, const char *line, mr_las_items (*of)(const mr_las *),
                       const char *const want[4])
{
    char text[512];
    snprintf(text, sizeof text, "%s\n%s\n", head, line);
    mr_las *las = read_text(text);
    mr_las_items items = of(las);
    assert_int_equal(items.n, 1);
    const char *got[] = {items.at[0].mnemonic, items.at[0].unit, items.at[0].value,
                         items.at[0].descr};
    for (size_t i = 0; i < 4; i++)
        if (strcmp(want[i], got[i]) != 0)
            fail_msg("%s: part %zu: want '%s', got '%s'", line, i, want[i], got[i]);
    mr_las_free(las);
}

static mr_las_items well(const mr_las *las)
{
    return las->well;
}

static mr_las_items parameters(const mr_las *las)
{
    return las->parameters;
}

static void well_lines(void **state)
{
    (void)state;
    static const struct {
        const char *line, *want[4];
    } cases[] = {
        {"STRT.M  1670.0 : START", {"STRT", "M", "1670.0", "START"}},
        {"strt .m 1670.0:", {"STRT", "m", "1670.0", ""}},
        {"WELL.   A : B : C", {"WELL", "", "A : B", "C"}},
        {"COMP.X:desc", {"COMP", "X", "", "desc"}},
        {"UWI : 0012", {"UWI", "", "0012", ""}},
        {"FLD. no colon", {"FLD", "", "no colon", ""}},
        {"FLD.", {"FLD", "", "", ""}},
        {"P.1000 psi  3 : x", {"P", "1000 psi", "3", "x"}},
        {"D.[ft] 1 : x", {"D", "ft", "1", "x"}},
        {"R.ohm. 1 : x", {"R", "ohm", "1", "x"}},
        {"STRT ..1IN 1 : x", {"STRT", ".1IN", "1", "x"}},
        {"STRT..1IN 986904 : x", {"STRT", ".1IN", "986904", "x"}},
        {".ohmm : x", {"UNKNOWN", "ohmm", "", "x"}},
        {".NAME.M 1 : x", {"NAME", "M", "1", "x"}},
        {"DATE.  2020-08-09 20:01:42 : Date", {"DATE", "", "2020-08-09 20:01:42", "Date"}},
        {"\tTABS\t.\tM\t: x", {"TABS", "", "M", "x"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_item("~V\nVERS. 2.0 :\n~W", cases[i].line, well, cases[i].want);
    // LAS 1.2 has the value after the colon, but for the four that say where the data are.
    check_item("~V\nVERS. 1.2 :\n~W", "COMP.  COMPANY: ANY", well,
               (const char *const[]){"COMP", "", "ANY", "COMPANY"});
    check_item("~V\nVERS. 1.2 :\n~W", "STRT.M 1: START", well,
               (const char *const[]){"STRT", "M", "1", "START"});
}

static void a_time_in_a_parameter_does_not_end_its_value(void **state)
{
    (void)state;
    static const struct {
        const char *line, *want[4];
    } cases[] = {
        {"TCS. 13:45 23-Jan : stopped", {"TCS", "", "13:45 23-Jan", "stopped"}},
        {"FMT. hh:mm : format", {"FMT", "", "hh:mm", "format"}},
        {"A. 1 : x : y", {"A", "", "1", "x : y"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_item("~V\nVERS. 2.0 :\n~P", cases[i].line, parameters, cases[i].want);
}

static void curves_may_have_dots_in_their_names(void **state)
{
    (void)state;
    mr_las *las = read_text("~C\nDEPT.M :\nCOND..MMHO/M : x\nI. RES..OHMM : x\n~A\n1 2 3\n");
    assert_string_equal(las->curves[1].item.mnemonic, "COND.");
    assert_string_equal(las->curves[1].item.unit, "MMHO/M");
    assert_string_equal(las->curves[2].item.mnemonic, "I. RES.");
    mr_las_free(las);
}

// Of two dots the second belongs to the unit when a digit follows (LAS 2.0: the first dot ends the
// mnemonic; tenths of an inch), and a blank may stand in a unit of temperature.
static void curves_whose_units_are_in_pieces(void **state)
{
    static const struct {
        const char *line, *name, *unit, *value;
    } cases[] = {
        {"DEPT..1IN : depth", "DEPT", ".1IN", ""},
        {"TDEP      ..1in :", "TDEP", ".1in", ""},
        {"T..5MS : time", "T", ".5MS", ""},
        {"COND..MMHO/M : x", "COND.", "MMHO/M", ""},
        {"TEMP.DEG F : x", "TEMP", "DEG F", ""},
        {"TEMP.DEG  C : x", "TEMP", "DEG  C", ""},
        {"TEMP.DEG 12 : x", "TEMP", "DEG", "12"},
        {"TEMP.DEG  12 660 : F", "TEMP", "DEG", "12 660"},
        {"TEMP.DEGF  : x", "TEMP", "DEGF", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "~C\n%s\n~A\n1\n", cases[i].line);
        mr_las *las = read_text(text);
        const mr_las_item *item = &las->curves[0].item;
        assert_string_equal(item->mnemonic, cases[i].name);
        assert_string_equal(item->unit, cases[i].unit);
        assert_string_equal(item->value, cases[i].value);
        mr_las_free(las);
    }
}

static void a_description_says_what_is_in_the_file(void **state)
{
    (void)state;
    mr_las *las =
        read_text("~V\nVERS. 2.0 :\nWRAP. NO :\n~W\nSTRT.M 1,5 : s\nNULL. -999,25 :\nUWI. 1,5 "
                  ":\n~P\nBS.MM 200 : bit\n"
                  "~C\nDEPT.M : d\nGR.GAPI : g\nT. :\n~A\n1.5 10 a\n2 -999.25 b\n2.5 20 c\n");
    json_t *got = mr_las_describe(las, NULL, 1);
    json_t *want =
        json_loads("{\"format\": \"LAS\", \"version\": \"2.0\", \"wrap\": false, \"null_value\": "
                   "-999.25, \"encoding\": \"utf-8\","
                   "\"well\": {\"STRT\": {\"value\": \"1.5\", \"unit\": \"M\", \"descr\": \"s\"},"
                   "\"NULL\": {\"value\": \"-999.25\", \"unit\": \"\", \"descr\": \"\"},"
                   "\"UWI\": {\"value\": \"1,5\", \"unit\": \"\", \"descr\": \"\"}},"
                   "\"parameters\": {\"BS\": {\"value\": \"200\", \"unit\": \"MM\", \"descr\": "
                   "\"bit\"}}, \"depth_unit\": \"M\","
                   "\"curves\": [{\"mnemonic\": \"DEPT\", \"unit\": \"M\", \"understood\": null, "
                   "\"unit_unknown\": false, \"descr\": \"d\", "
                   "\"quantity\": null, \"count\": 3, \"nulls\": 0,"
                   "\"min\": 1.5, \"max\": 2.5, \"mean\": 2.0}, {\"mnemonic\": \"GR\", \"unit\": "
                   "\"GAPI\", \"understood\": null, \"unit_unknown\": false, \"descr\": \"g\","
                   "\"quantity\": null, \"count\": 3, \"nulls\": 1, \"min\": 10.0, \"max\": 20.0, "
                   "\"mean\": 15.0}, {\"mnemonic\": \"T\","
                   "\"unit\": \"\", \"understood\": null, \"unit_unknown\": false, \"descr\": "
                   "\"\", \"quantity\": null, \"count\": 3, \"nulls\": "
                   "null, \"min\": null, \"max\": null,"
                   "\"mean\": null}], \"rows\": 3, \"warnings\": []}",
                   0, NULL);
    assert_non_null(want);
    if (!json_equal(got, want)) {
        char *text = json_dumps(got, JSON_INDENT(1));
        fail_msg("%s", text);
    }
    json_decref(got);
    json_decref(want);
    mr_las_free(las);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_lines),
        cmocka_unit_test(a_time_in_a_parameter_does_not_end_its_value),
        cmocka_unit_test(curves_may_have_dots_in_their_names),
        cmocka_unit_test(curves_whose_units_are_in_pieces),
        cmocka_unit_test(a_description_says_what_is_in_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// mudrock import
#include <jansson.h>
#include <string.h>

#include "commands.h"
#include "description.h"
#include "mudrock/csv.h"
#include "mudrock/service.h"
#include "mudrock/units.h"
#include "print.h"
#include "progress.h"
#include "session.h"

// How the person says text files are written.
static mr_status text_options(const mr_cli_args *args, mr_csv_options *out, mr_error *err)
{
    static const struct {
        const char *word;
        char c;
    } delimiters[] = {
        {"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"bar", '|'}, {"blank", ' '}};
    const char *delimiter = mr_cli_value(args, "delimiter"),
               *decimal = mr_cli_value(args, "decimal");
    const char *header = mr_cli_value(args, "header"), *dates = mr_cli_value(args, "dates");
    const mr_names nulls = mr_cli_list(args, "null");
    *out = (mr_csv_options){
        .encoding = mr_cli_value(args, "encoding"), .n_nulls = nulls.n, .nulls = nulls.at};
    if (delimiter && strlen(delimiter) == 1)
        out->delimiter = delimiter[0];
    for (size_t i = 0; delimiter && i < sizeof delimiters / sizeof *delimiters; i++)
        if (strcmp(delimiters[i].word, delimiter) == 0)
            out->delimiter = delimiters[i].c;
    if (delimiter && (!out->delimiter || strchr("\"\r\n", out->delimiter)))
        return mr_fail(err, MR_EUSAGE, "--delimiter",
                       "\"%s\" is no character and none of comma, semicolon, tab, bar, blank",
                       delimiter);
    if (decimal)
        out->decimal = strcmp(decimal, "comma") == 0 || strcmp(decimal, ",") == 0 ? ',' : '.';
    if (header)
        out->header = strcmp(header, "yes") == 0 ? 1 : -1;
    if (dates)
        out->dates = strcmp(dates, "dmy") == 0 ? MR_DATES_DMY : MR_DATES_MDY;
    return MR_OK;
}

static int describe(const mr_cli_args *args)
{
    mr_csv_options text = {0};
    mr_units *units = NULL;
    json_t *file = NULL;
    mr_error err = {0};
    size_t threads = 0;
    const char *format = mr_cli_value(args, "format");
    mr_status st = MR_OK;
    if (mr_cli_count(args) != 1)
        st = mr_fail(&err, MR_EUSAGE, NULL, "import --describe takes one file");
    if (st == MR_OK)
        st = text_options(args, &text, &err);
    if (st == MR_OK)
        st = mr_cli_number(args, "threads", 1024, &threads, &err);
    if (st == MR_OK)
        st = mr_units_open(&units, &err);
    if (st == MR_OK)
        st = mr_describe_file(units, mr_cli_word(args, 0),
                              &(mr_import_options){.threads = threads,
                                                   .units = mr_cli_list(args, "unit"),
                                                   .encoding = text.encoding,
                                                   .text = &text},
                              &file, &err);
    mr_units_close(units);
    if (st != MR_OK)
        return mr_print_error(&err);
    if (format && strcmp(format, "json") == 0)
        mr_print_json(file);
    else
        mr_print_description(file);
    json_decref(file);
    return 0;
}

typedef struct report {
    mr_bar bar;
    bool quiet;
} report;

static void print_list(const char *kind, const char *path, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        fprintf(stderr, "%s: %s: %s\n", kind, path, json_string_value(json_array_get(list, i)));
}

// What a file, or one thing of it, became.
static void print_thing(const char *path, const json_t *s)
{
    const json_t *well = json_object_get(s, "well_id"), *table = json_object_get(s, "table");
    const char *log = json_string_value(json_object_get(s, "log_type"));
    const char *status = json_string_value(json_object_get(s, "status"));
    fprintf(stderr, "%s: %s", path, status);
    if (log)
        fprintf(stderr, ", well %s (%s), %lld curves", json_string_value(well), log,
                (long long)json_integer_value(json_object_get(s, "curves")));
    if (table)
        fprintf(stderr, ", table %s", json_string_value(table));
    if (json_object_get(s, "surface"))
        fprintf(stderr, ", surface %s", json_string_value(json_object_get(s, "surface")));
    if (json_object_get(s, "survey"))
        fprintf(stderr, ", survey %s of well %s", json_string_value(json_object_get(s, "survey")),
                json_string_value(well));
    if (json_object_get(s, "markers"))
        fprintf(stderr, ", %lld markers",
                (long long)json_integer_value(json_object_get(s, "markers")));
    fprintf(stderr, ", %lld rows\n", (long long)json_integer_value(json_object_get(s, "rows")));
}

static void print_summary(const char *path, const json_t *s)
{
    const json_t *parts = json_object_get(s, "parts");
    for (size_t i = 0; i < json_array_size(parts); i++)
        print_thing(path, json_array_get(parts, i));
    if (!parts)
        print_thing(path, s);
}

static void file_ended(void *context, const char *path, const json_t *summary,
                       const mr_error *error, const mr_import_progress *progress)
{
    report *r = context;
    mr_bar_clear(&r->bar);
    if (error)
        mr_print_error(error);
    else {
        if (!r->quiet)
            print_summary(path, summary);
        print_list("note", path, json_object_get(summary, "notes"));
        print_list("warning", path, json_object_get(summary, "warnings"));
    }
    mr_bar_show(&r->bar, progress->done, progress->total, progress->rows);
}

static int import(const mr_cli_args *args)
{
    report r = {.quiet = mr_cli_flag(args, "quiet")};
    atomic_int cancel = 0;
    mr_service *service = NULL;
    json_t *summary = NULL;
    mr_error err = {0};
    mr_names paths = mr_cli_words(args);
    mr_interrupt *interrupt = mr_interrupt_start(&cancel);
    mr_csv_options text = {0};
    mr_status st = text_options(args, &text, &err);
    if (st == MR_OK)
        st = mr_session_open(args, true, &service, &err);
    mr_bar_start(&r.bar, "files");
    mr_import_batch batch = {
        .options = {.project = mr_cli_value(args, "project"),
                    .log_type = mr_cli_value(args, "log-type"),
                    .well = mr_cli_value(args, "well"),
                    .units = mr_cli_list(args, "unit"),
                    .encoding = text.encoding,
                    .text = &text},
        .cancel = &cancel,
        .ended = file_ended,
        .context = &r,
    };
    if (st == MR_OK)
        st = mr_import_all(service, &batch, &paths, &summary, &err);
    mr_bar_clear(&r.bar);
    mr_service_close(service);
    mr_interrupt_stop(interrupt);
    if (summary)
        mr_print_object(args, summary);
    json_decref(summary);
    return st == MR_OK ? 0 : mr_print_error(&err);
}

static int run(const mr_cli_args *args)
{
    return mr_cli_flag(args, "describe") ? describe(args) : import(args);
}

static const mr_option options[] = {
    {"describe", MR_OPTION_FLAG, NULL, "say what is in one file, write nothing", NULL},
    MR_OPTION_PROJECT,
    {"log-type", MR_OPTION_VALUE, "TYPE",
     "what the logs are: run_1, core, ... (else as their headers say)", NULL},
    {"well", MR_OPTION_VALUE, "W", "the id of the well whose logs they are (else as the files say)",
     NULL},
    {"unit", MR_OPTION_EACH, "CURVE=UNIT",
     "the unit of a curve where the file says none or a wrong one; DEPT is the index; repeatable",
     NULL},
    {"encoding", MR_OPTION_VALUE, "NAME",
     "of text files: utf-8, windows-1251, cp866, koi8-r, latin-1, gb18030, ...; found out if not "
     "said",
     NULL},
    {"delimiter", MR_OPTION_VALUE, "C",
     "of text tables: comma, semicolon, tab, bar, blank or a character; found out if not said",
     NULL},
    {"decimal", MR_OPTION_VALUE, "MARK", "of text tables: point or comma", "point|comma|.|,"},
    {"header", MR_OPTION_VALUE, "YES", "whether text tables begin with names", "yes|no"},
    {"null", MR_OPTION_EACH, "WORD...", "words and numbers that mean no value in text tables",
     NULL},
    {"dates", MR_OPTION_VALUE, "ORDER", "of 03/04/2020 in text tables: dmy or mdy", "dmy|mdy"},
    {"quiet", MR_OPTION_FLAG, NULL, "no line for a file that went well", NULL},
    MR_OPTION_THREADS,
    MR_OPTION_TEXT_JSON,
    MR_OPTION_WORKSPACE,
    {0},
};

const mr_command mr_command_import = {
    .name = "import",
    .arguments = "FILE|DIR...",
    .min = 1,
    .max = -1,
    .summary =
        "Import files into a project: logs, surveys, tops, tables, grids; folders with all below.",
    .details =
        "LAS files become logs of wells, so do the frames of DLIS and LIS79 files and logs "
        "of WITSML; surveys and tops go to their wells; text tables, Parquet, workbooks and "
        "GSLIB become tables of the project, grids its surfaces.\nA file that names no "
        "well belongs to the one it is called after, or to --well.\nA file that was imported "
        "before "
        "changes nothing. A bad file "
        "is reported and the others go on; the exit code is then 1.",
    .options = options,
    .run = run,
};

// WITSML 1.3.1 and 1.4.1: logs, trajectories and formation markers, through libxml2 without
// network, entities or document types. Columns of a log follow mnemonicList (1.4.1) or columnIndex
// (1.3.1); an empty field is null; a curve's null wins over the log's.
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "contents.h"

typedef struct curve { // of a log, by logCurveInfo
    const char *mnemonic, *unit, *null;
    bool text;      // string or date time
    int64_t column; // from 1; 0 = none said
} curve;

typedef struct witsml_log {
    contents_reader *r;
    const char *null;
    size_t n;
    curve *curves;
    contents_rows rows;
    const curve **of; // per column; NULL = none
} witsml_log;

static bool recognise(mr_str head, const char *path)
{
    static const char *const roots[] = {"<logs", "<trajectorys", "<formationMarkers", "<log ",
                                        "<WMLS", "<wells",       "<wellbores",        "<mudLogs"};
    const size_t n = head.n < 8192 ? head.n : 8192;
    (void)path;
    size_t at = 0;
    while (at < n && ((unsigned char)head.at[at] <= ' ' || (unsigned char)head.at[at] >= 0x80))
        at++;
    if (at == n || head.at[at] != '<')
        return false;
    bool named = false, root = false;
    for (; at < n; at++) {
        named |= n - at >= 6 && strncasecmp(head.at + at, "witsml", 6) == 0;
        for (size_t i = 0; head.at[at] == '<' && i < sizeof roots / sizeof *roots; i++)
            root |=
                n - at > strlen(roots[i]) && strncmp(head.at + at, roots[i], strlen(roots[i])) == 0;
    }
    return named && root;
}

static bool is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static xmlNode *child(const xmlNode *node, const char *name)
{
    for (xmlNode *at = node->children; at; at = at->next)
        if (is(at, name))
            return at;
    return NULL;
}

// Text of an element, trimmed, in the arena; NULL when empty or absent.
static const char *text_of(contents_reader *r, const xmlNode *node)
{
    if (!node)
        return NULL;
    xmlChar *content = xmlNodeGetContent(node);
    const char *copy = content ? contents_copy(r, mr_str_of((const char *)content)) : NULL;
    xmlFree(content);
    return copy;
}

static const char *child_text(contents_reader *r, const xmlNode *node, const char *name)
{
    return text_of(r, child(node, name));
}

static const char *unit_of(contents_reader *r, const xmlNode *node)
{
    xmlChar *uom = node ? xmlGetProp(node, (const xmlChar *)"uom") : NULL;
    const char *copy = uom ? contents_copy(r, mr_str_of((const char *)uom)) : NULL;
    xmlFree(uom);
    return copy;
}

static double number_of(contents_reader *r, const xmlNode *node)
{
    double value;
    const char *text = text_of(r, node);
    return text && contents_number(mr_str_of(text), &value) ? value : CONTENTS_NONE;
}

// --- logs ---

static void read_curves(witsml_log *log, const xmlNode *node)
{
    contents_reader *r = log->r;
    for (const xmlNode *at = node->children; at; at = at->next) {
        if (!is(at, "logCurveInfo"))
            continue;
        const char *type = child_text(r, at, "typeLogData");
        const double column = number_of(r, child(at, "columnIndex"));
        log->curves = contents_grow(r, log->curves, log->n, sizeof *log->curves);
        log->curves[log->n++] = (curve){
            .mnemonic = child_text(r, at, "mnemonic"),
            .unit = child_text(r, at, "unit"),
            .null = child_text(r, at, "nullValue"),
            .text = type && (strstr(type, "string") || strstr(type, "date")),
            .column = column >= 0 && column < 1e6 ? (int64_t)column : 0,
        };
    }
}

// A mnemonic that comes twice in the list is that of the curves in their order.
static const curve *curve_named(const witsml_log *log, mr_str name, size_t before)
{
    size_t skip = 0;
    for (size_t i = 0; i < before; i++)
        skip += mr_str_eq(mr_str_of(log->rows.names[i]), name);
    for (size_t i = 0; i < log->n; i++)
        if (mr_str_eq(mr_str_of(log->curves[i].mnemonic), name) && skip-- == 0)
            return &log->curves[i];
    return NULL;
}

static void put_column(witsml_log *log, const char *name, const char *unit, const curve *of)
{
    contents_rows *rows = &log->rows;
    rows->names = contents_grow(log->r, rows->names, rows->n, sizeof *rows->names);
    rows->units = contents_grow(log->r, rows->units, rows->n, sizeof *rows->units);
    log->of = contents_grow(log->r, log->of, rows->n, sizeof *log->of);
    rows->names[rows->n] = name ? name : "";
    rows->units[rows->n] = unit;
    log->of[rows->n++] = of;
}

static void columns_by_list(witsml_log *log, const char *names, const char *units)
{
    mr_str rest = mr_str_of(names), unit_rest = mr_str_of(units), name, unit;
    while (contents_word(&rest, ',', &name)) {
        const curve *of = curve_named(log, name, log->rows.n);
        const char *listed =
            units && contents_word(&unit_rest, ',', &unit) ? contents_copy(log->r, unit) : NULL;
        const char *own = of ? of->unit : NULL;
        if (listed && own && strcmp(listed, own) != 0)
            contents_warn(log->r, "%.*s: unitList says %s, logCurveInfo %s; the list is taken",
                          (int)name.n, name.at, listed, own);
        put_column(log, contents_copy(log->r, name), listed ? listed : own, of);
    }
}

static int by_column(const void *a, const void *b)
{
    const int64_t x = (*(const curve *const *)a)->column, y = (*(const curve *const *)b)->column;
    return (x > y) - (x < y);
}

// columnIndex 0 is a curve that is not among the data.
static void columns_by_index(witsml_log *log)
{
    const curve **order = MR_ARENA_ARRAY(log->r->out->arena, const curve *, log->n + 1);
    size_t n = 0;
    bool any = false;
    for (size_t i = 0; i < log->n; i++)
        any |= log->curves[i].column > 0;
    for (size_t i = 0; i < log->n; i++)
        if (!any || log->curves[i].column > 0)
            order[n++] = &log->curves[i];
    if (any)
        qsort(order, n, sizeof *order, by_column);
    for (size_t i = 0; i < n; i++)
        put_column(log, order[i]->mnemonic, order[i]->unit, order[i]);
}

static mr_status read_data(witsml_log *log, const xmlNode *data)
{
    for (const xmlNode *at = data->children; at; at = at->next) {
        if (!is(at, "data"))
            continue;
        const char *line = text_of(log->r, at);
        if (line)
            MR_TRY(contents_add_row(log->r, &log->rows, mr_str_of(line), ',', xmlGetLineNo(at)));
    }
    return MR_OK;
}

static bool same_value(mr_str cell, const char *null)
{
    double a, b;
    if (!null)
        return false;
    return mr_str_eq(cell, mr_str_of(null)) ||
           (contents_number(cell, &a) && contents_number(mr_str_of(null), &b) && a == b);
}

// What is null becomes empty.
static void clear_nulls(witsml_log *log)
{
    contents_rows *rows = &log->rows;
    for (size_t k = 0; k < rows->n; k++) {
        const char *own = log->of[k] ? log->of[k]->null : NULL, *null = own ? own : log->null;
        for (size_t i = 0; i < rows->rows; i++) {
            mr_str *cell = &rows->cells[i * rows->n + k];
            double number;
            const bool text = log->of[k] && log->of[k]->text;
            if (same_value(*cell, null) ||
                (!text && contents_number(*cell, &number) && isnan(number)))
                *cell = (mr_str){0};
        }
    }
}

// The table that was made last becomes a log.
static void move_to_logs(contents_reader *r, const char *well, const char *direction)
{
    mr_contents *c = r->out;
    c->logs = contents_grow(r, c->logs, c->n_logs, sizeof *c->logs);
    c->logs[c->n_logs] = c->tables[--c->n_tables];
    c->logs[c->n_logs].well = well;
    c->logs[c->n_logs++].direction = direction;
}

static mr_status read_log(contents_reader *r, const xmlNode *node)
{
    witsml_log log = {.r = r, .null = child_text(r, node, "nullValue")};
    const xmlNode *data = child(node, "logData");
    const char *name = child_text(r, node, "name"), *well = child_text(r, node, "nameWell");
    const char *direction = child_text(r, node, "direction");
    read_curves(&log, node);
    const char *names = data ? child_text(r, data, "mnemonicList") : NULL;
    if (names)
        columns_by_list(&log, names, child_text(r, data, "unitList"));
    else
        columns_by_index(&log);
    if (data && log.rows.n)
        MR_TRY(read_data(&log, data));
    else
        contents_warn(r, "the log %s has no data", name ? name : "without a name");
    clear_nulls(&log);
    MR_TRY(contents_table(r, &log.rows, -HUGE_VAL, HUGE_VAL, name));
    move_to_logs(r, well, direction ? direction : "increasing");
    return MR_OK;
}

// --- trajectories and markers ---

static double degrees(contents_reader *r, const xmlNode *node)
{
    const double scale = contents_degrees(unit_of(r, node));
    return scale > 0 ? number_of(r, node) * scale : (double)NAN;
}

static mr_status read_trajectory(contents_reader *r, const xmlNode *node)
{
    mr_contents *c = r->out;
    mr_survey s = {.well = child_text(r, node, "nameWell")};
    for (const xmlNode *at = node->children; at; at = at->next) {
        if (!is(at, "trajectoryStation"))
            continue;
        const xmlNode *md = child(at, "md"), *tvd = child(at, "tvd");
        const char *unit = unit_of(r, md), *tvd_unit = unit_of(r, tvd);
        const bool one_unit = !unit || !tvd_unit || strcmp(unit, tvd_unit) == 0;
        s.at = contents_grow(r, s.at, s.n, sizeof *s.at);
        s.at[s.n] =
            (mr_station){number_of(r, md), degrees(r, child(at, "incl")),
                         degrees(r, child(at, "azi")), one_unit ? number_of(r, tvd) : (double)NAN};
        if (isnan(s.at[s.n].md))
            return contents_fail(r, xmlGetLineNo(at), "a station has no md");
        if (unit && s.md_unit && strcmp(unit, s.md_unit) != 0)
            return contents_fail(r, xmlGetLineNo(at), "md is in %s here, in %s before", unit,
                                 s.md_unit);
        s.md_unit = unit ? unit : s.md_unit;
        s.n++;
    }
    contents_fill_tvd(&s);
    c->surveys = contents_grow(r, c->surveys, c->n_surveys, sizeof *c->surveys);
    c->surveys[c->n_surveys++] = s;
    return MR_OK;
}

static mr_status read_marker(contents_reader *r, const xmlNode *node)
{
    mr_contents *c = r->out;
    const xmlNode *md = child(node, "mdTopSample");
    md = md ? md : child(node, "mdLogSample");
    md = child(node, "md") ? child(node, "md") : md;
    c->markers = contents_grow(r, c->markers, c->n_markers, sizeof *c->markers);
    c->markers[c->n_markers++] = (mr_marker){
        .well = child_text(r, node, "nameWell"),
        .name = child_text(r, node, "name"),
        .md = number_of(r, md),
        .unit = unit_of(r, md),
    };
    return MR_OK;
}

static mr_status walk(contents_reader *r, const xmlNode *node, int depth)
{
    enum { DEEPEST = 8 }; // an envelope or two around the objects
    for (const xmlNode *at = node; at && depth < DEEPEST; at = at->next) {
        if (is(at, "log"))
            MR_TRY(read_log(r, at));
        else if (is(at, "trajectory"))
            MR_TRY(read_trajectory(r, at));
        else if (is(at, "formationMarker"))
            MR_TRY(read_marker(r, at));
        else if (at->type == XML_ELEMENT_NODE)
            MR_TRY(walk(r, at->children, depth + 1));
    }
    return MR_OK;
}

static void quiet(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

static mr_status parse(contents_reader *r, xmlParserCtxt *parser, xmlDoc **out)
{
    if (r->text.n > INT32_MAX)
        return mr_fail(r->err, MR_ETOOLARGE, NULL, "WITSML: is larger than 2 GiB");
    *out = xmlCtxtReadMemory(parser, r->text.at, (int)r->text.n, NULL, "UTF-8",
                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                 XML_PARSE_COMPACT);
    const xmlError *error = xmlCtxtGetLastError(parser);
    if (!*out)
        return contents_fail(r, error ? error->line : 1, "%.*s",
                             error && error->message ? (int)strcspn(error->message, "\n") : 11,
                             error && error->message ? error->message : "is no XML.");
    if (xmlGetIntSubset(*out))
        return contents_fail(r, 1, "a document type (<!DOCTYPE) is not read");
    return MR_OK;
}

static mr_status read_witsml(contents_reader *r)
{
    xmlDoc *doc = NULL;
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (!parser)
        return mr_fail(r->err, MR_ENOMEM, NULL, "no memory for XML");
    xmlSetGenericErrorFunc(NULL, quiet);
    mr_status st = parse(r, parser, &doc);
    if (st == MR_OK)
        st = walk(r, xmlDocGetRootElement(doc), 0);
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(parser);
    const mr_contents *c = r->out;
    if (st == MR_OK && !c->n_logs && !c->n_surveys && !c->n_markers)
        return contents_fail(r, 1, "there is no log, trajectory or formation marker in it");
    return st;
}

const contents_format contents_witsml = {"WITSML", recognise, read_witsml};

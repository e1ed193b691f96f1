// Parts of a workbook: entries of its zip archive, parsed as XML while they are unpacked. No entry
// is written anywhere, so what its name says of folders does not matter.
#include "workbook_local.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

// A sheet of a million rows unpacks to some hundred MB, at 10 to 50 times its packed size.
enum { ENTRIES_MAX = 20000, RATIO_MAX = 400, RATIO_FROM = 32 << 20 };
static const int64_t PART_MAX = (int64_t)2 << 30;

typedef struct parsing {
    const xl_handler *handler;
    xl_package *package;
    xmlParserCtxt *parser;
    mr_status status;
} parsing;

static void stop(parsing *p, mr_status status)
{
    if (status == MR_OK || p->status != MR_OK)
        return;
    p->status = status;
    xmlStopParser(p->parser);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_spaces, const xmlChar **spaces, int n, int defaulted,
                     const xmlChar **attributes)
{
    parsing *p = context;
    (void)prefix, (void)uri, (void)n_spaces, (void)spaces, (void)defaulted;
    const xl_attributes all = {(size_t)n, (const void *const *)attributes};
    if (p->status == MR_OK && p->handler->start)
        stop(p, p->handler->start(p->handler->context, (const char *)name, &all));
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    parsing *p = context;
    (void)prefix, (void)uri;
    if (p->status == MR_OK && p->handler->end)
        stop(p, p->handler->end(p->handler->context, (const char *)name));
}

static void on_text(void *context, const xmlChar *text, int n)
{
    parsing *p = context;
    if (p->status == MR_OK && p->handler->text)
        p->handler->text(p->handler->context, (mr_str){(const char *)text, (size_t)n});
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
    parsing *p = context;
    (void)name, (void)id, (void)system;
    stop(p, mr_fail(p->package->err, MR_EFORMAT, NULL,
                    "%s: a document type (<!DOCTYPE) is not read", p->package->part));
}

mr_str xl_attribute(const xl_attributes *all, const char *name)
{
    // Five pointers each: name, prefix, namespace, begin and end of the value.
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->at[5 * i], name) == 0) {
            const char *from = all->at[5 * i + 3], *to = all->at[5 * i + 4];
            return (mr_str){from, (size_t)(to - from)};
        }
    return (mr_str){0};
}

static mr_status archive_failure(xl_package *p, struct archive *a, const char *what)
{
    const char *why = archive_error_string(a);
    return mr_fail(p->err, MR_EFORMAT, NULL, "%s%s: %s", p->part, what,
                   why ? why : "the archive is damaged");
}

static mr_status check_size(xl_package *p, int64_t unpacked)
{
    if (unpacked > PART_MAX)
        return mr_fail(p->err, MR_ETOOLARGE, NULL, "%s unpacks to more than 2 GiB", p->part);
    p->unpacked += unpacked > p->counted ? unpacked - p->counted : 0;
    p->counted = unpacked;
    if (p->unpacked > RATIO_FROM && p->unpacked / RATIO_MAX > (int64_t)p->bytes.n)
        return mr_fail(p->err, MR_ETOOLARGE, NULL,
                       "%s: the file unpacks to more than %d times its size: no workbook does",
                       p->part, RATIO_MAX);
    return MR_OK;
}

static mr_status xml_failure(xl_package *p, xmlParserCtxt *parser)
{
    const xmlError *error = xmlCtxtGetLastError(parser);
    const char *why = error && error->message ? error->message : "is no XML";
    return mr_fail(p->err, MR_EFORMAT, NULL, "%s, line %d: %.*s", p->part, error ? error->line : 1,
                   (int)strcspn(why, "\n"), why);
}

static mr_status feed(xl_package *p, struct archive *a, parsing *into)
{
    static char empty[1];
    char chunk[32768];
    int64_t total = 0;
    p->counted = 0;
    for (;;) {
        const la_ssize_t n = archive_read_data(a, chunk, sizeof chunk);
        if (n < 0)
            return archive_failure(p, a, "");
        total += n;
        MR_TRY(check_size(p, total));
        const int bad = xmlParseChunk(into->parser, n ? chunk : empty, (int)n, n == 0);
        if (into->status != MR_OK)
            return into->status;
        if (bad)
            return xml_failure(p, into->parser);
        if (n == 0)
            return MR_OK;
    }
}

static mr_status parse(xl_package *p, struct archive *a, const xl_handler *handler)
{
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .cdataBlock = on_text,
        .ignorableWhitespace = on_text,
        .internalSubset = on_doctype,
    };
    parsing into = {.handler = handler, .package = p};
    into.parser = xmlCreatePushParserCtxt(&sax, &into, NULL, 0, NULL);
    if (!into.parser)
        return mr_fail(p->err, MR_ENOMEM, NULL, "no memory for XML");
    xmlCtxtUseOptions(into.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    mr_status st = feed(p, a, &into);
    if (into.parser->myDoc)
        xmlFreeDoc(into.parser->myDoc);
    xmlFreeParserCtxt(into.parser);
    return st;
}

static const char *plain_name(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    return !name ? "" : name[0] == '/' ? name + 1 : name;
}

// To the entry of that name, in any case: a part's name has none.
static mr_status seek(xl_package *p, struct archive *a, const char *name, bool *found)
{
    struct archive_entry *entry;
    *found = false;
    for (int i = 0; i < ENTRIES_MAX; i++) {
        const int got = archive_read_next_header(a, &entry);
        if (got == ARCHIVE_EOF)
            return MR_OK;
        if (got < ARCHIVE_WARN)
            return archive_failure(p, a, "");
        if (mr_str_ieq(mr_str_of(plain_name(entry)), mr_str_of(name))) {
            *found = true;
            if (archive_entry_is_encrypted(entry))
                return mr_fail(p->err, MR_EFORMAT, NULL, "%s is encrypted: save it without",
                               p->part);
            return MR_OK;
        }
    }
    return mr_fail(p->err, MR_ETOOLARGE, NULL, "it holds more than %d parts", ENTRIES_MAX);
}

mr_status xl_part(xl_package *p, const char *name, const xl_handler *handler, bool *found)
{
    struct archive *a = archive_read_new();
    if (!a)
        return mr_fail(p->err, MR_ENOMEM, NULL, "no memory for the archive");
    snprintf(p->part, sizeof p->part, "%s", name);
    archive_read_support_format_zip_seekable(a);
    mr_status st = MR_OK;
    if (archive_read_open_memory(a, p->bytes.at, p->bytes.n) != ARCHIVE_OK)
        st = mr_fail(p->err, MR_EFORMAT, NULL,
                     "is no whole workbook: the directory at the end of its archive is missing");
    if (st == MR_OK)
        st = seek(p, a, name, found);
    if (st == MR_OK && *found)
        st = parse(p, a, handler);
    archive_read_free(a);
    return st;
}

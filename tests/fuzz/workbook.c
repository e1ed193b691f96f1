// The reader of workbooks on foreign bytes: what is refused says why; what is read is whole and can
// be described. An archive mutates badly, so that the input is packed here: parts one after
// another, each the number of its name, two bytes of length, its text. An input that begins as an
// archive is read as it is.
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/workbook.h"
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static const char *const names[] = {
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
};
enum { NAMES = sizeof names / sizeof *names, PARTS_MAX = 16 };

static void put(mr_buf *to, uint32_t value, size_t n)
{
    for (; n > 0; n--, value >>= 8)
        mr_buf_putc(to, (char)(value & 0xff));
}

typedef struct part {
    const char *name;
    mr_str text;
    uint32_t crc, at;
} part;

// What a local header and an entry of the directory have in common; stored, not packed.
static void put_facts(mr_buf *to, const part *p)
{
    put(to, 20, 2);
    put(to, 0, 8); // flags, method, time, date
    put(to, p->crc, 4);
    put(to, (uint32_t)p->text.n, 4);
    put(to, (uint32_t)p->text.n, 4);
    put(to, (uint32_t)strlen(p->name), 2);
    put(to, 0, 2);
}

static void pack(part *parts, size_t n, mr_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        part *p = &parts[i];
        p->at = (uint32_t)out->n;
        p->crc = (uint32_t)crc32(0, (const Bytef *)p->text.at, (uInt)p->text.n);
        mr_buf_put(out, "PK\3\4", 4);
        put_facts(out, p);
        mr_buf_puts(out, p->name);
        mr_buf_put(out, p->text.at, p->text.n);
    }
    const uint32_t directory = (uint32_t)out->n;
    for (size_t i = 0; i < n; i++) {
        mr_buf_put(out, "PK\1\2", 4);
        put(out, 20, 2);
        put_facts(out, &parts[i]);
        put(out, 0, 10); // comment, disk, attributes
        put(out, 0, 2);
        put(out, parts[i].at, 4);
        mr_buf_puts(out, parts[i].name);
    }
    const uint32_t end = (uint32_t)out->n;
    mr_buf_put(out, "PK\5\6", 4);
    put(out, 0, 4);
    put(out, (uint32_t)n, 2);
    put(out, (uint32_t)n, 2);
    put(out, end - directory, 4);
    put(out, directory, 4);
    put(out, 0, 2);
}

static size_t unpack(const uint8_t *data, size_t size, part *parts)
{
    size_t n = 0;
    while (size >= 3 && n < PARTS_MAX) {
        const size_t said = (size_t)data[1] | (size_t)data[2] << 8;
        const size_t length = said < size - 3 ? said : size - 3;
        parts[n++] = (part){names[data[0] % NAMES], {(const char *)data + 3, length}, 0, 0};
        data += 3 + length;
        size -= 3 + length;
    }
    return n;
}

static void read_workbook(mr_str bytes)
{
    mr_contents *contents = NULL;
    mr_error err = {0};
    if (mr_workbook_read(bytes, NULL, &contents, &err) != MR_OK) {
        check(!contents && err.status != MR_OK && err.message[0]);
        return;
    }
    check(contents->n_tables > 0);
    for (size_t i = 0; i < contents->n_tables; i++)
        for (size_t k = 0; k < contents->tables[i].table->n; k++)
            check(contents->tables[i].table->columns[k]->length == contents->tables[i].table->rows);
    json_t *described = mr_contents_describe(contents, "a");
    check(described);
    json_decref(described);
    mr_contents_free(contents);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    part parts[PARTS_MAX];
    mr_buf packed = {0};
    if (size >= 2 && memcmp(data, "PK", 2) == 0) {
        read_workbook((mr_str){(const char *)data, size});
        return 0;
    }
    pack(parts, unpack(data, size, parts), &packed);
    read_workbook((mr_str){packed.at, packed.n});
    mr_buf_clear(&packed);
    return 0;
}

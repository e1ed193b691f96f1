// Encodings of text: names, and conversion by the C library.
#include "mudrock/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *written, *name;
} names[] = {
    {"utf-8", "utf-8"},
    {"utf8", "utf-8"},
    {"ascii", "utf-8"},
    {"utf-16", "utf-16le"},
    {"utf16", "utf-16le"},
    {"utf-16le", "utf-16le"},
    {"utf-16be", "utf-16be"},
    {"windows-1252", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"ansi", "windows-1252"},
    {"latin-1", "iso-8859-1"},
    {"latin1", "iso-8859-1"},
    {"iso-8859-1", "iso-8859-1"},
    {"windows-1251", "windows-1251"},
    {"win-1251", "windows-1251"},
    {"cp1251", "windows-1251"},
    {"1251", "windows-1251"},
    {"cp866", "cp866"},
    {"ibm866", "cp866"},
    {"dos", "cp866"},
    {"866", "cp866"},
    {"koi8-r", "koi8-r"},
    {"koi8", "koi8-r"},
    {"gb18030", "gb18030"},
    {"gbk", "gb18030"},
    {"gb2312", "gb18030"},
    {"cp936", "gb18030"},
    {"windows-936", "gb18030"},
};

const char *mr_encoding_find(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(names[i].written, name) == 0)
            return names[i].name;
    // No options of iconv ("//IGNORE") and no paths.
    if (!*name || strlen(name) > 40 ||
        name[strspn(name, "abcdefghijklmnopqrstuvwxyz"
                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                          "0123456789-_.:")])
        return NULL;
    iconv_t known = iconv_open("UTF-8", name);
    if (known == (iconv_t)-1)
        return NULL;
    iconv_close(known);
    return name;
}

mr_status mr_encoding_convert(mr_str bytes, const char *name, mr_buf *out, size_t *bad,
                              mr_error *err)
{
    iconv_t way = iconv_open("UTF-8", name);
    char *from = (char *)(uintptr_t)bytes.at; // iconv does not write there
    size_t left = bytes.n;
    mr_status st = MR_OK;

    if (way == (iconv_t)-1)
        return mr_fail(err, MR_EUSAGE, NULL, "\"%s\" is no encoding that is known here", name);
    while (left > 0 && st == MR_OK) {
        st = mr_buf_reserve(out, left < 4096 ? 3 * left + 16 : left);
        if (st != MR_OK) {
            st = mr_fail(err, MR_ENOMEM, NULL, "no memory to convert %zu bytes", bytes.n);
            break;
        }
        char *to = out->at + out->n;
        size_t room = out->capacity - out->n - 1;
        const size_t done = iconv(way, &from, &left, &to, &room);
        out->n = (size_t)(to - out->at);
        out->at[out->n] = 0;
        if (done == (size_t)-1 && errno != E2BIG) {
            if (bad)
                *bad = bytes.n - left;
            st = mr_fail(err, MR_EFORMAT, NULL, "byte %zu is no character of %s",
                         bytes.n - left + 1, name);
        }
    }
    iconv_close(way);
    return st;
}

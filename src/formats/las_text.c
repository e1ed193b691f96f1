// LAS text: its encoding, its lines, and places in it for messages.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/encoding.h"

#include "las_local.h"

enum { WARNINGS_MAX = 100 };

// Windows-1252, 0x80..0x9f; 0xfffd where it has no letter.
static const uint16_t windows_1252[32] = {
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

static size_t encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

void las_put_utf8(const las_reader *r, mr_str piece, mr_buf *out)
{
    if (!r->latin) {
        mr_buf_put(out, piece.at, piece.n);
        return;
    }
    for (size_t i = 0; i < piece.n; i++) {
        unsigned char c = (unsigned char)piece.at[i];
        char bytes[4];
        mr_buf_put(out, bytes, encode(c >= 0x80 && c < 0xa0 ? windows_1252[c - 0x80] : c, bytes));
    }
}

const char *las_copy(las_reader *r, mr_str piece)
{
    if (!r->latin)
        return mr_arena_strndup(r->arena, piece.n ? piece.at : "", piece.n);
    char *copy = mr_arena_alloc(r->arena, 3 * piece.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < piece.n; i++) {
        unsigned char c = (unsigned char)piece.at[i];
        n += encode(c >= 0x80 && c < 0xa0 ? windows_1252[c - 0x80] : c, copy + n);
    }
    return copy;
}

// Letters of two bytes of UTF-8 whose capital is two bytes long as well: Latin-1, Latin Extended-A,
// Greek, Cyrillic.
static uint32_t upper(uint32_t c)
{
    static const struct {
        uint32_t first, last, step,
            down; // every step-th letter from first to last has its capital `down` before
    } rows[] = {
        {0xe0, 0xf6, 1, 0x20},   {0xf8, 0xfe, 1, 0x20},   {0x101, 0x12f, 2, 1},
        {0x133, 0x137, 2, 1},    {0x13a, 0x148, 2, 1},    {0x14b, 0x177, 2, 1},
        {0x17a, 0x17e, 2, 1},    {0x3b1, 0x3c1, 1, 0x20}, {0x3c3, 0x3cb, 1, 0x20},
        {0x430, 0x44f, 1, 0x20}, {0x450, 0x45f, 1, 0x50},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (c >= rows[i].first && c <= rows[i].last && (c - rows[i].first) % rows[i].step == 0)
            return c - rows[i].down;
    return c;
}

const char *las_copy_upper(las_reader *r, mr_str piece)
{
    char *copy = mr_arena_strdup(r->arena, las_copy(r, piece));
    for (size_t n = 0; copy[n]; n++) {
        unsigned char c = (unsigned char)copy[n];
        if (c >= 'a' && c <= 'z') {
            copy[n] = (char)(c - 'a' + 'A');
        } else if (c >= 0xc3 && c <= 0xd1 && copy[n + 1]) {
            uint32_t letter = (uint32_t)(c & 0x1f) << 6 | ((unsigned char)copy[n + 1] & 0x3f);
            encode(upper(letter), copy + n);
            n++;
        }
    }
    return copy;
}

// Bytes of UTF-16 as UTF-8 into r->owned.
static mr_status convert_utf16(las_reader *r, mr_str bytes, bool big)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t units = bytes.n / 2;
    if (mr_buf_reserve(&r->owned, units * 3 + 1) != MR_OK)
        return mr_fail(r->err, MR_ENOMEM, NULL, "no memory to convert %zu bytes of UTF-16",
                       bytes.n);
    for (size_t i = 0; i < units; i++) {
        uint32_t c = (uint32_t)at[2 * i + big] | (uint32_t)at[2 * i + !big] << 8;
        if (c >= 0xd800 && c < 0xdc00 && i + 1 < units) {
            uint32_t low = (uint32_t)at[2 * i + 2 + big] | (uint32_t)at[2 * i + 2 + !big] << 8;
            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                i++;
            }
        }
        if (c >= 0xd800 && c < 0xe000)
            c = 0xfffd;
        char out[4];
        mr_buf_put(&r->owned, out, encode(c, out));
    }
    r->text = (mr_str){r->owned.at, r->owned.n};
    r->las->encoding = big ? "utf-16be" : "utf-16le";
    return r->owned.status;
}

enum { LANES = 16, TURNS = 128 }; // a count of a lane stays below 256

// TURNS times LANES bytes, each lane by itself: vector code.
static void look_at_block(const char *p, uint8_t high[LANES], uint8_t zero[LANES],
                          uint8_t tilde[LANES], uint8_t lfs[LANES])
{
    for (size_t turn = 0; turn < TURNS; turn++)
        for (size_t k = 0; k < LANES; k++) {
            const uint8_t c = (uint8_t)p[turn * LANES + k];
            high[k] |= c;
            zero[k] |= c == 0;
            tilde[k] |= c == '~';
            lfs[k] = (uint8_t)(lfs[k] + (c == '\n'));
        }
}

static las_piece look_at(mr_str s)
{
    uint8_t high[LANES] = {0}, zero[LANES] = {0}, tilde[LANES] = {0};
    las_piece piece = {0};
    size_t i = 0;

    for (; i + TURNS * LANES <= s.n; i += TURNS * LANES) {
        uint8_t lfs[LANES] = {0};
        look_at_block(s.at + i, high, zero, tilde, lfs);
        for (size_t k = 0; k < LANES; k++)
            piece.lfs += lfs[k];
    }
    for (; i < s.n; i++) {
        const uint8_t c = (uint8_t)s.at[i];
        high[0] |= c;
        zero[0] |= c == 0;
        tilde[0] |= c == '~';
        piece.lfs += c == '\n';
    }
    piece.ascii = true;
    for (size_t k = 0; k < LANES; k++) {
        piece.ascii = piece.ascii && high[k] < 0x80;
        piece.zero = piece.zero || zero[k];
        piece.tilde = piece.tilde || tilde[k];
    }
    return piece;
}

static mr_status look_at_piece(void *context, size_t i, size_t worker, mr_error *err)
{
    const las_reader *r = context;
    const size_t first = i * LAS_PIECE, left = r->text.n - first;
    (void)worker, (void)err;
    r->pieces[i] = look_at((mr_str){r->text.at + first, left < LAS_PIECE ? left : LAS_PIECE});
    return MR_OK;
}

// All of the text, whoever is free takes the next piece.
static mr_status look_at_all(las_reader *r, bool *ascii, bool *zero)
{
    r->n_pieces = (r->text.n + LAS_PIECE - 1) / LAS_PIECE;
    r->pieces = MR_ARENA_ARRAY(r->arena, las_piece, r->n_pieces + 1);
    MR_TRY(las_each(r, r->n_pieces, look_at_piece, r));
    *ascii = true;
    *zero = false;
    for (size_t i = 0; i < r->n_pieces; i++) {
        *ascii = *ascii && r->pieces[i].ascii;
        *zero = *zero || r->pieces[i].zero;
    }
    return MR_OK;
}

const char *las_find_tilde(const las_reader *r, const char *from)
{
    const char *end = r->text.at + r->text.n;
    while (from < end) {
        const size_t piece = (size_t)(from - r->text.at) / LAS_PIECE;
        const char *next = r->text.at + (piece + 1) * LAS_PIECE;
        if (piece + 1 == r->n_pieces)
            next = end;
        const char *tilde =
            r->pieces[piece].tilde ? memchr(from, '~', (size_t)(next - from)) : NULL;
        if (tilde)
            return tilde;
        from = next;
    }
    return NULL;
}

// The text from any other encoding than UTF-8 and Windows-1252, which are read as they are.
static mr_status convert(las_reader *r, mr_str bytes, const char *name)
{
    size_t bad = 0;
    if (strncmp(name, "utf-16", 6) == 0)
        return convert_utf16(r, bytes, name[6] == 'b');
    mr_status st = mr_encoding_convert(bytes, name, &r->owned, &bad, NULL);
    if (st == MR_EFORMAT)
        return las_fail(r, bytes.at + bad, "this is no character of %s", name);
    if (st != MR_OK)
        return mr_fail(r->err, st, NULL, "the text cannot be converted from %s", name);
    r->las->encoding = mr_arena_strdup(r->arena, name);
    r->text = (mr_str){r->owned.at ? r->owned.at : "", r->owned.n};
    return MR_OK;
}

static mr_status look_for_zero(las_reader *r, bool *ascii)
{
    bool any;
    MR_TRY(look_at_all(r, ascii, &any));
    const char *zero = any ? memchr(r->text.at, 0, r->text.n) : NULL;
    return zero ? las_fail(r, zero, "a byte of value 0: this is no text file") : MR_OK;
}

static mr_status named_encoding(const las_reader *r, const char *given, const char **out)
{
    *out = given ? mr_encoding_find(given) : NULL;
    if (given && !*out)
        return mr_fail(r->err, MR_EUSAGE, NULL, "\"%s\" is no encoding that is known here", given);
    return MR_OK;
}

// Bytes that are no UTF-8 although nothing says what they are.
static mr_status guess(las_reader *r)
{
    const mr_encoding found = mr_encoding_guess(r->text);
    bool ascii;
    las_warn(r, NULL,
             "the text is no UTF-8; its encoding is read as %s, which is a guess by its letters: "
             "--encoding names another",
             found.name);
    r->las->encoding = found.name;
    r->latin = strcmp(found.name, "windows-1252") == 0;
    if (r->latin)
        return MR_OK;
    if (convert(r, r->text, found.name) == MR_OK)
        return look_for_zero(r, &ascii);
    r->las->encoding = "windows-1252"; // which every byte is in
    r->latin = true;
    return MR_OK;
}

mr_status las_decode(las_reader *r, mr_str bytes, const char *given)
{
    const char *name;
    bool ascii;
    MR_TRY(named_encoding(r, given, &name));
    r->las->encoding = "utf-8";
    r->text = bytes;
    if (bytes.n == 0)
        return las_fail(r, bytes.at, "the file is empty");
    const mr_encoding marked = mr_encoding_marked(bytes);
    r->text = (mr_str){bytes.at + marked.mark, bytes.n - marked.mark};
    if (!name)
        name = marked.name;
    r->latin = name && strcmp(name, "windows-1252") == 0;
    if (r->latin)
        r->las->encoding = "windows-1252";
    else if (name && strcmp(name, "utf-8") != 0)
        MR_TRY(convert(r, r->text, name));
    while (r->text.n && !r->text.at[r->text.n - 1])
        r->text.n--; // padding at the end
    MR_TRY(look_for_zero(r, &ascii));
    if (ascii || r->latin || mr_utf8_valid(r->text))
        return MR_OK;
    if (given)
        return las_fail(r, r->text.at + mr_utf8_bad(r->text), "this is no character of %s", name);
    return guess(r);
}

mr_str las_cut(const las_reader *r, mr_str piece, size_t limit)
{
    if (piece.n <= limit)
        return piece;
    piece.n = limit;
    while (!r->latin && piece.n && (piece.at[piece.n] & 0xc0) == 0x80)
        piece.n--; // not inside a character
    return piece;
}

las_lines las_lines_of(mr_str text)
{
    return (las_lines){text.at, text.at ? text.at + text.n : NULL, NULL};
}

bool las_next_line(las_lines *lines, mr_str *line)
{
    const char *start = lines->at, *end = lines->end;
    if (start == end)
        return false;
    // The LF found is kept, so that a file whose lines end in CR is not searched for one again and
    // again.
    if (!lines->lf || lines->lf < start) {
        const char *lf = memchr(start, '\n', (size_t)(end - start));
        lines->lf = lf ? lf : end;
    }
    const char *cr = memchr(start, '\r', (size_t)(lines->lf - start));
    const char *stop = cr ? cr : lines->lf;
    *line = (mr_str){start, (size_t)(stop - start)};
    lines->at = stop == end ? end : stop + 1;
    if (cr && lines->at == lines->lf && lines->lf != end)
        lines->at++;
    return true;
}

mr_str las_trim(mr_str s)
{
    while (s.n && las_blank(s.at[0])) {
        s.at++;
        s.n--;
    }
    while (s.n && las_blank(s.at[s.n - 1]))
        s.n--;
    return s;
}

// Counted only when a message needs it.
static void place(const las_reader *r, const char *at, size_t *line, size_t *column)
{
    las_lines lines = las_lines_of(r->text);
    mr_str text;
    *line = 1;
    *column = 1;
    for (size_t n = 1; las_next_line(&lines, &text); n++) {
        if (at < text.at)
            return;
        *line = n;
        *column = 1;
        for (const char *p = text.at; p < at && p < text.at + text.n; p++)
            *column += r->latin || (*p & 0xc0) != 0x80;
    }
}

mr_status las_fail(const las_reader *r, const char *at, const char *format, ...)
{
    char message[512], where[64];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    size_t line, column;
    place(r, at, &line, &column);
    snprintf(where, sizeof where, "line %zu, column %zu", line, column);
    return mr_fail(r->err, MR_EFORMAT, where, "%s", message);
}

void las_warn(las_reader *r, const char *at, const char *format, ...)
{
    mr_las *las = r->las;
    if (las->n_warnings >= WARNINGS_MAX) {
        las->warnings[WARNINGS_MAX - 1] = "there are more warnings than are kept";
        return;
    }
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    size_t line = 0, column;
    if (at)
        place(r, at, &line, &column);
    if (las->n_warnings == r->warnings_capacity) {
        size_t capacity = r->warnings_capacity ? 2 * r->warnings_capacity : 8;
        const char **grown = MR_ARENA_ARRAY(r->arena, const char *, capacity);
        for (size_t i = 0; i < las->n_warnings; i++)
            grown[i] = las->warnings[i];
        las->warnings = grown;
        r->warnings_capacity = capacity;
    }
    las->warnings[las->n_warnings++] = at ? mr_arena_printf(r->arena, "line %zu: %s", line, message)
                                          : mr_arena_strdup(r->arena, message);
}

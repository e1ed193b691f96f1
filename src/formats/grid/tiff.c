// GeoTIFF (and TIFF) through libtiff: each band is a grid. Values of a pixel stand at its centre,
// but where the keys say that a pixel is a point. Source: OGC GeoTIFF 1.1 (2019), requirements of
// ModelPixelScale, ModelTiepoint, ModelTransformation, GTRasterType; GDAL's tag 42113 for the null.
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

#include "grid.h"

enum {
    TAG_SCALE = 33550,
    TAG_TIEPOINT = 33922,
    TAG_TRANSFORM = 34264,
    TAG_KEYS = 34735,
    TAG_NODATA = 42113,
    KEY_RASTER_TYPE = 1025,
    MOST_BANDS = 64,
    MOST_BLOCK = 1 << 28, // bytes of one strip or tile
};

typedef struct tiff {
    grid_reader *r;
    TIFF *file;
    size_t at; // where libtiff reads
    char said[256];
    uint32_t width, height, block_width, block_height;
    uint16_t bands, bits, format, planar;
    bool tiled, has_null;
    double null;
    mr_grid *grids; // of the bands
} tiff;

// --- libtiff reads from the bytes ---

static tmsize_t read_at(thandle_t handle, void *out, tmsize_t n)
{
    tiff *t = (tiff *)handle;
    const size_t left = t->at < t->r->bytes.n ? t->r->bytes.n - t->at : 0;
    const size_t take = (size_t)n < left ? (size_t)n : left;
    memcpy(out, t->r->bytes.at + (left ? t->at : 0), take);
    t->at += take;
    return (tmsize_t)take;
}

static tmsize_t write_at(thandle_t handle, void *from, tmsize_t n)
{
    (void)handle;
    (void)from;
    (void)n;
    return -1;
}

static toff_t seek(thandle_t handle, toff_t to, int whence)
{
    tiff *t = (tiff *)handle;
    const toff_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? t->at : t->r->bytes.n;
    t->at = (size_t)(from + to);
    return t->at;
}

static int shut(thandle_t handle)
{
    (void)handle;
    return 0;
}

static toff_t size_of(thandle_t handle)
{
    return ((tiff *)handle)->r->bytes.n;
}

// What libtiff says first goes into the refusal; it must not print.
__attribute__((format(printf, 4, 0))) static int
on_error(TIFF *file, void *context, const char *module, const char *format, va_list args)
{
    tiff *t = context;
    (void)file;
    (void)module;
    if (!t->said[0])
        vsnprintf(t->said, sizeof t->said, format, args);
    return 1;
}

static int on_warning(TIFF *file, void *context, const char *module, const char *format,
                      va_list args)
{
    (void)file;
    (void)context;
    (void)module;
    (void)format;
    (void)args;
    return 1;
}

static mr_status fail(const tiff *t, const char *what)
{
    return grid_fail_byte(t->r, t->at, "%s%s%s", what, t->said[0] ? ": " : "", t->said);
}

static bool recognise(mr_str b, const char *path)
{
    (void)path;
    return b.n >= 8 && (memcmp(b.at, "II*\0", 4) == 0 || memcmp(b.at, "MM\0*", 4) == 0 ||
                        memcmp(b.at, "II+\0", 4) == 0 || memcmp(b.at, "MM\0+", 4) == 0);
}

// --- what the tags say ---

// The values of a tag that libtiff itself does not know: it makes up a field for it as it reads the
// directory, whose count it gives in 16 or 32 bits. NULL: there is none, or it is of another type.
static const void *tag_values(const tiff *t, uint32_t tag, TIFFDataType type, size_t *n)
{
    const TIFFField *field = TIFFFindField(t->file, tag, TIFF_ANY);
    const void *values = NULL;
    uint32_t wide = 0;
    uint16_t narrow = 0;
    bool found;
    *n = 0;
    if (!field || TIFFFieldDataType(field) != type || !TIFFFieldPassCount(field))
        return NULL;
    if (TIFFFieldReadCount(field) == TIFF_VARIABLE2)
        found = TIFFGetField(t->file, tag, &wide, &values);
    else
        found = TIFFGetField(t->file, tag, &narrow, &values);
    *n = wide ? wide : narrow;
    return found && *n ? values : NULL;
}

static bool is_point(const tiff *t)
{
    size_t n;
    const uint16_t *keys = tag_values(t, TAG_KEYS, TIFF_SHORT, &n);
    for (size_t i = 4; keys && i + 3 < n; i += 4)
        if (keys[i] == KEY_RASTER_TYPE && keys[i + 1] == 0)
            return keys[i + 3] == 2;
    return false;
}

// x = at[0] + column * at[1] + row * at[2], y = at[3] + column * at[4] + row * at[5], of the
// corner of the first pixel. Without any tag: pixels.
static void read_place(const tiff *t, double at[6])
{
    size_t n_tie, n_scale, n_matrix;
    const double *tie = tag_values(t, TAG_TIEPOINT, TIFF_DOUBLE, &n_tie);
    const double *scale = tag_values(t, TAG_SCALE, TIFF_DOUBLE, &n_scale);
    const double *matrix = tag_values(t, TAG_TRANSFORM, TIFF_DOUBLE, &n_matrix);
    memcpy(at, (const double[6]){0, 1, 0, 0, 0, 1}, 6 * sizeof *at);
    if (matrix && n_matrix >= 16) {
        memcpy(at,
               (const double[6]){matrix[3], matrix[0], matrix[1], matrix[7], matrix[4], matrix[5]},
               6 * sizeof *at);
    } else if (scale && n_scale >= 2) {
        const double x = scale[0], y = -scale[1];
        at[1] = x;
        at[5] = y;
        if (tie && n_tie >= 6) {
            at[0] = tie[3] - tie[0] * x;
            at[3] = tie[4] - tie[1] * y;
        }
    } else {
        grid_warn(t->r, "the image says nothing of where it lies: x and y are counts of pixels");
    }
    if (is_point(t))
        return;
    at[0] += (at[1] + at[2]) / 2;
    at[3] += (at[4] + at[5]) / 2;
}

static mr_status place(tiff *t, mr_grid *g, const double at[6])
{
    const double dx = hypot(at[1], at[4]), dy = hypot(at[2], at[5]);
    const double across = at[1] * at[2] + at[4] * at[5], turn = at[1] * at[5] - at[2] * at[4];
    if (!(dx > 0) || !(dy > 0) || !isfinite(dx) || !isfinite(dy) || !isfinite(at[0]) ||
        !isfinite(at[3]) || fabs(across) > 1e-9 * dx * dy)
        return fail(t, "its rows and columns do not stand upright on each other");
    g->x0 = at[0];
    g->y0 = at[3];
    g->dx = dx;
    g->dy = turn < 0 ? -dy : dy;
    g->rotation = atan2(at[4], at[1]) * 180 / acos(-1);
    return MR_OK;
}

static void read_null(tiff *t)
{
    size_t n;
    const char *text = tag_values(t, TAG_NODATA, TIFF_ASCII, &n);
    if (text)
        t->has_null = grid_number(mr_str_trim((mr_str){text, strnlen(text, n)}), &t->null);
}

static mr_status read_shape(tiff *t)
{
    TIFF *f = t->file;
    uint32_t rows = 0;
    if (!TIFFGetField(f, TIFFTAG_IMAGEWIDTH, &t->width) ||
        !TIFFGetField(f, TIFFTAG_IMAGELENGTH, &t->height) || !t->width || !t->height)
        return fail(t, "it has no width or no height");
    TIFFGetFieldDefaulted(f, TIFFTAG_SAMPLESPERPIXEL, &t->bands);
    TIFFGetFieldDefaulted(f, TIFFTAG_BITSPERSAMPLE, &t->bits);
    TIFFGetFieldDefaulted(f, TIFFTAG_SAMPLEFORMAT, &t->format);
    TIFFGetFieldDefaulted(f, TIFFTAG_PLANARCONFIG, &t->planar);
    t->tiled = TIFFIsTiled(f);
    t->block_width = t->width;
    if (t->tiled) {
        (void)TIFFGetField(f, TIFFTAG_TILEWIDTH, &t->block_width);
        (void)TIFFGetField(f, TIFFTAG_TILELENGTH, &t->block_height);
    } else {
        TIFFGetFieldDefaulted(f, TIFFTAG_ROWSPERSTRIP, &rows);
        t->block_height = rows < t->height ? rows : t->height;
    }
    if (!t->bands || t->bands > MOST_BANDS || !t->block_width || !t->block_height)
        return fail(t, "it has no bands, too many, or blocks of no size");
    if (t->bits % 8 != 0 || t->bits == 0 || t->bits > 64 || t->format == SAMPLEFORMAT_COMPLEXINT ||
        t->format == SAMPLEFORMAT_COMPLEXIEEEFP)
        return grid_fail_byte(t->r, 0, "samples of %d bits and kind %d are not read", t->bits,
                              t->format);
    return MR_OK;
}

// --- values: libtiff has swapped their bytes ---

static double sample(const tiff *t, const char *at)
{
    union {
        int8_t i8;
        int16_t i16;
        int32_t i32;
        int64_t i64;
        uint8_t u8;
        uint16_t u16;
        uint32_t u32;
        uint64_t u64;
        float f32;
        double f64;
    } v;
    memcpy(&v, at, t->bits / 8);
    const bool real = t->format == SAMPLEFORMAT_IEEEFP, sign = t->format == SAMPLEFORMAT_INT;
    switch (t->bits) {
    case 8: return sign ? v.i8 : v.u8;
    case 16: return sign ? v.i16 : v.u16;
    case 32: return real ? (double)v.f32 : sign ? (double)v.i32 : (double)v.u32;
    case 64: return real ? v.f64 : sign ? (double)v.i64 : (double)v.u64;
    default: return MR_GRID_NULL;
    }
}

static bool has_kind(const tiff *t)
{
    if (t->format == SAMPLEFORMAT_IEEEFP)
        return t->bits == 32 || t->bits == 64;
    return t->bits == 8 || t->bits == 16 || t->bits == 32 || t->bits == 64;
}

static double cleaned(const tiff *t, double value)
{
    if (!isfinite(value))
        return MR_GRID_NULL;
    // The null is text; the values have been through their own type.
    const double null =
        t->bits == 32 && t->format == SAMPLEFORMAT_IEEEFP ? (double)(float)t->null : t->null;
    return t->has_null && (value == null || value == t->null) ? MR_GRID_NULL : value;
}

// A strip or tile: `first` .. of the bands that stand in it, pixel after pixel.
static void spread(tiff *t, const char *block, size_t bytes, uint32_t column, uint32_t row,
                   uint16_t first, uint16_t n)
{
    const size_t each = t->bits / 8;
    for (uint32_t y = 0; y < t->block_height && row + y < t->height; y++)
        for (uint32_t x = 0; x < t->block_width && column + x < t->width; x++)
            for (uint16_t band = 0; band < n; band++) {
                const size_t at = (((size_t)y * t->block_width + x) * n + band) * each;
                if (at + each > bytes)
                    return;
                t->grids[first + band].z[(size_t)(row + y) * t->width + column + x] =
                    cleaned(t, sample(t, block + at));
            }
}

static mr_status read_block(tiff *t, char *room, tmsize_t size, uint32_t column, uint32_t row,
                            uint16_t band)
{
    const bool apart = t->planar == PLANARCONFIG_SEPARATE;
    const uint32_t at = t->tiled ? TIFFComputeTile(t->file, column, row, 0, band)
                                 : TIFFComputeStrip(t->file, row, band);
    const tmsize_t got = t->tiled ? TIFFReadEncodedTile(t->file, at, room, size)
                                  : TIFFReadEncodedStrip(t->file, at, room, size);
    if (got < 0)
        return fail(t, "it cannot be read whole");
    spread(t, room, (size_t)got, column, row, apart ? band : 0, apart ? 1 : t->bands);
    return MR_OK;
}

static mr_status read_pixels(tiff *t)
{
    const tmsize_t size = t->tiled ? TIFFTileSize(t->file) : TIFFStripSize(t->file);
    if (size <= 0 || size > MOST_BLOCK)
        return fail(t, "a block of it is too large");
    char *room = malloc((size_t)size);
    if (!room)
        return mr_fail(t->r->err, MR_ENOMEM, NULL, "no memory for a block of an image");
    const uint16_t passes = t->planar == PLANARCONFIG_SEPARATE ? t->bands : 1;
    mr_status st = MR_OK;
    for (uint16_t band = 0; st == MR_OK && band < passes; band++)
        for (uint32_t y = 0; st == MR_OK && y < t->height; y += t->block_height) {
            for (uint32_t x = 0; st == MR_OK && x < t->width; x += t->block_width)
                st = read_block(t, room, size, x, y, band);
            if (t->height - y <= t->block_height)
                break;
        }
    free(room);
    return st;
}

// Compressed blocks may hold many more values than bytes, but libtiff's codecs no more than about
// a thousand times.
static mr_status read_image(tiff *t)
{
    enum { MOST_RATIO = 2048 };
    double at[6];
    MR_TRY(read_shape(t));
    if (!has_kind(t))
        return grid_fail_byte(t->r, 0, "samples of %d bits and kind %d are not read", t->bits,
                              t->format);
    read_null(t);
    read_place(t, at);
    for (uint16_t band = 0; band < t->bands; band++) {
        mr_grid *g = NULL;
        MR_TRY(grid_add(t->r, t->width, t->height, t->r->bytes.n * MOST_RATIO, &g));
        MR_TRY(place(t, g, at));
        if (t->bands > 1)
            g->name = mr_arena_printf(t->r->grids->arena, "band %d", band + 1);
    }
    t->grids = t->r->grids->at;
    return read_pixels(t);
}

static mr_status read_tiff(grid_reader *r)
{
    tiff t = {.r = r, .format = SAMPLEFORMAT_UINT};
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (!options)
        return mr_fail(r->err, MR_ENOMEM, NULL, "no memory for an image");
    TIFFOpenOptionsSetErrorHandlerExtR(options, on_error, &t);
    TIFFOpenOptionsSetWarningHandlerExtR(options, on_warning, &t);
    t.file = TIFFClientOpenExt(r->path ? r->path : "", "rm", (thandle_t)&t, read_at, write_at, seek,
                               shut, size_of, NULL, NULL, options);
    TIFFOpenOptionsFree(options);
    if (!t.file)
        return fail(&t, "it cannot be read");
    mr_status st = read_image(&t);
    if (st == MR_OK && TIFFNumberOfDirectories(t.file) > 1)
        grid_warn(r, "the file holds %d images; the first was read",
                  (int)TIFFNumberOfDirectories(t.file));
    TIFFClose(t.file);
    return st;
}

const grid_format grid_tiff = {"GeoTIFF", recognise, read_tiff};

// Shapefiles: the records of the .shp one after another, each with its own length; the attributes
// of the .dbf; the name of the coordinate system in the .prj (ESRI, Shapefile Technical
// Description, 1998).
#include "outline.h"

#include <math.h>
#include <string.h>

enum { HEAD = 100, FILE_CODE = 9994, VERSION = 1000 };

static uint32_t big(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static uint32_t little(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

static double real_at(const char *at)
{
    double value;
    uint64_t bits = (uint64_t)little(at + 4) << 32 | little(at);
    memcpy(&value, &bits, sizeof value);
    return value;
}

// Points, lines, polygons, many points; with Z from 11, with M from 21; surfaces of patches.
static const char *kind_of(uint32_t type)
{
    switch (type) {
    case 1:
    case 11:
    case 21: return "Point";
    case 3:
    case 13:
    case 23: return "LineString";
    case 5:
    case 15:
    case 25: return "Polygon";
    case 8:
    case 18:
    case 28: return "MultiPoint";
    case 31: return "MultiPatch";
    default: return NULL;
    }
}

typedef struct shapes {
    mr_outlines *out;
    mr_error *err;
    size_t at;      // byte of the record
    int64_t record; // from 1
    uint32_t type;  // of the file
} shapes;

static mr_status fail_here(const shapes *s, const char *what)
{
    return mr_fail(s->err, MR_EFORMAT, NULL, "Shapefile: byte %zu: shape %lld %s", s->at,
                   (long long)s->record, what);
}

static mr_status take_points(shapes *s, const char *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++, at += 16) {
        const double x = real_at(at), y = real_at(at + 8);
        if (!isfinite(x) || !isfinite(y))
            return fail_here(s, "has a coordinate that is no number");
        outline_add_vertex(s->out, x, y);
    }
    return MR_OK;
}

static mr_status check_parts(const shapes *s, const char *at, uint32_t parts, uint32_t points)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < parts; i++) {
        const uint32_t first = little(at + 4 * (size_t)i);
        if (first >= points || (i ? first <= last : first != 0))
            return fail_here(s, "has parts that do not follow one another");
        last = first;
    }
    return MR_OK;
}

// After the type: a box of 32 bytes, counts, begins of the parts, points.
static mr_status take_lines(shapes *s, mr_str body, bool many_points)
{
    const size_t head = many_points ? 36 : 40;
    if (body.n < head)
        return fail_here(s, "is too short for its kind");
    const uint32_t parts = many_points ? 0 : little(body.at + 32);
    const uint32_t points = little(body.at + (many_points ? 32 : 36));
    // A patch has a kind beside its begin.
    const uint64_t begins = (uint64_t)parts * (s->type == 31 ? 8 : 4);
    if (head + begins + (uint64_t)points * 16 > body.n)
        return fail_here(s, "says more points than its record holds");
    if (!many_points && points && !parts)
        return fail_here(s, "has points and no parts");
    MR_TRY(check_parts(s, body.at + head, parts, points));
    s->out->parts += many_points ? points : parts;
    return take_points(s, body.at + head + begins, points);
}

static mr_status take_shape(shapes *s, mr_str body)
{
    const uint32_t type = body.n >= 4 ? little(body.at) : 0;
    const char *kind = kind_of(type);
    s->out->features++;
    if (body.n < 4)
        return fail_here(s, "is empty");
    if (type == 0) {
        s->out->without++;
        return MR_OK;
    }
    if (!kind || type != s->type)
        return fail_here(s, "is of another kind than the file says");
    outline_add_kind(s->out, kind);
    body = (mr_str){body.at + 4, body.n - 4};
    if (strcmp(kind, "Point") != 0)
        return take_lines(s, body, strcmp(kind, "MultiPoint") == 0);
    if (body.n < 16)
        return fail_here(s, "is too short for a point");
    s->out->parts++;
    return take_points(s, body.at, 1);
}

static mr_status read_records(shapes *s, mr_str shp)
{
    for (s->at = HEAD; s->at < shp.n;) {
        if (shp.n - s->at < 8)
            return fail_here(s, "is cut off");
        s->record++;
        const uint64_t length = 2 * (uint64_t)big(shp.at + s->at + 4);
        if (length > shp.n - s->at - 8)
            return fail_here(s, "is longer than the file");
        MR_TRY(take_shape(s, (mr_str){shp.at + s->at + 8, (size_t)length}));
        s->at += 8 + (size_t)length;
    }
    return MR_OK;
}

static mr_status read_shp(mr_outlines *o, mr_str shp, mr_error *err)
{
    shapes s = {.out = o, .err = err};
    if (shp.n < HEAD || big(shp.at) != FILE_CODE || little(shp.at + 28) != VERSION)
        return mr_fail(err, MR_EFORMAT, "byte 0", "Shapefile: its head of 100 bytes is none");
    const uint64_t said = 2 * (uint64_t)big(shp.at + 24);
    s.type = little(shp.at + 32);
    if (said > shp.n)
        return mr_fail(err, MR_EFORMAT, NULL,
                       "Shapefile: its head says %llu bytes, the file has %zu: it is cut off",
                       (unsigned long long)said, shp.n);
    if (said < HEAD)
        return mr_fail(err, MR_EFORMAT, "byte 24", "Shapefile: its head says %llu bytes",
                       (unsigned long long)said);
    if (said < shp.n)
        outline_warn(o, "%zu bytes behind the end that the head says are left out",
                     shp.n - (size_t)said);
    if (s.type && !kind_of(s.type))
        return mr_fail(err, MR_EFORMAT, "byte 32", "Shapefile: shapes of kind %u are not known",
                       s.type);
    return read_records(&s, (mr_str){shp.at, (size_t)said});
}

// PROJCS["ED50 / UTM zone 31N",GEOGCS[...: the first name.
static const char *crs_of(mr_outlines *o, mr_str prj)
{
    const char *open = prj.n ? memchr(prj.at, '"', prj.n) : NULL;
    const char *end = prj.at + prj.n;
    const char *close = open ? memchr(open + 1, '"', (size_t)(end - open - 1)) : NULL;
    if (!close || !mr_utf8_valid((mr_str){open + 1, (size_t)(close - open - 1)}))
        return NULL;
    return mr_arena_strndup(o->arena, open + 1, (size_t)(close - open - 1));
}

mr_status mr_outlines_read_shapes(const mr_shape_files *files, mr_outlines **out, mr_error *err)
{
    mr_outlines *o = outline_new("Shapefile");
    mr_status st = read_shp(o, files->shp, err);
    if (st == MR_OK && files->dbf.at)
        st = outline_read_dbf(o, files, err);
    else if (st == MR_OK)
        outline_warn(o, "there is no .dbf beside it: the shapes have no attributes");
    if (st == MR_OK) {
        o->crs = crs_of(o, files->prj);
        if (!o->crs)
            outline_warn(o, "%s: the coordinate system is not known",
                         files->prj.at ? "the .prj names none" : "there is no .prj beside it");
        *out = o;
        return MR_OK;
    }
    mr_outlines_free(o);
    return st;
}

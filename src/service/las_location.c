// Where a LAS file says its well is: both halves of the location, or none and a word about it.
#include "las_table.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "mudrock/degrees.h"

static const mr_las_item *find(const mr_las_items *items, const char *const *mnemonics)
{
    for (; *mnemonics; mnemonics++)
        for (size_t i = 0; i < items->n; i++) {
            const mr_las_item *item = &items->at[i];
            const size_t n = strcspn(item->mnemonic, ":"); // NAME:1 of a repeated one
            if (strlen(*mnemonics) == n && strncasecmp(item->mnemonic, *mnemonics, n) == 0 &&
                mr_str_trim(mr_str_of(item->value)).n)
                return item;
        }
    return NULL;
}

static const mr_las_item *find_said(const mr_las *las, const char *const *mnemonics)
{
    const mr_las_item *item = find(&las->well, mnemonics);
    return item ? item : find(&las->parameters, mnemonics);
}

mr_location mr_las_location(const mr_las *las, mr_arena *arena)
{
    static const char *const latitudes[] = {"LATI", "LAT", "SLAT", "LATITUDE", NULL};
    static const char *const longitudes[] = {"LONG", "LON", "SLON", "LONGITUDE", "LONGI", NULL};
    const mr_las_item *items[] = {find_said(las, latitudes), find_said(las, longitudes)};
    mr_location out = {(double)NAN, (double)NAN, NULL};
    double found[2] = {(double)NAN, (double)NAN};

    for (size_t i = 0; i < 2; i++) {
        double null;
        const mr_str text = items[i] ? mr_str_of(items[i]->value) : (mr_str){0};
        const bool absent = items[i] && las->null_text &&
                            mr_parse_double_all(mr_str_trim(mr_str_of(las->null_text)), &null) &&
                            mr_parse_double_all(mr_str_trim(text), &found[i]) && found[i] == null;
        if (absent)
            items[i] = NULL;
        else if (items[i] && !mr_degrees_parse(text, i ? MR_LONGITUDE : MR_LATITUDE, &found[i])) {
            out.warning =
                mr_arena_printf(arena,
                                "%s: \"%s\" cannot be read as a %s in degrees, minutes and seconds "
                                "or in decimal degrees: the location is left out",
                                items[i]->mnemonic, items[i]->value, i ? "longitude" : "latitude");
            return out;
        }
    }
    if (!items[0] != !items[1]) {
        const mr_las_item *one = items[0] ? items[0] : items[1];
        out.warning = mr_arena_printf(arena, "%s is there without a %s: the location is left out",
                                      one->mnemonic, items[0] ? "longitude" : "latitude");
        return out;
    }
    if (items[0])
        out = (mr_location){found[0], found[1], NULL};
    return out;
}

// The curves of a LAS file as those of any log, and words of its header.
#include "las_table.h"

#include <string.h>
#include <strings.h>

mr_found_log mr_las_found(const mr_las *las, mr_arena *arena)
{
    mr_found_curve *curves = MR_ARENA_ARRAY(arena, mr_found_curve, las->n_curves + 1);
    for (size_t i = 0; i < las->n_curves; i++) {
        const mr_las_item *item = &las->curves[i].item;
        curves[i] =
            (mr_found_curve){item->mnemonic, item->unit, item->descr, las->curves[i].column};
    }
    return (mr_found_log){.n = las->n_curves, .curves = curves, .rows = las->rows};
}

const char *mr_las_well_value(const mr_las *las, const char *mnemonic)
{
    for (size_t i = 0; i < las->well.n; i++) {
        const mr_las_item *item = &las->well.at[i];
        size_t n = strcspn(item->mnemonic, ":"); // duplicates are NAME:1, NAME:2
        if (strlen(mnemonic) == n && strncasecmp(item->mnemonic, mnemonic, n) == 0 && item->value &&
            item->value[strspn(item->value, " \t")])
            return item->value;
    }
    return NULL;
}

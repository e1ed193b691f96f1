// Writes the manual's pages of operators and their pictures.
// usage: operator-pages ROOT FOLDER
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "mudrock/manual.h"

#include "figure.h"

static mr_status write_file(workshop *shop, const char *folder, const char *name, mr_buf *text,
                            mr_error *err)
{
    const char *path = mr_arena_printf(shop->arena, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");

    if (!file || !text->at)
        return mr_fail(err, MR_EIO, path, "cannot be written");
    bool done = fwrite(text->at, 1, text->n, file) == text->n;
    if (fclose(file) != 0 || !done)
        return mr_fail(err, MR_EIO, path, "cannot be written");
    return MR_OK;
}

static mr_status write_picture(workshop *shop, const mr_operator *op, const char *folder,
                               const char *name, mr_error *err)
{
    mr_buf svg = {0};
    scene shown;

    MR_TRY(scene_of(shop, op, &shown, err));
    figure_draw(shop, &shown, &svg);
    scene_clear(&shown);
    mr_status st = write_file(shop, folder, name, &svg, err);
    mr_buf_clear(&svg);
    return st;
}

static mr_status write_page(workshop *shop, const mr_operator *op, const char *folder,
                            mr_error *err)
{
    const char *name = mr_operator_page_name(op, shop->arena);
    const char *picture = mr_arena_printf(shop->arena, "images/%s.svg", name);
    mr_buf page = {0};

    MR_TRY(write_picture(shop, op, folder, picture, err));
    mr_operator_page(op, picture, &page);
    mr_status st =
        write_file(shop, folder, mr_arena_printf(shop->arena, "%s.md", name), &page, err);
    mr_buf_clear(&page);
    return st;
}

static mr_status write_all(workshop *shop, const char *folder, mr_error *err)
{
    mr_buf index = {0};

    mr_operator_index(&index);
    mr_status st = write_file(shop, folder, "README.md", &index, err);
    for (size_t i = 0; st == MR_OK && i < mr_operator_count(); i++)
        st = write_page(shop, mr_operator_at(i), folder, err);
    mr_buf_clear(&index);
    return st;
}

int main(int argc, char **argv)
{
    workshop shop;
    mr_error err = {0};

    if (argc != 3) {
        fprintf(stderr, "usage: operator-pages ROOT FOLDER\n");
        return 2;
    }
    mr_status st = workshop_open(argv[1], &shop, &err);
    mkdir(argv[2], 0777); // there already, most often
    mkdir(mr_arena_printf(shop.arena, "%s/images", argv[2]), 0777);
    if (st == MR_OK)
        st = write_all(&shop, argv[2], &err);
    workshop_close(&shop);
    if (st != MR_OK)
        fprintf(stderr, "operator-pages: %s: %s\n", err.where, err.message);
    return st == MR_OK ? 0 : 1;
}

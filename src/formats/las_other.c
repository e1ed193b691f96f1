// What a LAS file holds beside its log: data sections of LAS 3, further logs, and sections with a
// title of their own, whose lines are header items or rows.
#include <stdlib.h>
#include <string.h>

#include "las_local.h"

static bool begins_with(mr_str s, const char *word)
{
    const size_t n = strlen(word);
    return s.n >= n && mr_str_ieq((mr_str){s.at, n}, (mr_str){word, n});
}

mr_las_role las_role_by_name(mr_str name)
{
    static const struct {
        const char *word;
        mr_las_role role;
    } rows[] = {
        {"TOP", MR_LAS_MARKERS},      {"FORMATION", MR_LAS_MARKERS}, {"MARKER", MR_LAS_MARKERS},
        {"HORIZON", MR_LAS_MARKERS},  {"ZONE", MR_LAS_MARKERS},      {"INCLIN", MR_LAS_SURVEY},
        {"DEVIATION", MR_LAS_SURVEY}, {"SURVEY", MR_LAS_SURVEY},     {"DIRECTION", MR_LAS_SURVEY},
        {"LOG", MR_LAS_LOG},          {"ASCII", MR_LAS_LOG},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (begins_with(name, rows[i].word))
            return rows[i].role;
    for (size_t i = 0; i < name.n; i++)
        if (begins_with((mr_str){name.at + i, name.n - i}, "_DATA"))
            return MR_LAS_TABLE;
    return name.n && (name.at[0] | 32) == 'a' ? MR_LAS_LOG : MR_LAS_TABLE;
}

static mr_las_role role_of(const las_section *section)
{
    return section->kind == LAS_DATA && section->strong ? MR_LAS_LOG
                                                        : las_role_by_name(section->name);
}

static bool names_tops(const char *mnemonic)
{
    static const char *const words[] = {"TOPN", "NAME", "FORM", "MARK", "TOP",
                                        "ZONE", "HORI", "UNIT", "STRAT"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(mnemonic, words[i]))
            return true;
    return false;
}

bool mr_las_tops(const mr_las_section *section, const mr_las_curve **name,
                 const mr_las_curve **depth)
{
    *name = *depth = NULL;
    for (size_t i = 0; i < section->n_curves; i++) {
        const mr_las_curve *curve = &section->curves[i];
        const bool text = curve->column->field.type == MR_UTF8;
        const mr_las_curve **as = text ? name : depth;
        const bool better = text && *name && names_tops(curve->item.mnemonic) &&
                            !names_tops((*name)->item.mnemonic);
        if (!*as || better)
            *as = curve;
    }
    return *name && *depth;
}

static void add_section(las_reader *r, las_section *section, mr_las_role role, las_columns *columns)
{
    mr_las *las = r->las;
    mr_las_section *grown = MR_ARENA_ARRAY(r->arena, mr_las_section, las->n_sections + 1);
    const mr_las_curve *name, *depth;
    if (las->n_sections)
        memcpy(grown, las->sections, las->n_sections * sizeof *grown);
    las->sections = grown;
    mr_las_section *out = &grown[las->n_sections++];
    *out = (mr_las_section){.name = las_copy(r, section->name), .role = role};
    las_hand_over(r, columns, out);
    if (role == MR_LAS_MARKERS && !mr_las_tops(out, &name, &depth))
        out->role = MR_LAS_TABLE;
    section->used = true;
}

static bool next_line(las_lines *lines, mr_str *line)
{
    while (las_next_line(lines, line)) {
        *line = las_trim(*line);
        if (line->n && line->at[0] != '#')
            return true;
    }
    return false;
}

// Lines, and how many of them are NAME.UNIT VALUE : DESCRIPTION.
static size_t count_lines(mr_str body, size_t *items)
{
    las_lines lines = las_lines_of(body);
    mr_str line;
    size_t n = 0;
    for (*items = 0; next_line(&lines, &line); n++) {
        las_parts parts;
        const char *dot = memchr(line.at, '.', line.n), *colon = memchr(line.at, ':', line.n);
        *items += dot && colon && dot < colon && las_split_header(line, LAS_PARAMETERS, &parts) &&
                  parts.name.n;
    }
    return n;
}

static const mr_column *text_column(const las_items *items, const char *name,
                                    const char *(*of)(const mr_las_item *))
{
    const mr_field field = {.name = name, .type = MR_UTF8, .nullable = true, .origin = -1};
    mr_builder *builder = mr_builder_new(&field);
    const mr_column *column = NULL;
    for (size_t i = 0; i < items->n; i++)
        if (*of(&items->at[i]))
            mr_builder_text(builder, mr_str_of(of(&items->at[i])));
        else
            mr_builder_null(builder);
    (void)mr_builder_finish(builder, &column, NULL);
    mr_builder_free(builder);
    return column;
}

static const char *mnemonic_of(const mr_las_item *item)
{
    return item->mnemonic;
}
static const char *value_of(const mr_las_item *item)
{
    return item->value;
}
static const char *unit_of(const mr_las_item *item)
{
    return item->unit;
}
static const char *descr_of(const mr_las_item *item)
{
    return item->descr;
}

// Values as numbers, NULL when one of them is none or has another unit than the first.
static const mr_column *number_column(const las_items *items)
{
    const char *unit = items->n ? items->at[0].unit : "";
    const mr_field field = {.name = "VALUE",
                            .type = MR_FLOAT64,
                            .unit = *unit ? unit : NULL,
                            .nullable = true,
                            .origin = -1};
    mr_builder *builder = mr_builder_new(&field);
    const mr_column *column = NULL;
    bool good = items->n > 0;
    for (size_t i = 0; i < items->n && good; i++) {
        double value = 0;
        good = strcmp(items->at[i].unit, unit) == 0 &&
               las_number(mr_str_of(items->at[i].value), true, &value);
        mr_builder_real(builder, value);
    }
    if (good)
        (void)mr_builder_finish(builder, &column, NULL);
    mr_builder_free(builder);
    return column;
}

static void add_item_curve(las_reader *r, las_columns *columns, const mr_column *column)
{
    if (!column)
        return;
    las_add_item(
        r, &r->curves,
        (mr_las_item){column->field.name, column->field.unit ? column->field.unit : "", "", ""});
    columns->at[columns->n++] = column;
}

// A table of the lines: what is named, its value, unit and meaning.
static bool read_as_items(las_reader *r, las_section *section, mr_las_role role)
{
    las_items items = {0};
    las_columns columns = {.at = calloc(4, sizeof *columns.at)};
    section->kind = section->kind == LAS_UNKNOWN ? LAS_PARAMETERS : section->kind;
    if (!columns.at || las_read_items(r, section, &items) != MR_OK) {
        free(columns.at);
        return false;
    }
    columns.rows = (int64_t)items.n;
    const mr_column *numbers = number_column(&items);
    add_item_curve(r, &columns, text_column(&items, "NAME", mnemonic_of));
    add_item_curve(r, &columns, numbers ? numbers : text_column(&items, "VALUE", value_of));
    if (!numbers)
        add_item_curve(r, &columns, text_column(&items, "UNIT", unit_of));
    add_item_curve(r, &columns, text_column(&items, "MEANING", descr_of));
    add_section(r, section, role, &columns);
    las_columns_clear(&columns);
    return true;
}

// The names of the columns, when the first line has no number and the next one has.
static void take_titles(las_reader *r, las_section *section)
{
    las_lines lines = las_lines_of(section->body);
    mr_str title, next;
    double number;
    if (!next_line(&lines, &title) || !next_line(&lines, &next))
        return;
    const char delimiter = memchr(title.at, ',', title.n)    ? ','
                           : memchr(title.at, '\t', title.n) ? '\t'
                           : memchr(title.at, ';', title.n)  ? ';'
                                                             : ' ';
    const las_splitter splitter = {.delimiter = delimiter};
    las_cells cells = {0};
    const char *bad;
    bool titles = las_split(&splitter, title, &cells, &bad) == MR_OK;
    for (size_t i = 0; i < cells.n && titles; i++)
        titles = !las_number(cells.at[i].text, true, &number);
    for (size_t i = 0; i < cells.n && titles; i++) {
        mr_str name = cells.at[i].text, unit = {0};
        const char *open = name.n ? memchr(name.at, '(', name.n) : NULL;
        if (!open)
            open = name.n ? memchr(name.at, '[', name.n) : NULL;
        if (open && open > name.at && strchr(")]", name.at[name.n - 1])) {
            unit = (mr_str){open + 1, (size_t)(name.at + name.n - open) - 2};
            name.n = (size_t)(open - name.at);
        }
        las_add_item(r, &r->curves,
                     (mr_las_item){las_copy_upper(r, name), las_copy(r, unit), "", ""});
    }
    if (titles)
        section->body = (mr_str){next.at, (size_t)(section->body.at + section->body.n - next.at)};
    las_cells_clear(&cells);
}

static bool has_number(const las_columns *columns)
{
    for (size_t i = 0; i < columns->n; i++)
        if (columns->at[i]->field.type == MR_FLOAT64)
            return true;
    return false;
}

static bool read_as_rows(las_reader *r, las_section *section, mr_las_role role)
{
    las_section *definition = las_find_definition(r, section);
    las_columns columns = {0};
    bool good = true;
    if (definition) {
        good = las_read_items(r, definition, &r->curves) == MR_OK;
        definition->used = true;
    } else {
        take_titles(r, section);
    }
    good = good && las_read_body(r, section->body, &columns) == MR_OK;
    // Prose under a title of its own is no table.
    good = good && (definition || has_number(&columns));
    if (good)
        add_section(r, section, role, &columns);
    las_columns_clear(&columns);
    return good;
}

static void read_other(las_reader *r, las_section *section)
{
    mr_error why = {0}, *err = r->err;
    size_t items, lines = count_lines(section->body, &items);
    const bool definition = section->kind == LAS_DEFINITION || section->kind == LAS_CURVES;
    if (lines == 0 || (definition && section->strong))
        return;
    const enum las_wrap wrap = r->wrap;
    const size_t warnings = r->las->n_warnings;
    const mr_las_role role = role_of(section);
    // cppcheck-suppress autoVariables ; put back below, on every way
    r->err = &why;
    r->curves = (las_items){0};
    if (role != MR_LAS_LOG)
        r->wrap = LAS_WRAP_NO;
    bool good = items == lines ? read_as_items(r, section, role) : read_as_rows(r, section, role);
    r->wrap = wrap;
    r->err = err;
    if (good)
        return;
    r->las->n_warnings = warnings;
    las_warn(
        r, section->name.at, "section ~%s: its %zu lines are no rows of a table and left out%s%s",
        las_copy(r, las_cut(r, section->name, 40)), lines, why.message[0] ? ": " : "", why.message);
}

void las_read_others(las_reader *r)
{
    // Data first: they take their definitions with them.
    for (size_t i = 0; i < r->n_sections; i++)
        if (!r->sections[i].used &&
            (r->sections[i].kind == LAS_DATA || r->sections[i].kind == LAS_NAMED_DATA))
            read_other(r, &r->sections[i]);
    for (size_t i = 0; i < r->n_sections; i++)
        if (!r->sections[i].used && r->sections[i].kind != LAS_DATA &&
            r->sections[i].kind != LAS_NAMED_DATA)
            read_other(r, &r->sections[i]);
}

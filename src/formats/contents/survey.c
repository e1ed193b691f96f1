// Deviation surveys as delimited text: a line of names with md, inclination and azimuth, then a
// line a station.
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "contents.h"

static char delimiter_of(mr_str line)
{
    static const char candidates[] = {'\t', ';', ','};
    for (size_t i = 0; i < sizeof candidates; i++)
        if (line.n && memchr(line.at, candidates[i], line.n))
            return candidates[i];
    return ' ';
}

// What columns of surveys are called, by letters and digits: md, inclination, azimuth, all others.
enum { MD, INC, AZI, KINDS = 4 };
static const char *const known[KINDS] = {
    "|md|measureddepth|depth|depthmd|mdepth|",
    "|inc|incl|inclination|dev|deviation|",
    "|azi|azim|azimuth|az|azimtn|azimgn|hazi|",
    "|tvd|tvdkb|tvdss|subsea|ss|elevation|x|y|z|dx|dy|dz|n|e|ns|ew|north|east|northing|easting|"
    "northsouth|eastwest|nsoffset|ewoffset|xoffset|yoffset|latitude|longitude|lat|long|vs|vsec|"
    "verticalsection|dogleg|dls|doglegseverity|build|turn|buildrate|turnrate|walkrate|cl|"
    "courselength|closure|closuredistance|closureazimuth|closuredirection|toolface|tf|temperature|"
    "well|wellname|wellid|uwi|api|borehole|wellbore|station|stationno|no|number|type|surveytype|"
    "tool|toolname|surveytool|source|date|comment|comments|remarks|",
};

// What stands in the line of names of a survey; false for every other line.
static bool names_of(mr_str line, bool *other)
{
    const char delimiter = delimiter_of(line);
    bool has[KINDS] = {false, false, false, false};
    mr_str word;
    *other = false;
    while (contents_word(&line, delimiter, &word)) {
        char name[32] = "|";
        size_t n = 1;
        for (size_t i = 0; i < word.n && n < sizeof name - 2 && !strchr("([", word.at[i]); i++)
            if (isalnum((unsigned char)word.at[i]))
                name[n++] = (char)tolower((unsigned char)word.at[i]);
        name[n++] = '|';
        name[n] = 0;
        bool found = n == 2; // a unit of its own, "(ft)"
        for (int i = 0; i < KINDS && !found; i++) {
            found = strstr(known[i], name) != NULL;
            has[i] |= found;
        }
        *other |= !found;
    }
    return has[MD] && has[INC] && has[AZI];
}

static bool is_comment(mr_str line)
{
    return line.n && strchr("#!%", line.at[0]);
}

static bool recognise(mr_str head, const char *path)
{
    contents_lines lines = {.rest = head};
    mr_str line;
    bool other;
    (void)path;
    if (head.n >= 3 && memcmp(head.at, "\xef\xbb\xbf", 3) == 0)
        lines.rest = (mr_str){head.at + 3, head.n - 3};
    for (int i = 0; i < 30 && contents_line(&lines, &line); i++) {
        line = mr_str_trim(line);
        if (!line.n || is_comment(line))
            continue;
        return names_of(line, &other) && !other;
    }
    return false;
}

// Blanks part names and units: "MD (ft)" is one column all the same.
static void read_names(contents_reader *r, contents_rows *rows, mr_str line, char delimiter)
{
    mr_str word;
    while (contents_word(&line, delimiter, &word)) {
        if (rows->n && word.n > 2 && strchr("([", word.at[0]) && !rows->units[rows->n - 1])
            rows->units[rows->n - 1] = contents_copy(r, (mr_str){word.at + 1, word.n - 2});
        else
            contents_add_column(r, rows, word);
    }
}

// A line of units below the names: no numbers at all.
static bool take_units(contents_reader *r, contents_rows *rows, mr_str line, char delimiter)
{
    mr_str words[64], word;
    size_t n = 0;
    double number;
    while (n < 64 && contents_word(&line, delimiter, &word)) {
        if (contents_number(word, &number))
            return false;
        words[n++] = word;
    }
    for (size_t i = 0; i < n && i < rows->n; i++) {
        mr_str unit = words[i];
        if (unit.n > 1 && strchr("([", unit.at[0]))
            unit = (mr_str){unit.at + 1, unit.n - 2};
        if (unit.n && !rows->units[i])
            rows->units[i] = contents_copy(r, unit);
    }
    return true;
}

static mr_status read_survey(contents_reader *r)
{
    contents_lines lines = {.rest = r->text};
    contents_rows rows = {0};
    mr_str line;
    char delimiter = ' ';
    while (contents_line(&lines, &line)) {
        mr_str text = mr_str_trim(line);
        if (!text.n || is_comment(text))
            continue;
        if (!rows.n) {
            delimiter = delimiter_of(text);
            line = delimiter == ' ' ? text : line;
            read_names(r, &rows, line, delimiter);
        } else if (rows.rows || !take_units(r, &rows, delimiter == ' ' ? text : line, delimiter)) {
            MR_TRY(
                contents_add_row(r, &rows, delimiter == ' ' ? text : line, delimiter, lines.line));
        }
    }
    if (!rows.rows)
        return contents_fail(r, lines.line, "there is no station");
    return contents_surveys(r, &rows, NULL, NULL);
}

const contents_format contents_survey = {"Deviation survey", recognise, read_survey};

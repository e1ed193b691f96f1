// On which matrix a neutron curve is scaled, as far as its mnemonic, its description or the header
// say.
#include <stdio.h>
#include <string.h>

#include "mudrock/text.h"
#include "mudrock/units.h"

// Mnemonics between blanks: those of the service companies, and neutron names with a suffix.
static const struct {
    const char *matrix, *mnemonics;
} scales[] = {
    {"limestone", " NPHI_LIM NPHI_LS NPHILS NPHI_LIME NPHIL NPHL NPLS NPOL NPORLS NPLM NPRL NPL "
                  "NPSL CNLS HNPO_LIM "
                  "TNPH_LIM TNPH_LS TNPL APLC NEUT_LIM PHIN_LS PHIN_LIM PHINLS "},
    {"sandstone", " NPHI_SAN NPHI_SS NPHI_SAND NPHISS NPHIS NPHS NPSS NPOS NPORSS CNSS TNPS "
                  "TNPH_SAN TNPH_SS HNPO_SAN "
                  "APSC NEUT_SS PHIN_SS PHIN_SAN PHINSS "},
    {"dolomite",
     " NPHI_DOL NPHI_DOLO NPHID NPHD NPDL NPOD CNDL TNPD TNPH_DOL HNPO_DOL APDC NEUT_DOL PHIN_DOL "
     "PHINDOL "},
};

const char *mr_neutron_matrix(const char *mnemonic)
{
    char word[40] = " ";
    const size_t n = mnemonic ? strlen(mnemonic) : 0;

    if (n == 0 || n + 3 > sizeof word || strchr(mnemonic, ' '))
        return NULL;
    for (size_t i = 0; i < n; i++)
        word[i + 1] = mnemonic[i] >= 'a' && mnemonic[i] <= 'z' ? (char)(mnemonic[i] - 'a' + 'A')
                                                               : mnemonic[i];
    word[n + 1] = ' ';
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (strstr(scales[i].mnemonics, word))
            return scales[i].matrix;
    return NULL;
}

// Words of descriptions and of the header: whole words, since "limestone" and "lim" are both met.
static const char *rock_of(mr_str word)
{
    static const struct {
        const char *matrix, *words[8];
    } rocks[] = {
        {"limestone", {"limestone", "lime", "limst", "ls", "lst", "calcite"}},
        {"sandstone", {"sandstone", "sand", "sandst", "ss", "sst", "quartz"}},
        {"dolomite", {"dolomite", "dolo", "dol", "dolostone"}},
    };

    for (size_t i = 0; i < sizeof rocks / sizeof *rocks; i++)
        for (size_t k = 0; k < 8 && rocks[i].words[k]; k++)
            if (mr_str_ieq(word, mr_str_of(rocks[i].words[k])))
                return rocks[i].matrix;
    return NULL;
}

// The one rock that a text names; NULL when it names none, or two.
static const char *rock_in(const char *text)
{
    const char *found = NULL;

    while (text && *text) {
        size_t n = 0;
        while ((text[n] >= 'a' && text[n] <= 'z') || (text[n] >= 'A' && text[n] <= 'Z'))
            n++;
        const char *rock = n ? rock_of((mr_str){text, n}) : NULL;
        if (rock && found && strcmp(rock, found) != 0)
            return NULL;
        found = rock ? rock : found;
        text += n ? n : 1;
    }
    return found;
}

const char *mr_neutron_matrix_said(const char *mnemonic, const char *description,
                                   const char *parameter)
{
    const char *matrix = mr_neutron_matrix(mnemonic);

    if (!matrix)
        matrix = rock_in(description);
    return matrix ? matrix : rock_in(parameter);
}

// On which matrix a neutron curve is scaled, as far as its mnemonic says.
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

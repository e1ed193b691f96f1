// How log headers spell units: a table, collected from the LAS 2.0 and 3.0 standards (CWLS 1992,
// 1999), service companies' mnemonic lists and files met. Rows are searched in order: of two units
// spelled alike, the one usual in well logs stands first.
#include "unit_spellings.h"

#include <stddef.h>

const mr_unit_addition mr_unit_additions[] = {
    {"gAPI", NULL}, // API gamma-ray unit: defined by the calibration pit at Houston, 1/200 of its
                    // contrast
    {"nAPI", NULL}, // API neutron unit: likewise, 1/1000 of the Indiana limestone of 19 % porosity
    {"e", NULL},    // electron: so that barns per electron never become an area
    {"mr_count", NULL}, // detector counts; UDUNITS's count is a mere 1
    {"eq", NULL},       // chemical equivalent
    {"dB", NULL},       // a ratio by its logarithm: no linear unit
    {"dBm", NULL},
    {"mr_si", NULL}, // magnetic susceptibility
    {"mr_pH", NULL},
    {"cps", "mr_count/s"},
    {"deg", "degree"},
    {"mho", "siemens"},
    {"mr_gallon", "231 inch^3"}, // of the United States; UDUNITS-2 has it to seven digits
    {"mr_barrel", "42 mr_gallon"},
    {"mr_ftus", "1200/3937 m"}, // foot of the United States' survey
    {"mr_hp", "550 ft.lbf/s"},  // UDUNITS-2 has another one, 0.05 % larger
    {"D", "9.869233e-13 m2"},   // darcy
    {"cP", "centipoise"},
    {"dyn", "1e-5 N"},
    {NULL, NULL},
};

const mr_unit_spelling mr_unit_spellings[] = {
    // lengths
    {"m", "m",
     "M|MKB|M "
     "KB|mKB|mRKB|MRKB|MMD|mMD|mBRT|MBRT|mTVD|MTVD|METRE|METRES|METER|METERS|MTR|MTRS|MT|МЕТР|"
     "МЕТРЫ|МЕТРОВ|МЕТЕР|метр|метры|метров|метер"},
    {"ft", "ft",
     "FT|F|FEET|FOOT|FT.|F.|FTKB|FT KB|ftKB|ft KB|FTRKB|ftRKB|FTMD|ftMD|FT "
     "MD|FTBRT|FTSS|FTTVD|FTMSL"},
    {"ftUS", "mr_ftus", "FTUS|FT-US|FT_US|FT US|USSFT|US SURVEY FEET|US SURVEY FOOT|SURVEY FEET"},
    {"in", "inch", "IN|INCH|INCHES|IN.|\"|''"},
    {"0.1 in", "0.1 inch", ".1IN|0.1IN|.1INCH|0.1INCH|.1 IN|0.1 IN|TENTHINCH"},
    {"mm", "mm", "MM|MILLIMETER|MILLIMETRE|MILLIMETERS|MILLIMETRES|мм|ММ"},
    {"cm", "cm", "CM|CENTIMETER|CENTIMETRE|CENTIMETERS|CENTIMETRES|см|СМ"},
    {"km", "km", "KM|KILOMETER|KILOMETRE"},
    {"um", "um", "UM|MICRON|MICRONS|MICROMETER|MICROMETRE"},
    {"nm", "nm", "NANOMETER|NANOMETRE"},
    {"1/32 in", "inch/32", "1/32IN|/32IN|1/32 IN|I/32"},
    {"1/64 in", "inch/64", "1/64IN|/64IN|1/64 IN|/64|I/64|64THS"},
    {"1/16 in", "inch/16", "1/16IN|/16IN|1/16 IN|I/16"},
    {"ft3", "ft^3", "FT3|CF|SCF|CUFT|F3|CU.FT"},
    {"ft3/d", "ft^3/day", "F3/D|FT3/D|CFD|CF/D|SCF/D|SCFD|FT3/DAY"},
    {"in3", "inch^3", "IN3|CU.IN"},
    {"m2", "m2", "M2|SQM"},
    {"mm2", "mm2", "MM2"},
    {"cm2", "cm2", "CM2|C2"},
    {"in2", "inch^2", "IN2|SQIN"},
    {"ft2", "ft^2", "FT2|SQFT|F2"},

    // natural and neutron radiation
    {"gAPI", "gAPI",
     "GAPI|API|AAPI|APIG|G.API|API-G|APIGR|API_GR|GAMMA API|API UNITS|APIUNITS|API "
     "UNIT|API_UNITS|GRAPI|CGAPI|API-GR|API UNITS GR|ГАПИ"},
    {"nAPI", "nAPI", "NAPI|APIN|API-N|N.API|API_N|API NEUTRON"},
    {"uR/h", "uR/h", "UR/H|UR/HR|MKR/H|MR/H|мкР/ч|МКР/Ч|мкР/час|MCR/H"},
    {"cps", "mr_count/s", "CPS|C/S|CTS/S|COUNTS/S|COUNTS/SEC|CNT/S|COUNT/SEC|COUNTS/SECOND|имп/с"},
    {"cpm", "mr_count/min", "CPM|COUNTS/MIN|CTS/MIN|имп/мин"},
    {"counts", "mr_count", "COUNTS|COUNT|CTS|CNT|CNTS"},
    {"Bq/kg", "becquerel/kg", "BQ/KG"},

    // density
    {"g/cm3", "g/cm^3",
     "G/C3|G/CC|GM/CC|G/CM3|GM/CM3|GR/CC|GR/CM3|GM/C3|GMS/CC|GCC|GMCC|G/CM^3|G/CM**3|GM/CM**3|G/"
     "C.C.|G/CMC|G/ML|GM/ML|KG/DM3|"
     "GRAMS/CC|GRAM/CC|GR/C3|G/CCM|G/CM-3|G.CM-3|г/см3|Г/СМ3|г/куб.см|SG|S.G.|SPGR|G/CU.CM|KG/"
     "L|GCM3|g/cm^-3|SGU|G-CC|G/CM|GM/CM|GRAMS/C.C|GRAMS/C.C.|GM/C.C.|SPECIFIC GRAVITY"},
    {"kg/m3", "kg/m^3",
     "KG/M3|K/M3|KGM3|KG/M**3|KG/M^3|KG/CUM|KG/CU.M|KGM-3|KG.M-3|KG/M-3|KGS/M3|KILO/M3|кг/м3|КГ/"
     "М3|G/L|KG/M 3"},
    {"t/m3", "tonne/m^3", "T/M3|Mg/m3|TONNE/M3|TONNES/M3|T/CUM|TPM3"},
    {"lb/gal", "lb/mr_gallon",
     "LB/GAL|LB/G|PPG|LBM/GAL|LBS/GAL|LBS/G|#/GAL|LBM/G|lb/g|lbs/g|lbm/g|lbm/galUS|LBM/GALUS|lb/"
     "galUS"},
    {"lb/ft3", "lb/ft^3", "L/F3|LBCF|LB/FT3|LB/F3|LBM/FT3|PCF|LBS/FT3|LBM/F3|LBS/CF|LB/CF"},

    // ratios
    {"v/v", "1",
     "V/V|VOL/VOL|M3/M3|FRAC|CFCF|DEC|DECP|DECIMAL|FRACTION|FT3/FT3|CF/CF|F3/F3|CM3/CM3|C3/C3|CC/"
     "CC|FRACT|FRC|VV|V/V_DECIMAL|"
     "RATIO|L/L|ML/ML|IN3/IN3|DECI|дол.ед|д.ед.|д.ед|доли|доли ед.|VOL.FRAC|V/V "
     "DECIMAL|VOLFRAC|DEC.|DEC FRAC|MM3/MM3|V/V FRAC|M3M3|MLML|Euc|EUC|FT3FT3|C3C3"},
    {"kg/kg", "1", "KG/KG|G/G|W/W|LB/LB|LBF/LBF|WT/WT|GM/GM|KGF/KGF|WTFRAC|FRACW"},
    {"m/m", "1", "M/M|FT/FT|F/F|IN/IN"},
    {"%", "0.01",
     "%|PERCENT|PERCNT|PERCEN|PCT|PRC|PER CENT|PERC|PERCENTAGE|%VOL|VOL%|%.|PC|проц|проц.|V%|VOL. "
     "%|VOL %"},
    {"pu", "0.01",
     "PU|LPU|P.U.|DPU|SPU|LSPU|SSPU|L.P.U.|P.U|POROSITY UNITS|NPU|PUS|PU LS|% LS|%LS|% SS|% DOL|PU "
     "SS|PU DOL|PU LIME"},
    {"wt%", "0.01", "WT%|WT PCT|WTPCT|%WT|WT.%|W%|WT %|WT PERCENT|PCTW|W/W%|WTPERC"},
    {"su", "0.01", "S.U."},
    {"ppm", "1e-6", "PPM|PPMV|PPMW|MG/KG|UG/G|PPM NACL|MGRAM/KG|PPMNACL|PARTS PER MILLION"},
    {"g/t", "g/tonne", "G/T|GPT|G/TONNE|GM/T|GRAMS/TONNE|G/TON|G/MT"},
    {"kppm", "1e-3", "KPPM|PPK|PPT|MPPM|G/KG"},
    {"mV/V", "1e-3", "MV/V"},
    {"ppb", "1e-9", "PPB|PPBW|UG/KG|MG/T"},
    {"oz/ton", "31.1034768 g/short_ton", "OPT|OZ/TON|OZ/ST|TROYOZ/TON"},

    // slowness and velocity
    {"us/ft", "us/ft",
     "US/F|US/FT|US-F|uS/ft|uS/f|uS/F|USEC/FT|USEC/F|USPF|US/FOOT|MUS/FT|MIS/FT|MICS/FT|MSEC/FT|MS/"
     "FT|MICROSEC/"
     "FT|USFT|US-FT|MUSEC/FT|MICROS/FT|"
     "US/FEET|USEC/FOOT|MICROSECONDS/FT|UST/FT|MCS/FT|US/F.|MICROSEC/F|µSEC/FT|US/FT."},
    {"us/m", "us/m",
     "US/M|US-M|US/MT|uS/M|USEC/M|USPM|US/METER|US/METRE|MSEC/M|MICROSEC/M|MUS/M|MICS/M|MCS/"
     "M|USM|MICROS/M|MUSEC/"
     "M|мкс/м|МКС/М|мксек/м|US/MTR|"
     "µSEC/M|MICROSECONDS/M|US/M."},
    {"uS/m", "uS/m", "uSIEMENS/m"},
    {"ns/m", "ns/m", "NS/M|NSEC/M|NANOSEC/M"},
    {"ns/ft", "ns/ft", "NS/F|NS/FT"},
    {"ms/m", "ms/m", ""}, // in small letters: MS/M is a conductivity, MS/FT a slowness in us
    {"ms/ft", "ms/ft", ""},
    {"us/cm", "us/cm", ""},
    {"ms/cm", "ms/cm", ""},
    {"m/s", "m/s", "M/S|M/SEC|MPS|м/с|М/С|M/SECOND"},
    {"km/s", "km/s", "KM/S|KM/SEC|км/с"},
    {"ft/s", "ft/s", "FT/S|F/S|FT/SEC|F/SEC|FPS"},
    {"km/h", "km/hour", "KM/H|KM/HR|KPH|KMPH"},
    {"m/h", "m/hour", "M/HR|M/H|MPH|M/HOUR|MTR/HR|м/ч|М/Ч|м/час|MHR|M/HRS"},
    {"1000 ft/h", "1000 ft/hour", "KF/H|KF/HR|KFT/HR|KFT/H"},
    {"h/kft", "hour/(1000 ft)", "H/KF|HR/KF|HR/KFT"},
    {"ft/h", "ft/hour", "FT/HR|F/HR|FT/H|FPH|FT/HOUR|F/H|FEET/HR|FPHR|FT/HRS"},
    {"m/min", "m/min", "M/MIN|M/MN|MPM|м/мин"},
    {"cm/min", "cm/min", "CM/MIN|CM/MN|CMPM"},
    {"ft/min", "ft/min", "FT/MIN|F/MIN|F/MN|FPM|FT/MN|FT/M"},
    {"min/m", "min/m", "MIN/M|MN/M|мин/м"},
    {"min/ft", "min/ft", "MIN/FT|MIN/F|MN/FT|MN/F"},
    {"s/m", "s/m", "SEC/M"},
    {"s/ft", "s/ft", "SEC/FT|S/F"},

    // electrical
    {"ohm.m", "ohm.m",
     "OHMM|OHM-M|OHM.M|OHMS|OHM "
     "M|OHM/M|OHMS/M|OHM*M|OHMSM|OHM-METER|OHM-METRE|OHMMETER|OHM-METERS|OHM-MTR|OM.M|OHM "
     "METER|OHMS-M|"
     "OHM_M|OHM METRE|Ом.м|Омм|Ом*м|Ом-м|ОММ|ОМ.М|ОМ*М|ом.м|омм|Ом "
     "м|ohms.m|ohms/m|OHM-|OHM.METER|OHM.METERS|OHMS.M|OHMM."},
    {"ohm", "ohm", "OHM|Ом"},
    {"mS/m", "mS/m",
     "MMHO/M|MS/M|MMHO|MMHOS/M|MMO/M|MMHO-M|MMHOS|MILLIMHO/M|мСм/м|M.MHO/M|MS/METER|MMHO/METER|MMH/"
     "|mmhos|mmho"},
    {"S/m", "S/m", "S/M|MHO/M|MHOS/M|MH/M|SIEMENS/M|См/м"},
    {"mV/ft", "mV/ft", "MV/F|MV/FT"},
    {"mS/cm", "mS/cm", "MS/CM|MMHO/CM"},
    {"uS/cm", "uS/cm", "US/CM|UMHO/CM|UMHOS/CM"},
    {"mV", "mV", "MV|Mv|MVOLT|MILLIVOLT|MILLIVOLTS|MVOLTS|мВ|МВ|M.V.|MLV"},
    {"uV", "uV", "UV|MICROVOLT"},
    {"siemens", "S", "MHO|MHOS"},
    {"mS", "mS", "MILLISIEMENS"},
    {"uS", "uS", "UMHO|UMHOS|µS|MICROSIEMENS|umho|umhos"},
    {"mohm", "1e-3 ohm", ""},
    {"Mohm", "1e6 ohm", "MOHM|MEGOHM|MEGAOHM"},
    {"V", "V", "VOLT|VOLTS|V.|В"},
    {"kV", "kV", "KV"},
    {"mA", "mA", "MA|MILLIAMP|MAMP|MILLIAMPS"},
    {"uA", "uA", "UA|MICROAMP"},
    {"A", "A", "AMP|AMPS|AMPERE"},
    {"dB/m", "dB/m", "DB/M"},
    {"dB/ft", "dB/ft", "DB/F|DB/FT"},
    {"dB", "dB", "DB|DECIBEL|DECIBELS"},
    {"dBm", "dBm", "DBM"},
    {"F/m", "F/m", "FARAD/M"},

    // nuclear
    {"b/e", "barn/e",
     "B/E|BARNS/E|BARN/E|BARNS/ELECTRON|BARN/ELECTRON|B/ELEC|B/EL|BARN|BARNS|BARNS/ELEC|BRN/E|B/"
     "ELECTRON|B_E|BE|барн/эл|BARNE"},
    {"b/cm3", "barn/cm^3", "B/C3|B/CM3|BARNS/CM3|B/CC|BARN/CM3|BARNS/CC|BARN/CC"},
    {"cu", "1e-3/cm", "CU|C.U.|CAPTURE UNITS|CAPU|SIGMA UNITS"},
    {"1/K", "1/K", "1/DEGC"},
    {"1/m", "1/m", "M-1|/M|PER M"},
    {"1/cm", "1/cm", "CM-1|/CM"},
    {"1/ft", "1/ft", "FT-1|/FT|1/F"},

    // mechanics
    {"lbf", "lbf", "LBF|LB|LBS|LBSF|POUND|POUNDS|#"},
    {"klbf", "klbf",
     "KLB|KLBF|KLBS|1000 LBF|KIPS|KIP|1000LBF|1000LB|KLB.|KLBM|10**3LBF|1000LBS|KPOUND"},
    {"N", "N", "NEWTON|NEWTONS"},
    {"kN", "kN", "KN|KNEWTON|KILONEWTON"},
    {"daN", "daN", "DAN|DECANEWTON"},
    {"kdaN", "1e4 N", "KDN|KDAN|1000DAN|1000 DAN"},
    {"kgf", "kgf", "KGF|KGS|KILOGRAM-FORCE|кгс"},
    {"tf", "1000 kgf", "TONF|TON-F|MTONF|тс|TF"},
    {"psig", "psi @ 14.695948775513450", "PSIG|psi(g)|psi g|PSI GAUGE", true}, // 101325 Pa
    {"barg", "bar @ 1.01325", "BARG|bar(g)|bar g|BAR GAUGE", true},
    {"kPag", "kPa @ 101.325", "KPAG|kPa(g)|kPa g|KPA GAUGE", true},
    {"MPag", "MPa @ 0.101325", "MPAG|MPa(g)|MPa g|MPA GAUGE", true},
    {"psi", "psi", "PSI|PSIA|psi(a)|APSI|LB/IN2|LBF/IN2|LBS/IN2|P.S.I."},
    {"kpsi", "1000 psi", "KPSI|Kpsi|1000PSI|1000 PSI|KSI"},
    {"Mpsi", "1e6 psi", "MPSI|MMPSI|10**6PSI|6PSI"},
    {"Pa", "Pa", "PASCAL|PASCALS"},
    {"kPa", "kPa", "KPA|Kpa|KPa|KPAA|kPaa|kPa(a)|кПа|KILOPASCAL|KILOPASCALS"},
    {"MPa", "MPa", "MPA|Mpa|MEGAPASCAL|МПа|MPAA|MPaa|MPa(a)"},
    {"mPa", "mPa", ""},
    {"GPa", "GPa", "GPA|ГПа|GIGAPASCAL"},
    {"bar", "bar", "BAR|BARS|BARA|bar(a)|barA"},
    {"atm", "atm", "ATM|ATMOSPHERE|атм"},
    {"mbar", "mbar", "MBAR|MILLIBAR|MILLIBARS"},
    {"inHg", "3386.389 Pa", "INHG|IN HG|in Hg"},
    {"psf", "lbf/ft^2", "PSF|LBF/FT2|lb/ft2|LB/FT2|LBS/FT2"},
    {"lbf/100ft2", "lbf/(100 ft^2)",
     "LB/100FT2|lb/100ft2|LBS/100FT2|lbs/100ft2|LB/100 FT2|LBS/100 FT2|lb/100 "
     "ft2|LB/100SQFT|LBF/100SQFT|PHSF|LB/CFT2|LB/100 SQ FT"},
    {"kgf/cm2", "kgf/cm^2", "K/C2|KGS/CM2|KG/CM2|KGF/CM2|KSC|кгс/см2|кг/см2|KG/C2"},
    {"psi/ft", "psi/ft", "PSI/FT|PSI/F|PSIF"},
    {"psi/100ft", "psi/(100 ft)", "PSI/100F"},
    {"psi/1000ft", "psi/(1000 ft)", "PSI/1000F|PSI/KFT|PSI/KF"},
    {"kPa/100m", "kPa/(100 m)", ""},
    {"lbf/100ft", "lbf/(100 ft)", ""},
    {"kPa/m", "kPa/m", "KPA/M|KP/M"},
    {"MPa/m", "MPa/m", "MPA/M"},
    {"bar/m", "bar/m", "BAR/M"},
    {"N.m", "N.m", "Nm|NM|N-M|NEWTON-METER"},
    {"kN.m", "kN.m", "kNm|kN-m|KN.M|KNM|KN-M|KNEWTON-METER"},
    {"ft.lbf", "ft.lbf",
     "FT.LBF|FT-LB|FTLB|FTLBF|FT.LB|FT-LBF|F.LB|FT-LBS|FT.LBS|FT LBS|FTLBS|LBF.FT|LB.FT|FT "
     "LB|LB-FT"},
    {"kgf.m", "kgf.m", "KGF.M|KGF-M"},
    {"kft.lbf", "1000 ft.lbf",
     "KFTLB|KFT-LBS|KFT.LBS|KFT LBS|KFTLBS|KFT.LBF|KFT-LB|KFT.LB|1000 "
     "FT.LBF|KLB.FT|KFLB|1000FT.LBF|KLBF.FT|KFT-LBF|KFT LB"},
    {"cP", "centipoise", "CP|CPOISE|MPA.S|MPAS|сП"},
    {"mD", "mD", "MD|Md|MILLIDARCY|MILLIDARCIES|MDARCY|MDY|мД|МД|MDC"},
    {"uD", "uD", "UD|MICRODARCY"},
    {"nD", "nD", "ND|NANODARCY|NDARCY"},
    {"D", "D", "DARCY|DARCIES"},
    {"mD.m", "mD.m", "mD-m|mD m|MD.M|MDM|MD-M"},
    {"mD.ft", "mD.ft", "mD-ft|mD ft|MD.FT|MDFT|MD-FT|MD.F"},
    {"dyn/cm", "dyn/cm", "DYNE/CM|DYNES/CM|DYN/C|mN/m"},

    // temperature, angles, time
    {"degC", "degC",
     "DEGC|DEG C|C|CELSIUS|DEG.C|DEG_C|°C|DEGREES C|DEG CELSIUS|DEGREE C|град.С|DEG-C|CENTIGRADE",
     true},
    {"degF", "degF", "DEGF|DEG F|FAHRENHEIT|DEG.F|DEG_F|°F|DEGREES F|DEG FAHRENHEIT|DEGREE F|DEG-F",
     true},
    {"K", "K", "KELVIN|DEGK|DEG K", true},
    {"delta_degC", "K", "DELTA_DEGC|ΔdegC|Δ°C"},
    {"delta_degF", "K/1.8", "DELTA_DEGF|ΔdegF|Δ°F"},
    {"delta_K", "K", "DELTA_K|ΔK"},
    {"degC2", "K^2", "K2|DEGC2"},
    {"degF2", "(K/1.8)^2", "DEGF2"},
    {"degC/m", "K/m", "DEGC/M|C/M|DC/M"},
    {"degC/km", "K/km", "DEGC/KM|C/KM"},
    {"degF/ft", "degF/ft", "DEGF/FT|DEGF/F|F/FT|DF/F"},
    {"degC/100m", "K/(100 m)", "DEGC/100M|C/100M|DCHM"},
    {"degC/30m", "K/(30 m)", ""},
    {"degF/100ft", "degF/(100 ft)", "DEGF/100FT|DEGF/100F|DFHF|DEGF/HF"},
    {"deg", "degree", "DEG|DEGREE|DEGREES|DEGS|DEGA|°|DEG.|DGR|град|ГРАД|DDEG|ANGLE DEG"},
    {"rad", "radian", "RAD|RADIAN|RADIANS"},
    {"deg/30m", "degree/(30 m)", "DEG/30M|DEGA/30M|°/30M|DEG/30 M|D/30M|DEGREES/30M|DEG/30MT"},
    {"deg/100ft", "degree/(100 ft)",
     "DEG/100FT|DEGA/100FT|DEG/100F|DEG/100 FT|D/100F|D/HF|DGHF|DEG/HF|DEGA/100F|°/100FT|DEG/C FT"},
    {"deg/10m", "degree/(10 m)", "DEG/10M|DEGA/10M"},
    {"deg/100m", "degree/(100 m)", "DEG/100M|DEGA/100M|DGHM|D/HM"},
    {"deg/30ft", "degree/(30 ft)", "DEG/30F|DEGA/30FT"},
    {"deg/10ft", "degree/(10 ft)", "DEG/10F|DEGA/10FT"},
    {"deg/h", "degree/hour", "D/HR|DEG/HR"},
    {"deg/m", "degree/m", "D/M|DEG/M|DEGA/M"},
    {"deg/ft", "degree/ft", "D/F|DEG/FT|DEG/F|DEGA/FT"},
    {"us", "us", "US|USEC|MICROSEC|MICROSECOND|MICROSECONDS|мкс|МКС|MUS|MUSEC|MICS"},
    {"ms", "ms", "MS|MSEC|MILLISECOND|MILLISECONDS|MILLISEC|мс"},
    {"ns", "ns", "NS|NSEC|NANOSECOND"},
    {"s", "s", "S|SEC|SECS|SECOND|SECONDS|сек|с"},
    {"min", "min", "MIN|MINUTE|MINUTES|MINS|мин"},
    {"h", "hour", "HR|H|HRS|HOUR|HOURS|час|ч"},
    {"d", "day", "DAY|DAYS|сут"},
    {"Hz", "Hz", "HZ|HERTZ"},
    {"kHz", "kHz", "KHZ|KILOHERTZ"},
    {"MHz", "MHz", "MHZ|MEGAHERTZ"},
    {"GHz", "GHz", "GHZ"},
    {"mHz", "mHz", "MILLIHERTZ"},
    {"1/s", "1/s", "S-1|SEC-1|/S|1/SEC"},
    {"1/ms", "1/ms", "MS-1"},
    {"rpm", "revolution/min", "RPM|REV/MIN|C/MIN|R/MIN|C/MN|об/мин|REVS/MIN"},
    {"spm", "mr_count/min", "SPM|STROKES/MIN|STK/MIN"},

    // volumes, flow, mass, fields
    {"s/qt", "4 s/mr_gallon", "SEC/QT|SEC/QUART|S/QUART|SECONDS/QUART"},
    {"mL/30min", "cm^3/(30 min)", "CC/30MIN|ML/30MIN|CC/30 MIN|ML/30 MIN|C3/30MIN"},
    {"Mcf", "1000 ft^3", "MCF|MSCF|Mscf|10**3FT3"},
    {"MMcf", "1e6 ft^3", "MMCF|MMSCF|MMscf|10**6FT3"},
    {"Mcf/d", "1000 ft^3/day", "MCF/D|MCFD|MSCF/D|MSCFD|Mscf/d|MCF/DAY|MSCF/DAY|Mscfd|Mcfd"},
    {"MMcf/d", "1e6 ft^3/day", "MMCF/D|MMCFD|MMSCF/D|MMSCFD|MMscf/d|MMSCF/DAY|MMscfd|MMcfd"},
    {"scf/bbl", "ft^3/mr_barrel", "SCF/STB|SCF/BBL|CF/BBL|FT3/BBL"},
    {"m3", "m^3", "M3|CUM|CU.M|м3|M**3"},
    {"L", "litre", "L|LITER|LITRE|LITERS|LITRES|LTR"},
    {"cm3", "cm^3", "CC|CM3|C3|ML|mL|MLITER|MLITRE|MILLILITER|MILLILITRE"},
    {"cm3/s", "cm^3/s", "C3/S|CC/S|CC/SEC"},
    {"bbl", "mr_barrel", "BBL|BBLS|BARREL|BARRELS|STB|STBBL"},
    {"Mbbl", "1000 mr_barrel", "MBBL|MSTB|Mstb|10**3BBL"},
    {"MMbbl", "1e6 mr_barrel", "MMBBL|MMSTB|MMstb"},
    {"gal", "mr_gallon", "GAL|GALLON|GALLONS|GALUS|galUS|USGAL"},
    {"Gal", "1e-2 m/s^2", "GALILEO"},
    {"m3/h", "m^3/hour", "M3/HR|M3/H|M3/HOUR"},
    {"m3/d", "m^3/day", "M3/D|M3/DAY|SM3/D|м3/сут"},
    {"m3/s", "m^3/s", "M3/S|M3/SEC"},
    {"m3/min", "m^3/min", "M3/MIN|M3/M"},
    {"L/min", "litre/min", "L/MIN|L/M|LPM|LTR/MIN|L/MN"},
    {"Mbbl/d", "1000 mr_barrel/day", "MBBL/D|MBPD|MBOPD|Mstb/d|MSTB/D|MBBL/DAY|Mbbl/day"},
    {"bbl/d", "mr_barrel/day", "B/D|BBL/D|BPD|BOPD|BBL/DAY|STB/D|STB/DAY"},
    {"gal/min", "mr_gallon/min", "galUS/min|GAL/MIN|GPM|GAL/MN|USGPM"},
    {"bbl/min", "mr_barrel/min", "BBL/MIN|BPM"},
    {"g", "gram", "GRAM|GRAMS|GM"},
    {"mg", "mg", "MGRAM|MILLIGRAM|MILLIGRAMS"},
    {"lbm", "lb", "LBM"},
    {"lbm/bbl", "lb/mr_barrel", "LBM/BBL|LB/BBL|lb/bbl|LBS/BBL|lbs/bbl"},
    {"lbm/ft", "lb/ft", "LBM/FT|LB/FT|lb/ft|LBS/FT|lbs/ft|LB/F|LBS/F"},
    {"ton_short", "short_ton", "STON|SHORT TON|SHORT TONS|tonUS"},
    {"kg", "kg", "KG|KILOGRAM|KILOGRAMS|кг"},
    {"t", "tonne", "TONNE|TONNES|METRIC TON|METRIC TONS|MTON|MTONS|Mg"},
    {"g/100g", "0.01", ""},
    {"ct/t", "0.2 g/tonne", "CT/T|CARATS/TONNE"},
    {"kt", "1000 tonne", "KT|KTONNE|KTONNES"},
    {"Mt", "1e6 tonne", "MTONNE|MTONNES"},
    {"mg/L", "mg/litre", "MG/L|MGL"},
    {"meq/cm3", "meq/cm^3", "MEQ/C3|MEQ/CM3|MEQ/CC|MEQ/ML"},
    {"meq/100g", "meq/(100 g)", "MEQ/100G|MEQ/100GM"},
    {"meq/g", "meq/g", "MEQ/G|MEQ/GM"},
    {"tesla", "tesla", "TESLA"}, // T alone is a tonne, S alone a second
    {"nT", "nT", "NT|NTES|NTESLA|NANOTESLA|GAMMAS"},
    {"uT", "uT", "MICROTESLA"},
    {"mT", "mT", "MILLITESLA|MTESLA"},
    {"G", "1e-4 tesla", "GAUSS"},
    {"mG", "1e-7 tesla", "MGAUSS|MILLIGAUSS"},
    {"mCi", "mCi", "MCURIE|MILLICURIE"},
    {"SI", "mr_si", "SI UNITS|SIU"},
    {"mSI", "1e-3 mr_si", "1E-3 SI|10-3 SI|10E-3 SI|SI*10-3|MSI UNITS"},
    {"uSI", "1e-6 mr_si", "1E-6 SI"},
    {"1e-5 SI", "1e-5 mr_si", "10-5 SI|1E-5SI|10E-5 SI|SI*10-5|E-5 SI"},
    {"m/s2", "m/s^2", "M/S2|M/SEC2|M/S**2"},
    {"ft/s2", "ft/s^2", "FT/S2|F/S2"},
    {"gn", "9.80665 m/s^2", "G'S|GRAVITY|GN|G0"},
    {"mGal", "1e-5 m/s^2", "MGAL|MILLIGAL"},
    {"uGal", "1e-8 m/s^2", "UGAL"},
    {"uW/m3", "uW/m^3", "UW/M3|MICROW/M3"},
    {"g/cm3.m/s", "g/cm^3.m/s", "G/CC.M/S|G/CM3.M/S|G/C3.M/S|g/cc.m/s"}, // an impedance
    {"(g/cm3).(ft/s)", "g/cm^3.ft/s", "G/CC.FT/S|g/cm3.ft/s|g/cc.ft/s|G/CM3.FT/S|G/C3.F/S"},
    {"kg/m3.m/s", "kg/m^3.m/s", "KG/M3.M/S|kg/m3.m/s"},
    {"W/m/K", "W/(m.K)", "W/MK|W/M.K|W/M/C|W/(M.K)|W/M-K|W/M/DEGC|W/M*K"},
    {"mW/m2", "mW/m^2", "MW/M2"},
    {"kW", "kW", "KW|KILOWATT"},
    {"hp", "mr_hp", "HP|HHP|HORSEPOWER"},
    {"J", "J", "JOULE|JOULES"},
    {"keV", "keV", "KEV"},
    {"MeV", "MeV", "MEV"},
    {"pH", "mr_pH", "PH UNITS"},

    // said, but no unit: they would otherwise be read as nano-atmospheres, newton per ampere and
    // the like
    {"", NULL,
     "-|--|---|_|.|..|NONE|N/A|NA|UNITLESS|DIMENSIONLESS|NO UNIT|NO "
     "UNITS|NOUNIT|UNKN|UNKNOWN|UNK|NULL|?|*|/|NAT|FLAG|CODE|INDEX|"
     "HHMMSS|HH:MM:SS|YYMMDD|DATE|TIME|TEXT|STRING|DIMLESS|UNIT|UNITS|NODIM|ENUM|INTEGER|INT|REAL|"
     "FLOAT|NUMBER|NUM|NBR|1/1|-.-|"
     "безразм.|б/р|AS Y|ASCII|CLASS|FACIES|BOOLEAN|BOOL|LOGIC|LOGICAL|FUNCTION|GASUNITS|GAS "
     "UNITS|EURO|USD|UNDEFINED|NIL|ND.|T.GRADE UNIT"},
    {NULL, NULL, NULL},
};

// Texts that files mean in more than one way, or that are far from what they look like: tons of
// 907, 1000 and 1016 kg and of force; megayears; minutes or meganewtons; a tenth of a gram.
const char *const mr_units_not_understood =
    "a|Ma|ka|MN|Mn|TON|TONS|Ton|Tons|ton|tons|M.M|KG/MT|kg/mt|oz/t|OZ/T|CM/M|g/cm3/m/s";

const char *const mr_units_in_capitals = "G/CM|GM/CM|MS/CM|MS/FT|MS/M|MSEC/FT|MSEC/M|S/M|US/CM|FT/"
                                         "M|M3/M|L/M|D/M|D/F|D/HR|6PSI|S/F|F/M|MV/F";

const mr_unit_at_curve mr_units_at_curves[] = {
    {"degC", "F", "degF"},
    {"degC", "C", "degC"},
    {"degC", "K", "K"},
    {"degC", "DEG|DEGREES|°", NULL}, // of which scale?
    {"us/ft", "US|USEC|US/FT|US/F|US-F", "us/ft"},
    {"us/ft", "US/M|US-M|US/MT", "us/m"},
    {"ohm.m", "OHM|OHMS", "ohm.m"},
    {"mS/m", "MS|MMHO|MMHOS", "mS/m"},
    {"mS/m", "US/M", "uS/m"},
    {"g/cm3", "G/C", "g/cm3"},
    {"g/cm3", "KG/MT", "kg/m3"},
    {"lbf", "KG", "kgf"},
    {"lbf", "T", "tf"},
    {"N.m", "KG.M|KGM|KG-M", "kgf.m"},
    {"m", "Mm", "mm"},
    {"m", "USFT|US-FT|US FT", "ftUS"},
    {"m/h", "CM/M", "cm/min"},
    {"min", "MN", "min"},
    {"lbf", "MN", "MN"},
    {"nT", "GAMA", "nT"},
    {NULL, NULL, NULL},
};

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
    {"D", "9.869233e-13 m2"},    // darcy
    {"cP", "centipoise"},
    {"dyn", "1e-5 N"},
    {NULL, NULL},
};

const mr_unit_spelling mr_unit_spellings[] = {
    // lengths
    {"m", "m",
     "M|METRE|METRES|METER|METERS|MTR|MTRS|MT|МЕТР|МЕТРЫ|МЕТРОВ|МЕТЕР|метр|метры|метров|метер"},
    {"ft", "ft", "FT|F|FEET|FOOT|FT.|F."},
    {"in", "inch", "IN|INCH|INCHES|IN.|\"|''"},
    {"0.1 in", "0.1 inch", ".1IN|0.1IN|.1INCH|0.1INCH|.1 IN|0.1 IN|TENTHINCH"},
    {"mm", "mm", "MM|Mm|MILLIMETER|MILLIMETRE|MILLIMETERS|MILLIMETRES|мм|ММ"},
    {"cm", "cm", "CM|CENTIMETER|CENTIMETRE|CENTIMETERS|CENTIMETRES|см|СМ"},
    {"km", "km", "KM|KILOMETER|KILOMETRE"},
    {"um", "um", "UM|MICRON|MICRONS|MICROMETER|MICROMETRE"},
    {"nm", "nm", "NANOMETER|NANOMETRE"},
    {"1/32 in", "inch/32", "1/32IN|/32IN|1/32 IN"},
    {"ft3", "ft^3", "FT3|CF|CUFT|F3|CU.FT"},
    {"m2", "m2", "M2|SQM"},
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
     "L|GCM3|g/cm^-3"},
    {"kg/m3", "kg/m^3",
     "KG/M3|K/M3|KGM3|KG/M**3|KG/M^3|KG/CUM|KG/CU.M|KGM-3|KG.M-3|KG/M-3|KGS/M3|KILO/M3|кг/м3|КГ/"
     "М3|G/L|KG/M 3"},
    {"t/m3", "tonne/m^3", "T/M3|TONNE/M3|TONNES/M3|T/CUM|TPM3"},
    {"lb/gal", "lb/mr_gallon", "LB/GAL|LB/G|PPG|LBM/GAL|LBS/GAL|LBS/G|#/GAL|LBM/G"},
    {"lb/ft3", "lb/ft^3", "LB/FT3|LB/F3|LBM/FT3|PCF|LBS/FT3|LBM/F3|LBS/CF|LB/CF"},

    // ratios
    {"v/v", "1",
     "V/V|VOL/VOL|M3/M3|FRAC|CFCF|DEC|DECP|DECIMAL|FRACTION|FT3/FT3|CF/CF|F3/F3|CM3/CM3|C3/C3|CC/"
     "CC|FRACT|FRC|VV|V/V_DECIMAL|"
     "RATIO|L/L|ML/ML|IN3/IN3|DECI|дол.ед|д.ед.|д.ед|доли|доли ед.|VOL.FRAC|V/V "
     "DECIMAL|VOLFRAC|DEC.|DEC FRAC|MM3/MM3|V/V FRAC"},
    {"kg/kg", "1", "KG/KG|G/G|W/W|LB/LB|LBF/LBF|WT/WT|GM/GM|KGF/KGF|WTFRAC|FRACW"},
    {"m/m", "1", "M/M|FT/FT|F/F|IN/IN"},
    {"%", "0.01",
     "%|PERCENT|PCT|PRC|PER CENT|PERC|PERCENTAGE|%VOL|VOL%|%.|PC|проц|проц.|V%|VOL. %|VOL %"},
    {"pu", "0.01", "PU|LPU|P.U.|DPU|SPU|LSPU|SSPU|L.P.U.|P.U|POROSITY UNITS|NPU|PUS|PU LS"},
    {"wt%", "0.01", "WT%|WT PCT|WTPCT|%WT|WT.%|W%|WT %|WT PERCENT|PCTW|W/W%|WTPERC"},
    {"su", "0.01", "S.U."},
    {"ppm", "1e-6", "PPM|PPMV|PPMW|MG/KG|UG/G|PPM NACL|PPMNACL|PARTS PER MILLION"},
    {"g/t", "g/tonne", "G/T|GPT|G/TONNE|GM/T|GRAMS/TONNE|G/TON|G/MT"},
    {"kppm", "1e-3", "KPPM|PPK|PPT|MPPM|G/KG"},
    {"ppb", "1e-9", "PPB|PPBW|UG/KG|MG/T"},
    {"oz/ton", "31.1034768 g/short_ton", "OZ/T|OPT|OZ/TON|OZ/ST|TROYOZ/TON"},

    // slowness and velocity
    {"us/ft", "us/ft",
     "US/F|US/FT|USEC/FT|USEC/F|USPF|US/FOOT|MUS/FT|MIS/FT|MICS/FT|MSEC/FT|MS/FT|MICROSEC/"
     "FT|USFT|US-FT|MUSEC/FT|MICROS/FT|"
     "US/FEET|USEC/FOOT|MICROSECONDS/FT|UST/FT|MCS/FT|US/F.|MICROSEC/F|µSEC/FT|US/FT."},
    {"us/m", "us/m",
     "US/M|USEC/M|USPM|US/METER|US/METRE|MSEC/M|MICROSEC/M|MUS/M|MICS/M|MCS/M|USM|MICROS/M|MUSEC/"
     "M|мкс/м|МКС/М|мксек/м|US/MTR|"
     "µSEC/M|MICROSECONDS/M|US/M."},
    {"uS/m", "uS/m", "uSIEMENS/m"},
    {"ns/m", "ns/m", "NS/M|NSEC/M|NANOSEC/M"},
    {"ns/ft", "ns/ft", "NS/F|NS/FT"},
    {"m/s", "m/s", "M/S|M/SEC|MPS|м/с|М/С|M/SECOND"},
    {"km/s", "km/s", "KM/S|KM/SEC|км/с"},
    {"ft/s", "ft/s", "FT/S|F/S|FT/SEC|F/SEC|FPS"},
    {"m/h", "m/hour", "M/HR|M/H|MPH|M/HOUR|MTR/HR|м/ч|М/Ч|м/час|MHR|M/HRS"},
    {"ft/h", "ft/hour", "FT/HR|F/HR|FT/H|FPH|FT/HOUR|F/H|FEET/HR|FPHR|FT/HRS"},
    {"m/min", "m/min", "M/MIN|M/MN|MPM|м/мин"},
    {"ft/min", "ft/min", "FT/MIN|F/MIN|F/MN|FPM|FT/MN"},
    {"min/m", "min/m", "MIN/M|MN/M|мин/м"},
    {"min/ft", "min/ft", "MIN/FT|MIN/F|MN/FT"},
    {"s/m", "s/m", "SEC/M"},
    {"s/ft", "s/ft", "SEC/FT|S/F"},

    // electrical
    {"ohm.m", "ohm.m",
     "OHMM|OHM-M|OHM.M|OHMS|OHM "
     "M|OHM/M|OHMS/M|OHM*M|OHMSM|OHM-METER|OHM-METRE|OHMMETER|OHM-METERS|OHM-MTR|OM.M|OHM "
     "METER|OHMS-M|"
     "OHM_M|OHM METRE|Ом.м|Омм|Ом*м|Ом-м|ОММ|ОМ.М|ОМ*М|ом.м|омм|Ом "
     "м|ohms.m|OHM.METER|OHM.METERS|OHMS.M|OHMM."},
    {"ohm", "ohm", "OHM|Ом"},
    {"mS/m", "mS/m",
     "MMHO/M|MS/M|MMHO|MMHOS/M|MMO/M|MMHO-M|MMHOS|MILLIMHO/M|мСм/м|M.MHO/M|MS/METER|MMHO/METER"},
    {"S/m", "S/m", "S/M|MHO/M|MHOS/M|SIEMENS/M|См/м"},
    {"uS/cm", "uS/cm", "US/CM|UMHO/CM|UMHOS/CM"},
    {"mV", "mV", "MV|MVOLT|MILLIVOLT|MILLIVOLTS|MVOLTS|мВ|МВ|M.V.|MLV"},
    {"uV", "uV", "UV|MICROVOLT"},
    {"mS", "mS", "MILLISIEMENS"},
    {"V", "V", "VOLT|VOLTS|V.|В"},
    {"kV", "kV", "KV"},
    {"mA", "mA", "MA|MILLIAMP|MAMP|MILLIAMPS"},
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
    {"kdaN", "1e4 N", "KDAN|1000DAN|1000 DAN"},
    {"kgf", "kgf", "KGF|KGS|KILOGRAM-FORCE|кгс"},
    {"tf", "1000 kgf", "TONF|TON-F|MTONF|тс|TF"},
    {"psig", "psi", "PSIG|psi(g)|PSI(G)", true},
    {"psi", "psi", "PSI|PSIA|APSI|LB/IN2|LBF/IN2|LBS/IN2|P.S.I."},
    {"kpsi", "1000 psi", "KPSI|1000PSI|1000 PSI|KSI"},
    {"Mpsi", "1e6 psi", "MPSI|MMPSI|10**6PSI"},
    {"Pa", "Pa", "PASCAL|PASCALS"},
    {"kPa", "kPa", "KPA|KPAA|KPAG|кПа|KILOPASCAL"},
    {"MPa", "MPa", "MPA|MEGAPASCAL|МПа|MPAA|MPAG"},
    {"mPa", "mPa", ""},
    {"GPa", "GPa", "GPA|ГПа|GIGAPASCAL"},
    {"bar", "bar", "BAR|BARS|BARA|BARG"},
    {"atm", "atm", "ATM|ATMOSPHERE|атм"},
    {"kgf/cm2", "kgf/cm^2", "KG/CM2|KGF/CM2|KSC|кгс/см2|кг/см2|KG/C2"},
    {"psi/ft", "psi/ft", "PSI/FT|PSI/F"},
    {"kPa/m", "kPa/m", "KPA/M"},
    {"MPa/m", "MPa/m", "MPA/M"},
    {"bar/m", "bar/m", "BAR/M"},
    {"N.m", "N.m", "NM|N-M|NEWTON-METER"},
    {"kN.m", "kN.m", "KN.M|KNM|KN-M|KNEWTON-METER"},
    {"ft.lbf", "ft.lbf", "FT.LBF|FT-LB|FTLB|FTLBF|FT.LB|FT-LBF|F.LB|LBF.FT|LB.FT|FT LB|LB-FT"},
    {"kgf.m", "kgf.m", "KGF.M|KGF-M"},
    {"kft.lbf", "1000 ft.lbf",
     "KFTLB|KFT.LBF|KFT-LB|KFT.LB|1000 FT.LBF|KLB.FT|KFLB|1000FT.LBF|KLBF.FT|KFT-LBF|KFT LB"},
    {"cP", "centipoise", "CP|CPOISE|MPA.S|MPAS|сП"},
    {"mD", "mD", "MD|Md|MILLIDARCY|MILLIDARCIES|MDARCY|MDY|мД|МД|MDC"},
    {"uD", "uD", "UD|MICRODARCY"},
    {"nD", "nD", "ND|NANODARCY|NDARCY"},
    {"D", "D", "DARCY|DARCIES"},
    {"mD.m", "mD.m", "MD.M|MDM|MD-M"},
    {"mD.ft", "mD.ft", "MD.FT|MDFT|MD-FT|MD.F"},
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
    {"degC/m", "K/m", "DEGC/M|C/M"},
    {"degC/km", "K/km", "DEGC/KM|C/KM"},
    {"degF/ft", "degF/ft", "DEGF/FT|DEGF/F|F/FT"},
    {"degC/100m", "K/(100 m)", "DEGC/100M|C/100M"},
    {"degF/100ft", "degF/(100 ft)", "DEGF/100FT|DEGF/100F"},
    {"deg", "degree", "DEG|DEGREE|DEGREES|DEGS|DEGA|°|DEG.|DGR|град|ГРАД|DDEG|ANGLE DEG"},
    {"rad", "radian", "RAD|RADIAN|RADIANS"},
    {"deg/30m", "degree/(30 m)", "DEG/30M|DEGA/30M|°/30M|DEG/30 M|D/30M|DEGREES/30M|DEG/30MT"},
    {"deg/100ft", "degree/(100 ft)",
     "DEG/100FT|DEGA/100FT|DEG/100F|DEG/100 FT|D/100F|DEG/HF|DEGA/100F|°/100FT|DEG/C FT"},
    {"deg/10m", "degree/(10 m)", "DEG/10M|DEGA/10M"},
    {"deg/100m", "degree/(100 m)", "DEG/100M|DEGA/100M"},
    {"deg/m", "degree/m", "DEG/M|DEGA/M"},
    {"deg/ft", "degree/ft", "DEG/FT|DEG/F|DEGA/FT"},
    {"us", "us", "US|USEC|MICROSEC|MICROSECOND|MICROSECONDS|мкс|МКС|MUS|MUSEC|MICS"},
    {"ms", "ms", "MS|MSEC|MILLISECOND|MILLISECONDS|MILLISEC|мс"},
    {"ns", "ns", "NS|NSEC|NANOSECOND"},
    {"s", "s", "S|SEC|SECS|SECOND|SECONDS|сек|с"},
    {"min", "min", "MIN|MINUTE|MINUTES|MINS|MN|мин"},
    {"h", "hour", "HR|H|HRS|HOUR|HOURS|час|ч"},
    {"d", "day", "DAY|DAYS|сут"},
    {"Hz", "Hz", "HZ|HERTZ"},
    {"kHz", "kHz", "KHZ|KILOHERTZ"},
    {"MHz", "MHz", "MHZ|MEGAHERTZ"},
    {"GHz", "GHz", "GHZ"},
    {"1/s", "1/s", "S-1|SEC-1|/S|1/SEC"},
    {"1/ms", "1/ms", "MS-1"},
    {"rpm", "revolution/min", "RPM|REV/MIN|C/MIN|R/MIN|C/MN|об/мин|REVS/MIN"},
    {"spm", "mr_count/min", "SPM|STROKES/MIN|STK/MIN"},

    // volumes, flow, mass, fields
    {"m3", "m^3", "M3|CUM|CU.M|м3|M**3"},
    {"L", "litre", "L|LITER|LITRE|LITERS|LITRES|LTR"},
    {"cm3", "cm^3", "CC|CM3|C3|ML"},
    {"bbl", "42 mr_gallon", "BBL|BBLS|BARREL|BARRELS"},
    {"gal", "mr_gallon", "GAL|GALLON|GALLONS|GALUS"},
    {"m3/h", "m^3/hour", "M3/HR|M3/H|M3/HOUR"},
    {"m3/d", "m^3/day", "M3/D|M3/DAY|SM3/D|м3/сут"},
    {"m3/s", "m^3/s", "M3/S|M3/SEC"},
    {"m3/min", "m^3/min", "M3/MIN"},
    {"L/min", "litre/min", "L/MIN|LPM|LTR/MIN|L/MN"},
    {"bbl/d", "42 mr_gallon/day", "B/D|BBL/D|BPD|BBL/DAY|STB/D"},
    {"gal/min", "mr_gallon/min", "GAL/MIN|GPM|GAL/MN|USGPM"},
    {"bbl/min", "42 mr_gallon/min", "BBL/MIN|BPM"},
    {"g", "gram", "GRAM|GRAMS|GM"},
    {"kg", "kg", "KG|KILOGRAM|KILOGRAMS|кг"},
    {"t", "tonne", "TONNE|TONNES|METRIC TON"},
    {"kt", "1000 tonne", "KT|KTONNE|KTONNES"},
    {"Mt", "1e6 tonne", "MTONNE|MTONNES"},
    {"mg/L", "mg/litre", "MG/L|MGL"},
    {"meq/cm3", "meq/cm^3", "MEQ/C3|MEQ/CM3|MEQ/CC|MEQ/ML"},
    {"meq/100g", "meq/(100 g)", "MEQ/100G|MEQ/100GM"},
    {"meq/g", "meq/g", "MEQ/G|MEQ/GM"},
    {"nT", "nT", "NT|NANOTESLA|GAMMAS"},
    {"uT", "uT", "MICROTESLA"},
    {"mT", "mT", "MILLITESLA"},
    {"G", "1e-4 tesla", "GAUSS"},
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
    {"W/m/K", "W/(m.K)", "W/MK|W/M.K|W/M/C|W/(M.K)|W/M-K|W/M/DEGC|W/M*K"},
    {"mW/m2", "mW/m^2", "MW/M2"},
    {"kW", "kW", "KW|KILOWATT"},
    {"hp", "hp", "HP|HHP"},
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
    {NULL, NULL, NULL},
};

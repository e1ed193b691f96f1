// What curves measure and what files call them: a table, collected from the mnemonic lists of
// service companies and operators and from files met. Best known names first: their order is the
// rank.
#include "quantity_index.h"

#include <stddef.h>

const mr_quantity_row mr_quantity_rows[] = {
    // --- place ---
    {"depth", "Measured depth", "m",
     "DEPTH DEPT MD DEPTH_MD DMEA TDEP BDEP DEPMD MDEPTH MEASURED_DEPTH DEPTHMD BITDEPTH "
     "HOLEDEPTH DEP DPTH TOPMD INDEX_DEPTH TOP_DEPTH ГЛУБИНА"},
    {"true_vertical_depth", "True vertical depth", "m",
     "TVD TVDKB TVDRKB DEPTH_TVD TVDE DVER TVDRT TVD_KB TRUE_VERTICAL_DEPTH"},
    {"true_vertical_depth_subsea", "True vertical depth below sea level", "m",
     "TVDSS TVDMSL SSTVD SUBSEA TVD_SS TVDBSL TVDSD TVDSSD"},
    {"true_vertical_thickness", "True vertical thickness", "m", "TVT"},
    {"true_stratigraphic_thickness", "True stratigraphic thickness", "m", "TST"},
    {"x", "Easting", "m", "X X_LOC XCOORD EASTING X_COORD XLOC UTM_X UTMX X_UTM EW_COORD"},
    {"y", "Northing", "m", "Y Y_LOC YCOORD NORTHING Y_COORD YLOC UTM_Y UTMY Y_UTM NS_COORD"},
    {"z", "Elevation", "m", "Z Z_LOC ZCOORD ELEVATION ELEV ZLOC RL Z_COORD ALTITUDE"},
    {"x_offset", "Offset to the east", "m", "XOFFSET EWOFF DEPARTURE XOFF EW DISPE"},
    {"y_offset", "Offset to the north", "m", "YOFFSET NSOFF YOFF NS DISPN"},
    {"inclination", "Inclination from the vertical", "deg",
     "INCL DEVI INC INCLINATION BOREHOLE_DEVIATION DEV HDEV DEVIATION ANGLE HINC ADEV SDEV "
     "DEVIM INCLIN DRIFT"},
    {"azimuth", "Azimuth from north", "deg",
     "AZIM HAZI AZI AZIMUTH BOREHOLE_AZIMUTH HAZIM AZIMH AZT AZM DAZI HLAZ P1AZ AZIT BAZI "
     "SAZI AZTRUE AZ AZIMUT HOLE_AZIMUTH WELL_AZIMUTH AZIMUTH_TRUE AZIM_TRUE AZI_TRUE AZIMUTH_TN "
     "AZIMUTH_GN AZIM_GN AZI_GRID AZIMUTH_GRID AZIM_MAG AZIMUTH_MAG BEARING DEVAZ DEV_AZ АЗИМУТ",
     MR_ANGLE},
    {"relative_bearing", "Relative bearing", "deg", "RB RBEAR RELB RELBEAR", MR_ANGLE},
    {"toolface", "Tool face", "deg", "TF TOOLFACE TFO GTF MTF GTFA MTFA TFACE HSTF", MR_ANGLE},
    {"dogleg_severity", "Dogleg severity", "deg/30m", "DLS DL DOGLEG DOGS DLSEV"},
    {"dip", "Dip", "deg", "DIP DPTR DIPA TDIP DIP_TRUE DPAP"},
    {"dip_azimuth", "Direction of dip", "deg",
     "DPAZ DIPAZ DIP_AZIMUTH DIPDIR DIP_DIR DIP_DIRECTION DIPDIRECTION DIP_AZI DIP_AZ DIPAZI "
     "STRIKE",
     MR_ANGLE},
    {"time", "Time", "s", "TIME ETIM TIM ETIME ELAPSED_TIME TIME_1900"},
    {"two_way_time", "Two-way travel time", "ms", "TWT TWTT TIME_TWT TWO_WAY_TIME"},
    {"transit_time_integrated", "Integrated transit time", "ms", "ITT TTI TTIN"},

    // --- natural gamma rays ---
    {"gamma_ray", "Gamma ray", "gAPI",
     "GR SGR HSGR GRC HGR EHGR CGR HCGR ECGR GR_EDTC GRD GRS GAM GAMMA GRAM GRR GRN GRTO "
     "GRTC GAMN GRGC GGCE GRAX GRM1 GRCO GRAFM GRTM GRLWD ARC_GR GRMA GRMN GRNM HROM GRI GRX "
     "GRZ GRXC GRK GRKT GKUT GRSL GRTH GRPD GRUT DGR DGRC DGRCC SGRC GRA GRARC GR_ARC GRCX "
     "GRCFM GRHD GRM RGR NGR TGR TOTGR STGR ACGR AGR RAW_GR GRLL GRB GRF GRFC GRL GRP GRPM "
     "GRSG GRT GRTX GRTS ECGR_EDTC GAMMARAY GAMMA_RAY ГК GK"},
    {"potassium", "Potassium", "%",
     "POTA HFK K POTASSIUM SPK POTM K40 KPOT POTC PTSM POTS HPOTA KCON CK POT KCONC GRPOTA "
     "PKUT"},
    {"thorium", "Thorium", "ppm",
     "THOR HTHO TH THORIUM SPTH THORC THOM THCON CTH HTHOR THO THCONC TKUT"},
    {"uranium", "Uranium", "ppm", "URAN HURA U URANIUM SPU URANC URAM UCON HURAN URA UCONC UKUT"},
    {"thorium_potassium_ratio", "Thorium over potassium", NULL, "TPRA HTPR TKRT THK TH_K"},
    {"thorium_uranium_ratio", "Thorium over uranium", NULL, "TURA HTUR TURT THU TH_U"},
    {"uranium_potassium_ratio", "Uranium over potassium", NULL, "UPRA HUPR UKRT UK_RATIO"},

    // --- density and photoelectric factor ---
    {"bulk_density", "Bulk density", "g/cm3",
     "RHOB RHOZ ZDEN DEN DENB ZDNC RHO8 RHOM RHOI HRHO HRHOB ROBB RHOBC RHO DENC BDCX BDC "
     "ROMT RHOC ALCDLC SBDC SBD2 DENS NRHB HDEN RHOBE RHOS ROBU RHOB_ADN ZDL DENSITY "
     "BULK_DENSITY BDCM ASBD BDCL RHLA LDEN CDEN DENF RHOBS DENSHR DLDN ROB FDC GGK ГГК RHOL "
     "ZDENS DENL SNBD2 DNEAR DFAR"},
    {"density_correction", "Density correction", "g/cm3",
     "DRHO HDRA ZCOR DCOR HDRH DRHB DROB DRH DELRHO DRHM DRHO_ADN ZCORQH ZCR2 HDRO QRHO "
     "ALDCLC SCOR SCO2 DRHL DRHOB DENCOR DPEC ZCORR DZCOR"},
    {"electron_density", "Electron density", "g/cm3", "RHOE RHEL"},
    {"grain_density", "Grain density", "g/cm3",
     "RHOG RHGA RHMA GDEN RHOMA GRDEN GRAIN_DENSITY RHOMAA RHGE CGD GD RHGX RHMAA DENG"},
    {"photoelectric_factor", "Photoelectric factor", "b/e",
     "PEF PE PEFZ PEF8 PEFL PDPE HPEF PEB PEFB PEFI PEFA LPE SPEF ALPELC PEFSA SPE2 PEDF "
     "HPEDN PEFAV PEFN PEAV PE2 ASPE PEDN SPEF2 PEU PEFM PEFS PEL PEFZ8 TNPE"},
    {"volumetric_photoelectric_factor", "Volumetric photoelectric factor", "b/cm3",
     "U UMA UMAA UF UVOL UPE"},

    // --- neutron ---
    {"neutron_porosity", "Neutron porosity", "v/v",
     "NPHI TNPH NPOR CNCF CNC CNPHI CNL NPHIL HTNP HNPO APLC NPHI_LIM TNPH_ADN NPRL TNPL "
     "NPHILS PHIN NPHL NPHZ NPSS NPLS TNPS CNSS NPHI_LS NPHI_SS CN NPHS NPHD NPHI_SAN "
     "NPHI_DOL TNPD NPOS APSC APDC HNPH HNPHI NPL NPU CNCD NEUT_POR NEUTRON_POROSITY NPH NEU "
     "NPHU NPCK NRHP SNP CNLS CNLL NPLM TRNP CPNC NUCL CNPOR NPOL NPHIC TPHC ACNP BPHI "
     "HNPO_LIM NPHE CNP NEUPOR NPORLS ALNPOR TCMN NKT NPIS SNPHI NPHIEDT НГК"},
    {"neutron_count", "Neutron count rate", "cps",
     "NEUT NCNT RNEU NEUTRON NEU NGR_N FCNL NCNL NEAR FAR CFTC CNTC RCNT RCFT CRNA CRFA NTNS "
     "NDES FARC NEARC CFBC CNBC"},
    {"neutron_api", "Neutron, API units", "nAPI", "NEUT NEUTRON NAPI GNT NEU NGT"},
    {"hydrogen_index", "Hydrogen index", "v/v", "HI HIX HYDIDX"},

    // --- sonic ---
    {"compressional_slowness", "Compressional slowness", "us/ft",
     "DT DTC DTCO AC DTP DT4P DTLN DTHM DTCQI DT24 ACC DTL DTCOMP DT35 SON SONIC DTLF BHC "
     "DELTC ACO DELTAT DTCO_MH DTPM DTCM DT2R DTTP MSTT DTCR DTXX DT41 DT12 DT5A DTRC DTRP "
     "DTWC DTCL DT_COMP DTWCO DTBC DTC_S DTVC DTHC DT2P DT3P DT1P BCSL ITTC DTN DTF DTCN АК"},
    {"shear_slowness", "Shear slowness", "us/ft",
     "DTS DTSM DTSH DT4S DT1 DT2 DTSX DTSY DTSHM SDT DTSD DTSQI DTRS DTTS DTST DTSS DTSF "
     "DTSSH DTSU DT_SHEAR DTSXX DTSYY DELTS DT4S_S DTXX_S DTSM_FAST DTSM_SLOW DTSFAST "
     "DTSSLOW DT3S DT1S DTWS DTSR DTHS DTHU DTVS DTS_S SSLOW BDTS DT_S"},
    {"stoneley_slowness", "Stoneley slowness", "us/ft",
     "DT5 DTSTO DTTL DTSTE DTT DTTUBE DT3R STSL DST"},
    {"compressional_velocity", "Compressional velocity", "m/s", "VP VELP VCO VCOMP PVEL V_P VPSON"},
    {"shear_velocity", "Shear velocity", "m/s", "VS VELS VSHEAR SVEL V_S"},
    {"velocity_ratio", "Compressional over shear velocity", NULL, "VPVS VP_VS RVPVS"},
    {"acoustic_impedance", "Acoustic impedance", NULL, "AI IP IMP IMPEDANCE PIMP ZP"},
    {"shear_impedance", "Shear impedance", NULL, "SIMP ZS"},
    {"poisson_ratio", "Poisson's ratio", NULL, "PR POIS POISSON PRAT NU PR_DYN"},
    {"young_modulus", "Young's modulus", "GPa", "YM YME E_DYN YMOD YMD YMS YOUNG YMOD_DYN YME_DYN"},
    {"bulk_modulus", "Bulk modulus", "GPa", "BMK KB BULKMOD BMOD K_DYN"},
    {"shear_modulus", "Shear modulus", "GPa", "SMG MU SHEARMOD SMOD G_DYN"},
    {"unconfined_strength", "Unconfined compressive strength", "MPa", "UCS"},
    {"sonic_amplitude", "Sonic amplitude", "mV",
     "AMP CBL AMPL CBLF CBSL AMP3FT AMPS WF1 CBLAMP AMAV AMPAV CBL3 AMP1 PWA"},
    {"sonic_attenuation", "Sonic attenuation", "dB/ft",
     "ATTN ATT DATN AATN DCBL BATT ATAV ATTAV NATN SATT"},
    {"sonic_travel_time", "Sonic travel time", "us",
     "TT TT3 TTSL TT3FT TTIM TRAV TT1 TT2 TT3S TTAV TTRA"},

    // --- caliper and hole ---
    {"caliper", "Caliper", "in",
     "CALI CAL HCAL CALX CLDC CALS HD C1 C2 C13 C24 CAL1 CAL2 CALY CALA LCAL DCAL_ADN ACAL "
     "HDAR CALN MCAL CALD CLS CALM CAX CAY CALI_CDN CALE CALT CALL CLCL CALR CALRD CAVG "
     "MCALI HDMI HDMX SCAL XCAL YCAL EMS_CAL CALI_MECH CALIP CALIPER CALXH UCAL CADE CADF "
     "DACC CLXC CLYC DCAV ULTCAL CLTC CLTD CAL3 ONEARM HCALI HLCAL ZDCAL HDIA КВ"},
    {"differential_caliper", "Caliper less bit size", "in", "DCAL DIFCAL DCALI CALDIFF DCAL_CDN"},
    {"bit_size", "Bit size", "in", "BS BIT BITSIZE BSZ DBIT BIT_SIZE BITS BDIA BITDIA"},
    {"hole_volume", "Hole volume", "m3", "IHV HVOL BHV AHV ICV BHVT"},

    // --- spontaneous potential and resistivity ---
    {"spontaneous_potential", "Spontaneous potential", "mV",
     "SP SPR SPC SSP SPBL SPDF SPDH SPSB SPEL SPBR SPS SPAR SPONTANEOUS_POTENTIAL SPNORM SPN "
     "SPCR SPSD PS ПС"},
    {"deep_resistivity", "Deep resistivity", "ohm.m",
     "RT ILD LLD RDEP AT90 RLA5 RLLD HLLD HRLT AHT90 AHO90 AO90 AF90 AHF90 RT90 RD LL7D RESD "
     "RILD RDP IDPH RLA4 M2R9 M2RX HDRS RPCEHM A40H RACEHM P40H A34H RACELM RPCELM HART IDER "
     "ATR RT_HRLT RDLL RILD2 RAPI LLDC IDL ILDC IEL RILDC RDEEP RES_DEEP DRES M1R9 M4R9 M4RX "
     "M1RX HRD RLLDC ITRT HRLD RTAO HT90 AHTRT ATRT R39PC R39AC R27PC RTRUE RESDEP RES_DEP "
     "P34H RPD RPTH RWRD LLG RDD EWR4 SEDP RSD SFXE RTHI DEEPRES RES RESISTIVITY RDIL SGRD "
     "LL3 RIDPH RDM RIL"},
    {"medium_resistivity", "Medium resistivity", "ohm.m",
     "RMED ILM LLS AT30 AT60 RLA3 RLLS HLLS AHT60 AHT30 AF60 AF30 AHF60 AHF30 AO60 AO30 "
     "AHO60 AHO30 RT60 RT30 RM_MED RESM RILM RMD IMPH RLA2 M2R6 M2R3 HMRS A22H P28H P22H "
     "RACESHM RPCESHM A28H IMER MRES ILMC IML RILMC RES_MED MED_RES HRM RMLL_M M1R6 M1R3 "
     "M4R6 M4R3 HT60 HT30 R27AC R21PC R21AC RMEDIUM RIMPH LLSC RIM HLLM SEMP MEDRES M2R4 "
     "AHO40"},
    {"shallow_resistivity", "Shallow resistivity", "ohm.m",
     "RSHA SFL SFLU SFLA SFLC LL8 RLA1 AT10 AT20 RSFL AHT10 AHT20 AF10 AF20 AHF10 AHF20 AO10 "
     "AO20 AHO10 AHO20 RT10 RT20 SN R16 RS RESS LL3S RFOC SFE RFE M2R1 M2R2 HSRS A16H P16H "
     "RACESLM RPCESLM SRES SFLCM RLL3 RSFE SGRC_RES DFL HDFL RSHAL R64 R18 SHALRES HRS M1R1 "
     "M1R2 M4R1 M4R2 HT10 HT20 R15PC R15AC R09PC R09AC SEXP SESP RES_SLW RES_SHALLOW ASN AFE "
     "AM16 AM64 RLN RSN SFEC SFEL MNORM EXSN EXLN"},
    {"flushed_zone_resistivity", "Flushed-zone resistivity", "ohm.m",
     "RXO RXOZ RXO8 RX0 MSFL MSFC RXOI RXO_HRLT MSFLC RMLL MLL MLLC RMSL RMSF PROX RPROX "
     "RXOH RXOC MSFS RXOZ8 HRXO HMRL MCFL MFR RXRT_R MLLCF RXP RFLU RXOS MRS RXO5 RXL"},
    {"micro_resistivity", "Micro resistivity", "ohm.m",
     "MNOR MINV MNO MIV MN BMIN BMNO HMNO HMIN MICN MICI ML1 ML2 MINVERSE MNORMAL R1X1 ML1X1 "
     "MSCI RMGU RMIN RMNO MLL1 МПЗ МГЗ"},
    {"mud_resistivity", "Mud resistivity", "ohm.m", "RMUD RM RMUDA RMFD AMF RMBC RMTF HAMF RMT"},
    {"mud_filtrate_resistivity", "Mud filtrate resistivity", "ohm.m", "RMF RMFA RMFC"},
    {"water_resistivity", "Formation water resistivity", "ohm.m", "RW RWA RWAA RWF RWS RWAPP"},
    {"wet_resistivity", "Resistivity of the rock full of water", "ohm.m", "R0 RO"},
    {"conductivity", "Conductivity", "mS/m",
     "COND CILD CILM CT90 CT60 CT30 CT20 CT10 ILDC_C CIDP CIMP CDL CLLD CLLS CON CNDX "
     "COND_DEEP CON1 CONDUCTIVITY CIL CT CEXT ACTC ACRD HCON ECON"},

    // --- nuclear magnetic resonance, dielectric, pulsed neutron ---
    {"nmr_total_porosity", "Total porosity, magnetic resonance", "v/v",
     "TCMR MPHIT MPHITA MPHS NMRPHI PHIT_NMR MSIG TPOR NMRT PHITNMR MRP CMR_PHI_TOTAL "
     "TPHI_NMR"},
    {"nmr_effective_porosity", "Effective porosity, magnetic resonance", "v/v",
     "CMRP CMRP_3MS MPHI MPHE MPHIE PHIE_NMR CMRP3MS NMRE CMR_PHI_CONV PHIENMR"},
    {"nmr_free_fluid", "Free fluid, magnetic resonance", "v/v",
     "FFI CMFF CMFF_SIG FFV MFFI MBVM FFI_NMR BVM FFV_NMR NMFF"},
    {"nmr_bound_fluid", "Bound fluid, magnetic resonance", "v/v",
     "BFV BVI MBVI BFV_SIG BVI_NMR CBFV MBVIT BVI_CMR IRRW"},
    {"nmr_clay_bound_water", "Clay-bound water, magnetic resonance", "v/v",
     "CBW MCBW CBW_NMR MCBWA CBWA"},
    {"nmr_t2_log_mean", "Logarithmic mean of T2", "ms", "T2LM T2GM T2LM_SIG T2LOG T2AV MT2LM"},
    {"nmr_permeability", "Permeability, magnetic resonance", "mD",
     "KTIM KSDR KCMR MPERM KCOA KTIM_SIG KSDR_SIG PERM_NMR MPRM KTIMUR KCOATES"},
    {"propagation_time", "Electromagnetic propagation time", "ns/m", "TPL TPLI TPPW EPT_TPL"},
    {"propagation_attenuation", "Electromagnetic attenuation", "dB/m", "EATT EAT"},
    {"capture_cross_section", "Capture cross section", "cu",
     "SIGM SIGMA SIGF SIGC SGMA SFFD SGFM SIG SFND SGIN SIGMAF SGFF SFNA SIGMA_F"},
    {"carbon_oxygen_ratio", "Carbon over oxygen", NULL, "COR C_O COIR CORATIO FCOR NCOR"},

    // --- drilling ---
    {"rate_of_penetration", "Rate of penetration", "m/h",
     "ROP ROP5 ROP5_RM ROPA ROPAVG ROP_AVG ROPI ROPM ROPINS SROP ROPE ROPS PENR DRATE ROP1 "
     "ROP_INST"},
    {"drilling_time", "Drilling time", "min/m", "ROPT MPM DRTM DTIM DRT DRILLTIME ДМК"},
    {"weight_on_bit", "Weight on bit", "klbf", "WOB SWOB WOBA DWOB WOBX CWOB WOBAVG WTBT"},
    {"hook_load", "Hook load", "klbf", "HKLD HOOKLOAD HKLA HKLX HKL HLOAD HKLDAV"},
    {"torque", "Torque", "kN.m", "TRQ TORQUE TQA TORQ STOR TQX TQ TRQA STRQ DTOR"},
    {"rotary_speed", "Rotary speed", "rpm", "RPM SRPM RPMA ROTARY ROTS RPMB TRPM BRPM RPMAVG CRPM"},
    {"standpipe_pressure", "Standpipe pressure", "psi",
     "SPP SPPA STPP SPPR PUMPP PPRS STANDPIPE SPPAVG"},
    {"mud_weight", "Mud weight", "g/cm3",
     "MW MWIN MDIA MDOA MUDWT MUD_WEIGHT MWTI MDI MDO MWOUT DENI MWI MWO MUDWEIGHT MW_IN "
     "MW_OUT"},
    {"equivalent_circulating_density", "Equivalent circulating density", "g/cm3",
     "ECD ECDT ECDA AECD ESD ECD_ARC ECDB"},
    {"flow_rate", "Mud flow", "L/min",
     "FLOW FLWI MFIA FLIN FLOWIN MFI TFLO FLOW_IN GPM FLOWRATE MFLI FLOIN"},
    {"total_gas", "Total gas", "%",
     "TGAS GAS TG TOTGAS TGA GASA TOTALGAS TGASA GASX GTOT GAST TOTAL_GAS FGAS TGC GAS_TOTAL"},
    {"methane", "Methane", "ppm", "C1 METHANE METH C1_PPM METHA C1GAS CH4"},
    {"ethane", "Ethane", "ppm", "C2 ETHANE ETH ETHA C2GAS"},
    {"propane", "Propane", "ppm", "C3 PROPANE PRP PROP C3GAS"},
    {"isobutane", "Isobutane", "ppm", "IC4 C4I IBUT ISOBUTANE IBT IC4GAS"},
    {"butane", "Normal butane", "ppm", "NC4 C4N C4 NBUT BUTANE NBT NC4GAS"},
    {"isopentane", "Isopentane", "ppm", "IC5 C5I IPEN ISOPENTANE IPT"},
    {"pentane", "Normal pentane", "ppm", "NC5 C5N C5 NPEN PENTANE NPT"},
    {"drilling_exponent", "Drilling exponent", NULL, "DEXP DXC DCEXP D_EXP DXCORR DCX"},
    {"pore_pressure", "Pore pressure", "MPa", "PP PPRESS PORE_PRESSURE PORP PPORE FPRESS"},
    {"annular_pressure", "Annular pressure", "psi",
     "APRS APRES PRSA PWD ANNP APWD APRS_ARC PRES_ANN"},
    {"fracture_pressure", "Fracture pressure", "MPa", "FRACP PFRAC FP FRAC_PRESSURE"},
    {"overburden_stress", "Overburden stress", "MPa", "OBP OBG SV SIGV OVERBURDEN SVERT"},

    // --- logging conditions ---
    {"temperature", "Temperature", "degC",
     "TEMP BHT DTEM MTEM TEMPERATURE HTEM GTEM CTEM TMP WTEP FTEMP MUDTEMP TEMP_CDR HRTEM "
     "TEMPC TPRE_T CTMP TEMS AHMT MTIN MTOU MTIA MTOA WTEM FTEM DTMP TFLU ATMP TERM ТЕРМ"},
    {"pressure", "Pressure", "psi", "PRES PRESS PRESSURE WPRE MWFP BHP PSIA WPRS QPRES CPRE FPRE"},
    {"tension", "Cable tension", "lbf",
     "TENS TEN TENSION HTEN LTEN TTEN STEN CTEN TNSN CHT HTENS CHTEN"},
    {"cable_speed", "Cable speed", "m/min",
     "CS LSPD SPEED CVEL CSPD LSPEED SPD LINE_SPEED CABLE_SPEED"},
    {"magnetic_field", "Magnetic field", "nT", "FNOR MAGF TMAG BTOT MGTF BTOTAL"},
    {"magnetic_susceptibility", "Magnetic susceptibility", "SI",
     "MAGSUS MSUS SUSC MS_SUSC MAGS KAPPA"},
    {"casing_collar", "Casing collar locator", "mV", "CCL CCLC CCLD COLLAR CCLU CCL1 ЛМ"},
    {"noise", "Noise", "cps", "NOIS NOISE"},
    {"spinner", "Flowmeter spinner", "rpm", "SPIN SPINNER SPI1 SPI2 FBS"},

    // --- interpreted ---
    {"shale_volume", "Shale volume", "v/v",
     "VSH VSHALE VCL VCLAY VSHGR VSH_GR VOLSH VSHL VWCL SHALE VSHD VSH_ND VSHND VCLGR CLAY "
     "VSHA VSHN VSHS VSHLAM KGL КГЛ"},
    {"gamma_ray_index", "Gamma-ray index", "v/v", "IGR GRINDEX GR_INDEX"},
    {"total_porosity", "Total porosity", "v/v",
     "PHIT PHI POR POROSITY PHITOT PORT PHI_T PIGN PHIA PHIX PHIAVG PHIXN PORTOT PIGT TPHI "
     "XPHI PHND PHIND PXND PHIDN KP КП"},
    {"effective_porosity", "Effective porosity", "v/v",
     "PHIE PORE_EFF PHI_E EPOR EPHI PORE PHIEFF PIGE PHIEC PHIC POREFF PHIEF PHI_EFF"},
    {"density_porosity", "Density porosity", "v/v",
     "DPHI DPHZ PHID PORD DPOR DPHI_LIM DPHI_SAN DPHI_DOL DPHS DPHD DPHL DPHC DPLS DPSS DLIM "
     "PORZ ZPOR DPHB_P PORZC DPRL DPHIZ HDPH PHIDEN DPSN CD DPH8 DPO"},
    {"sonic_porosity", "Sonic porosity", "v/v",
     "SPHI PHIS SPOR SPHL SPHS ACPOR PORA SONPOR PORS SPHI_LIM SPHD SNPOR SPLS ACP"},
    {"secondary_porosity", "Secondary porosity", "v/v", "PHISEC SPI VUG PHIVUG PHI2 PHIFRAC"},
    {"water_saturation", "Water saturation", "v/v",
     "SW SWE SWT SUWI SWA SWAT SW_AR SWARCH SWIN SWSIM SWINDO SWDW SWWS WSAT SWARCHIE SW_SIM "
     "SW_IND SWDC SWU"},
    {"flushed_zone_saturation", "Water saturation of the flushed zone", "v/v",
     "SXO SXOE SXOT SXOU SXOI"},
    {"irreducible_water_saturation", "Irreducible water saturation", "v/v",
     "SWIRR SWI SWIR SWBI SWC"},
    {"oil_saturation", "Oil saturation", "v/v", "SO SOE SOIL SOR"},
    {"gas_saturation", "Gas saturation", "v/v", "SG SGAS SGE"},
    {"hydrocarbon_saturation", "Hydrocarbon saturation", "v/v", "SH SHC SHCE"},
    {"bulk_volume_water", "Bulk volume of water", "v/v",
     "BVW BVWE BVWT VWAT VOL_UWAT UWAT BVWSXO VXBW VUWA"},
    {"bulk_volume_hydrocarbon", "Bulk volume of hydrocarbon", "v/v",
     "BVH BVO BVG VOIL VGAS FHCC VHC BVHC VOL_OIL VOL_GAS"},
    {"permeability", "Permeability", "mD",
     "PERM KINT K PERMEABILITY KLOGH KH PERMX KAIR PERMH KAH KLOG KEFF PERM_TIMUR KPERM KT "
     "KINF KMD PERML КПР"},
    {"vertical_permeability", "Vertical permeability", "mD", "KV KVERT PERMZ PERMV CKV KAV"},
    {"flow_zone_indicator", "Flow zone indicator", "um", "FZI"},
    {"reservoir_quality_index", "Reservoir quality index", "um", "RQI"},
    {"toc", "Total organic carbon", "wt%", "TOC TOCW CTOC TOC_DLOGR WTOC"},
    {"cation_exchange_volume", "Cation exchange capacity per pore volume", "meq/cm3", "QV QVN"},
    {"salinity", "Salinity", "ppm", "SAL SALINITY NACL SALN CSAL"},
    {"brittleness", "Brittleness", "%", "BRIT BRITTLENESS BRITT BRIT_AVG"},

    // --- mineral and fluid volumes ---
    {"sand_volume", "Sandstone volume", "v/v",
     "VSAND VSS VSND VQUA VQTZ VOL_QUARTZ QUARTZ VOLSS VSILT VQUARTZ"},
    {"limestone_volume", "Limestone volume", "v/v",
     "VLS VLIME VCLC VCALC VCALCITE VOLLS CALCITE VCAL VCLT VLMS"},
    {"dolomite_volume", "Dolomite volume", "v/v", "VDOL VDOLO VOLDOL DOLOMITE VDOLOMITE"},
    {"anhydrite_volume", "Anhydrite volume", "v/v", "VANH VANHY VOLANH ANHYDRITE"},
    {"salt_volume", "Salt volume", "v/v", "VSALT VHAL HALITE VSLT"},
    {"coal_volume", "Coal volume", "v/v", "VCOAL VCOL"},
    {"pyrite_volume", "Pyrite volume", "v/v", "VPYR VPYRITE"},
    {"kerogen_volume", "Kerogen volume", "v/v", "VKER VKEROGEN VKRG"},

    // --- flags and classes ---
    {"net_flag", "Net rock", NULL, "NET NETFLAG NET_FLAG NET_ROCK NTGFLAG NETROCK", MR_CLASS},
    {"reservoir_flag", "Reservoir", NULL,
     "RES_FLAG RESFLAG NETRES NET_RES NETSAND RESERVOIR NET_RESERVOIR ROCKNET", MR_CLASS},
    {"pay_flag", "Pay", NULL, "PAY PAYFLAG PAY_FLAG NETPAY NET_PAY PAYFLG", MR_CLASS},
    {"coal_flag", "Coal", NULL, "COALFLAG COAL_FLAG COAL CCOAL", MR_CLASS},
    {"bad_hole_flag", "Bad hole", NULL,
     "BADHOLE BAD_HOLE BHF BADHOLE_FLAG WASHOUT WASHOUT_FLAG FBH DHOLE BH_FLAG", MR_CLASS},
    {"facies", "Facies or lithology class", NULL,
     "FACIES LITH LITHO LITHOLOGY LITHOFACIES FORCE_2020_LITHOFACIES_LITHOLOGY ELAN_LITH FAC "
     "EFAC LITHOLOGY_GEOLINK LITHOCODE ROCKTYPE RTYPE RRT HFU",
     MR_CLASS},
    {"zone", "Zone", NULL, "ZONE FORMATION ZONES FM INTERVAL_NAME GROUP", MR_CLASS},

    // --- core ---
    {"core_porosity", "Core porosity", "v/v",
     "CPOR COREPHI CORE_POR PHI_CORE CORE_PHI CPHI PORC CORPOR POR_CORE CPORHE PHICORE "
     "CORE_POROSITY"},
    {"core_permeability", "Core permeability", "mD",
     "CPERM COREK CORE_PERM K_CORE KCORE CKH CKHA CORPERM PERM_CORE KHOR CORE_KH "
     "CORE_PERMEABILITY CKHL COREPERM"},
    {"core_grain_density", "Core grain density", "g/cm3",
     "CGRD COREGD CORE_GD GD_CORE CORGD CRHOG CORE_GRAIN_DENSITY CGDEN"},
    {"core_water_saturation", "Core water saturation", "v/v", "CSW CORESW CORE_SW SW_CORE CORSW"},
    {"core_oil_saturation", "Core oil saturation", "v/v", "CSO CORESO CORE_SO SO_CORE CORSO"},

    // --- mining ---
    {"gold", "Gold", "g/t", "AU AU_PPM AU_GPT AU_GT GOLD AUPPM AU_FA"},
    {"silver", "Silver", "g/t", "AG AG_PPM AG_GPT SILVER AGPPM"},
    {"copper", "Copper", "%", "CU CU_PCT COPPER CUPCT CU_PPM"},
    {"iron", "Iron", "%", "FE_PCT IRON FEPCT FE_TOTAL FE"},
    {"nickel", "Nickel", "%", "NI NI_PCT NICKEL"},
    {"zinc", "Zinc", "%", "ZN ZN_PCT ZINC ZNPCT"},
    {"lead", "Lead", "%", "PB PB_PCT LEAD PBPCT"},
    {"aluminium", "Aluminium", "%", "AL WALU DWAL ALUMINIUM AL2O3 WAL"},
    {"silicon", "Silicon", "%", "WSI DWSI SILICON SIO2"},
    {"calcium", "Calcium", "%", "WCA DWCA CALCIUM CAO"},
    {"sulfur", "Sulfur", "%", "WSU DWSU SULFUR SULPHUR S_PCT"},
    {"titanium", "Titanium", "%", "WTI DWTI TITANIUM TIO2"},
    {"iron_weight", "Iron, from spectroscopy", "%", "WFE DWFE FE2O3"},
    {"gadolinium", "Gadolinium", "ppm", "WGD DWGD GADOLINIUM"},
    {"core_recovery", "Core recovery", "%", "RECOVERY CORE_RECOVERY REC TCR"},
    {"rock_quality_designation", "Rock quality designation", "%", "RQD RQD_PCT"},
    {"dry_bulk_density", "Dry bulk density", "t/m3", "DBD DRYDEN BDEN SG_DRY DRY_DENSITY"},
    {NULL, NULL, NULL, NULL},
};

// Which encoding a text is in, and the text as UTF-8.
#include "mudrock/encoding.h"

#include "check.h"

static void the_encoding_is_found(void **state)
{
    (void)state;
    // Each text in the bytes that Python's codecs make of it.
    static const struct {
        const char *bytes, *name, *text;
    } cases[] = {
        {"WELL. \xd1\xea\xe2-1 : \xe3\xe0\xec\xec\xe0 \xea\xe0\xf0\xee\xf2\xe0\xe6", "windows-1251",
         "WELL. Скв-1 : гамма каротаж"},
        {"WELL. \x91\xaa\xa2-1 : \xa3\xa0\xac\xac\xa0", "cp866", "WELL. Скв-1 : гамма"},
        {"WELL. \xf3\xcb\xd7-1 : \xc7\xc1\xcd\xcd\xc1", "koi8-r", "WELL. Скв-1 : гамма"},
        {"\xd1\xc0\xcc\xce\xd2\xcb\xce\xd0 15 \xcc\xc5\xd2\xd0", "windows-1251",
         "САМОТЛОР 15 МЕТР"},
        {"WELL. \xb4\xf3\xc7\xec"
         "1 : \xd7\xd4\xc8\xbb\xd9\xa4\xc2\xed",
         "gb18030", "WELL. 大庆1 : 自然伽马"},
        {"For\xeat-3, densit\xe9 38\xb0 52", "windows-1252", "Forêt-3, densité 38° 52"},
        {"S\xfc\xdfwasser, g/cm\xb3", "windows-1252", "Süßwasser, g/cm³"},
        {"plain", "utf-8", "plain"},
        {"m\xc2\xb2", "utf-8", "m²"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const mr_str bytes = mr_str_of(cases[i].bytes);
        const mr_encoding found = mr_encoding_detect(bytes);
        mr_buf out = {0};
        assert_string_equal(found.name, cases[i].name);
        assert_int_equal(found.guessed, strcmp(found.name, "utf-8") != 0);
        assert_int_equal(mr_encoding_convert(bytes, found.name, &out, NULL, NULL), MR_OK);
        assert_string_equal(out.at, cases[i].text);
        mr_buf_clear(&out);
    }
}

static void marks_decide(void **state)
{
    (void)state;
    assert_int_equal(mr_encoding_detect(MR_STR("\xef\xbb\xbfx")).mark, 3);
    assert_string_equal(mr_encoding_detect(MR_STR("\xff\xfex\0")).name, "utf-16le");
    assert_string_equal(mr_encoding_detect(MR_STR("\xfe\xff\0x")).name, "utf-16be");
    assert_string_equal(mr_encoding_detect(MR_STR("~\0V\0e\0r\0s\0")).name, "utf-16le");
    assert_null(mr_encoding_marked(MR_STR("x")).name);
}

static void names_are_known(void **state)
{
    (void)state;
    assert_string_equal(mr_encoding_find("CP1251"), "windows-1251");
    assert_string_equal(mr_encoding_find("latin-1"), "iso-8859-1");
    assert_string_equal(mr_encoding_find("Big5"), "Big5");
    assert_null(mr_encoding_find("klingon"));
    assert_null(mr_encoding_find("utf-8//IGNORE"));
    assert_null(mr_encoding_find(""));
}

static void what_is_no_character_is_told(void **state)
{
    (void)state;
    mr_buf out = {0};
    size_t bad = 0;
    assert_int_equal(mr_encoding_convert(MR_STR("ab\xff"), "utf-8", &out, &bad, NULL), MR_EFORMAT);
    assert_int_equal(bad, 2);
    mr_buf_clear(&out);
    assert_int_equal(mr_utf8_bad(MR_STR("12345678\xff")), 8);
    assert_int_equal(mr_utf8_bad(MR_STR("m\xc2\xb2")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_encoding_is_found),
        cmocka_unit_test(marks_decide),
        cmocka_unit_test(names_are_known),
        cmocka_unit_test(what_is_no_character_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

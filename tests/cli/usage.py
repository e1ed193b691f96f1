"""Wrong usage is exit 2 with one clear line and a hint; help comes from every command."""
import os

from scenario import check, contains, equal, main

COMMANDS = ["demo", "init", "project", "import", "wells", "curves", "markers", "surfaces", "tables", "validate", "run", "plan",
            "operator", "pipeline", "execution", "version"]


def helps(s):
    text = s.run("--help").out
    for command in COMMANDS:
        contains(text, f"  {command} ", "mudrock --help")
        done = s.run(command, "--help")
        contains(done.out, f"Usage: mudrock {command}", command)
        equal(done.err, "", command)
    contains(s.run("operator", "run", "--help").out, "--params JSON")


def versions(s):
    contains(s.run("version").out, "mudrock ")
    equal(s.run("--version").out, s.run("version").out)


def bad_words(s):
    for words, part in [
        ([], "Usage: mudrock"),
        (["rnu"], 'did you mean "run"'),
        (["operator", "lst"], 'did you mean "list"'),
        (["operator"], "wants a command"),
        (["run"], "wants PIPELINE"),
        (["run", "a.json", "b.json"], "one too many"),
        (["wells", "--formt", "json"], "did you mean --format"),
        (["wells", "--format", "xml"], "must be one of text|json|csv"),
        (["wells", "-x"], "no option -x"),
        (["run", "a.json", "--threads", "many"], "whole number"),
        (["operator", "run", "shale_volume_linear"], "--input"),
        (["import", "--describe", "a.las", "b.las"], "takes one file"),
    ]:
        done = s.run(*words, code=2)
        contains(done.err, part, words)
        equal(done.out, "", words)
        check(len(done.err.strip().splitlines()) <= 2 or not words, f"{words}: more than an error and a hint: {done.err}")


def a_workspace_is_its_owners(s):
    """Even where new files are for everyone, nobody else reaches what is in a workspace."""
    before = os.umask(0)
    try:
        s.run("init", "shared/mine")
    finally:
        os.umask(before)
    equal(oct((s.folder / "shared/mine").stat().st_mode & 0o777), "0o700")
    equal(oct((s.folder / "shared").stat().st_mode & 0o777), "0o777")


def not_found(s):
    s.run("wells", code=4)
    contains(s.run("wells", "--workspace", "nowhere", code=4).err, "mudrock init")
    s.run("init")
    for words in [["wells"], ["project", "show", "P"], ["pipeline", "load", "P"], ["pipeline", "delete", "P"],
                  ["execution", "show", "x"], ["execution", "cancel", "x"], ["execution", "lineage", "x"],
                  ["run", "P"], ["run", "missing.json"], ["validate", "missing.json"], ["import", "missing.las"],
                  ["import", "--describe", "missing.las"], ["operator", "show", "nothing_like_it"],
                  ["operator", "show", "shale_volume_linear@9.9.9"]]:
        done = s.run(*words, code=4)
        equal(len(done.err.strip().splitlines()), 1, words)
    contains(s.run("operator", "show", "shale_volume_linaer", code=4).err, "shale_volume_linear")


main(a_workspace_is_its_owners, helps, versions, bad_words, not_found)

"""The course's lessons are copied into a directory of the user's."""

from __future__ import annotations

import pathlib

from typer.testing import CliRunner, Result

from latentlens.cli.lessons import copy_lessons, shipped_course
from latentlens.cli.main import app


def _invoke(*arguments: str | pathlib.Path) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)), terminal_width=200)


def test_the_nine_lessons_are_copied(tmp_path: pathlib.Path):
    """A directory that does not exist is made, and gets the lessons as they ship and nothing else."""
    result = _invoke("lessons", tmp_path / "a" / "b")

    assert 0 == result.exit_code
    lessons = sorted(shipped_course().glob("*.ipynb"))
    assert [lesson.name for lesson in lessons] == sorted(p.name for p in (tmp_path / "a" / "b").iterdir())
    assert [lesson.read_bytes() for lesson in lessons] == [
        (tmp_path / "a" / "b" / lesson.name).read_bytes() for lesson in lessons
    ]
    assert 9 == len(lessons)


def test_a_students_work_is_kept(tmp_path: pathlib.Path):
    """A lesson that is there is never overwritten, and the command says which one it kept."""
    mine = tmp_path / "3-patchscopes.ipynb"
    mine.write_text("mine")

    result = _invoke("lessons", tmp_path)

    assert "mine" == mine.read_text()
    assert 0 == result.exit_code
    assert "3-patchscopes.ipynb has changes and is kept" in result.stderr.replace("\n", " ")
    assert 9 == len(list(tmp_path.iterdir()))


def test_overwriting_has_to_be_asked_for(tmp_path: pathlib.Path):
    """With --overwrite a changed lesson is the shipped one again."""
    mine = tmp_path / "3-patchscopes.ipynb"
    mine.write_text("mine")

    assert 0 == _invoke("lessons", tmp_path, "--overwrite").exit_code

    assert (shipped_course() / mine.name).read_bytes() == mine.read_bytes()


def test_a_second_copy_changes_nothing(tmp_path: pathlib.Path):
    """Lessons that are there and unchanged are neither written nor complained of."""
    copy_lessons(tmp_path)

    copied = copy_lessons(tmp_path)

    assert ([], 9, []) == (copied.written, len(copied.same), copied.kept)
    assert "already" in _invoke("lessons", tmp_path).stderr


def test_solutions_come_when_asked_for(tmp_path: pathlib.Path):
    """An instructor's copy has the solved lessons beside them and the notes."""
    assert 0 == _invoke("lessons", tmp_path, "--solutions").exit_code

    assert 9 == len(list((tmp_path / "solutions").glob("*.ipynb")))
    assert (tmp_path / "instructors.md").is_file()


def test_a_directory_that_cannot_be_written_is_named(tmp_path: pathlib.Path):
    """The error says where the lessons could not go, and what to do."""
    (tmp_path / "file").write_text("")

    result = _invoke("lessons", tmp_path / "file")

    assert 1 == result.exit_code
    assert "cannot be copied to" in result.stderr
    assert "another directory" in result.stderr.replace("\n", " ")

from io import StringIO

from agreements.progress import Progress


class Terminal(StringIO):
    def isatty(self):
        return True


def test_log_gets_a_line_for_each_tenth():
    log = StringIO()
    progress = Progress("members", 40, log)

    for _ in range(20):
        progress.add(2)

    lines = log.getvalue().splitlines()
    assert len(lines) == 10
    assert lines[0] == " 10 % 4 of 40 members, 0:00 min"
    assert lines[-1] == "100 % 40 of 40 members, 0:00 min"


def test_terminal_gets_a_bar_on_one_line():
    terminal = Terminal()
    progress = Progress("members", 4000, terminal)

    progress.add(1000)
    progress.add(3000)

    assert terminal.getvalue() == (
        "\r[#######.......................]  25 % 1,000 of 4,000 members, 0:00 min\x1b[K"
        "\r[##############################] 100 % 4,000 of 4,000 members, 0:00 min\x1b[K\n"
    )

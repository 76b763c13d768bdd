"""Help and usage errors of the command line in Vietnamese; Typer's own are English and load Rich."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from typer.core import TyperCommand, TyperGroup

USAGE_ERROR = 2
INTERRUPTED = 130
HELP_OPTION = "In hướng dẫn này rồi thoát."


def usage_error_words(error: Any) -> str:
    """What a usage error of the command-line parser says, in Vietnamese.

    The parser's error classes are known by name: Typer carries them inside itself in new versions and takes them from Click in old
    ones. A kind not named here keeps the parser's own words behind a Vietnamese opening.
    """
    param = getattr(error, "param", None)
    is_option = getattr(param, "param_type_name", "") == "option"
    shown = "/".join(param.opts) if param is not None and is_option else getattr(param, "metavar", None)
    match type(error).__name__:
        case "NoSuchOption":
            close = ", ".join(getattr(error, "possibilities", None) or ())
            return f"Không có tùy chọn {error.option_name}" + (f"; có phải ý anh/chị là {close}?" if close else ".")
        case "MissingParameter":
            return f"Thiếu {shown or 'tham số'}."
        case "BadOptionUsage":
            return f"Tùy chọn {error.option_name} thiếu giá trị hoặc không nhận giá trị."
        case "BadParameter":
            return f"Giá trị của {shown or 'tham số'} không hợp lệ: {error.message}"
        case _ if str(error.message).startswith("No such command"):
            return f"Không có lệnh {str(error.message).removeprefix('No such command ').partition('.')[0]}."
        case _:
            return f"Lệnh viết chưa đúng: {error.format_message()}"


def run_in_vietnamese(command: Callable[..., Any], *, standalone: bool) -> Any:
    """Runs a command's `main`, turning usage errors into Vietnamese on standard error and exit code 2."""
    try:
        code = command(standalone_mode=False)
    except Exception as error:
        if not standalone or not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(f"{error.format_message()}\n")
        else:
            path = getattr(getattr(error, "ctx", None), "command_path", "minhchung")
            sys.stderr.write(f"{usage_error_words(error)}\nXem cách dùng: {path} --help\n")
        sys.exit(USAGE_ERROR)
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:  # newer Typer catches Ctrl+C itself and gives this code
        sys.stderr.write("Đã dừng theo yêu cầu.\n")
    if standalone:
        sys.exit(code if isinstance(code, int) else 0)
    return code


class _VietnameseHelp:
    """The parts of a help page, in Vietnamese, for commands and groups alike."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND [ARGS]...", "LỆNH [THAM SỐ]…")
        formatter.write_usage(ctx.command_path, pieces, prefix="Cách dùng: ")

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        arguments: list[tuple[str, str]] = []
        options: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and param.param_type_name == "argument":
                arguments.append((str(param.metavar), record[1]))  # without the Python type that newer Typer adds
            elif record is not None:
                options.append((record[0], HELP_OPTION) if "--help" in param.opts else record)
        for title, records in (("Tham số", arguments), ("Tùy chọn", options), ("Lệnh", self._commands(ctx))):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def _commands(self: Any, ctx: Any) -> list[tuple[str, str]]:
        if not hasattr(self, "list_commands"):
            return []
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, command.get_short_help_str(120)) for name, command in found if command is not None and not command.hidden]


class VietnameseCommand(_VietnameseHelp, TyperCommand):
    """A command whose help page is Vietnamese."""


class VietnameseGroup(_VietnameseHelp, TyperGroup):
    """The root command: help and usage errors of every command under it are Vietnamese."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # Windows consoles and pipes default to a code page without Vietnamese; UTF-8 is what every reader of ours expects.
            if os.name == "nt" and hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8")
        call = partial(super().main, args, prog_name, complete_var, windows_expand_args=windows_expand_args, **extra)
        return run_in_vietnamese(call, standalone=standalone_mode)

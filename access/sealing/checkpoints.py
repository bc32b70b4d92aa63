"""The second place of every checkpoint: a file that is only ever appended to, on a volume of its own."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from access.verifier import Checkpoint

NAME = "trail.jsonl"
BLOCK = 64 * 1024  # bytes read at once from the end


class SealingStopped(RuntimeError):
    """Nothing is sealed: a key, the file, or the agreement of both places is missing. The sentence says which."""


class CheckpointFile:
    """``trail.jsonl`` in one folder: one line of JSON for each checkpoint, oldest first."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def newer_than(self, number: int) -> list[Checkpoint]:
        """The newest checkpoints back to (and with) ``number``, oldest first; all of them when none is so old.

        Raises:
            SealingStopped: the file cannot be read, or a line was not written by the sealer.
        """
        found: list[Checkpoint] = []
        try:
            for line in self._backwards():
                found.insert(0, Checkpoint.from_bytes(line))
                if found[0].seal.number <= number:
                    break
        except ValueError:
            raise SealingStopped("the checkpoint file is damaged: run verify_trail") from None
        except OSError as error:
            raise SealingStopped(f"the checkpoint file cannot be read: {error.strerror}") from error
        return found

    def _backwards(self) -> Iterator[bytes]:
        """Finished lines, newest first; what follows the last line feed is not finished."""
        pieces = self._pieces()
        next(pieces, None)
        yield from pieces

    def _pieces(self) -> Iterator[bytes]:
        """What stands between line feeds, from the end of the file to its beginning."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            at, kept = file.seek(0, os.SEEK_END), b""
            while at > 0:
                start = max(0, at - BLOCK)
                file.seek(start)
                kept, *lines = (file.read(at - start) + kept).split(b"\n")
                at = start
                yield from reversed(lines)
            yield kept

    def append(self, checkpoint: Checkpoint) -> None:
        """Write one line and see it on the disk; an unfinished line of an interrupted writer is cut off first.

        Raises:
            SealingStopped: the line could not be written whole; the file is as it was.
        """
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
        except OSError as error:
            raise SealingStopped(f"the checkpoint file cannot be opened: {error.strerror}") from error
        try:
            self._append(handle, checkpoint.as_bytes())
        except OSError as error:
            raise SealingStopped(f"the checkpoint file cannot be written: {error.strerror}") from error
        finally:
            os.close(handle)

    def _append(self, handle: int, line: bytes) -> None:
        whole = self._whole(handle)
        if whole < os.fstat(handle).st_size:
            os.ftruncate(handle, whole)
        try:
            if os.write(handle, line) != len(line):
                raise OSError(errno.ENOSPC, "no space left for the whole line")
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, whole)
            raise
        if whole == 0:
            folder = os.open(self.path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)

    @staticmethod
    def _whole(handle: int) -> int:
        """Length in bytes of the file's finished lines."""
        end = os.fstat(handle).st_size
        while end > 0:
            start = max(0, end - BLOCK)
            at = os.pread(handle, end - start, start).rfind(b"\n")
            if at >= 0:
                return start + at + 1
            end = start
        return 0

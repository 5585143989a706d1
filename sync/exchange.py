"""Two files change places in one step, where the system can do that.

renameat2(2): https://man7.org/linux/man-pages/man2/rename.2.html
"""

from __future__ import annotations

import ctypes
import errno
import os
from functools import cache
from pathlib import Path
from typing import Final

AT_FDCWD: Final = -100
RENAME_EXCHANGE: Final = 2
# What a system or a file system answers that doesn't know the exchange.
UNKNOWN: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP})


@cache
def system_call() -> ctypes._NamedFuncPointer | None:
    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    function.restype = ctypes.c_int
    return function


def exchange(new: Path, present: Path) -> bool:
    """Puts `new` in the place of `present`, and the file that stood there in the place of `new`.

    False where only a plain replacement was possible: then `new` is gone, and so is what stood there.
    Raises OSError.
    """
    function = system_call()
    if function is not None:
        if not function(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(present), RENAME_EXCHANGE):
            return True
        code = ctypes.get_errno()
        if code not in UNKNOWN:
            raise OSError(code, os.strerror(code), str(present))
    replace(new, present)
    return False


def replace(new: Path, present: Path) -> bool:
    """The plain replacement alone."""
    new.replace(present)
    return False

"""What the operating system refuses, in Vietnamese: its own words are English on most machines."""

from __future__ import annotations

import errno

CAUSES = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "hết chỗ trống trên đĩa",
    errno.EDQUOT: "hết hạn mức đĩa",
    errno.EISDIR: "là thư mục",
    errno.ENOTDIR: "có phần trong đường dẫn không phải thư mục",
    errno.EEXIST: "đã có tệp cùng tên",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết trỏ vòng quanh",
    errno.EIO: "lỗi đọc ghi đĩa",
    errno.EBUSY: "đang được chương trình khác dùng",
    errno.EMFILE: "mở quá nhiều tệp một lúc",
    errno.ENOMEM: "thiếu bộ nhớ",
    errno.ENOEXEC: "không phải chương trình chạy được trên máy này",
    errno.EBADF: "đầu vào hoặc đầu ra đã đóng",
}


def cause(error: OSError) -> str:
    """Why the operating system refused, in a few Vietnamese words; its own words for what is rare."""
    known = CAUSES.get(error.errno) if error.errno is not None else None
    return known or error.strerror or str(error) or type(error).__name__

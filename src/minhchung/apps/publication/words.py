"""What the acts on publication write, in words."""

from minhchung.apps.ground.words import name_fields
from minhchung.apps.publication.models import Channel

name_fields(
    "publication",
    {
        "channels": "các kênh",
        "channel": "kênh",
        "title": "tên",
        "kind": "loại kênh",
        "address": "địa chỉ",
        "for_procedures": "có niêm yết thủ tục",
        "unit": "đơn vị phụ trách",
        "closed_on": "ngừng từ ngày",
        "on": "ngày",
        "whole": "toàn bộ kênh",
        "file": "tệp",
        "entries": "số thủ tục",
        "undone": "đã bỏ",
        "names": "tên đã xác nhận",
        "document": "văn bản",
        "decided_on": "ngày quyết định",
        "posted_on": "ngày đăng",
        "posted_at": "nơi đăng",
        "down_on": "ngày gỡ",
        "dropped": "đã rút",
        "notice": "mục công khai",
        "shown": "đang có",
        "said": "nội dung",
        "publication_channels": "số kênh",
        "postings": "số yêu cầu",
    },
    values={"kind": {each.value: str(each.label) for each in Channel.Kind}},
    subjects={"unit": "unit", "document": "document"},
)
name_fields("publication.pass_on_channels", {"passed": "kênh đã chuyển"}, subjects={"passed": "channel"})
name_fields("publication.pass_on_postings", {"passed": "yêu cầu đã chuyển"}, subjects={"passed": "posting"})

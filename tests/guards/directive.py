"""The directive of the guards' world, as pasted."""

DIRECTIVE = """ỦY BAN NHÂN DÂN
PHƯỜNG VÂN KHÊ

Số: 77/TB-UBND
Vân Khê, ngày 10 tháng 11 năm 2026

THÔNG BÁO
Kết luận của Chủ tịch Ủy ban nhân dân phường tại cuộc họp giao ban

Sau khi nghe các đơn vị báo cáo, Chủ tịch Ủy ban nhân dân phường kết luận như sau:

1. Giao Phòng Văn hóa - Xã hội

- Lập danh sách cán bộ dự tập huấn chuyển đổi số theo Kế hoạch số 33/KH-UBND, gửi Ủy ban nhân dân phường chậm nhất ngày 30/11/2026.

- Rà soát các điểm bưu điện văn hóa trên địa bàn; đề xuất phương án sử dụng.

2. Giao Phòng Kinh tế

- Báo cáo tình hình thu ngân sách trước ngày 05 hằng tháng.
"""

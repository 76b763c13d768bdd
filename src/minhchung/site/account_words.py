"""What the sign-in parts say, in Vietnamese: the packages they come from ship no Vietnamese."""

ACCOUNT_ERRORS = {
    "account_inactive": "Tài khoản này đã khóa. Liên hệ người quản trị của phường, xã để mở lại.",
    "cannot_remove_primary_email": "Đây là thư điện tử chính nên không bỏ được. Chọn thư khác làm chính trước.",
    "duplicate_email": "Thư điện tử này đã khai cho tài khoản này.",
    "email_password_mismatch": "Thư điện tử hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ rồi gõ lại.",
    "email_taken": "Thư điện tử này đã khai cho tài khoản khác. Dùng thư khác.",
    "enter_current_password": "Mật khẩu đang dùng không đúng. Gõ lại.",
    "incorrect_code": "Mã không đúng hoặc đã hết hạn. Chờ mã mới trên ứng dụng rồi gõ lại.",
    "incorrect_password": "Mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ rồi gõ lại.",
    "invalid_login": "Không đăng nhập được. Kiểm tra tên đăng nhập và mật khẩu.",
    "invalid_or_expired_key": "Đường dẫn đã dùng hoặc hết hạn. Yêu cầu đường dẫn mới.",
    "invalid_password_reset": "Đường dẫn đặt lại mật khẩu đã dùng hoặc hết hạn. Yêu cầu đường dẫn mới.",
    "max_email_addresses": "Chỉ khai được tối đa %d thư điện tử.",
    "rate_limited": "Thử quá nhiều lần. Chờ năm phút rồi làm lại.",
    "same_as_current": "Giá trị mới trùng với giá trị đang dùng. Nhập giá trị khác.",
    "select_only_one": "Chỉ chọn một mục.",
    "too_many_login_attempts": "Đăng nhập sai quá nhiều lần. Chờ năm phút rồi thử lại, hoặc nhờ người quản trị đặt lại mật khẩu.",
    "unknown_email": "Không có tài khoản nào khai thư điện tử này. Kiểm tra lại, hoặc liên hệ người quản trị.",
    "unverified_primary_email": "Thư điện tử chính chưa được xác nhận. Mở thư xác nhận trước.",
    "username_blacklisted": "Không dùng được tên đăng nhập này. Chọn tên khác.",
    "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ rồi gõ lại.",
    "username_taken": "Tên đăng nhập này đã có người dùng. Chọn tên khác.",
}
MFA_ERRORS = {
    "cannot_delete_authenticator": "Không tắt được xác thực hai bước: vai trò này bắt buộc dùng. Hỏi người quản trị.",
    "cannot_generate_recovery_codes": "Chưa bật ứng dụng xác thực nên chưa có mã dự phòng. Bật ứng dụng xác thực trước.",
    "incorrect_code": "Mã không đúng hoặc đã hết hạn. Chờ mã mới trên ứng dụng rồi gõ lại.",
    "unverified_email": "Thư điện tử chưa được xác nhận nên chưa bật được xác thực hai bước. Xác nhận thư trước.",
}
PASSWORDS_DIFFER = "Hai lần gõ mật khẩu không giống nhau. Gõ lại mật khẩu ở ô này."

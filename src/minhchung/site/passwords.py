"""What the site asks of a password, where the framework has no Vietnamese for it."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Mật khẩu ngắn quá: cần ít nhất {self.min_length} ký tự. Ghép vài từ không liên quan thì dài mà vẫn dễ nhớ."

    def get_help_text(self) -> str:
        return f"Mật khẩu có ít nhất {self.min_length} ký tự."

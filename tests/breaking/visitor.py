"""A browser of few words, for a server in another process."""

import http.cookiejar
import io
import re
import urllib.error
import urllib.request
import uuid

LOGIN = "/tai-khoan/login/"


class Visitor:
    """Signs in and posts forms; redirects are answers, not followed."""

    def __init__(self, base: str, username: str, password: str) -> None:
        self.base = base
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _StayHere())
        page = self.get(LOGIN)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if token is None:
            raise AssertionError("the sign-in page has no token")
        self.token = token[1]
        if self.post(LOGIN, {"login": username, "password": password}) != 302:
            raise AssertionError("could not sign in")
        self.token = next(cookie.value or "" for cookie in self.jar if cookie.name == "csrftoken")

    def get(self, path: str) -> str:
        """The page."""
        with self.opener.open(self.base + path, timeout=120) as answer:
            body: bytes = answer.read()
        return body.decode()

    def post(self, path: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]] | None = None) -> int:
        """The status of the answer."""
        boundary = uuid.uuid4().hex
        body = _body(boundary, {**fields, "csrfmiddlewaretoken": self.token}, files or {})
        request = urllib.request.Request(self.base + path, data=body)  # noqa: S310 - our own server
        request.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
        request.add_header("Referer", self.base + path)
        try:
            with self.opener.open(request, timeout=120) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            if path != LOGIN and (error.headers.get("Location") or "").startswith(LOGIN):
                raise AssertionError("signed out: sent back to the sign-in page") from error
            return error.code


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _body(boundary: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    for name, value in fields.items():
        out.write(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (filename, content) in files.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'
        out.write(head.encode() + content + b"\r\n")
    out.write(f"--{boundary}--\r\n".encode())
    return out.getvalue()

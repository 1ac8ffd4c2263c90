# SPDX-License-Identifier: EUPL-1.2
"""A browser of the standard library: pages, forms, cookies, redirects; loopback, no scripts."""

import html.parser
import http.client
import itertools
import urllib.parse


class Page(html.parser.HTMLParser):
    """What a person without JavaScript sees of a page."""

    def __init__(self, url, status, text):
        super().__init__()
        self.url, self.status, self.source = url, status, text
        self.forms, self.links, self.refresh, self.words = [], [], None, []
        self.feed(text)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self.forms.append({"action": urllib.parse.urljoin(self.url, a.get("action") or ""),
                               "method": (a.get("method") or "get").lower(),
                               "fields": [], "choices": {}, "buttons": []})
        elif tag == "a" and "href" in a:
            self.links.append(urllib.parse.urljoin(self.url, a["href"]))
        elif tag == "meta" and (a.get("http-equiv") or "").lower() == "refresh":
            self.refresh = urllib.parse.urljoin(self.url, a["content"].split("url=", 1)[1])
        elif self.forms and tag == "input" and a.get("name") and "disabled" not in a:
            form = self.forms[-1]
            if a.get("type") in ("radio", "checkbox"):
                form["choices"].setdefault(a["name"], []).append(a.get("value"))
            else:
                form["fields"].append((a["name"], a.get("value") or ""))
        elif self.forms and tag == "button" and a.get("name"):
            self.forms[-1]["buttons"].append((a["name"], a.get("value") or ""))

    def handle_data(self, data):
        self.words.append(data)

    def form_with(self, field):
        for form in self.forms:
            named = {name for name, _ in form["fields"] + form["buttons"]} | set(form["choices"])
            if field in named:
                return form
        raise AssertionError(f"no form with {field} on {self.url}: {self.text[:500]}")


class Browser:
    """A person's, at an address of its own: of one source the audit trail keeps few refusals."""

    addresses = itertools.cycle(f"127.0.1.{last}" for last in range(1, 255))

    def __init__(self):
        self.jar, self.address = {}, next(self.addresses)

    def reach(self, port):
        return http.client.HTTPConnection(
            "127.0.0.1", port, timeout=30, source_address=(self.address, 0))

    def leave(self, connection):
        connection.close()

    def open(self, url, method="GET", body=None, leaves=True):
        """Follows redirects; with `leaves=False` to the first that leads to another host."""
        for _ in range(20):
            url = url.split("#")[0]
            parts = urllib.parse.urlsplit(url)
            assert parts.scheme == "http" and (
                parts.hostname == "localhost" or parts.hostname.endswith(".localhost")), url
            connection = self.reach(parts.port)
            headers = {"Host": parts.netloc, "User-Agent": "drive", "Accept-Language": "en",
                       "Accept": "text/html,*/*;q=0.8"}
            cookies = self.jar.setdefault(parts.hostname, {})
            if cookies:
                headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in cookies.items())
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            target = parts.path or "/"
            if parts.query:
                target += "?" + parts.query
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            for line in answer.headers.get_all("Set-Cookie") or []:
                pair, *rest = [part.strip() for part in line.split(";")]
                name, value = pair.split("=", 1)
                if any(part.lower() == "max-age=0" for part in rest):
                    cookies.pop(name, None)
                else:
                    cookies[name] = value
            self.leave(connection)
            if answer.status in (301, 302, 303, 307, 308):
                url = urllib.parse.urljoin(url, answer.headers["Location"])
                if not leaves and urllib.parse.urlsplit(url).hostname != parts.hostname:
                    return Page(url, answer.status, "")
                if answer.status not in (307, 308):
                    method, body = "GET", None
                continue
            return Page(url, answer.status, text)
        raise AssertionError(f"redirects without end at {url}")

    def submit(self, form, **chosen):
        fields = [(name, value) for name, value in form["fields"] if name not in chosen]
        fields += chosen.items()
        data = urllib.parse.urlencode(fields)
        if form["method"] == "get":
            return self.open(form["action"].split("?")[0] + "?" + data)
        return self.open(form["action"], "POST", data)


def field(form, name):
    return dict(form["fields"])[name]

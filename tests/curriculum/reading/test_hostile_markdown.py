"""Markdown that means harm: an error names it, and nothing of it reaches a page."""

import time
from html.parser import HTMLParser

import pytest

from curriculum.content.errors import Position
from curriculum.content.markdown import Renderer
from curriculum.content.prose_rules import MAX_PROSE
from curriculum.content.sanitise import CLEAN_BLOCKS, CLEAN_INLINE

HOSTILE_ADDRESSES = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "java\tscript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&Tab;javascript:alert(1)",
    "&#1;javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "file:///etc/passwd",
    "ftp://example.org/",
    "ssh://example.org",
    "sms:123",
    "magnet:?xt=urn",
    "mailto:me@example.org",
    "tel:123",
    "blob:https://example.org/1",
    "view-source:https://example.org/",
    "intent://x#Intent;end",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/&#47;evil.example",
    "/&#92;evil.example",
    "&#47;&#47;evil.example",
    "/\t/evil.example",
    "/&Tab;/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example",
    "https:///evil.example",
    "http://",
    "https://me@evil.example",
    "https://good.example@evil.example/",
    "https://good.example\\@evil.example/",
    "https://exa mple.org",
    "https://e.org:99999/",
    "https://[::1",
    "relative.html",
    "../up.html",
    "?query",
    "#",
    "#a b",
    "",
]

HOSTILE_TEXTS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    '<a href="javascript:alert(1)">x</a>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<style>*{background:url(//evil.example)}</style>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<iframe src=//evil.example></iframe>",
    "<object data=//evil.example></object>",
    "<embed src=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<form action=//evil.example><input name=x></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video src=x onerror=alert(1)></video>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<javascript:alert(1)>",
    "<vbscript:alert(1)>",
    "<data:text/html,x>",
    "<x:y onclick=alert(1)>",
    "[<img src=x onerror=alert(1)>](/x)",
    "[a](/x '\"onmouseover=alert(1)')",
    '[a](/x"onmouseover=alert(1) )',
    "[a](</x onmouseover=alert(1)>)",
    '![x" onerror="alert(1)](assets/map.svg)',
    '![x](assets/map.svg"onerror="alert(1))',
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "> [!TIP] <script>alert(1)</script>\n> <img src=x onerror=alert(1)>",
    '> [!TIP" onclick="alert(1)]\n> x',
    "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | c |",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "# <script>alert(1)</script>",
    "- <script>alert(1)</script>",
    "    <script>alert(1)</script>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script>alert(1)&#60;/script>",
    "\\<script>alert(1)\\</script>",
    "wzxhzdk:0 klzzwxh:0000",
    "**<b onclick=alert(1)>x**</b>",
    "{: onclick=alert(1) }\n# x {onclick=alert(1)}",
]

TAGS = {
    "a", "aside", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li",
    "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "alt", "aria-label", "class", "data-align", "data-kind", "href", "loading", "rel", "role", "scope", "src",
    "start", "tabindex",
}  # fmt: skip


class Harm(HTMLParser):
    """Reads HTML as a browser does, and collects what must not be there."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.found.append(f"{tag} {name}")
            if name in ("href", "src") and not self.is_harmless(name, value or ""):
                self.found.append(f"{name}={value}")

    def is_harmless(self, name, value):
        if name == "src":
            return value.startswith("/assets/")
        local = value.startswith("/") and not value.startswith(("//", "/\\"))
        return local or value.startswith(("#", "http://", "https://"))

    def handle_comment(self, data):
        self.found.append("a comment")

    def handle_decl(self, decl):
        self.found.append("a declaration")

    def handle_pi(self, data):
        self.found.append("a processing instruction")


def picture(written: str) -> str:
    if written != "assets/map.svg":
        raise ValueError(f"there is no picture `{written}`", "add it")
    return "/assets/web/map.svg"


RENDERER = Renderer(picture)


def prose(text):
    return RENDERER.prose("file.md", text)


def line(text):
    return RENDERER.line(Position("file.yaml"), text)


@pytest.mark.parametrize("render", [prose, line])
@pytest.mark.parametrize("form", ["[a]({})", "[a](<{}>)", "x [*a*]({}) y", '[a]({} "title")'])
@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_no_link_leads_to_a_hostile_address(address, form, render):
    html, errors = render(form.format(address))

    assert Harm(html).found == []
    assert "<a href" not in html
    if "<a>" in html:
        assert errors, html


@pytest.mark.parametrize("render", [prose, line])
@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_nothing_hostile_reaches_a_page(text, render):
    html, _ = render(text)

    assert Harm(html).found == []


@pytest.mark.parametrize("address", [address for address in HOSTILE_ADDRESSES if address])
def test_the_last_gate_alone_removes_a_hostile_address(address):
    quoted = address.replace('"', "&quot;")

    for gate in (CLEAN_BLOCKS, CLEAN_INLINE):
        html = gate.clean(f'<a href="{quoted}">a</a><img src="{quoted}">')
        assert [found for found in Harm(html).found if not found.startswith("src=")] == []
        assert "href=" not in html


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_the_last_gate_alone_removes_hostile_html(text):
    for gate in (CLEAN_BLOCKS, CLEAN_INLINE):
        assert [found for found in Harm(gate.clean(text)).found if not found.startswith("src=")] == []


SLOW = [
    "[", "![", "[a](", "[[a]", "![[]()", "[]()", "<", "<a ", "<!--", "<?", "&", "&#1", "&amp;", "*",
    "*a ", "**a _b ", "***a** ", "_*", "a_", "*_~`[", "`", "`a ", "`a``b```c````", "\\", "\\[", "\\`",
    "|", "|a", "a|b\n-|-\n", "|a|\n|-|\n", "> ", ">", "> a\n", "> > > a\n", "- ", "- a\n", "* a\n\n",
    "1. ", "1. a\n   2. b\n", "- > ", "# a\n", "#", "* * *\n", "---\n", "> [!TIP] a\n> b\n\n",
    "> [!TIP]\n", "> [!PATTERN] a\n", "```\n", "~~~\na\n", "    a\n", "h\n=\n", "[x]: /a\n", "[a][b]",
    "<http://x> ", "<a@b> ", "a  \n", "\n \t", "![a](b) ", "[a](/b 'c') ",
]  # fmt: skip


@pytest.mark.parametrize("part", SLOW)
@pytest.mark.parametrize("blocks", [False, True])
def test_hostile_repetition_takes_bounded_time(part, blocks):
    block = part * (15_000 // len(part)) + "\n\n" if blocks else part
    text = (block * (MAX_PROSE // len(block) + 1))[:MAX_PROSE]
    started = time.process_time()

    html, _ = prose(text)

    assert time.process_time() - started < 1.5  # 0.3 on an idle machine
    assert Harm(html).found == []

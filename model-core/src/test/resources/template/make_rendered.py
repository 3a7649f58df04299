"""Writes rendered.json: what Jinja2 makes of templates, set up as lm-evaluation-harness sets it up.

python make_rendered.py [folder of lm_eval/tasks]   (jinja2 3.1.6, lm_eval 0.4.13)
"""

import json
import re
from pathlib import Path

from jinja2 import BaseLoader, Environment, StrictUndefined

env = Environment(loader=BaseLoader, undefined=StrictUndefined, keep_trailing_newline=True)
env.filters["regex_replace"] = lambda string, pattern, repl, count=0: re.sub(pattern, repl, string, count=count)

DOCUMENT = {
    "question": "  What is the capital of France? ",
    "choices": ["Paris", "Lyon", "it's \"Nice\"", "Zürich 😀"],
    "answer": 2,
    "label": "B",
    "score": 0.1,
    "big": 1e16,
    "small": 1e-05,
    "whole": 3.0,
    "none": None,
    "flag": True,
    "text": "line one\nline two\n",
    "nested": {"text": ["a", "b"], "label": ["A", "B"], "deep": {"x": [1, [2, 3]]}},
    "items_list": [{"name": "z", "n": 3}, {"name": "a", "n": 1}, {"name": "m", "n": 2}],
    "empty": "",
    "nothing": [],
    "emoji": "a😀b😀c",
    "table": {"b": 1, "a": [1.5, None]},
    "sentence": "the quick-brown fox (jumps) over [lazy] dogs",
}

TEMPLATES = r"""
{{question}}
{{question.strip()}}\nAnswer:
Question: {{question.strip()}}\nA. {{choices[0]}}\nB. {{choices[1]}}\nAnswer:
{{choices}}
{{choices[answer]}}
{{choices[-1]}} {{choices[1:]}} {{choices[::-1]}} {{choices[:-1]|join(' ')}}
{{ {"a": 1, 'b': [1, 2.0, None, True]} }}
{{answer}} {{score}} {{big}} {{small}} {{whole}} {{none}} {{flag}}
{{answer + 1}} {{answer - 3}} {{answer * 2}} {{answer / 2}} {{answer // 2}} {{7 % 3}} {{-7 % 3}} {{2 ** 10}} {{-7 // 2}} {{7.5 % -2}}
{{1 + 2 * 3 - 4 / 2}} {{(1 + 2) * 3}} {{-answer|abs}} {{-(3)|abs}}
{{"a" ~ 1 ~ none ~ true}} {{"a" + "b"}} {{"ab" * 3}} {{[1] + [2]}} {{[0] * 3}}
{{ ['A','B','C'].index(label) }}
{{'ABCD'.index(label)}} {{nested.label.index("B")}} {{nested.text[nested.label.index("B")]}}
{{ question.split()[0] }} {{"a,b,,c".split(',')}} {{"a b  c".split(' ')}} {{" a  b ".split()}} {{"a b c d".split(' ', 2)}} {{"a b c d".rsplit(' ', 1)}} {{"a b c".split(' ')[:-1]|join(' ')}}
{% if answer == 2 %}two{% elif answer == 3 %}three{% else %}other{% endif %}
{% if not flag and answer > 1 or label in choices %}yes{% else %}no{% endif %}
{%- if flag -%}   tight   {%- endif -%}   after
  {%- for c in choices %}\n{{loop.index}}. {{c}}{% endfor %}\nend
{% for c in choices -%} {{ "ABCD"[loop.index0] }}:{{c}}{% if not loop.last %}, {% endif %}{%- endfor %}
{% for c in choices if c != 'Lyon' %}{{loop.index}}/{{loop.length}}{{loop.first}}{{loop.last}}{{loop.revindex}} {% endfor %}
{% for x in nothing %}x{% else %}empty{% endfor %}
{% for k, v in table.items() %}{{k}}={{v}};{% endfor %}
{% for k in table %}{{k}}{% endfor %} {{table.keys()|list}} {{table.values()|list}} {{table.get('zz', 'dd')}} {{table.get('zz')}}
{% set x = 5 %}{% for i in range(3) %}{% set x = i %}{{x}}{% endfor %}{{x}}
{% set ns = namespace(total=0) %}{% for i in range(4) %}{% set ns.total = ns.total + i %}{% endfor %}{{ns.total}}
{% set a, b = 1, 2 %}{{a}}-{{b}}
{% set letters = ['A','B'] %}{% for l in letters %}{{l}}{% endfor %}
{% set block %}captured {{answer}}{% endset %}[{{block}}]
{{ "yes" if flag else "no" }} {{ "x" if answer > 5 else "y" if answer > 1 else "z" }}
{{ 1 if flag }}
{{choices|length}} {{question|length}} {{emoji|length}} {{table|length}} {{emoji[1]}} {{emoji[2:4]}} {{emoji[::-1]}} {{emoji.index('b')}} {{emoji.find('zz')}}
{{question|trim}} {{label|lower}} {{label|upper}} {{"hello world"|title}} {{sentence|title}} {{sentence.title()}} {{"hELLO"|capitalize}} {{"hELLO wORLD".capitalize()}} {{"they're bill's".title()}}
{{choices|join(', ')}} {{choices|first}} {{choices|last}} {{choices|list}} {{"abc"|list}} {{choices|reverse|list}} {{"abc"|reverse}}
{{"3"|int}} {{"x"|int}} {{"3.7"|int}} {{3.9|int}} {{"x"|int(7)}} {{"2.5"|float}} {{"x"|float}} {{3|float}} {{answer|string + "!"}}
{{2.5|round}} {{3.14159|round(2)}} {{2.1|round(0,'ceil')}} {{2.9|round(method='floor')}}
{{missing|default('dd')}} {{none|default('dd')}} {{none|default('dd', true)}} {{empty|d('e', true)}}
{{table|tojson}} {{"<a href='x'>&\""|tojson}} {{"é"|tojson}} {{choices|tojson}}
{{question|replace('France', 'Spain')}} {{"aaa"|replace('a','b',2)}} {{"abc".replace('', '-')}} {{"aaa".replace('a', 'b', 1)}}
{{"a1b22"|regex_replace('[0-9]+', '#')}} {{"john smith"|regex_replace('(\w+) (\w+)', '\\2 \\1')}} {{"aXbX"|regex_replace('x', '', 1)}} {{"[header] text"|regex_replace('\[.*?\] ', '')}} {{"ab"|regex_replace('(?P<x>a)', '<\g<x>>')}}
{{missing is defined}} {{question is defined}} {{missing is undefined}} {{none is none}} {{none is not none}} {{answer is number}} {{label is string}} {{table is mapping}} {{choices is sequence}} {{answer is even}} {{3 is odd}} {{6 is divisibleby 3}} {{answer is eq 2}} {{answer is in [1,2]}} {{flag is true}} {{flag is boolean}}
{{ answer in [1,2] }} {{ 'a' in 'abc' }} {{ 'z' not in 'abc' }} {{ 'b' in table }} {{ not flag }} {{ 1 < 2 < 3 }} {{ 1 == 1.0 }} {{ true == 1 }} {{ 'a' < 'b' }} {{ [1,2] == [1,2] }} {{ {'a':1} == {'a':1.0} }}
{{ "abc".startswith("a") }} {{ "abc".endswith(("x","c")) }} {{ "abc".upper() }} {{ "a-b".partition("-") }} {{ "  x ".lstrip() }}| {{ "xxaxx".strip("x") }} {{ "a.b.".rstrip(".") }} {{ ",".join(["a","b"]) }} {{ "7".zfill(3) }} {{ "12".isdigit() }} {{ "".isdigit() }} {{"aXa".count("a")}} {{"abcabc".rfind("b")}} {{"x".ljust(3)}}| {{"x".rjust(3,"*")}} {{"a\nb".splitlines()}}
{{ "%s has %d (%.2f)"|format("x", 3, 2.345) }} {{ "%05d|%-5s|%5s"|format(42, "ab", "cd") }} {{ "%s" % "one" }} {{ "{} and {}".format(1, "b") }} {{ "{0}{1}{0}".format("a", "b") }} {{ "{x:.2f}".format(x=3.14159) }} {{"{:>5}".format("a") if false else "skip"}}
{{ items_list|map(attribute='name')|join(',') }} {{ items_list|sort(attribute='n')|map(attribute='name')|list }} {{ [3,1,2]|sort }} {{ [3,1,2]|sort(reverse=true) }} {{ [1,2,3,4]|select('even')|list }} {{ [1,2,3]|reject('odd')|list }} {{ items_list|selectattr('n','gt',1)|map(attribute='name')|list }} {{ [1,2,3]|sum }} {{ [1,5,3]|max }} {{ [4,2]|min }} {{ [1,1,2]|unique|list }} {{ ['a','B']|map('upper')|list }} {{['b','A','c']|sort}}
{{ nested.deep.x[1][0] }} {{ nested['text'][1] }} {{ nested.text.0 }} {{ nested.deep }}
{{ (1, 2) }} {{ (1,) }} {{ () }} {{ 1, 2 }} {{ "a" "b" }}
{# comment #}x{#- trimmed -#}  y
{% raw %}{{ not rendered }}{% endraw %} {{ '{{' }} {{ "}}" }}
{{ "a\tb\\n\"q\" \x41 \u00e9" }} {{ 'it''s' }} {{ ["a\nb", 'it\'s', "\"", "\x00\u200b"] }}
{{ range(5)|list }} {{ range(1, 10, 3)|list }} {{ range(3, 0, -1)|list }} {{ dict(a=1) }}
{{ 1000000 }} {{ 1_000 }} {{ 0x1f }} {{ 1.0 }} {{ 1e3 }} {{ 1.5e-7 }} {{ 123456789.123456789 }} {{ 0.1 + 0.2 }} {{ 1e15 }} {{ 1e16 }} {{ 100000000000000000.0 }} {{1/3}} {{ 2**0.5 }} {{ 5.0 // 2 }} {{ 10 / 5 }}
{%- set q = question.strip() -%}\n{{ q }}\n
{%+ if true %} keep {%+ endif %}|
{{ loop_missing is defined and loop_missing.x }} {{ (nothing or 'fallback') }} {{ (empty and 'x') }} {{ nothing and 1 }}
{{ sentence.split(' ')|map('capitalize')|join(' ') }} {{ sentence|wordcount }}
{{'A' if label == 'B' and flag else 'C'}}{{ '\n' }}{{ "tail" -}}   \n   x
{{ "ß".upper() }} {{ "İ".lower()|length }} {{ "ǆ".title() }} {{"ΑΣ".lower()}}
{{ choices|map('length')|list }} {{ [[1,2],[3]]|map('first')|list }} {{ [["a",1]]|map(attribute=0)|list }}
{{ {'a': 1}|items|list }} {{ {'b':2,'a':1}|dictsort }}
{{ [1,2,3][5:] }} {{ [1,2,3][-2:] }} {{ "hello"[1:4:2] }} {{ "hello"[::-2] }} {{ [1,2,3][-100:100] }}
{{ none == none }} {{ none != 0 }} {{ "1" == 1 }} {{ not none }} {{ not "" }} {{ not [] }}
{{ 3 == 3 and 'a' or 'b' }} {{ (3 > 4) ~ "" }} {{ 2 is not none }} {{ 2 if 2 is defined else 3 }}
""".strip("\n").split("\n")

ERRORS = [
    "{{ missing }}", "{{ missing.x }}", "{{ nested.missing }}", "{{ nested.missing.x }}", "{% for x in missing %}{% endfor %}",
    "{% if missing %}{% endif %}", "{{ 1 + 'a' }}", "{{ 'a' + 1 }}", "{{ [1].index(2) }}", "{{ 1 / 0 }}", "{{ choices[9] }}",
    "{{ none.x }}", "{{ answer() }}", "{{ 'x' < 1 }}", "{{ question", "{% if x %}", "{{ }}", "{% endif %}", "{{ 'a }}",
    "{{ a b }}", "{{ [1, }}", "{% for %}{% endfor %}", "{{ x|nofilter }}", "{{ 1 is notest }}", "{{ none|length }}",
    "{{ missing ~ 'x' }}", "{{ missing|trim }}", "{{ missing == 1 }}", "{{ ','.join([1]) }}", "{{ {{ 1 }} }}", "{% else %}",
]


def main():
    templates = [line.encode().decode("unicode_escape").encode("latin-1").decode() if False else line.replace("\\n", "\n") for line in TEMPLATES]
    rendered = []
    for template in templates:
        try:
            rendered.append({"template": template, "output": env.from_string(template).render(**DOCUMENT)})
        except Exception as e:
            rendered.append({"template": template, "error": type(e).__name__})
    for template in ERRORS:
        try:
            env.from_string(template).render(**DOCUMENT)
            raise SystemExit(f"no error: {template}")
        except SystemExit:
            raise
        except Exception as e:
            rendered.append({"template": template, "error": type(e).__name__})
    out = {"document": DOCUMENT, "cases": rendered}
    Path(__file__).with_name("rendered.json").write_text(json.dumps(out, indent=1, ensure_ascii=False) + "\n")
    print(len(rendered), [r for r in rendered if "error" in r][: len(rendered) - len(ERRORS)])


if __name__ == "__main__":
    main()

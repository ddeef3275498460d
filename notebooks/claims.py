"""The table of claims: what notebooks said beforehand, and what came out."""

import html
import json

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Claims</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 15px/1.5 system-ui, 'DejaVu Sans', sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8886; }}
code {{ white-space: nowrap; }}
.no td:first-child {{ font-weight: bold; color: #d55e00; }}
</style></head><body>
<h1>Claims</h1>
<p>{summary}</p>
{sections}
</body></html>
"""


def read_claims(folder):
    """Returns the claims and what is wrong with the file."""
    path = folder / 'claims.json'
    if not path.exists():
        return [], None
    try:
        claims = json.loads(path.read_text(encoding='utf-8'))
        missing = [key for claim in claims for key in ('id', 'claim', 'expected', 'measured', 'holds') if key not in claim]
        if missing:
            return [], f'{path.name}: a row has no "{missing[0]}"'
        undecided = [claim['id'] for claim in claims if not isinstance(claim['holds'], bool)]
        return ([], f'{path.name}: "holds" of {undecided[0]} is neither true nor false') if undecided else (claims, None)
    except (ValueError, TypeError) as error:
        return [], f'{path.name} cannot be read: {error}'


def section(stem, claims, failure):
    text = lambda value: html.escape(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    rows = ''.join(
        f'<tr class="{"yes" if claim["holds"] else "no"}"><td>{"holds" if claim["holds"] else "does not hold"}</td>'
        f'<td><code>{text(claim["id"])}</code></td><td>{text(claim["claim"])}</td>'
        f'<td>{text(claim["expected"])}</td><td>{text(claim["measured"])}</td></tr>\n'
        for claim in claims
    )
    head = '<tr><th></th><th>id</th><th>claim</th><th>expected</th><th>measured</th></tr>\n'
    failed = f'<p><strong>The notebook failed</strong></p><pre>{text(failure)}</pre>' if failure else ''
    table = f'<table>\n{head}{rows}</table>' if claims else '<p>No claims.</p>'
    return f'<h2><a href="{text(stem)}.html">{text(stem)}</a></h2>{failed}\n{table}'


def count(claims):
    return f'{sum(1 for claim in claims if claim["holds"])} of {len(claims)} claims hold.'


def write_page(path, results):
    """`results`: for each notebook's name its claims and its failure, None if it ran to the end."""
    claims = [claim for rows, _ in results.values() for claim in rows]
    sections = '\n'.join(section(stem, rows, failure) for stem, (rows, failure) in results.items())
    path.write_text(PAGE.format(summary=count(claims), sections=sections), encoding='utf-8')
